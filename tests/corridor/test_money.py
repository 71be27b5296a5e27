"""Money: rates from every kind of file, and no conversion that makes or loses any beyond its stated rounding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corridor.files import ECB_XML, daily, written
from tests.kinds import Case, judge

from svat.corridor.money.amounts import minor_unit, money, rounded, worded
from svat.corridor.money.rates import NoRateError, Rate, RateFile, Rates, convert
from svat.corridor.money.readers import read_rates
from svat.refusals import UnusableInput

DAY = date(2026, 11, 20)


def _read(folder: Path, data: bytes | str, name: str = "rates.xml") -> RateFile:
    (file,) = read_rates([written(folder, data, name)])
    return file


def test_bank_of_russia_is_read_with_decimal_comma_and_divided_by_nominal(tmp_path: Path) -> None:
    file = _read(tmp_path, daily(("USD", "1", "80,1234"), ("KZT", "100", "16,0500")))
    assert [(r.publisher, r.day, r.base, r.quote, r.per) for r in file.rates] == [
        ("Bank of Russia", DAY, "USD", "RUB", Fraction("80.1234")),
        ("Bank of Russia", DAY, "KZT", "RUB", Fraction("0.1605")),
    ]
    assert file.rates[1].written == "100 KZT = 16.0500 RUB"
    assert file.rates[1].source.endswith("rates.xml, line 4")
    assert file.refusals == ()


@pytest.mark.parametrize(
    ("entry", "row", "column", "value", "reason"),
    [
        (("KZT", "", "16,05"), 4, "Nominal", "", "KZT has no Nominal: its rate cannot be known"),
        (("KZT", "100", ""), 4, "Value", "", "KZT has no Value"),
        (("KZT", "100", "-16,05"), 4, "Value", "-16,05", "a rate is above 0"),
        (("KZT", "0", "16,05"), 4, "Nominal", "0", "a rate is above 0"),
        (("KZT", "100", "16,0,5"), 4, "Value", "16,0,5", "not a number"),
        (("QQQ", "100", "16,05"), 4, "CharCode", "QQQ", "not a currency of ISO 4217"),
        (("USD", "1", "81"), 4, "CharCode", "USD", "appears twice on 2026-11-20"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused_with_its_line_and_the_rest_is_read(
    tmp_path: Path, entry: tuple[str, str, str], row: int, column: str, value: str, reason: str
) -> None:
    file = _read(tmp_path, daily(("USD", "1", "80,1234"), entry))
    (refusal,) = file.refusals
    assert (refusal.row, refusal.column, refusal.value) == (row, column, value)
    assert reason in refusal.reason
    assert [r.base for r in file.rates] == ["USD"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (daily(("USD", "1", "80"), day="30.02.2015"), "line 2: Date: '30.02.2015': no such day"),
        (daily(("USD", "1", "80")).replace(b"windows-1251", b"UTF-8"), "line 3: is not well-formed XML"),
        (daily(("USD", "1", "80")).replace(b"windows-1251", b"windows-99"), "line 1: "),
        (daily(("USD", "1", "80"))[:-12], "is not well-formed XML"),
        (
            daily(("USD", "1", "80")).replace(b' Date="20.11.2026"', b""),
            "line 2: <ValCurs> has neither a Date nor",
        ),
        (b"<html></html>", "line 1: <html> begins neither a Bank of Russia nor an ECB file"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "line 1: has a DOCTYPE"),
        (ECB_XML.replace(b"2026-11-19", b"2015-02-30"), "line 6: time: '2015-02-30': no such day"),
    ],
)
def test_a_file_that_cannot_be_believed_is_refused_in_one_line(
    tmp_path: Path, data: bytes, said: str
) -> None:
    with pytest.raises(UnusableInput) as refused:
        _read(tmp_path, data)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_ecb_xml_and_csv_are_units_per_euro_and_know_their_gaps(tmp_path: Path) -> None:
    xml = _read(tmp_path, ECB_XML)
    assert [(r.day, r.quote, r.per) for r in xml.rates] == [
        (DAY, "USD", Fraction("1.1")),
        (DAY, "KRW", Fraction("1500.5")),
        (date(2026, 11, 19), "USD", Fraction("1.09")),
    ]
    text = "Date,USD,JPY,BGN,CYP,CZK,\n2026-11-20,1.1000,170.5,1.9558,N/A,24.1,\n2026-11-19,x,170.1,1.9558,N/A,24.1,\n"
    csv = _read(tmp_path, text, "eurofxref-hist.csv")
    assert {r.quote for r in csv.rates if r.day == DAY} == {"USD", "JPY", "BGN", "CZK"}
    assert [(r.row, r.column, r.value, r.reason) for r in csv.refusals] == [(3, "USD", "x", "not a number")]


OWN = "дата;валюта;валюта котировки;курс;номинал;источник\n"


def test_an_own_table_of_an_office_is_read(tmp_path: Path) -> None:
    rows = "20.11.2026;тенге;USD;0,19;100;National Bank\n"
    file = _read(tmp_path, (OWN + rows).encode("cp1251"), "own.csv")
    assert [(r.publisher, r.day, r.base, r.quote, r.per) for r in file.rates] == [
        ("National Bank", DAY, "KZT", "USD", Fraction("0.0019"))
    ]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("2015-02-30;KZT;USD;1;1;Bank", "дата", "no such day"),
        ("2026-11-20;QQQ;USD;1;1;Bank", "валюта", "not a currency of ISO 4217"),
        ("2026-11-20;USD;USD;1;1;Bank", "валюта котировки", "both are USD"),
        ("2026-11-20;KZT;USD;-1;1;Bank", "курс", "a rate is above 0"),
        ("2026-11-20;KZT;USD;1;0;Bank", "курс", "a rate is above 0"),
        ("2026-11-20;KZT;USD;1;1;", "источник", "no source"),
    ],
)
def test_a_row_of_an_own_table_is_refused_with_its_place(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    good = "2026-11-20;KRW;USD;0,7;1000;Bank\n"
    file = _read(tmp_path, OWN + good + row + "\n", "own.csv")
    assert [(r.row, r.column, r.reason) for r in file.refusals] == [(3, column, reason)]
    assert len(file.rates) == 1


def _rates(*rates: tuple[str, date, str, str, str], stale_after: int = 10) -> Rates:
    made = (Rate(p, day, base, quote, Fraction(per), "test") for p, day, base, quote, per in rates)
    return Rates([RateFile("test", tuple(made))], stale_after)


def test_the_last_day_before_is_used_and_never_a_later_one() -> None:
    rates = _rates(
        ("Bank", date(2026, 11, 13), "USD", "RUB", "79"),
        ("Bank", DAY, "USD", "RUB", "80"),
        ("Bank", date(2026, 11, 21), "USD", "RUB", "90"),
    )
    assert [rates.quote("USD", "RUB", day).factor for day in (date(2026, 11, 19), DAY)] == [79, 80]
    assert rates.quote("USD", "RUB", date(2026, 11, 19)).age_days == 6
    assert "6 days before 2026-11-19" in rates.quote("USD", "RUB", date(2026, 11, 19)).words


def test_a_rate_too_old_is_refused_and_so_is_one_of_a_later_day() -> None:
    rates = _rates(("Bank", DAY, "USD", "RUB", "80"), stale_after=3)
    assert rates.quote("USD", "RUB", date(2026, 11, 23)).factor == 80
    with pytest.raises(NoRateError, match="is of 2026-11-20, 4 days old, and 3 are allowed"):
        rates.quote("USD", "RUB", date(2026, 11, 24))
    with pytest.raises(NoRateError, match="no rate from USD to RUB on 2026-11-19"):
        rates.quote("USD", "RUB", date(2026, 11, 19))


NEW_YEAR = """<?xml version="1.0" encoding="windows-1251"?><ValCurs Date="31.12.2025" name="Foreign Currency Market">
<Valute ID="R01235"><NumCode>840</NumCode><CharCode>USD</CharCode><Nominal>1</Nominal><Value>78,2267</Value></Valute>
<Valute ID="R01815"><NumCode>410</NumCode><CharCode>KRW</CharCode><Nominal>1000</Nominal><Value>54,0</Value></Valute>
</ValCurs>"""


def test_an_official_rate_is_in_force_over_holidays_and_no_longer(tmp_path: Path) -> None:
    """A rate (currencies, day it was set, day asked for, days allowed) is caught where it is too old."""
    new_year, other = date(2025, 12, 31), date(2026, 4, 1)
    cases = [
        Case("New Year, the last day before", ("USD", "RUB", new_year, date(2026, 1, 10), 10), caught=False),
        Case("New Year, Sunday", ("USD", "RUB", new_year, date(2026, 1, 11), 10), caught=False),
        Case("New Year, Monday", ("USD", "RUB", new_year, date(2026, 1, 12), 10), caught=False),
        Case("New Year, the other way round", ("RUB", "USD", new_year, date(2026, 1, 12), 10), caught=False),
        Case("New Year, a cross rate", ("USD", "KRW", new_year, date(2026, 1, 12), 10), caught=False),
        Case("New Year, three weeks", ("USD", "RUB", new_year, date(2026, 1, 21), 10), caught=True),
        Case("New Year, in February", ("USD", "RUB", new_year, date(2026, 2, 2), 10), caught=True),
        Case("in April", ("USD", "RUB", other, date(2026, 4, 12), 10), caught=True),
        Case("in April, within ten days", ("USD", "RUB", other, date(2026, 4, 11), 10), caught=False),
        Case("the user allows less", ("USD", "RUB", new_year, date(2026, 1, 11), 5), caught=True),
        Case("the user allows as much as it takes", ("USD", "RUB", new_year, date(2026, 1, 12), 12), caught=False),
        Case("the user allows one day less than that", ("USD", "RUB", new_year, date(2026, 1, 12), 11), caught=True),
        Case("the user allows a month", ("USD", "RUB", other, date(2026, 5, 1), 30), caught=False),
        Case("another country's New Year", ("USD", "KZT", new_year, date(2026, 1, 15), 10), caught=True),
        Case("Nowruz", ("USD", "AZN", date(2026, 3, 19), date(2026, 3, 30), 10), caught=False),
        Case("Nowruz elsewhere", ("USD", "GEL", date(2026, 3, 19), date(2026, 3, 30), 10), caught=True),
    ]  # fmt: skip

    def refused(case: tuple[str, str, date, date, int]) -> bool:
        base, quote, day, on, allowed = case
        if "RUB" in (base, quote) or "KRW" in (base, quote):
            text = NEW_YEAR.replace("31.12.2025", f"{day:%d.%m.%Y}")
            rates = Rates(read_rates([written(tmp_path, text, "a.xml")]), allowed)
        else:
            rates = _rates(("Bank", day, base, quote, "500"), stale_after=allowed)
        try:
            return not rates.quote(base, quote, on).factor
        except NoRateError:
            return True

    judge("rates over holidays", cases, refused, at_least=7)


def test_a_rate_over_holidays_is_that_of_the_last_day_and_says_so(tmp_path: Path) -> None:
    rates = Rates(read_rates([written(tmp_path, NEW_YEAR, "a.xml")]))
    for day in (date(2026, 1, 11), date(2026, 1, 12)):
        quote = rates.quote("USD", "RUB", day)
        assert quote.factor == Fraction("78.2267")
        assert quote.age_days == (day - date(2025, 12, 31)).days
        assert quote.words.endswith("in force over the holidays")


def test_of_two_rates_said_to_be_one_publishers_the_first_file_counts_and_it_is_told() -> None:
    rates = _rates(("Bank", DAY, "USD", "RUB", "80"), ("Bank", DAY, "USD", "RUB", "81"))
    assert rates.quote("USD", "RUB", DAY).factor == 80
    (said,) = rates.conflicts
    assert "Bank gives another rate from USD to RUB for 2026-11-20" in said


def test_a_cross_rate_goes_through_one_publisher_and_says_so() -> None:
    rates = _rates(
        ("Other", DAY, "USD", "EUR", "0.9"),
        ("Bank", DAY, "USD", "RUB", "80"),
        ("Bank", DAY, "KZT", "RUB", "0.16"),
    )
    quote = rates.quote("USD", "KZT", DAY)
    assert quote.factor == 500
    assert "Bank, USD to KZT: cross rate through RUB" in quote.words
    with pytest.raises(NoRateError):
        rates.quote("EUR", "KZT", DAY)  # would mix two publishers


@pytest.mark.parametrize(
    ("exact", "currency", "made"),
    [
        ("1.005", "USD", "1.00"),
        ("1.015", "USD", "1.02"),
        ("2.5", "KRW", "2"),
        ("3.5", "KRW", "4"),
        ("0.0005", "KWD", "0.000"),
        ("0.0015", "KWD", "0.002"),
    ],
)
def test_rounding_is_half_to_even_at_the_minor_unit(exact: str, currency: str, made: str) -> None:
    assert rounded(Fraction(exact), currency) == Decimal(made)


def test_an_amount_is_shown_with_its_minor_unit() -> None:
    assert worded(money(Decimal("1250000.5"), "USD")) == "1,250,000.50 USD"
    assert worded(money(90_000_000, "KRW")) == "90,000,000 KRW"


@pytest.mark.parametrize("wrong", ["QQQ", "usd", "XAU", "XXX", ""])
def test_what_one_cannot_pay_in_is_no_currency(wrong: str) -> None:
    with pytest.raises(ValueError, match="no currency of ISO 4217"):
        money(1, wrong)


_CURRENCIES = st.sampled_from(["USD", "RUB", "KZT", "KRW", "KWD"])
_PER = st.fractions("1/100000", 100000)


@given(st.decimals("0", "1e15", places=3), _CURRENCIES, _CURRENCIES, _PER, _PER)
def test_conversion_neither_makes_nor_loses_money(
    amount: Decimal, from_: str, to: str, one: Fraction, other: Fraction
) -> None:
    rates = Rates(
        [RateFile("t", (Rate("B", DAY, from_, "EUR", one, "t"), Rate("B", DAY, to, "EUR", other, "t")))]
    )
    turned = convert(money(amount, from_), to, DAY, rates)
    factor = turned.quote.factor
    assert Fraction(turned.money.amount) + turned.residual == Fraction(amount) * factor
    assert abs(turned.residual) <= Fraction(minor_unit(to)) / 2
    if from_ == to:
        assert (turned.money.amount, turned.residual) == (amount, Fraction(0))
    else:
        assert factor == one / other
        back = rates.quote(to, from_, DAY).factor
        assert back * factor == 1


DYNAMIC = """<?xml version="1.0" encoding="windows-1251"?>
<ValCurs ID="R01335" DateRange1="18.11.2026" DateRange2="20.11.2026" name="Foreign Currency Market Dynamic">
<Record Date="18.11.2026" Id="R01335"><Nominal>100</Nominal><Value>15,1</Value><VunitRate>0,151</VunitRate></Record>
<Record Date="19.11.2026" Id="R01335"><Nominal>10</Nominal><Value>1,6</Value><VunitRate>0,16</VunitRate></Record>
<Record Date="20.11.2026" Id="R99999"><Nominal>10</Nominal><Value>1,6</Value></Record>
</ValCurs>
"""


def test_the_bank_of_russias_file_of_one_currency_is_read_day_by_day(tmp_path: Path) -> None:
    [file] = read_rates([written(tmp_path, DYNAMIC, "dynamic.xml")])
    assert [(r.day, r.base, r.quote, r.per) for r in file.rates] == [
        (date(2026, 11, 18), "KZT", "RUB", Fraction(151, 1000)),
        (date(2026, 11, 19), "KZT", "RUB", Fraction(16, 100)),
    ]
    assert [(r.row, r.value) for r in file.refusals] == [(5, "R99999")]


def test_what_nobody_pays_in_is_passed_over_with_a_note(tmp_path: Path) -> None:
    [file] = read_rates([written(tmp_path, daily(("XDR", "1", "110,1"), ("USD", "1", "80")), "daily.xml")])
    assert ([r.base for r in file.rates], file.refusals) == (["USD"], ())
    assert [(n.row, n.value) for n in file.notes] == [(3, "XDR")]


def test_a_daily_file_without_a_rate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="line 2: holds no rate"):
        read_rates([written(tmp_path, daily(), "daily.xml")])


@pytest.mark.parametrize("value", ["1e400", "NaN", "inf", "1_0", "1e-400", "١٢"])
def test_a_rate_is_a_plain_number(tmp_path: Path, value: str) -> None:
    text = (
        daily(("USD", "1", "VALUE")).decode("cp1251").replace("windows-1251", "UTF-8").replace("VALUE", value)
    )
    [file] = read_rates([written(tmp_path, text, "daily.xml")])
    assert [(r.row, r.column, r.reason) for r in file.refusals] == [(3, "Value", "not a number")]


def test_old_roubles_are_never_taken_for_new_ones(tmp_path: Path) -> None:
    bank = written(tmp_path, daily(("USD", "1", "5960,00"), day="31.12.1997"), "daily.xml")
    own = written(
        tmp_path,
        "date,base,quote,rate,source\n2016-06-30,USD,BYR,20053,Bank\n1997-12-31,USD,руб,5960,Office\n"
        "2016-07-01,USD,BYR,20053,Bank\n1997-12-31,USD,RUB,5960,Other\n2026-11-20,USD,RUR,80,Bank\n",
        "own.csv",
    )
    rates = Rates(files := read_rates([bank, own]))
    dollar = money(1, "USD")
    assert convert(dollar, "RUR", date(1997, 12, 31), rates).money == money(5960, "RUR")
    assert convert(dollar, "BYR", date(2016, 6, 30), rates).money == money(20053, "BYR")
    assert convert(dollar, "RUB", date(2026, 11, 20), rates).money == money(80, "RUB")
    for currency, day in (("RUB", date(1998, 1, 3)), ("BYN", date(2016, 7, 2))):
        with pytest.raises(NoRateError):
            convert(dollar, currency, day, rates)
    assert [(r.row, r.column) for r in files[1].refusals] == [(4, "quote"), (5, "quote")]
    assert "10,000 BYR to 1 BYN" in files[1].refusals[0].reason
