"""A pair's yearly figures: one series a reporter, mirrored where one is silent, nothing added twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.corridor.trade import comtradefiles as files
from tests.corridor.trade.comtradefiles import Given

from svat.corridor.model import Measure
from svat.corridor.trade.comtrade import read_comtrade
from svat.corridor.trade.model import Observation
from svat.corridor.trade.turnover import observations


def _figures(rows: list[Given], measure: Measure = "turnover") -> list[Observation]:
    table, refusals, _ = read_comtrade(files.text(files.PRESENT, map(files.present, rows)).encode(), "f.csv")
    assert refusals == []
    return observations(table, "KZ", "KR", measure)


BOTH: list[Given] = [
    (2021, "KZ", "X", "KR", "TOTAL", "100.10"),
    (2021, "KZ", "M", "KR", "TOTAL", "50.20"),
    (2021, "KR", "X", "KZ", "TOTAL", "45"),
    (2021, "KR", "M", "KZ", "TOTAL", "110"),
]


def test_two_reporters_are_two_series_and_never_added() -> None:
    assert [(o.reporter, o.value, o.valuation, o.mirror) for o in _figures(BOTH)] == [
        ("KZ", Decimal("150.30"), "FOB+CIF", False),
        ("KR", Decimal(155), "FOB+CIF", False),
    ]


def test_partner_world_and_other_partners_are_not_the_pair() -> None:
    more: list[Given] = [(2021, "KZ", "X", "WORLD", "TOTAL", 9999), (2021, "KZ", "X", "CN", "TOTAL", 999)]
    assert _figures(BOTH + more) == _figures(BOTH)


def test_the_total_is_not_counted_beside_its_chapters() -> None:
    chapters: list[Given] = [(2021, "KZ", "X", "KR", "26", "60"), (2021, "KZ", "X", "KR", "72", "40.1")]
    assert _figures(BOTH + chapters) == _figures(BOTH)


def test_without_a_total_the_chapters_are_summed_and_headings_are_not_added_to_them() -> None:
    rows: list[Given] = [
        (2021, "KZ", "X", "KR", "26", "60"),
        (2021, "KZ", "X", "KR", "72", "40.1"),
        (2021, "KZ", "X", "KR", "2603", "60"),
        (2021, "KZ", "M", "KR", "TOTAL", "50.20"),
    ]
    [figure] = _figures(rows)
    assert figure.value == Decimal("150.30")
    assert "sum of 2 codes of 2 digits" in figure.note


def test_a_heading_counts_where_its_chapter_is_missing() -> None:
    rows: list[Given] = [
        (2021, "KZ", "X", "KR", "26", "60"),
        (2021, "KZ", "X", "KR", "2603", "60"),
        (2021, "KZ", "X", "KR", "720221", "30"),
        (2021, "KZ", "X", "KR", "7202", "40.1"),
        (2021, "KZ", "M", "KR", "TOTAL", "50.20"),
    ]
    [figure] = _figures(rows)
    assert figure.value == Decimal("150.30")
    assert "sum of 2 codes of 2/4 digits" in figure.note


def test_where_the_first_country_is_silent_the_other_is_its_mirror() -> None:
    [figure] = _figures(BOTH[2:])
    assert (figure.reporter, figure.value, figure.mirror) == ("KR", Decimal(155), True)
    assert "KZ reports nothing" in figure.note
    assert "CIF" in figure.note


def test_exports_are_the_own_report_and_the_mirror_is_said_to_be_cif() -> None:
    own, mirror = _figures(BOTH, "exports")
    assert (own.reporter, own.value, own.valuation, own.mirror) == ("KZ", Decimal("100.10"), "FOB", False)
    assert (mirror.reporter, mirror.value, mirror.valuation, mirror.mirror) == (
        "KR",
        Decimal(110),
        "CIF",
        False,
    )
    [only] = _figures(BOTH[2:], "exports")
    assert (only.valuation, only.mirror) == ("CIF", True)


def test_half_reports_of_both_sides_make_a_turnover_that_says_so() -> None:
    [figure] = _figures([BOTH[0], BOTH[2]])
    assert (figure.reporter, figure.value, figure.valuation, figure.mirror) == (
        "KZ+KR", Decimal("145.10"), "FOB", True,
    )  # fmt: skip
    assert "neither KZ nor KR reports both ways" in figure.note


def test_half_a_turnover_is_none() -> None:
    assert _figures(BOTH[:1]) == []


@pytest.mark.parametrize("measure", ["turnover", "exports", "imports"])
def test_the_order_of_rows_makes_no_difference(measure: Measure) -> None:
    assert _figures(BOTH[::-1], measure) == _figures(BOTH, measure)
