"""Schemas: one for every document, within the package; each is asked for by its name and holds for what is printed."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from tests.cli.commands import Run
from tests.cli.councils import ON, write_council
from tests.cli.schemas import printing_json, validator
from tests.law.listfiles import VERSION
from tests.tools import ROOT

from svat.report.schemas import schema_names, schema_text

pytestmark = pytest.mark.usefixtures("one_classifier")

DAY = ON.isoformat()
# What svat writes as files that programs read.
FILES = {"introductions", "run", "verdict", "log", "rulings", "weights"}


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


@pytest.fixture(scope="module")
def council(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council's folder, run once: results, a log of verdicts, learnt weights, a market."""
    return write_council(tmp_path_factory.mktemp("schemas") / "kz-kr")


WRITTEN = {
    "run": "out/run.json",
    "introductions": "out/introductions.json",
    "weights": "weights.json",
    "verdict": "one.json",
}
# Every command that prints JSON, on the council's folder; each is held against its schema by `run`.
LINES = (
    "goods classify мёд honey --json",
    f"law check --from KZ --to KR --hs 270112 --on {DAY} --council . --json",
    f"law lists changes lists --publisher OFAC --from {DAY} --to {DAY} --json",
    f"law lists show --council . --on {DAY} --json",
    f"law rescreen --from {VERSION} --to {DAY} --council . --json",
    f"law rulings --council . --on {DAY} --json",
    f"law screen Greyotter --council . --on {DAY} --json",
    f"law screen --batch names.csv --out answers.csv --council . --on {DAY} --json",
    "roll check --council . --json",
    "roll check rolls/a/kz.csv --json",
    f"corridor register --council . --on {DAY} --json",
    f"corridor debt --council . --on {DAY} --json",
    f"corridor goal --council . --on {DAY} --json",
    f"corridor potential --from KZ --to KR --council . --on {DAY} --json",
    f"corridor settlement --council . --on {DAY} --json",
    f"market learn --council . --on {DAY} --out weights.json --json",
    "market solve --p p.npy --q q.npy --out lists --alpha 0.5 --proof --json",
    "market check lists --p p.npy --q q.npy --json",
    "law log head verdicts.jsonl --json",
    "law log list verdicts.jsonl --json",
    "law log verify verdicts.jsonl --key council.pem.pub --json",
    "law prove ID --log verdicts.jsonl --key council.pem.pub --json",
    "law replay ID --log verdicts.jsonl --council . --json",
)  # fmt: skip


def test_what_is_printed_and_written_is_as_its_schema_says(
    council: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(council)
    (council / "names.csv").write_text("id,name\n1,Greyotter\n2,\n", encoding="utf-8")
    rng = np.random.default_rng(0)
    np.save("p.npy", rng.random((4, 5)))
    np.save("q.npy", rng.random((5, 4)))
    assert run("law", "key", "new", "--out", "council.pem")[0] == 0
    recorded = run(*f"match --council . --on {DAY} --log verdicts.jsonl --key council.pem".split())
    assert recorded[0] == 0, recorded
    log = [json.loads(line) for line in Path("verdicts.jsonl").read_bytes().splitlines()]
    entry = run("law", "log", "list", "verdicts.jsonl", "--json")
    which = json.loads(entry[1])[0]["id"]
    asked = set()
    for line in LINES:
        words = [which if word == "ID" else word for word in line.split()]
        code, printed, said = run(*words)
        assert code == 0, (line, said)
        assert json.loads(printed)
        asked.add(next(name for name in printing_json() if line.startswith(name)))
    assert asked == set(printing_json())
    for each in log:
        validator("log").validate(each)
    for line in Path("case-file/rulings.jsonl").read_text("utf-8").splitlines():
        validator("rulings").validate(json.loads(line))
    proof = ("--log", "verdicts.jsonl", "--key", "council.pem.pub", "--export", "one.json")
    assert run("law", "prove", which, *proof)[0] == 0
    for name, path in WRITTEN.items():
        validator(name).validate(json.loads(Path(path).read_text("utf-8")))
