"""The deals file: what is read, and what is refused by place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from svat.corridor.goal.deals import read_deals
from svat.roll.model import UnusableInput

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
