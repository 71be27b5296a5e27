"""The deals file: what is read, and what is refused by place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from svat.corridor.goal.deals import read_deals
from svat.corridor.settlement.deals import read_deals as read_settled
from svat.refusals import UnusableInput

HEADER = "deal,year,value,currency,stage,known_on,probability,confirmed_on,source"
GOOD = "D1,2027,1 500 000,USD,offered,2026-03-01,,,call"


def _file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "deals.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
    return path


def test_rows_are_read(tmp_path: Path) -> None:
    rows = (
        GOOD,
        "D2,2027,5,KRW,negotiating,2026-03-01,35 %,,",
        "D3,2026,7,USD,confirmed,2026-03-01,,2026-02-11,",
    )
    deals, refusals, notes = read_deals(_file(tmp_path, *rows))
    assert (refusals, notes) == ([], [])
    assert [(d.value, d.currency, d.probability, d.confirmed_on) for d in deals] == [
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
    deals, [refusal], _ = read_deals(_file(tmp_path, GOOD, row))
    assert len(deals) == 1
    assert (refusal.row, refusal.column) == (3, column)
    assert reason in refusal.reason


def test_contradictions_are_refused_and_repeats_counted_once(tmp_path: Path) -> None:
    deals, refusals, notes = read_deals(_file(tmp_path, GOOD, GOOD))
    assert (len(deals), refusals, len(notes)) == (1, [], 1)
    deals, refusals, _ = read_deals(_file(tmp_path, GOOD, GOOD.replace("1 500 000", "7")))
    assert (deals, [r.row for r in refusals]) == ([], [2, 3])


def test_a_missing_column_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="no header with the columns deal, value and currency"):
        read_deals(_file(tmp_path, GOOD, header=HEADER.replace("value", "worth")))


def test_the_settlement_file_serves_the_goal_too(tmp_path: Path) -> None:
    header = "сделка;a;b;exporter;сумма;валюта;дата;стадия;подтверждено"
    file = _file(tmp_path, "D9;Alpha;Beta;a;1 250 000,50;KZT;11.02.2026;signed;15.02.2026", header=header)
    [deal], refusals, _ = read_deals(file)
    assert refusals == []
    assert (deal.year, deal.value, deal.currency, deal.stage) == (
        2026,
        Decimal("1250000.5"),
        "KZT",
        "confirmed",
    )
    assert (deal.known_on, deal.confirmed_on) == (date(2026, 2, 11), date(2026, 2, 15))


def test_a_contract_with_its_date_and_no_stage_is_signed(tmp_path: Path) -> None:
    [deal], _, _ = read_deals(_file(tmp_path, "D9;5;USD;2026-02-11", header="deal;value;currency;date"))
    assert (deal.stage, deal.probability, deal.year) == ("signed", Decimal("0.80"), 2026)


def test_the_year_that_is_not_written_is_that_of_the_contract(tmp_path: Path) -> None:
    row = "D9;A;B;a;5;USD;2025-12-20;2026-01-10;signed"
    file = _file(tmp_path, row, header="deal;a;b;exporter;value;currency;date;known_on;stage")
    [[deal], _, _], settled = read_deals(file), read_settled(file, "KZ", "KR").deals
    assert (deal.year, deal.known_on) == (2025, date(2026, 1, 10))
    assert [(d.year, d.known_on) for d in settled] == [(2025, date(2026, 1, 10))]


def test_both_readers_refuse_a_value_in_another_currency_and_count_a_repeat_once(tmp_path: Path) -> None:
    header = "deal;a;b;exporter;value;currency;date;stage"
    one, other = "D1;A;B;a;5;USD;2026-02-11;signed", "D2;A;B;a;5 EUR;USD;2026-02-11;signed"
    file = _file(tmp_path, one, one, other, header=header)
    deals, refusals, notes = read_deals(file)
    settled = read_settled(file, "KZ", "KR")
    assert [d.deal for d in deals] == [d.deal for d in settled.deals] == ["D1"]
    assert list(settled.refusals) == refusals
    assert [(r.row, r.column, r.reason) for r in refusals] == [(4, "value", "is in EUR, the deal in USD")]
    assert list(settled.notes) == notes
    assert [(n.row, n.reason) for n in notes] == [(3, "the same as row 2; counted once")]


def test_stages_in_russian_and_korean_and_the_exporter_are_read(tmp_path: Path) -> None:
    header = "сделка;a;b;экспортер;сумма;валюта;дата;стадия"
    rows = ["D1;Alpha;Beta;KZ;5;KZT;11.02.2026;Переговоры", "D2;Alpha;Beta;beta;5;KZT;11.02.2026;무산"]
    file = _file(tmp_path, *rows, header=header)
    found, refusals, _ = read_deals(file, ("KZ", "KR"))
    assert refusals == []
    assert [(d.stage, d.exporter) for d in found] == [("negotiating", "a"), ("lost", "b")]
    assert [d.lost for d in read_settled(file, "KZ", "KR").deals] == [False, True]
