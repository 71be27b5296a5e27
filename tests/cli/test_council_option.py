"""--council: the same answer as with single options, which stay and win; every command that takes it, at work."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer
import uvicorn
from starlette.applications import Starlette
from tests.cli.commands import Run
from tests.cli.councils import ON, write_council
from tests.copies import WorkingCopy
from typer.testing import CliRunner

from svat.cli import app, law_serve
from svat.cli.options import Given
from svat.cli.reference import commands
from svat.council.files import CaseFilePaths, CouncilFiles, files_of, with_case_file
from svat.sides import Sides

pytestmark = pytest.mark.usefixtures("one_classifier")

DAY = ON.isoformat()
LOG = "verdicts.jsonl"
Answer = tuple[int, str, str, dict[str, bytes]]
Words = dict[str, str]  # option → value; positional arguments under "1" and "2"

Pair = tuple[str, str]
Asked = Callable[[tuple[str, ...], Words], Answer]


@dataclass(frozen=True)
class Case:
    """A command, the single options that say what the council's folder holds, and one that names another file."""

    words: tuple[str, ...]
    single: Words
    wins: Words
    beside: Words = field(default_factory=dict)  # beside --council, where it needs another word

    @property
    def council(self) -> dict[str, str]:
        """What is given with the council's folder at hand."""
        return {**self.beside, "--council": "."}


ROLLS = {"1": "rolls/a/kz.csv", "2": "rolls/b/kr.csv"}
NAMED_ROLLS = {"--roll-a": "rolls/a/kz.csv", "--roll-b": "rolls/b/kr.csv"}
CORRIDOR, LISTS = {"--corridor": "corridor.toml"}, {"--lists": "lists"}
LAW = LISTS | {"--measures": "measures.csv"}
FILED = {f"--{part}": f"case-file/{part}.csv" for part in ("exemptions", "usage", "answers", "owners")}
RULINGS = {"--rulings": "case-file/rulings.jsonl"}
BOOKS = {"--deals": "deals.csv", "--rates": "rates/own.csv"}
OTHER_BOOKS = {"--deals": "other/deals.csv", "--rates": "other/rates.csv"}
FILE = {"1": "corridor.toml"}
MATCH = ("match", "--on", DAY)
BY = ("--by", "Two", "--reason", "saw the papers", "--on", DAY)
RULE = (
    "law",
    "rule",
    "--name",
    "Greyotter",
    "--entry",
    "OFAC 105",
    "--confirmed",
    "--by",
    "One",
    "--reason",
    "is it",
)
GOODS = ("--from", "KZ", "--to", "KR")
UN = ("new/un.xml", "--kind", "un-consolidated-xml", "--publisher", "UN", "--version", "2026-03-08")

CASES = {
    "match": Case(
        MATCH,
        ROLLS | CORRIDOR | LAW | FILED | RULINGS
        | {"--wishes": "wishes.csv", "--decisions": "decisions.csv", "--synonyms": "synonyms.csv"}
        | {"--glossary": "glossary.csv"},
        {"--owners": "other/owners.csv"},
    ),
    "roll check": Case(
        ("roll", "check"),
        {"1": "rolls/a/kz.csv", "--synonyms": "synonyms.csv"},
        {"--synonyms": "other/synonyms.csv"},
        {"1": "rolls/a/kz.csv"},
    ),
    "market learn": Case(
        ("market", "learn", "--on", DAY, "--json"),
        ROLLS | CORRIDOR | LAW | FILED | RULINGS
        | {"--decisions": "decisions.csv", "--synonyms": "synonyms.csv", "--glossary": "glossary.csv"},
        {"--decisions": "other/decisions.csv"},
    ),
    "corridor register": Case(("corridor", "register", "--on", DAY), FILE, {"1": "other/corridor.toml"}),
    "corridor debt": Case(("corridor", "debt", "--on", DAY), FILE, {"1": "other/corridor.toml"}),
    "corridor goal": Case(
        ("corridor", "goal", "--on", DAY),
        FILE | BOOKS | {"--trade": "trade/comtrade.csv"},
        OTHER_BOOKS | {"--trade": "other/trade.csv"},
    ),
    "corridor settlement": Case(
        ("corridor", "settlement", "--on", DAY),
        FILE | BOOKS | NAMED_ROLLS | LAW | FILED | RULINGS,
        OTHER_BOOKS | {"--owners": "other/owners.csv"},
    ),
    "corridor potential": Case(
        ("corridor", "potential", "--on", DAY, *GOODS),
        CORRIDOR
        | {"--trade": "trade/comtrade.csv", "--measures": "measures.csv"}
        | {"--exemptions": "case-file/exemptions.csv", "--usage": "case-file/usage.csv"},
        {"--measures": "other/measures.csv"},
    ),
    "corridor report": Case(
        ("corridor", "report", "--on", DAY, "--out", "page"),
        FILE | BOOKS | NAMED_ROLLS | LAW | FILED | RULINGS | {"--trade": "trade/comtrade.csv"},
        OTHER_BOOKS | {"--trade": "other/trade.csv"},
    ),
    "law check": Case(
        ("law", "check", *GOODS, "--hs", "270112", "--on", DAY),
        {"--measures": "measures.csv", "--exemptions": "case-file/exemptions.csv", "--usage": "case-file/usage.csv"},
        {"--usage": "other/usage.csv"},
    ),
    "law screen": Case(("law", "screen", "Пример Мёд", "--on", DAY), LISTS, {"--lists": "other/lists"}),
    "law rule": Case(
        (*RULE, "--on", DAY, "--expires", "2026-06-01"),
        LISTS | CORRIDOR | RULINGS,
        {"--rulings": "other/rulings.jsonl"},
    ),
    "law second": Case(
        ("law", "second", *BY),
        LISTS | CORRIDOR | {"1": "case-file/rulings.jsonl", "2": "R2"},
        {"1": "other/rulings.jsonl", "2": "R2"},
        {"1": "R2"},
    ),
    "law rulings": Case(
        ("law", "rulings", "--on", DAY),
        {"1": "case-file/rulings.jsonl"} | LISTS | CORRIDOR,
        {"1": "other/rulings.jsonl"},
    ),
    "law rescreen": Case(
        ("law", "rescreen", "--from", "2026-03-02", "--to", DAY),
        ROLLS | CORRIDOR | LISTS | RULINGS | {"--owners": "case-file/owners.csv"},
        {"--rulings": "other/rulings.jsonl"},
    ),
    "law serve": Case(("law", "serve"), LISTS, {"--lists": "other/lists"}),
    "law lists add": Case(("law", "lists", "add", *UN), {"--to": "lists"}, {"--to": "new/lists"}),
    "law lists show": Case(("law", "lists", "show", "--on", DAY), {"1": "lists"}, {"1": "other/lists"}),
    "law replay": Case(("law", "replay", "ID", "--log", LOG), LAW, {"--measures": "other/measures.csv"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def council(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The council's folder, with a log of verdicts that the law replays; tests work in copies of it."""
    folder = write_council(tmp_path_factory.mktemp("council") / "kz-kr")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words in (
            "law key new --out keys/council.pem",
            f"match --council . --on {DAY} --out runs --log verdicts.jsonl --key keys/council.pem",
        ):
            result = CliRunner().invoke(app, words.split(), catch_exceptions=False)
            assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def here(council: Path, tmp_path_factory: pytest.TempPathFactory) -> WorkingCopy:
    """Where every command is asked."""
    return WorkingCopy(council, tmp_path_factory.mktemp("option") / "here")


@pytest.fixture
def asked(council: Path, here: WorkingCopy, run: Run, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What a command answers in a copy that nobody has worked in: code, output, errors, and what it wrote."""
    monkeypatch.setattr(law_serve, "day", lambda _: ON)
    monkeypatch.setattr(uvicorn, "run", _served)
    which = json.loads(CliRunner().invoke(app, ["law", "log", "list", str(council / LOG), "--json"]).stdout)[
        0
    ]["id"]

    def ask(words: tuple[str, ...], given: Words) -> Answer:
        place = here.fresh()
        monkeypatch.chdir(place)
        said = run(*(which if word == "ID" else word for word in words), *_spelt(given))
        if here.is_as_copied():
            return *said, {}
        before = _contents(council)
        return *said, {path: data for path, data in _contents(place).items() if before.get(path) != data}

    return ask


def _served(application: Starlette, **_: object) -> None:
    """In the place of a server that runs on: what it would answer."""

    async def answers() -> list[str]:
        door = httpx.ASGITransport(app=application)
        async with httpx.AsyncClient(transport=door, base_url="http://svat") as client:
            return [(await client.get(path)).text for path in ("/catalog", "/entities/ofac-106")]

    for text in asyncio.run(answers()):
        typer.echo(text)


def _spelt(given: Words) -> list[str]:
    """The words of a command line."""
    places = [value for name, value in sorted(given.items()) if name.isdigit()]
    return places + [word for name, value in given.items() if not name.isdigit() for word in (name, value)]


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Works on a council's folder and on nothing else (tests/cli/test_roll_forget.py), or on a run's results
# (tests/council/test_waiting.py), or puts files into it (tests/cli/test_goods.py).
ONLY_IN_A_COUNCIL = {"roll forget", "decisions waiting", "goods add"}
OF_GOODS = {
    "goods classify",
    "goods match",
}  # whose files would slow every other command here (tests/cli/test_goods.py)
OF_A_MISSION = "mission "  # whose files are in the council's folder, and in no option's place


def test_every_command_that_takes_a_council_is_asked_here() -> None:
    asked = {name for name, _ in _taking_council() if not name.startswith(OF_A_MISSION)}
    assert asked == set(CASES) | ONLY_IN_A_COUNCIL | OF_GOODS


@pytest.mark.parametrize("name", CASES)
def test_the_folder_says_the_same_as_single_options_and_they_win_over_it(asked: Asked, name: str) -> None:
    case = CASES[name]
    single = asked(case.words, case.single)
    assert single[0] == 0, single[2]
    assert asked(case.words, case.council) == single
    won = asked(case.words, case.council | case.wins)
    assert won == asked(case.words, case.single | case.wins)
    assert won != single


def test_what_the_folder_holds_bears_on_the_answer(asked: Asked) -> None:
    """Each file of the case file, each list and measure, wishes and synonyms: none of them was passed over."""
    verdicts, barred = _verdicts(asked(MATCH, {"--council": "."}))
    assert verdicts["A1", "B1"] == ("clear", set())
    assert ("A1", "B2") not in verdicts  # vetoed
    assert barred["A2", "B1"] == {"OFAC 101"}  # by its owner
    assert verdicts["A3", "B1"] == ("clear", set())  # a reviewer cleared the name
    assert verdicts["A4", "B1"] == ("review", {"OWN-1"})  # opened by an exemption
    assert barred["A5", "B2"] == {"OWN-2"}  # the cap is used up
    assert verdicts["A6", "B3"] == ("review", {"CHPL-1-HINT"})  # its end use was answered
    verdicts, barred = _verdicts(asked(MATCH, {"--council": ".", "--answers": "other/answers.csv"}))
    assert verdicts["A6", "B3"] == ("review", {"CHPL-1-HINT", "END-USE"})


def _verdicts(answer: Answer) -> tuple[dict[Pair, tuple[str, set[str]]], dict[Pair, set[str]]]:
    """Status and rules of each pair introduced, and the rules of each that is barred."""
    code, _, said, written = answer
    assert (code, said) == (0, "")
    document = json.loads(written["out/introductions.json"])
    return (
        {
            (x["a"], x["b"]): (x["verdict"]["status"], {f["rule"] for f in x["verdict"]["findings"]})
            for x in document["introductions"]
        },
        {(x["a"], x["b"]): {f["rule"] for f in x["findings"]} for x in document["barred_pairs"]},
    )


def _taking_council() -> list[tuple[str, Any]]:
    return [(name, x) for name, x in commands(app) if any(p.name == "council" for p in x.params)]


# Parameter → the files with this one in its place. `file` is the corridor's.
REPLACED: dict[str, Callable[[CouncilFiles, Path], CouncilFiles]] = {
    "file": lambda files, path: replace(files, corridor=path),
    "corridor": lambda files, path: replace(files, corridor=path),
    "roll_a": lambda files, path: replace(files, rolls=Sides((path,), files.rolls.b)),
    "roll_b": lambda files, path: replace(files, rolls=Sides(files.rolls.a, (path,))),
    "lists": lambda files, path: replace(files, lists=path),
    "measures": lambda files, path: replace(files, measures=(path,)),
    "nomenclature": lambda files, path: replace(files, nomenclatures=(path,)),
    "labelled": lambda files, path: replace(files, labelled=(path,)),
    "synonyms": lambda files, path: replace(files, synonyms=path),
    "glossary": lambda files, path: replace(files, glossary=path),
    "wishes": lambda files, path: replace(files, wishes=path),
    "decisions": lambda files, path: replace(files, decisions=(path,)),
    "exemptions": lambda files, path: with_case_file(files, CaseFilePaths(exemptions=path)),
    "usage": lambda files, path: with_case_file(files, CaseFilePaths(usage=path)),
    "answers": lambda files, path: with_case_file(files, CaseFilePaths(answers=path)),
    "owners": lambda files, path: with_case_file(files, CaseFilePaths(owners=(path,))),
    "rulings": lambda files, path: with_case_file(files, CaseFilePaths(rulings=path)),
}
# Files that a command writes to or shows: those of rulings are asked about above, the others are no council's.
APART = {("law rule", "rulings")} | {
    (name, "file") for name in ("law second", "law rulings", "law screen", "market learn")
}
PARAMETERS = [
    (name, parameter)
    for name, command in _taking_council()
    for parameter in command.params
    if parameter.name in REPLACED and (name, parameter.name) not in APART and name in CASES
]


class Stopped(Exception):  # noqa: N818 - no error: it ends a command at what is asked of it here
    """A command that was ended once it had named its files."""


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=lambda x: x if isinstance(x, str) else x.name)
def test_each_single_option_takes_the_place_of_its_own_file_and_of_no_other(
    council: Path, monkeypatch: pytest.MonkeyPatch, name: str, parameter: Any
) -> None:
    named = Given.files
    found: list[CouncilFiles] = []

    def files(given: Given, folder: Path | None) -> CouncilFiles:
        found.append(named(given, folder))
        raise Stopped

    monkeypatch.setattr(Given, "files", files)
    monkeypatch.chdir(council)
    case, path = CASES[name], Path("other/one")
    words = [*case.words, *_spelt(case.council)]
    wanted = REPLACED[str(parameter.name)](files_of(Path()), path)
    positional = parameter.param_type_name == "argument"
    if parameter.name == "roll_b" and positional:
        words.append(str(path))
        wanted = REPLACED["roll_a"](wanted, path)
    words += [str(path)] if positional else [parameter.opts[0], str(path)]
    result = CliRunner().invoke(app, words)
    assert isinstance(result.exception, Stopped), result.output
    assert found == [wanted]
