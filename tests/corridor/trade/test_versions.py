"""Two downloads of one year that differ: both stand, with their files, and the verdict is drawn from both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.corridor.trade import comtradefiles as files
from tests.corridor.trade.comtradefiles import Given
from tests.kinds import Case, judge

from svat.corridor.goal.assess import assess
from svat.corridor.goal.model import Assessment
from svat.corridor.model import Goal
from svat.corridor.trade.readers import TradeFiles, read_trade
from svat.corridor.trade.series_file import Expected
from svat.corridor.trade.turnover import observations

EXPECTED = Expected("turnover", "USD")
Rows = Sequence[Given]


def _year(exports: float, imports: float, year: int = 2021) -> list[Given]:
    return [(year, "KZ", "X", "KR", "TOTAL", exports), (year, "KZ", "M", "KR", "TOTAL", imports)]


def _read(folder: Path, *downloads: Rows) -> TradeFiles:
    header, row = files.FORMS["47 columns"]
    paths = []
    for name, rows in zip("abcdef", downloads, strict=False):
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(files.text(header, map(row, rows)), encoding="utf-8")
    return read_trade(paths)


def _values(found: TradeFiles, year: int = 2021) -> list[Decimal]:
    seen = observations(found.table, "KZ", "KR", "turnover")
    return sorted(o.value for o in seen if o.year == year and not o.doubtful)


def test_two_downloads_that_differ_are_two_figures_with_their_files(tmp_path: Path) -> None:
    found = _read(tmp_path, _year(10, 5), _year(11, 6))
    seen = observations(found.table, "KZ", "KR", "turnover")
    assert {(o.value, str(o.cited)) for o in seen} == {
        (Decimal(15), "UN Comtrade, reported by KZ, in a.csv"),
        (Decimal(17), "UN Comtrade, reported by KZ, in b.csv"),
    }
    assert len({o.series for o in seen}) == 1
    told = found.figures(EXPECTED)
    assert told.refusals == ()
    assert [(Path(n.file).name, n.row, n.kind) for n in told.notes] == [
        ("a.csv", 2, "contradiction"),
        ("b.csv", 2, "contradiction"),
    ]
    assert "b.csv, row 2, has 11: two downloads differ; 2 such rows" in told.notes[0].reason


@pytest.mark.parametrize(
    ("downloads", "values"),
    [
        ([_year(10, 5), _year(11, 5)], [15, 16]),  # one way revised
        (
            [_year(10, 5), [(2021, "KZ", "X", "KR", "TOTAL", 11)]],
            [15, 16],
        ),  # the other file has one way alone
        ([_year(10, 5), _year(11, 6), _year(12, 7)], [15, 17, 19]),
        ([_year(10, 5), _year(11, 4)], [15]),  # revised, and the sum is the same
        ([_year(10, 5), _year(10, 5)], [15]),
        ([_year(10, 5), _year(10, 5), _year(11, 5)], [15, 16]),
        ([_year(10, 5), _year(20, 10, 2022)], [15]),  # another year
        ([_year(10, 5), [(2021, "KZ", "X", "CN", "TOTAL", 11)]], [15]),  # another partner
    ],
)
def test_each_different_figure_of_a_year_is_there_once(
    tmp_path: Path, downloads: list[Rows], values: list[int]
) -> None:
    assert _values(_read(tmp_path, *downloads)) == values


def _chapters(per: float, total: float | None = None) -> list[Given]:
    rows: list[Given] = [
        (2021, "KZ", flow, "KR", f"{k:02}", per) for flow in "XM" for k in range(1, 98) if k != 77
    ]
    return rows + (_year(total / 2, total / 2) if total else [])


def test_a_download_by_chapters_is_summed_by_itself(tmp_path: Path) -> None:
    """Of the older file the total, of the newer one its own chapters, never the one file's total for both."""
    assert _values(_read(tmp_path, _chapters(1, 192), _chapters(2))) == [192, 384]
    assert _values(_read(tmp_path, _year(96, 96), _chapters(2))) == [
        192
    ]  # no row of one key: the total counts


def test_a_download_in_two_parts_of_which_one_code_differs(tmp_path: Path) -> None:
    whole = _chapters(1)
    one = [row for row in whole if row[4] <= "50"]
    two = [(*row[:5], 2 if row[4] == "50" else 1) for row in whole if row[4] >= "50"]
    assert _values(_read(tmp_path, one, two)) == [192, 194]


def test_by_product_the_download_with_more_rows_counts(tmp_path: Path) -> None:
    found = _read(tmp_path, _chapters(1, 192), _year(90, 90))
    assert len(found.table) == len(_chapters(1, 192))
    assert found.table.value.sum() == 2 * 192
    back = _read(tmp_path, _year(90, 90), _chapters(1, 192))
    assert back.table.value.sum() == 2 * 192


def test_contradictions_within_one_file_stay_refused(tmp_path: Path) -> None:
    found = _read(tmp_path, [*_year(10, 5), *_year(11, 5)[:1]], _year(20, 10, 2022))
    assert [r.kind for r in found.figures(EXPECTED).refusals] == ["contradiction"] * 2
    assert _values(found) == []
    assert _values(found, 2022) == [30]


def test_one_file_given_twice_says_nothing_twice(tmp_path: Path) -> None:
    header, row = files.FORMS["47 columns"]
    file = tmp_path / "a.csv"
    file.write_text(files.text(header, map(row, _year(10, 5))), encoding="utf-8")
    assert _values(read_trade([file, file])) == [15]


GOAL = Goal("turnover", Decimal(100), "USD", 2021)


def _assessed(folder: Path, goal: Goal, on: date, *downloads: Rows) -> Assessment:
    table = _read(folder, *downloads).table
    return assess(goal, observations(table, "KZ", "KR", "turnover"), (), on)


def test_the_verdict_is_drawn_from_both_downloads(tmp_path: Path) -> None:
    """Caught: the two differ about the goal, so it is disputed; else what both say."""
    then, later = date(2022, 12, 31), date(2023, 1, 1)
    path = Goal("turnover", Decimal(200), "USD", 2026, base=2019)
    begun, elsewhere = _year(50, 50, 2019), _year(1, 1, 2020)
    cases = [
        Case("one reaches it", (GOAL, [_year(50, 49), _year(51, 50)], "disputed"), caught=True),
        Case("one reaches it exactly", (GOAL, [_year(50, 49), _year(50, 50)], "disputed"), caught=True),
        Case("in the other order", (GOAL, [_year(51, 50), _year(50, 49)], "disputed"), caught=True),
        Case("one of three", (GOAL, [_year(50, 49), _year(50, 48), _year(90, 50)], "disputed"), caught=True),
        Case("one way alone revised", (GOAL, [_year(50, 49), _year(50, 60)[1:]], "disputed"), caught=True),
        Case("on both sides of the path", (path, [[*begun, *_year(60, 55)], _year(70, 70)], "disputed"), caught=True),
        Case("both reach it", (GOAL, [_year(51, 50), _year(60, 60)], "reached"), caught=False),
        Case("both miss it", (GOAL, [_year(40, 40), _year(41, 40)], "missed"), caught=False),
        Case("they are the same", (GOAL, [_year(50, 50), _year(50, 50)], "reached"), caught=False),
        Case("about another year", (GOAL, [[*_year(50, 50), *elsewhere], _year(1, 2, 2020)], "reached"), caught=False),
        Case("one file", (GOAL, [_year(51, 50)], "reached"), caught=False),
        Case("both below the path", (path, [[*begun, *_year(55, 55)], _year(56, 56)], "behind"), caught=False),
        Case("both above the path", (path, [[*begun, *_year(70, 70)], _year(75, 75)], "on course"), caught=False),
    ]  # fmt: skip

    def disputed(case: tuple[Goal, list[list[Given]], str]) -> bool:
        goal, downloads, status = case
        found = _assessed(tmp_path, goal, later if goal is GOAL else then, *downloads)
        assert found.outlook.status == status, found.outlook.sentence
        return found.outlook.status == "disputed"

    judge("two downloads about a goal", cases, disputed, at_least=6)


def test_the_sentence_names_both_files(tmp_path: Path) -> None:
    found = _assessed(tmp_path, GOAL, date(2023, 1, 1), _year(50, 49), _year(51, 50))
    assert "99 by UN Comtrade, reported by KZ, in a.csv" in found.outlook.sentence
    assert "101 by UN Comtrade, reported by KZ, in b.csv" in found.outlook.sentence
    assert [note.kind for note in found.notes] == ["contradiction"]
