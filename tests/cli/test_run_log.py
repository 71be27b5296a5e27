"""--verbose and --run-log: what was read and written and how long it took, beside documents and never in them."""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.cli.councils import ON, write_council

pytestmark = pytest.mark.usefixtures("one_classifier")

DAY = ON.isoformat()
STAMP = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ", re.MULTILINE)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_council(tmp_path_factory.mktemp("log") / "kz-kr")


def test_what_was_read_written_and_how_long_it_took_is_told(council: Path, tmp_path: Path, run: Run) -> None:
    log = tmp_path / "run.log"
    words = ("match", "--council", council, "--on", DAY, "--out", tmp_path / "out")
    code, printed, said = run("--verbose", "--run-log", log, *words)
    assert code == 0
    text = log.read_text("utf-8")
    assert STAMP.sub("", said) == STAMP.sub("", text)
    roll = council / "rolls/a/kz.csv"
    digest = hashlib.sha256(roll.read_bytes()).hexdigest()
    assert f" read {roll}: {roll.stat().st_size} bytes, SHA-256 {digest}\n" in text
    assert " command: match\n" in text
    made = hashlib.sha256((tmp_path / "out/introductions.json").read_bytes()).hexdigest()
    assert f" wrote {tmp_path}/out/introductions.json: SHA-256 {made}, of run " in text
    assert re.search(r" stage gate: \d+ of \d+, \d+\.\d\d s ", text)
    assert re.search(r" ended with 0 after \d+\.\d\d s\n$", text)
    assert "/src/svat/" not in text  # its own tables are no news
    assert ".half-" not in text
    before = (tmp_path / "out/introductions.json").read_bytes()
    assert run(*words)[1] == printed
    assert (tmp_path / "out/introductions.json").read_bytes() == before  # nothing of it is in a document


def test_names_that_are_looked_up_stay_out_and_so_does_what_files_hold(
    council: Path, tmp_path: Path, run: Run
) -> None:
    log = tmp_path / "run.log"
    plain = run("law", "screen", "Greyotter", "--council", council, "--on", DAY, "--json")
    logged = run("--run-log", log, "law", "screen", "Greyotter", "--council", council, "--on", DAY, "--json")
    assert logged == plain
    text = log.read_text("utf-8")
    assert " command: law screen\n" in text
    assert "Greyotter" not in text
    assert "OFAC" not in text


def test_the_end_is_told_whatever_it_was(council: Path, tmp_path: Path, run: Run) -> None:
    log = tmp_path / "run.log"
    assert run("--run-log", log, "corridor", "goal", tmp_path / "none.toml")[0] == 2
    assert re.search(r" ended with 2 after \S+ s: .*none.toml", log.read_text("utf-8"))
    stale = ("law", "lists", "show", council / "lists", "--on", "2027-01-01", "--strict")
    assert run("--run-log", log, *stale)[0] == 1
    assert " ended with 1 after " in log.read_text("utf-8")
    code, _, said = run("--run-log", tmp_path / "missing/run.log", "schema")
    assert (code, said) == (2, f"svat: {tmp_path}/missing/run.log: its folder is missing\n")


def test_nobody_listens_after_a_run(council: Path, tmp_path: Path, run: Run) -> None:
    logger = logging.getLogger("svat")
    before = list(logger.handlers)  # tests of the application in the same process have the application's own
    run("--run-log", tmp_path / "run.log", "schema")
    assert logger.handlers == before
    assert not logger.isEnabledFor(logging.INFO)
