"""Schemas: one for every document, within the package; each is asked for by its name and holds for what is printed."""

from __future__ import annotations

import json
import shutil
import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook
from tests.cli.commands import Run
from tests.cli.councils import ON, write_council
from tests.cli.schemas import faults_of, printing_json, validator
from tests.law.listfiles import VERSION
from tests.mission.dzn_events import EVENT
from tests.mission.events import write_event
from tests.tools import ROOT
from typer.testing import CliRunner

from svat.cli import app
from svat.refusals import MASK
from svat.report.schemas import schema_names, schema_text

pytestmark = pytest.mark.usefixtures("one_classifier")

DAY = ON.isoformat()
# What svat writes as files that programs read.
FILES = {"introductions", "mission", "mission-version", "run", "verdict", "log", "rulings", "weights"}


def test_every_command_that_prints_json_and_every_file_has_its_schema() -> None:
    commands = {name.replace(" ", "-") for name in printing_json()}
    assert set(schema_names()) == commands | FILES


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_one_and_says_what_it_is_of(name: str) -> None:
    schema = json.loads(schema_text(name))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    validator(name)  # it is a schema
    assert f"| `{name}` |" in (ROOT / "docs/reference/schemas.md").read_text("utf-8")


def test_schemas_are_in_the_package_wherever_it_is_installed() -> None:
    """As resources, and in the package's folder, all of which the build puts into the wheel."""
    within = {x.name for x in files("svat.report.schemas").iterdir() if x.name.endswith(".json")}
    assert within == {f"{name}.schema.json" for name in schema_names()}
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert build["build-system"]["build-backend"] == "uv_build"
    assert "tool" not in build or "uv" not in build["tool"]  # nothing of src/svat is left out


def test_schema_prints_one_or_lists_them_all(run: Run) -> None:
    code, printed, _ = run("schema", "introductions")
    assert (code, printed) == (0, schema_text("introductions"))
    code, printed, _ = run("schema")
    assert code == 0
    assert [line.split()[0] for line in printed.splitlines()] == list(schema_names())
    code, printed, said = run("schema", "nothing")
    assert (code, printed) == (2, "")
    assert said == "svat: nothing: no schema has this name; `svat schema` lists them\n"


DOCUMENTS = {
    "mission": "missions/visit/out/mission.json",
    "mission-version": "missions/visit/plans/0001.json",
    "run": "out/run.json",
    "introductions": "out/introductions.json",
    "weights": "weights.json",
    "verdict": "one.json",
}
# Every command that prints JSON, on the council's folder; each is held against its schema by `run`.
LINES = (
    "goods classify мёд honey --json",
    f"law check --from KZ --to KR --hs 270112 --on {DAY} --council DIR --json",
    f"law lists changes DIR/lists --publisher OFAC --from {DAY} --to {DAY} --json",
    f"law lists show --council DIR --on {DAY} --json",
    f"law rescreen --from {VERSION} --to {DAY} --council DIR --json",
    f"law rulings --council DIR --on {DAY} --json",
    f"law screen Greyotter --council DIR --on {DAY} --json",
    f"law screen --batch DIR/names.csv --out DIR/answers.csv --council DIR --on {DAY} --json",
    "roll check --council DIR --json",
    f"roll forget --council DIR --company A4 --by X --reason y --on {DAY} --dry-run --json",
    "roll check DIR/rolls/a/roll.csv --json",
    f"decisions waiting DIR/out --council DIR --on {DAY} --json",
    f"corridor register --council DIR --on {DAY} --json",
    f"corridor debt --council DIR --on {DAY} --json",
    f"corridor goal --council DIR --on {DAY} --json",
    f"corridor potential --from KZ --to KR --council DIR --on {DAY} --json",
    f"corridor settlement --council DIR --on {DAY} --json",
    f"market learn --council DIR --on {DAY} --out DIR/weights.json --json",
    "market solve --p DIR/p.npy --q DIR/q.npy --out DIR/lists_of --alpha 0.5 --proof --json",
    "market check DIR/lists_of --p DIR/p.npy --q DIR/q.npy --json",
    "mission solve DIR/event.json --previous DIR/plan.json --json",
    "law log head DIR/verdicts.jsonl --json",
    "law log list DIR/verdicts.jsonl --json",
    "law log verify DIR/verdicts.jsonl --key DIR/council.pem.pub --json",
    "law prove ID --log DIR/verdicts.jsonl --key DIR/council.pem.pub --export DIR/one.json --json",
    "law replay ID --log DIR/verdicts.jsonl --council DIR --json",
    "law replay --log DIR/verdicts.jsonl --council DIR --on 2026-05-15 --json",
    f"mission plan visit --council DIR --on {DAY} --seconds 0.5 --json",
    f"mission publish visit --council DIR --on {DAY} --json",
    f"mission change visit --council DIR --on {DAY} --absent P-A1 --day 1 --seconds 0.5 --json",
    "mission diff visit --council DIR --json",
    f"mission undo visit --council DIR --on {DAY} --json",
    f"mission recheck --council DIR --on {DAY} --json",
    "mission check-in visit DIR/arrived.csv --council DIR --on 2026-03-20 --json",
    "mission outcomes visit DIR/became.csv --council DIR --on 2026-03-22 --json",
    "mission solve-dzn DIR/event.dzn --json",
)
TIMED = ("market solve", "mission solve", "mission solve-dzn")  # say how long they took


@pytest.fixture(scope="module")
def council(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council's folder with rolls of one file name, rows that cannot be used, a log of verdicts and a market."""
    folder = write_council(tmp_path_factory.mktemp("schemas") / "kz-kr")
    for side, name in (("a", "kz.csv"), ("b", "kr.csv")):
        roll = (folder / "rolls" / side / name).read_text("utf-8").splitlines()
        more = [
            f"{line},{cell}"
            for line, cell in zip(roll, ("email", *(["office@one.example"] * 9)), strict=False)
        ]
        (folder / "rolls" / side / name).unlink()
        empty = ",".join(["Z9", *[""] * (roll[0].count(",")), "secret@person.example"])
        (folder / "rolls" / side / "roll.csv").write_text("\n".join([*more, empty, ""]), encoding="utf-8")
    (folder / "names.csv").write_text("id,name,born\n1,Greyotter,\n2,,1970-01-01\n", encoding="utf-8")
    write_event(folder)
    (folder / "event.dzn").write_text(EVENT, encoding="utf-8")
    rng = np.random.default_rng(0)
    np.save(folder / "p.npy", rng.random((4, 5)))
    np.save(folder / "q.npy", rng.random((5, 4)))
    _mission(folder)
    _answer(f"law key new --out {folder}/council.pem")
    signed = f"--log {folder}/verdicts.jsonl --key {folder}/council.pem"
    _answer(f"match --council {folder} --on {DAY} {signed} --out {folder}/out")
    return folder


def _mission(folder: Path) -> None:
    """A visit, who has arrived at it, and what became of a meeting that was asked for."""
    visit = folder / "missions/visit"
    visit.mkdir(parents=True)
    (visit / "mission.toml").write_text(
        'zones = ["Asia/Seoul", "Asia/Almaty"]\ndays = [2026-03-20]\n[[session]]\nfrom = "10:00"\nto = "12:00"\n'
    )
    (visit / "tables.csv").write_text("table\nT1\n")
    (visit / "people.csv").write_text("person,company\nP-A1,A1\nP-B1,B1\nP-X,nobody\n")
    (folder / "arrived.csv").write_text("person,arrived\nP-A1,yes\nP-B1,no\nsomebody,yes\n")
    (folder / "became.csv").write_text("meeting,outcome\nA1+B1,no-show\nA1+B9,held\n")


def _answer(line: str) -> str:
    result = CliRunner().invoke(app, line.split(), catch_exceptions=False)
    assert result.exit_code == 0, (line, result.output)
    return result.stdout


def _answers(folder: Path) -> dict[str, str]:
    """What each command prints on a council's folder."""
    which = json.loads(_answer(f"law log list {folder}/verdicts.jsonl --json"))[0]["id"]
    return {line: _answer(line.replace("DIR", str(folder)).replace("ID", which)) for line in LINES}


def test_what_is_printed_and_written_is_as_its_schema_says_wherever_it_was_made(
    council: Path, tmp_path: Path
) -> None:
    """Two people's runs on the same files give the same bytes; nobody reads there where the files lie."""
    other = shutil.copytree(council, tmp_path / "elsewhere" / "other")
    here, there = _answers(council), _answers(other)
    for line, printed in here.items():
        assert faults_of(line.split(), printed) == []
        assert str(council) not in printed, line
        assert line.startswith(TIMED) or printed == there[line]
    assert {next(name for name in printing_json() if line.startswith(name)) for line in here} == set(
        printing_json()
    )
    for name, path in DOCUMENTS.items():
        validator(name).validate(json.loads((council / path).read_text("utf-8")))
    for name, path in (("log", "verdicts.jsonl"), ("rulings", "case-file/rulings.jsonl")):
        for row in (council / path).read_text("utf-8").splitlines():
            validator(name).validate(json.loads(row))
    _answer(f"match --council {other} --on {DAY} --out {other}/again")
    written = {x.relative_to(council / "out") for x in (council / "out").rglob("*") if x.is_file()}
    assert written >= {Path("introductions.json"), Path("index.html"), Path("refused.csv"), Path("run.json")}
    for file in sorted(written):
        assert (council / "out" / file).read_bytes() == (other / "again" / file).read_bytes()


def test_personal_data_of_refused_rows_goes_back_to_the_sender_alone(council: Path) -> None:
    """refused.csv keeps the row as it was written; documents and pages mask who is to be reached."""
    found = json.loads((council / "out/introductions.json").read_text("utf-8"))
    assert [row["file"] for row in found["refused"]] == ["a/roll.csv", "b/roll.csv"]
    for row in found["refused"]:
        record = json.loads(row["record"])
        assert record["email"] == MASK
        assert record["external_id"] == "Z9"
    printed = _answer(f"roll check --council {council} --json")
    assert MASK in printed
    pages = [page.read_text("utf-8") for page in (council / "out").rglob("*.html")] + [
        printed,
        json.dumps(found),
    ]
    assert len(pages) > 10
    assert not [page for page in pages if "secret@person.example" in page]
    book = load_workbook(council / "out/introductions.xlsx")["Refused"]
    assert "secret@person" not in str(list(book.values))
    assert (council / "out/refused.csv").read_text("utf-8").count("secret@person.example") == 2
    asked = (
        f"law screen --batch {council}/names.csv --out {council}/x.csv --council {council} --on {DAY} --json"
    )
    refused = json.loads(_answer(asked))["refused"]
    assert "1970-01-01" not in str(refused)
