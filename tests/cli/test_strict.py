"""--strict, over all commands: 1 where anything was found, held, refused or stale, or no list was in force."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import uvicorn
from tests.cli.commands import Run
from tests.cli.councils import ON, write_council
from tests.copies import WorkingCopy
from tests.law.listfiles import SDN, VERSION, alt_csv, sdn_csv, table
from typer.testing import CliRunner

from svat.cli import app, law_serve
from svat.cli.reference import commands

pytestmark = pytest.mark.usefixtures("one_classifier")

DAY = ON.isoformat()
C = f"--council . --on {DAY}"
BEFORE, LATER = "2026-02-01", "2026-05-15"  # no list was in force; those in force are too old
RULE = "--by One --reason is --expires 2026-06-01 --council ."
UN = "law lists add new/un.xml --kind un-consolidated-xml --publisher UN --version 2026-03-08 --to"

# Of each command a line that leaves something open, part of what --strict then says, and one that leaves nothing open
# ("": in this folder there is none).
LINES = [
    ("match", f"match {C}", "introductions held", ""),
    ("roll check", "roll check rolls/a/kz.csv", "columns without meaning", "roll check --council ."),
    ("roll forget", f"roll forget --company A5 --by X --reason y {C}", "other/kz.csv: still names them", ""),
    ("goods classify", "goods classify ბუნებრივი", "in no supported language", "goods classify мёд"),
    ("law check", f"law check --from KZ --to KR --hs 270112 {C}", "barred: OWN-2",
     f"law check --from KZ --to KR --hs 0409 {C}"),
    ("law screen", f"law screen Greyotter {C}", "1 name not clear", f"law screen Nobody {C}"),
    ("law screen", f"law screen Nobody --council . --on {BEFORE}", "No list was given", ""),
    ("law screen", f"law screen Nobody --council . --on {LATER}", "too old to clear anybody", ""),
    ("law screen", f"law screen --batch names.csv --out answers.csv {C}", "1 row refused", ""),
    ("law rule", f"law rule --name Greyotter --entry OFAC_105 --cleared {RULE} --on {DAY}", "R3 is proposed",
     f"law rule --name Greyotter --entry OFAC_105 --confirmed {RULE} --on {DAY}"),
    ("law second", f"law second R2 --by Two --reason so --council . --on {LATER}", "too old to clear anybody",
     f"law second R2 --by Two --reason so --council . --on {DAY}"),
    ("law rulings", f"law rulings --council . --on {DAY}", "R2: proposed", f"law rulings settled.jsonl --on {DAY}"),
    ("law rescreen", f"law rescreen --from {BEFORE} --to {DAY} --council .", "No list was given",
     f"law rescreen --from 2026-03-02 --to {DAY} --council ."),
    ("law lists add", f"{UN} halves", "UN/.half-2026-01-01", f"{UN} lists"),
    ("law lists show", f"law lists show lists --on {LATER}", "too old to clear anybody",
     f"law lists show lists --on {DAY}"),
    ("law lists changes", f"law lists changes two --publisher OFAC --from {VERSION} --to {DAY}", "1 entry turned",
     f"law lists changes lists --publisher OFAC --from {VERSION} --to {DAY}"),
    ("law log repair", "law log repair cut.jsonl", "the end was broken", "law log repair empty.jsonl"),
    ("law replay", f"law replay --log verdicts.jsonl --council . --on {LATER}", "verdicts turn",
     "law replay --log verdicts.jsonl --council ."),
    ("law serve", "law serve --lists lists --max-age 0", "too old to clear anybody", ""),
    ("corridor register", "corridor register --council . --on 2030-01-01", "overdue", f"corridor register {C}"),
    ("corridor debt", f"corridor debt {C}", "1 check that differs", ""),
    ("corridor goal", f"corridor goal --deals bad-deals.csv {C}", "1 row refused", f"corridor goal {C}"),
    ("corridor potential", f"corridor potential --from KZ --to KR {C}", "1 heading not clear", ""),
    ("corridor settlement", f"corridor settlement {C}", "1 deal refused", ""),
    ("corridor report", f"corridor report --out page {C}", "1 deal refused", ""),
    ("decisions waiting", "decisions waiting runs --decisions bad-decisions.csv --council . --on " + DAY,
     "1 answer that cannot be used", f"decisions waiting runs --council . --on {DAY}"),
    ("market learn", f"market learn --decisions bad-decisions.csv {C}", "1 row refused", f"market learn {C}"),
    ("market solve", "market solve --p p.npy --q q.npy --wishes bad-wishes.csv --out of", "row",
     "market solve --p p.npy --q q.npy --out of"),
]  # fmt: skip
TIMED = "market solve"  # says how long it took
# Commands without it: they end with 1 without being asked, or there is nothing that they could find.
ALWAYS = {"audit verify", "law log verify", "law prove", "market check"}
NOTHING = {"init", "demo", "schema", "law key new", "law log head", "law log list"}
NOTHING |= {f"mission {verb}" for verb in ("init", "diff", "freeze", "report", "solve", "solve-dzn")}
NOTHING |= {"serve", "worker", "backup", "restore", "audit export", "site recover"}
# Asked in tests/test_extensions.py, tests/cli/test_goods.py and tests/cli/test_mission_strict.py.
ELSEWHERE = {"extensions", "goods add", "goods match"}
ELSEWHERE |= {
    f"mission {verb}" for verb in ("plan", "change", "undo", "publish", "recheck", "check-in", "outcomes")
}


def test_every_command_is_asked_here() -> None:
    strict = {name for name, x in commands(app) if any("--strict" in p.opts for p in x.params)}
    assert strict == {name for name, *_ in LINES} | ELSEWHERE
    assert {name for name, _ in commands(app)} == strict | ALWAYS | NOTHING


def test_it_is_one_option_with_one_meaning() -> None:
    options = [p for _, x in commands(app) for p in x.params if "--strict" in p.opts]
    assert len({(p.help, p.is_flag, p.default) for p in options}) == 1


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council's folder, and files beside it that leave something open."""
    folder = write_council(tmp_path_factory.mktemp("strict") / "kz-kr")
    rng = np.random.default_rng(0)
    np.save(folder / "p.npy", rng.random((4, 5)))
    np.save(folder / "q.npy", rng.random((5, 4)))
    deals = (folder / "deals.csv").read_text("utf-8")
    texts = {
        "names.csv": "id,name\n1,Nobody\n2,\n",
        "bad-deals.csv": deals.replace(",confirmed,", ",somehow,", 1),
        "bad-decisions.csv": "date,company,partner,decision\n2026-03-01,A1,B1,accepted\n2026-03-01,A9,B1,accepted\n",
        "bad-wishes.csv": "wish,a,b,most\nveto,0,1,\nveto,99,1,\n",
        "cut.jsonl": '{"document":',
        "empty.jsonl": "",
        "settled.jsonl": (folder / "case-file/rulings.jsonl").read_text("utf-8").splitlines(keepends=True)[0],
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "halves/UN/.half-2026-01-01").mkdir(parents=True)
    _two_versions(folder)
    signed = f"--log {folder}/verdicts.jsonl --key {folder}/council.pem"
    for words in (
        f"law key new --out {folder}/council.pem",
        f"match --council {folder} --on {DAY} --out {folder}/runs {signed}",
    ):
        assert CliRunner().invoke(app, words.split(), catch_exceptions=False).exit_code == 0
    return folder


def _two_versions(folder: Path) -> None:
    """A folder of lists with a second version of one, a name the longer."""
    shutil.copytree(folder / "lists", folder / "two")
    later = {"later/sdn.csv": sdn_csv((*SDN, (190, "ADDED NAME WORKS", "", "")))}
    (folder / "two/later").mkdir()
    (folder / "two/later/sdn.csv").write_bytes(later["later/sdn.csv"])
    manifest = folder / "two/lists.toml"
    more = table("OFAC", "ofac-sdn-csv", ON, len(SDN), later | {"ofac/alt.csv": alt_csv()})
    manifest.write_text(manifest.read_text("utf-8") + more, encoding="utf-8")


@pytest.fixture(scope="module")
def here(council: Path, tmp_path_factory: pytest.TempPathFactory) -> WorkingCopy:
    """Where every command is asked."""
    return WorkingCopy(council, tmp_path_factory.mktemp("asked") / "here")


@pytest.mark.parametrize("case", LINES, ids=lambda case: case[0])
def test_strict_ends_with_1_and_says_why_where_something_is_open(
    here: WorkingCopy, run: Run, monkeypatch: pytest.MonkeyPatch, case: tuple[str, str, str, str]
) -> None:
    _, line, said, clean = case
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: None)
    monkeypatch.setattr(law_serve, "day", lambda _: ON)
    monkeypatch.chdir(here.fresh())
    code, printed, before = run(*_words(line))
    assert code == 0, before
    here.fresh()
    code, same, told = run(*_words(line), "--strict")
    assert code == 1
    assert same == printed or line.startswith(TIMED)
    assert told.startswith(before)
    assert told.removeprefix(before).startswith("strict: ")
    assert said in told
    if clean:
        here.fresh()
        assert run(*_words(clean), "--strict")[0] == 0


def _words(line: str) -> list[str]:
    return [word.replace("OFAC_", "OFAC ") for word in line.split()]
