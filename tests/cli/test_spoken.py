"""Every command in another language: nothing of it is left in English, be it an answer or an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from tests.cli import test_strict
from tests.cli.commands import Run
from tests.cli.councils import ON
from tests.copies import WorkingCopy
from tests.tools import ROOT

from svat.cli import app, law_serve
from svat.cli.reference import commands

pytestmark = pytest.mark.usefixtures("one_classifier")

council = test_strict.council  # the folder that leaves something open in every command
DAY = ON.isoformat()
C = f"--council . --on {DAY}"
OTHERS = ("ru", "ko")
# Command lines besides those of test_strict: what needs no --strict, and what people get wrong most.
ANSWERS = [
    "law log verify verdicts.jsonl --key council.pem.pub",
    "law log verify cut.jsonl --key council.pem.pub",
    "law log list verdicts.jsonl",
    "law log head verdicts.jsonl",
    "law key new --out mine.pem",
    f"roll forget --company A5 --by X --reason y --dry-run {C}",
    f"law screen Greyotter {C}",
    f"law rulings {C}",
    f"law lists show lists --on {DAY}",
    f"law replay --log verdicts.jsonl --council . --on {DAY}",
    "market check --p p.npy --q q.npy --lists of",
    "law check --from XX --to KR --hs 0409",
    "law check --from KZ --to KR --hs honey",
    f"roll forget --company A99 --by X --reason y {C}",
    "init mine",
    "extensions",
]
ERRORS = [
    "nosuch",
    "goods match --offers missing.csv --needs missing.csv --out pairs.csv",
    "goods add ru missing.csv --council .",
    "goods add ru missing.csv",
    "goods classify",
    "law check --from KZ",
    "law check --nope",
    "law check --from KZ --to KR --hs 0409 --on tomorrow",
    "law check --from KZ --to KR --hs 0409 --on",
    "law check KZ KR 0409",
    "law screen",
    "law screen Nobody",
    "law screen --batch missing.csv --out answers.csv --lists lists",
    "law screen Nobody --lists missing",
    "law screen Nobody --lists lists --language xx",
    f"law rule --name Nobody --entry OFAC_105 --cleared --by A --reason b --expires 2026-06-01 {C}",
    "law rule --name Nobody --type robot",
    f"law second R9 --by Two --reason so {C}",
    "law rulings",
    "law lists add new/un.xml --kind un-consolidated-xml --publisher UN --version 2026-03-08",
    "law lists add new/un.xml --kind nosuch --publisher UN --version 2026-03-08 --to lists",
    "law lists add missing.xml --kind un-consolidated-xml --publisher UN --version 2026-03-08 --to lists",
    "law lists show missing",
    "law lists changes lists --publisher Nobody --from 2026-03-01 --to 2026-03-02",
    "law prove abcd --log verdicts.jsonl --key council.pem.pub",
    "law prove zz --log verdicts.jsonl --key council.pem.pub",
    "law log verify missing.jsonl --key council.pem.pub",
    "law log list cut.jsonl",
    "law key new --out council.pem",
    "law replay",
    "match",
    "match --shortlist 0 --council .",
    "match --shortlist many --council .",
    "match missing-a.csv missing-b.csv --council .",
    f"match --council missing --on {DAY}",
    f"match --council . --on {DAY} --out corridor.toml",
    "roll check",
    "roll check missing.csv",
    "roll check empty.jsonl",
    "roll check verdicts.jsonl/kz.csv",
    f"roll forget --by X --reason y {C}",
    "market solve",
    "market solve --p p.npy",
    "market solve --edges missing.parquet",
    "market learn",
    "corridor goal",
    "corridor goal --corridor missing.toml",
    "corridor potential --from KZ --to KZ --council .",
    "corridor potential --from KZ --to KR",
    "corridor report --out page",
    "decisions waiting missing --council .",
    "mission plan nosuch --council .",
    "mission plan nosuch",
    "mission init a/b --council .",
    "init corridor.toml",
    "schema nosuch",
]
# What stays as it is in any language: options and what they are given, paths and files, what is quoted, codes.
KEPT = re.compile(
    r"""--?[a-z][\w-]* | `[^`]*` | '[^'\n]*' | "[^"\n]*" | <[^>\n]*> | \[\w+\] | \S*[/\\.@_:=]\S* | \S*\d\S*
    | (?<![A-Za-z])[A-Z][A-Z-]+(?![A-Za-z]) | \bsvat\b[ a-z]* | \b[a-z]+(?:-[a-z]+)+\b""",
    re.VERBOSE,
)
WORD = re.compile(r"[A-Za-z]{3,}")
# Words that stay in their language: of programs and forms, names of scripts, programmes and sources, what a file must
# hold to be read, and descriptions of HS headings, which are those of the nomenclature at hand.
NOBODYS = {
    "svat",
    "csv",
    "xlsx",
    "parquet",
    "toml",
    "json",
    "page",
    "kind",
    "usd",
    "mailto",
    "true",
    "false",
    "null",
    "georgian",
    "qaida",
    "comtrade",
    "introduced",
    "met",
    "negotiating",
    "offered",
    "signed",
    "confirmed",
    "lost",
    "copper",
    "ores",
    "and",
    "concentrates",
    "wheat",
    "meslin",
}


@pytest.fixture(scope="module")
def names(council: Path) -> set[str]:
    """Every word of the council's own files, and of the package's tables of law: data keeps its language."""
    files = [x for x in council.rglob("*") if x.suffix in {".csv", ".toml", ".xml", ".jsonl"}]
    files += (ROOT / "src/svat/law/data").glob("*.csv")
    texts = [x.read_text("utf-8", errors="replace") for x in files if "runs" not in x.parts]
    return {word.lower() for text in texts for word in WORD.findall(text)} | NOBODYS


@pytest.fixture(scope="module")
def here(council: Path, tmp_path_factory: pytest.TempPathFactory) -> WorkingCopy:
    """Where every command is asked."""
    return WorkingCopy(council, tmp_path_factory.mktemp("spoken") / "here")


def test_every_command_speaks_here() -> None:
    asked = {" ".join(line.split()[:3]) for line in (*ANSWERS, *ERRORS)} | {x[0] for x in test_strict.LINES}
    silent = {
        name
        for name, _ in commands(app)
        if not any(line == name or line.startswith(name + " ") for line in (*asked, *ANSWERS, *ERRORS))
    }
    # These need a database, a mission, a large instance or a demonstration's folder: tests/web, tests/mission and
    # tests/acceptance run them.
    assert silent <= {
        "demo",
        "law serve",
        *("serve", "worker", "backup", "restore", "audit verify", "audit export", "site recover"),
        *(name for name, _ in commands(app) if name.startswith("mission ")),
    }


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "line", [*(f"{x[1]} --strict" for x in test_strict.LINES), *ANSWERS], ids=lambda x: x[:40]
)
def test_an_answer_has_no_english_left(
    here: WorkingCopy,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    names: set[str],
    line: str,
    language: str,
) -> None:
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: None)
    monkeypatch.setattr(law_serve, "day", lambda _: ON)
    monkeypatch.chdir(here.fresh())
    _, printed, told = run(*_words(line), "--language", language)
    assert printed + told
    assert english(printed + told, names | set(line.lower().split())) == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("line", ERRORS, ids=lambda x: x[:40])
def test_an_error_has_no_english_left(
    here: WorkingCopy,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    names: set[str],
    line: str,
    language: str,
) -> None:
    monkeypatch.chdir(here.fresh())
    words = _words(line)
    code, _, told = run(*words, *([] if "--language" in words else ["--language", language]))
    assert code == 2, told
    if "--language" not in words:
        assert english(told, names | set(line.lower().split())) == []


def test_english_itself_is_found_and_what_is_kept_is_not() -> None:
    said = "no roll, name a file (--council) or a/b.csv, 'roll' OFAC CHPL-1 KZ 12 rows"
    assert english(said, {"name"}) == ["roll", "file", "rows"]


def english(text: str, kept: set[str]) -> list[str]:
    """Words in Latin letters that no rule and no name accounts for."""
    return [word for word in _latin(text) if word.lower() not in kept]


def _latin(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.lstrip().startswith("Использование:"):
            yield from WORD.findall(KEPT.sub(" ", line))


def _words(line: str) -> list[str]:
    return [word.replace("OFAC_", "OFAC ") for word in line.split()]
