"""Rows read, refused and noted are all rows on the sheet: counted by the reader, on rolls damaged at random too."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.roll.conftest import Write
from tests.tools import cases_folder

from svat.roll import identity
from svat.roll.reader import read_roll
from svat.tables.account import LostRowsError, RowAccount, RowCounts
from svat.tables.rows import DataRows

SEEDS = 160  # more: python -m tests.roll.damage FIRST LAST FOLDER


def test_no_row_of_damaged_rolls_is_unaccounted_for(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.roll.damage", "0", str(SEEDS), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, "RUST_BACKTRACE": "0"},
    )
    assert done.returncode == 0, done.stdout + done.stderr[-4_000:]
    counts = [
        (int(times), what) for times, what in re.findall(r"(\d+) ([a-z ,]+?)(?=, \d|$)", done.stdout.strip())
    ]
    assert sum(times for times, _ in counts) == SEEDS
    assert max(counts)[1] == "read"
    sys.stdout.write(done.stdout)


ROLL = "name,country,city,offers\nAlfa,KZ,Aktau,tea\nMetals,,,\nBeta,XX,,salt\n\nTotal,2,,\nGamma,KZ,,tin\n"


def test_a_roll_says_what_became_of_its_rows(file: Write) -> None:
    roll = read_roll([file(ROLL)])
    assert roll.rows == RowCounts(read=2, refused=1, joined=0, noted=2)
    assert roll.rows.on_the_sheet == 5


def _dropping_a_company(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = identity.identified

    def identified(rows: object, decided: object) -> object:
        found = plain(rows, decided)  # type: ignore[arg-type]
        found.companies.pop()
        return found

    monkeypatch.setattr("svat.roll.reader.identified", identified)


def _dropping_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RowAccount, "settle", lambda *_: None)


def _joining_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = DataRows.of

    def of(self: DataRows, rows: object) -> object:
        given = plain(self, rows)  # type: ignore[arg-type]
        next(given)
        yield from given

    monkeypatch.setattr(DataRows, "of", of)


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a company dropped": _dropping_a_company,
    "a row with no end": _dropping_a_note,
    "a row passed over": _joining_two_rows,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_reader_stops_when_it_has_lost_a_row(
    file: Write, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    path = file(ROLL)
    FAULTS[fault](monkeypatch)
    with pytest.raises(LostRowsError, match=r"internal error: .*; please report this with the file"):
        read_roll([path])


def test_a_row_that_never_came_cannot_be_settled() -> None:
    with pytest.raises(LostRowsError, match="row 3 is read and never came from the file"):
        RowAccount().settle("f", 3, "read")


@pytest.mark.parametrize(
    ("name", "companies"), [("footers.xlsx", 2), ("two_sheets.xlsx", 6), ("formula_nocache.xlsx", 2)]
)
def test_the_cases_at_hand(name: str, companies: int) -> None:
    roll = read_roll([cases_folder() / "rolls" / name], default_country="RU")
    assert len(roll.companies) == companies
    assert not roll.refusals
    assert roll.rows.read == companies


def test_every_case_at_hand_is_accounted_for() -> None:
    files = sorted((cases_folder() / "rolls").iterdir())
    cases = [Case(x.name, x, caught=False) for x in files if x.suffix in (".csv", ".xlsx")]

    def lost(path: Path) -> bool:
        roll = read_roll([path], default_country="KZ")
        return roll.rows.on_the_sheet < len(roll.companies) + len(roll.refusals)

    judge("rows lost", cases, lost, at_least=0)
