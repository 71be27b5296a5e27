"""Several trade files together: the order of files makes no difference, nothing counts twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.corridor.trade import comtradefiles as files
from tests.corridor.trade.comtradefiles import Given

from svat.corridor.trade.readers import read_trade
from svat.corridor.trade.series_file import Expected
from svat.corridor.trade.turnover import observations

EXPECTED = Expected("turnover", "USD")
ROWS: list[Given] = [(2021, "KZ", "X", "KR", "TOTAL", 10), (2021, "KZ", "M", "KR", "TOTAL", 5)]


def _written(folder: Path, name: str, rows: list[Given], form: str = "47 columns") -> Path:
    header, row = files.FORMS[form]
    file = folder / name
    file.write_text(files.text(header, map(row, rows)), encoding="utf-8")
    return file


def test_the_same_trade_in_two_files_of_two_generations_counts_once(tmp_path: Path) -> None:
    both = [_written(tmp_path, "new.csv", ROWS), _written(tmp_path, "old.csv", ROWS, "22 columns")]
    found = read_trade(both)
    assert [o.value for o in observations(found.table, "KZ", "KR", "turnover")] == [15]
    assert found.figures(EXPECTED).refusals == ()
    assert "counted once" in found.figures(EXPECTED).notes[0].reason


def test_the_order_of_files_makes_no_difference(tmp_path: Path) -> None:
    one, two = _written(tmp_path, "a.csv", ROWS[:1]), _written(tmp_path, "b.csv", ROWS[1:])
    own = tmp_path / "own.csv"
    own.write_text("year,value\n2020,7\n2019,-1\n", encoding="utf-8")
    forth, back = read_trade([one, two, own]), read_trade([own, two, one])
    assert forth.figures(EXPECTED) == back.figures(EXPECTED)
    assert forth.table.written.tolist() == back.table.written.tolist()


@pytest.mark.parametrize("form", files.FORMS)
def test_lines_may_end_as_they_once_did_on_a_mac(tmp_path: Path, form: str) -> None:
    file = _written(tmp_path, "mac.csv", ROWS, form)
    file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r"))
    own = tmp_path / "own.csv"
    own.write_bytes(b"year,value\r2021,5\r")
    found = read_trade([file, own])
    assert [o.value for o in observations(found.table, "KZ", "KR", "turnover")] == [15]
    assert [o.value for o in found.figures(EXPECTED).observations] == [5]
