"""The deals file: what is read, and what is refused by place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from svat.corridor.deals import DealFile, read_deals
from svat.corridor.goal.deals import for_goal
from svat.corridor.settlement.deals import for_account
from svat.refusals import UnusableInput
from svat.sides import Sides

HEADER = "deal,year,value,currency,stage,known_on,probability,confirmed_on,source"
GOOD = "D1,2027,1 500 000,USD,offered,2026-03-01,,,call"


def _file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "deals.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
    return path


def _read(file: Path) -> DealFile:
    return read_deals(file, Sides("KZ", "KR"))


def test_rows_are_read(tmp_path: Path) -> None:
    rows = (
        GOOD,
        "D2,2027,5,KRW,negotiating,2026-03-01,35 %,,",
        "D3,2026,7,USD,confirmed,2026-03-01,,2026-02-11,",
    )
    found = for_goal(_read(_file(tmp_path, *rows)))
    assert (found.refusals, found.notes) == ((), ())
    assert [(d.value.amount, d.currency, d.probability, d.confirmed_on) for d in found.deals] == [
        (Decimal(1500000), "USD", Decimal("0.40"), None),
        (Decimal(5), "KRW", Decimal("0.35"), None),
        (Decimal(7), "USD", Decimal(1), date(2026, 2, 11)),
    ]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("D2,2027,-5,USD,signed,2026-03-01,,,", "value", "cannot be negative"),
        ("D2,1017,5,USD,signed,2026-03-01,,,", "year", "the year 1017 is not likely"),
        ("D2,2027,5,BYR,signed,2026-03-01,,,", "currency", "BYR became BYN on 2016-07-01"),
        ("D2,2027,5,XYZ,signed,2026-03-01,,,", "currency", "not a currency"),
        ("D2,2027,5,USD,maybe,2026-03-01,,,", "stage", "not a stage: introduced"),
        ("D2,2027,5,USD,signed,,,,", "known_on", "no day"),
        ("D2,2027,5,USD,signed,2015-02-30,,,", "known_on", "no such day"),
        ("D2,2027,5,USD,signed,2026-03-01,1.5,,", "probability", "between 0 and 1"),
        ("D2,2027,5,USD,confirmed,2026-03-01,,,", "stage", "only with the day"),
        (",2027,5,USD,signed,2026-03-01,,,", "deal", "no deal is named"),
    ],
)
def test_what_cannot_be_used_is_refused_by_place(tmp_path: Path, row: str, column: str, reason: str) -> None:
    found = for_goal(_read(_file(tmp_path, GOOD, row)))
    [refusal] = found.refusals
    assert len(found.deals) == 1
    assert (refusal.row, refusal.column) == (3, column)
    assert reason in refusal.reason


def test_contradictions_are_refused_and_repeats_counted_once(tmp_path: Path) -> None:
    once = for_goal(_read(_file(tmp_path, GOOD, GOOD)))
    assert (len(once.deals), once.refusals, len(once.notes)) == (1, (), 1)
    none = for_goal(_read(_file(tmp_path, GOOD, GOOD.replace("1 500 000", "7"))))
    assert (none.deals, [r.row for r in none.refusals]) == ((), [2, 3])


def test_a_missing_column_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="no header with the columns deal, value and currency"):
        _read(_file(tmp_path, GOOD, header=HEADER.replace("value", "worth")))


def test_the_settlement_file_serves_the_goal_too(tmp_path: Path) -> None:
    header = "сделка;a;b;exporter;сумма;валюта;дата;стадия;подтверждено"
    file = _file(tmp_path, "D9;Alpha;Beta;a;1 250 000,50;KZT;11.02.2026;signed;15.02.2026", header=header)
    found = for_goal(_read(file))
    [deal] = found.deals
    assert found.refusals == ()
    assert (deal.year, deal.value.amount, deal.currency, deal.stage) == (
        2026,
        Decimal("1250000.5"),
        "KZT",
        "confirmed",
    )
    assert (deal.known_on, deal.confirmed_on) == (date(2026, 2, 11), date(2026, 2, 15))


def test_a_contract_with_its_date_and_no_stage_is_signed(tmp_path: Path) -> None:
    file = _file(tmp_path, "D9;5;USD;2026-02-11", header="deal;value;currency;date")
    [deal] = for_goal(_read(file)).deals
    assert (deal.stage, deal.probability, deal.year) == ("signed", Decimal("0.80"), 2026)


def test_the_year_that_is_not_written_is_that_of_the_contract(tmp_path: Path) -> None:
    row = "D9;A;B;a;5;USD;2025-12-20;2026-01-10;signed"
    file = _file(tmp_path, row, header="deal;a;b;exporter;value;currency;date;known_on;stage")
    [deal], settled = for_goal(_read(file)).deals, for_account(_read(file)).deals
    assert (deal.year, deal.known_on) == (2025, date(2026, 1, 10))
    assert [(d.year, d.known_on) for d in settled] == [(2025, date(2026, 1, 10))]


def test_both_uses_refuse_a_value_in_another_currency_and_count_a_repeat_once(tmp_path: Path) -> None:
    header = "deal;a;b;exporter;value;currency;date;stage"
    one, other = "D1;A;B;a;5;USD;2026-02-11;signed", "D2;A;B;a;5 EUR;USD;2026-02-11;signed"
    file = _file(tmp_path, one, one, other, header=header)
    found, settled = for_goal(_read(file)), for_account(_read(file))
    assert [d.deal for d in found.deals] == [d.deal for d in settled.deals] == ["D1"]
    assert settled.refusals == found.refusals
    assert [(r.row, r.column, r.reason) for r in found.refusals] == [
        (4, "value", "is in EUR, the deal in USD")
    ]
    assert settled.notes == found.notes
    assert [(n.row, n.reason) for n in found.notes] == [(3, "the same as row 2; counted once")]


def test_stages_in_russian_and_korean_and_the_exporter_are_read(tmp_path: Path) -> None:
    header = "сделка;a;b;экспортер;сумма;валюта;дата;стадия"
    rows = ["D1;Alpha;Beta;KZ;5;KZT;11.02.2026;Переговоры", "D2;Alpha;Beta;beta;5;KZT;11.02.2026;무산"]
    file = _file(tmp_path, *rows, header=header)
    found = for_goal(_read(file))
    assert found.refusals == ()
    assert [(d.stage, d.exporter) for d in found.deals] == [("negotiating", "a"), ("lost", "b")]
    assert [d.lost for d in for_account(_read(file)).deals] == [False, True]


def test_one_reading_serves_both_uses_and_each_refuses_what_it_alone_needs(tmp_path: Path) -> None:
    """Refusals of a use stand among the others by row, with the file's own heading and the cell as it is written."""
    header = "сделка;a;b;Продавец;сумма;валюта;дата;стадия;оплачено"
    rows = (
        "D1;A;;KZ;5;USD;11.02.2026;signed;",
        "D2;A;B;nobody;5;USD;11.02.2026;signed;",
        "D3;A;B;;5;USD;11.02.2026;signed;",
        "D4;A;B;a;-5;USD;11.02.2026;signed;",
        "D5;A;B;a;5;USD;11.02.2026;maybe;",
        "D6;A;B;a;5;USD;11.02.2026;signed;about 3",
        "D7;A;B;a;5;USD;11.02.2026;signed;2026-03-01: 3",
        "D7;A;B;a;5;USD;11.02.2026;signed;2026-03-01: 4",
    )
    read = _read(_file(tmp_path, *rows, header=header))
    found, settled = for_goal(read), for_account(read)
    assert [(r.row, r.column, r.value) for r in found.refusals] == [
        (5, "сумма", "-5"),
        (6, "стадия", "maybe"),
    ]
    assert [d.deal for d in found.deals] == ["D1", "D2", "D3", "D6", "D7"]
    assert [(r.row, r.column, r.value) for r in settled.refusals] == [
        (2, "b", ""), (3, "Продавец", "nobody"), (4, "Продавец", ""), (5, "сумма", "-5"),
        (6, "стадия", "maybe"), (7, "оплачено", "about 3"),
        (8, "deal", "D7"), (9, "deal", "D7"),
    ]  # fmt: skip
    assert settled.deals == ()
    assert all("D2" in r.record for r in settled.refusals if r.row == 3)  # the whole row is kept


def test_an_exporter_that_is_not_said_is_not_the_company_that_is_not_said(tmp_path: Path) -> None:
    file = _file(tmp_path, "D1;;B;;5;USD;2026-02-11", header="deal;a;b;exporter;value;currency;date")
    [deal] = _read(file).deals
    assert deal.exporter is None
    with pytest.raises(ValueError, match="not said who exports"):
        _ = deal.payer
