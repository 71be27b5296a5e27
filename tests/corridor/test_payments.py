"""Payments: each at the rate of its day, none lost by a later row, and the share of each currency by year."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from tests.corridor.files import HEAD, SOURCE, written
from tests.kinds import Case, judge

from svat.corridor.deals import DealFile, as_known, read_deals
from svat.corridor.double_entries import likely_twice
from svat.corridor.file.reader import load
from svat.corridor.money.amounts import worded
from svat.corridor.money.rates import Rate, RateFile, Rates
from svat.corridor.settlement.account import AccountCurrencies, account
from svat.corridor.settlement.deals import for_account
from svat.corridor.settlement.model import DealValue
from svat.corridor.settlement.shares import YearShares, shares_by_year
from svat.refusals import UnusableInput
from svat.report.corridor.json import settlement_document
from svat.report.corridor.model import SettlementReport
from svat.report.corridor.shares import year_words
from svat.sides import Sides

ON = date(2026, 11, 20)
HEADER = "deal,year,a,b,exporter,value,currency,date,known_on,stage,confirmed_on,hs,paid\n"
ROW = (
    "D1,2026,Altyn Dan LLP,Hanbit Foods,a,1000000,USD,2026-11-10,2026-11-10,signed,2026-11-11,100199,{paid}\n"
)
RATES = Rates(
    [
        RateFile(
            "rates.csv",
            tuple(
                Rate("National Bank of Kazakhstan", day, base, "KZT", Fraction(per), "rates.csv")
                for day, base, per in (
                    (date(2026, 11, 10), "USD", "520.15"),
                    (date(2026, 11, 10), "KRW", "0.3527"),
                    (date(2026, 11, 13), "USD", "521"),
                    (date(2026, 11, 13), "KRW", "0.355"),
                )
            ),
        )
    ]
)


def _read(folder: Path, text: str) -> DealFile:
    return for_account(read_deals(written(folder, text, "deals.csv"), Sides("KZ", "KR")))


def _values(folder: Path, text: str, on: date = ON) -> tuple[DealValue, ...]:
    read = _read(folder, text)
    assert read.refusals == ()
    return account(read.deals, {}, RATES, on, AccountCurrencies("KZT"), screened=True).values


def _outstanding(folder: Path, text: str) -> str:
    [value] = _values(folder, text)
    return worded(value.outstanding)


@pytest.mark.parametrize(
    ("paid", "outstanding"),
    [
        ("2026-11-12: 208060000 KZT", "600,000.00 USD"),
        ("12.11.2026: 208 060 000 тенге", "600,000.00 USD"),
        ("2026-11-12: ₸208060000", "600,000.00 USD"),
        ("2026-11-12 = KZT 208060000; 2026-11-13: 100000", "500,000.00 USD"),
        ("2026-11-13: 52100000 KZT", "900,000.00 USD"),
        ("2026-11-13: 1 KRW", "1,000,000.00 USD"),  # 0.00068 dollars
        ("2026-11-12: 400000", "600,000.00 USD"),
        ("2026-11-12: 400000 USD", "600,000.00 USD"),
        ("2026-11-25: 208060000 KZT", "1,000,000.00 USD"),  # after the day
    ],
)
def test_a_payment_counts_at_the_official_rate_of_its_day(
    tmp_path: Path, paid: str, outstanding: str
) -> None:
    assert _outstanding(tmp_path, HEADER + ROW.format(paid=paid)) == outstanding


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (HEADER.replace("paid\n", '"paid, KZT"\n'), ROW.format(paid="2026-11-12: 208060000")),
        (HEADER.replace("paid\n", "paid,payment currency\n"), ROW.format(paid="2026-11-12: 208060000,KZT")),
        (HEADER.replace("paid\n", "оплачено,валюта платежа\n"), ROW.format(paid="2026-11-12: 208060000,тенге")),
        (HEADER.replace("paid\n", "paid,paid_on\n"), ROW.format(paid="208060000 KZT,2026-11-12")),
    ],
)  # fmt: skip
def test_the_currency_of_payments_may_stand_in_a_heading_or_column(
    tmp_path: Path, header: str, row: str
) -> None:
    assert _outstanding(tmp_path, header + row) == "600,000.00 USD"


@pytest.mark.parametrize(
    ("header", "paid", "reason"),
    [
        (HEADER, "2026-11-12: 5000 QQQ", "not"),
        (HEADER, "2026-11-12: -5000 KZT", "cannot be negative"),
        (HEADER, "2026-11-12: about 5000 KZT", "only approximate"),
        (HEADER, "2026-11-12: 5000.555 KZT", "finer than the smallest unit of KZT"),
        (HEADER, "2026-11-12: 0.5 KRW", "finer than the smallest unit of KRW"),
        (HEADER, "2026-11-12: 2000000", "more was paid than the deal is worth"),
        (HEADER.replace("paid\n", "paid,paid_currency\n"), "2026-11-12: 5 KRW,KZT", "paid_currency says KZT"),
    ],
)
def test_a_payment_that_cannot_be_understood_refuses_the_row(
    tmp_path: Path, header: str, paid: str, reason: str
) -> None:
    read = _read(tmp_path, header + ROW.format(paid=paid))
    [refusal] = read.refusals
    assert reason in refusal.reason


def test_a_payment_without_a_rate_is_said_and_not_counted(tmp_path: Path) -> None:
    [value] = _values(tmp_path, HEADER + ROW.format(paid="2026-11-12: 3000000 RUB; 2026-11-12: 100000"))
    assert worded(value.outstanding) == "900,000.00 USD"
    [said] = value.remarks
    assert said.startswith("3,000,000.00 RUB of 2026-11-12 are not counted as paid: no rate from RUB to USD")


def test_what_was_paid_beyond_the_value_is_said_and_owes_nobody(tmp_path: Path) -> None:
    [value] = _values(tmp_path, HEADER + ROW.format(paid="2026-11-13: 521000521 KZT"))
    assert worded(value.outstanding) == "0.00 USD"
    assert value.remarks == ("1.00 USD more were paid than it is worth",)


def _rows(*rows: tuple[str, str, str]) -> str:
    """Rows of one deal: since when it is known, its value, what was paid."""
    return HEADER + "".join(
        f"D1,2026,Altyn Dan LLP,Hanbit Foods,a,{value},USD,2026-11-10,{known},signed,{known},100199,{paid}\n"
        for known, value, paid in rows
    )


def test_a_row_confirmed_anew_loses_no_payment(tmp_path: Path) -> None:
    """Caught: a payment that only an earlier row has is counted and said; input: rows and what is outstanding."""
    first = ("2026-11-11", "1000000", "2026-11-11: 400000")
    in_tenge = ("2026-11-11", "1000000", "2026-11-11: 208060000 KZT")
    misdated = ("2026-11-11", "900000", "2026-11-11: 700000")
    middle = ("2026-11-15", "1000000", "2026-11-14: 50000")

    def then(value: str, paid: str = "", before: Sequence[tuple[str, str, str]] = (first,)) -> str:
        return _rows(*before, ("2026-11-18", value, paid))

    again = "2026-11-11: 400000"
    cases = [
        Case("nothing in the later row", (then("900000"), "500,000.00"), caught=True),
        Case("the same value", (then("1000000"), "600,000.00"), caught=True),
        Case("the later payment alone", (then("1000000", "2026-11-17: 100000"), "500,000.00"), caught=True),
        Case("three rows", (then("1000000", before=(first, middle)), "550,000.00"), caught=True),
        Case("in another currency", (then("900000", before=(in_tenge,)), "500,000.00"), caught=True),
        Case(
            "rows in the other order", (_rows(("2026-11-18", "900000", ""), first), "500,000.00"), caught=True
        ),
        Case("the value fell below what was paid", (then("300000"), "0.00"), caught=True),
        Case("the later row repeats it", (then("900000", again), "500,000.00"), caught=False),
        Case("and adds one", (then("900000", f"{again}; 2026-11-17: 100000"), "400,000.00"), caught=False),
        Case(
            "it corrects the amount of the day",
            (then("900000", "2026-11-11: 40000"), "860,000.00"),
            caught=False,
        ),
        Case("it takes it back", (then("900000", "2026-11-11: 0"), "900,000.00"), caught=False),
        Case(
            "it corrects the day",
            (then("900000", "2026-11-12: 700000", before=(misdated,)), "200,000.00"),
            caught=False,
        ),
        Case(
            "a later row of tomorrow",
            (_rows(first, ("2026-11-25", "900000", "")), "600,000.00"),
            caught=False,
        ),
        Case("one row", (_rows(first), "600,000.00"), caught=False),
    ]

    def caught(case: tuple[str, str]) -> bool:
        text, outstanding = case
        [value] = _values(tmp_path, text)
        assert worded(value.outstanding) == f"{outstanding} USD"
        return any("stand only in an earlier row of the deal: counted" in said for said in value.remarks)

    judge("payments that a later row leaves out", cases, caught, at_least=7)


def test_a_contract_in_another_currency_keeps_what_was_paid_in_the_first(tmp_path: Path) -> None:
    text = _rows(("2026-11-11", "1000000", "2026-11-11: 400000")) + (
        "D1,2026,Altyn Dan LLP,Hanbit Foods,a,520150000,KZT,2026-11-10,2026-11-18,signed,2026-11-18,100199,\n"
    )
    assert _outstanding(tmp_path, text) == "312,090,000.00 KZT"


def _two(**other: str) -> str:
    """A deal and another one that differs from it in these cells."""
    names = ("deal", "year", "a", "b", "exporter", "value", "currency", "date", "known_on", "stage")
    first = dict(
        zip(
            names,
            [
                "D1",
                "2026",
                "Altyn Dan LLP",
                "Hanbit Foods",
                "a",
                "5000",
                "USD",
                "2026-11-10",
                "2026-11-10",
                "signed",
            ],
            strict=True,
        )
    )
    second = first | {"deal": "C-77"} | other
    return "".join(",".join(row) + "\n" for row in (names, first.values(), second.values()))


def test_likely_double_entries_are_noted_and_never_merged(tmp_path: Path) -> None:
    cases = [
        Case("another id", _two(), caught=True),
        Case("another day of the year", _two(date="2026-03-01"), caught=True),
        Case("days over the turn of the year", _two(date="2026-12-05", year="2027"), caught=True),
        Case("written otherwise", _two(a="ТОО ALTYN DAN", b="HANBIT FOODS Co. Ltd"), caught=True),
        Case("an id that looks alike", _two(deal="D-1"), caught=True),
        Case("another stage", _two(stage="met"), caught=True),
        Case("other goods in its name alone", _two(deal="D1 wheat"), caught=True),
        Case("another value", _two(value="5001"), caught=False),
        Case("another currency", _two(currency="EUR"), caught=False),
        Case("another buyer", _two(b="Namsan Mills"), caught=False),
        Case("the other direction", _two(exporter="b"), caught=False),
        Case("another year", _two(date="2027-11-10", year="2027", known_on="2026-11-10"), caught=False),
        Case("the same deal of two years", _two(deal="D1", year="2027"), caught=False),
        Case("lost", _two(stage="lost"), caught=False),
        Case("known later than the day", _two(known_on="2026-12-01"), caught=False),
        Case("companies not named", _two(b=""), caught=False),
    ]

    def caught(text: str) -> bool:
        read = read_deals(written(tmp_path, text, "deals.csv"), Sides("KZ", "KR"))
        known = as_known(read.deals, ON)
        assert len(known) >= 1
        return bool(likely_twice(known))

    judge("double entries", cases, caught, at_least=7)


def _shares(folder: Path, paid: str, facts: str = "", on: date = ON) -> tuple[YearShares, ...]:
    corridor = load(written(folder, HEAD + facts))
    values = _values(folder, HEADER + ROW.format(paid=paid), on)
    return shares_by_year(
        values, RATES, corridor.settlement_currency, (corridor.a, corridor.b), corridor.settlements_known(on)
    )


def test_the_share_settled_in_each_currency_is_reckoned_by_year(tmp_path: Path) -> None:
    [found] = _shares(tmp_path, "2026-11-12: 208060000 KZT; 2026-11-12: 600000")
    assert [(worded(c.paid), c.share) for c in found.currencies] == [
        ("208,060,000.00 KZT", Fraction(2, 5)),
        ("600,000.00 USD", Fraction(3, 5)),
    ]
    assert (found.national, found.unit) == (Fraction(2, 5), "KZT")


def test_shares_of_one_currency_need_no_rate_and_others_are_not_guessed(tmp_path: Path) -> None:
    [alone] = _shares(tmp_path, "2020-01-10: 100 USD; 2020-02-10: 5 USD")
    assert [c.share for c in alone.currencies] == [1]
    [mixed] = _shares(tmp_path, "2020-01-10: 100 USD; 2020-02-10: 5 KZT")
    assert [c.share for c in mixed.currencies] == [None, None]
    assert mixed.national is None
    assert "the shares are not known, no rate from USD to KZT on 2020-01-10" in year_words(mixed)


def test_what_was_stated_and_announced_stands_beside_what_was_paid(tmp_path: Path) -> None:
    facts = "".join(
        f'[[settlement]]\nid = "{name}"\non = 2026-01-10\nsource = {SOURCE}\n{keys}\n\n'
        for name, keys in (
            ("of-last-year", 'currencies = ["KZT", "KRW"]\nshare = 0.35\nyear = 2025'),
            ("of-its-year", 'currency = "KZT"\nshare = 0.4'),
            ("aim", 'currencies = ["KZT", "KRW"]\nshare = 0.9\nby = 2030'),
            ("no-share", 'currency = "KZT"\namount = 5'),
        )
    )
    found = {
        f.year: year_words(f)
        for f in _shares(tmp_path, "2026-11-12: 208060000 KZT; 2026-11-12: 600000", facts)
    }
    assert found == {
        2025: "no payment on record; stated: 35.0 % in KZT and KRW",
        2026: "40.0 % in KZT (208,060,000.00 KZT), 60.0 % in USD (600,000.00 USD); 40.0 % in the two countries’ own "
        "currencies; stated: 40.0 % in KZT",
        2030: "no payment on record; announced: 90.0 % in KZT and KRW by 2030",
    }


def test_what_is_published_later_says_nothing_of_shares_yet(tmp_path: Path) -> None:
    fact = f'[[settlement]]\nid = "x"\non = 2026-01-10\ncurrency = "KZT"\nshare = 0.4\nsource = {SOURCE}\n'
    assert _shares(tmp_path, "2026-11-12: 1", fact, date(2026, 1, 9)) == ()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('currency = "KZT"\nshare = 90', "90 is more than all of it: write 0.9 for 90 %"),
        ('currency = "KZT"\nshare = "90 %"', "must be a number from 0 on"),
        ('currency = "KZT"\nshare = 0.9\nyear = 2025\nby = 2030', "either of a `year`, or announced"),
        ('currency = "KZT"\nby = 2030', "says something of a `share`, and there is none"),
        ('currency = "KZT"\ncurrencies = ["KZT"]\nshare = 0.9', "either `currency` or `currencies`"),
        ('currencies = ["KZT", "tenge"]\nshare = 0.9', "'tenge' is no currency"),
        ('currencies = []\nshare = 0.9', "is empty"),
    ],
)  # fmt: skip
def test_a_stated_share_that_cannot_be_is_refused(tmp_path: Path, keys: str, said: str) -> None:
    file = written(tmp_path, f'{HEAD}[[settlement]]\nid = "x"\non = 2026-01-10\nsource = {SOURCE}\n{keys}\n')
    with pytest.raises(UnusableInput) as refused:
        load(file)
    assert said in str(refused.value)


def test_payments_of_a_lost_deal_are_in_no_share(tmp_path: Path) -> None:
    text = HEADER + ROW.format(paid="2026-11-12: 5000").replace("signed", "lost")
    values = _values(tmp_path, text)
    assert shares_by_year(values, RATES, "KZT", ("KZ", "KR")) == ()
    assert values[0].deal.paid(ON) == Decimal(5000)


def test_the_document_of_payments_and_shares_is_by_its_schema(tmp_path: Path) -> None:
    fact = f'[[settlement]]\nid = "x"\non = 2026-01-10\ncurrency = "KZT"\nshare = 0.4\nsource = {SOURCE}\n'
    corridor = load(written(tmp_path, HEAD + fact))
    read = _read(tmp_path, HEADER + ROW.format(paid="2026-11-12: 208060000 KZT; 2026-11-12: 1 RUB"))
    found = account(read.deals, {}, RATES, ON, AccountCurrencies("KZT"), screened=True)
    shares = shares_by_year(found.values, RATES, "KZT", ("KZ", "KR"), corridor.settlements_known(ON))
    document = settlement_document(SettlementReport(corridor, found, shares))
    schema = json.loads(
        (Path(__file__).parents[2] / "src/svat/report/schemas/corridor-settlement.schema.json").read_text()
    )
    jsonschema.validate(document, schema)
    [deal] = document["deals"]
    assert [(p["currency"], p["counted"] and p["counted"]["amount"]) for p in deal["payments"]] == [
        ("KZT", "400000"),
        ("RUB", None),
    ]
    assert document["shares"][0]["stated"][0]["share"] == "0.4"
