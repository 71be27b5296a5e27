"""Exports, imports and balance by year, and the chapters of both directions, as known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.corridor.trade import comtradefiles as files
from tests.corridor.trade.comtradefiles import Given

from svat.corridor.trade.between import TradeBetween, trade_between
from svat.corridor.trade.comtrade import read_comtrade
from svat.corridor.trade.model import Observation
from svat.sides import Sides

SIDES = Sides("KZ", "KR")
LATE = date(2026, 11, 1)
ROWS: list[Given] = [
    (2022, "KZ", "X", "KR", "TOTAL", 100),
    (2022, "KZ", "M", "KR", "TOTAL", 250),
    (2023, "KZ", "X", "KR", "TOTAL", 120),
    (2023, "KZ", "M", "KR", "TOTAL", 240),
    (2023, "KZ", "X", "KR", "26", 80),
    (2023, "KZ", "X", "KR", "72", 40),
    (2022, "KZ", "X", "KR", "26", 100),
    (2023, "KR", "X", "KZ", "TOTAL", 230),
    (2023, "KR", "X", "KZ", "87", 200),
    (2023, "KR", "X", "KZ", "84", 30),
]


def between(rows: list[Given], *figures: Observation, on: date = LATE) -> TradeBetween:
    table, refusals, _ = read_comtrade(files.text(files.PRESENT, map(files.present, rows)).encode(), "f.csv")
    assert refusals == []
    return trade_between(table, figures, SIDES, on)


def test_each_source_has_its_exports_imports_and_balance_by_year() -> None:
    found = between(ROWS)
    assert [(y.reporter, y.year, *map(str, (y.exports, y.imports, y.balance))) for y in found.years] == [
        ("KR", 2023, "None", "230", "None"),
        ("KZ", 2022, "100", "250", "-150"),
        ("KZ", 2023, "120", "240", "-120"),
    ]


def test_what_is_traded_is_the_last_year_that_has_chapters_by_the_sellers_own_report() -> None:
    sold, bought = between(ROWS).traded.a, between(ROWS).traded.b
    assert sold is not None
    assert bought is not None
    assert (sold.year, sold.reporter, [c.hs for c in sold.chapters]) == (2023, "KZ", ["26", "72"])
    assert [round(c.share, 3) for c in sold.chapters] == [0.667, 0.333]
    assert (bought.seller, bought.reporter, [c.hs for c in bought.chapters]) == ("KR", "KR", ["87", "84"])


def test_where_the_seller_is_silent_the_buyer_tells_what_is_traded() -> None:
    mirrored: list[Given] = [(2023, "KR", "M", "KZ", "26", 90)]
    sold = between(mirrored).traded.a
    assert sold is not None
    assert (sold.reporter, sold.seller) == ("KR", "KZ")
    assert between(mirrored).traded.b is None


def test_nothing_later_than_the_day_is_shown() -> None:
    found = between(ROWS, on=date(2024, 6, 30))
    assert {y.year for y in found.years} == {2022}
    assert found.traded.a is not None
    assert found.traded.a.year == 2022


def test_parts_and_doubtful_figures_say_so() -> None:
    part: list[Given] = [(2023, "KZ", "X", "KR", "26", 80)]
    [year] = between(part).years
    assert (year.sound, year.notes) == (False, ("exports partial",))
    own = Observation(2023, Decimal(7), "USD", "imports", "", "KR", "", "unknown", "own", doubtful=True)
    [told] = between([], replace(own, year=2022)).years
    assert (told.source, str(told.imports), told.notes) == ("own", "7", ("imports doubtful",))


def test_a_page_without_figures_says_what_is_missing(tmp_path: Path) -> None:
    from svat.report.corridor.trade import trade_view

    view = trade_view(between([]), {}, (), ("KZ", "KR"))
    assert (view.flows, view.traded) == ((), ())
    assert len(view.missing) == 3
