"""Headings of values as offices write them: the unit is read, or the file is refused, and never passed over."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.kinds import Case, judge

from svat.corridor.deals import read_deals
from svat.corridor.goal.deals import for_goal
from svat.corridor.trade.series_file import Expected, read_series_file
from svat.refusals import UnusableInput
from svat.sides import Sides

EXPECTED = Expected("turnover", "USD", "KZ", "KR")
THOUSAND, MILLION = 10**3, 10**6
SCALED = {
    "value (US$ '000)": THOUSAND,
    "value in thousands of US dollars": THOUSAND,
    "Trade value, thousand US$": THOUSAND,
    "Turnover (1000 USD)": THOUSAND,
    "turnover, USD 1,000": THOUSAND,
    "Value (000s USD)": THOUSAND,
    "Trade Value in 1000 USD": THOUSAND,
    "Товарооборот, тыс. долл. США": THOUSAND,
    "Оборот в тыс. долларов": THOUSAND,
    "금액(천달러)": THOUSAND,
    "교역액 (단위: 천 달러)": THOUSAND,
    "value (천달러, thousand USD)": THOUSAND,
    "value, thousand million USD": 10**9,
    "value (천달러) (thousand USD)": THOUSAND,
    "value, kUSD": THOUSAND,
    "Turnover, USD mn": MILLION,
    "Turnover [US$m]": MILLION,
    "USD million, trade turnover": MILLION,
    "Товарооборот (млн долл. США)": MILLION,
    "Оборот, млн. долл.": MILLION,
    "교역액, 백만불": MILLION,
    "Value, Mio. USD": MILLION,
    "Trade turnover, current US$ million (FOB)": MILLION,
    "贸易额(亿美元)": 10**8,
    "Turnover, USD bn": 10**9,
    "Товарооборот, млрд долл.": 10**9,
}
PLAIN = (
    "value", "Value", "Turnover", "value, USD", "value (US$)", "Value in USD", "Trade value (current US$)", "Оборот",
    "Товарооборот, долл. США", "Оборот в долларах", "금액(달러)", "교역액", "turnover, FOB", "value (2024 prices, USD)",
    "Total trade", "товарооборот всего",
)  # fmt: skip
STRANGE = (
    "value, tonnes", "value (t)", "turnover, TEU", "amount (pcs)", "Оборот, тонн", "Товарооборот, тыс. тонн",
    "금액(톤)",
    "value, %", "value (index, 2015 = 100)", "value (constant 2015 US$)", "turnover, growth", "value per capita",
    "value, mil. USD", "value, thousand kg", "turnover of services", "value (thousand USD, million USD)",
    "turnover, barrels", "value, USD per tonne", "оборот, вагонов", "value (lots)",
)  # fmt: skip


def _table(heading: str) -> bytes:
    quoted = heading.replace('"', '""')
    return f'year,"{quoted}"\n2024,2.5\n'.encode()


def _value(heading: str) -> Decimal | None:
    try:
        found = read_series_file(_table(heading), "own.csv").figures(EXPECTED)
    except UnusableInput:
        return None
    return found.observations[0].value


@pytest.mark.parametrize(("heading", "scale"), SCALED.items())
def test_the_unit_of_a_heading_is_read(heading: str, scale: int) -> None:
    assert _value(heading) == Decimal("2.5") * scale


def test_units_that_are_none_of_money_refuse_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Case(heading, heading, caught=True) for heading in STRANGE]
    cases += [Case(heading, heading, caught=False) for heading in (*PLAIN, *SCALED)]
    with capsys.disabled():
        judge("units in headings of trade that are none of money", cases, lambda h: _value(h) is None)


@pytest.mark.parametrize("heading", PLAIN)
def test_a_heading_without_a_scale_multiplies_nothing(heading: str) -> None:
    assert _value(heading) == Decimal("2.5")


def test_a_refusal_names_the_word_and_says_what_to_write() -> None:
    with pytest.raises(
        UnusableInput, match=r"own.csv: row 1: value, tonnes: 'tonnes' is neither .* USD thousand"
    ):
        read_series_file(_table("value, tonnes"), "own.csv")


def test_of_two_columns_of_values_the_one_in_money_counts() -> None:
    found = read_series_file(b'year,"value, tonnes","value, USD mn"\n2024,70000,2.5\n', "own.csv").figures(
        EXPECTED
    )
    assert [o.value for o in found.observations] == [Decimal(2_500_000)]
    assert [(n.row, n.column) for n in found.notes] == [(1, "value, tonnes")]


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("USD million", 2_500_000), ("тыс. долл.", 2500), ("US$ '000", 2500), ("백만달러", 2_500_000), ("USD", None),
        ("", None), ("tonnes", 0), ("kg", 0), ("pieces", 0), ("TEU", 0),
    ],
)  # fmt: skip
def test_a_column_of_units_is_read_row_by_row(unit: str, value: int | None) -> None:
    data = f"year,value,unit\n2024,2.5,{unit}\n".encode()
    found = read_series_file(data, "own.csv").figures(EXPECTED)
    if value == 0:
        assert [(r.row, r.column, r.value) for r in found.refusals] == [(2, "unit", unit)]
    else:
        assert [o.value for o in found.observations] == [Decimal(value) if value else Decimal("2.5")]


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("value (US$ '000)", 2500), ("Сумма, тыс. долл. США", 2500), ("금액(천달러)", 2500),
        ("value, USD mn", 2_500_000),
        ("value (excl. VAT)", None), ("value", None), ("value, USD", None), ("value, tonnes", 0), ("amount (pcs)", 0),
        ("Сумма, тонн", 0), ("금액(톤)", 0), ("value (%)", 0),
    ],
)  # fmt: skip
def test_the_file_of_deals_knows_the_same_units(tmp_path: Path, heading: str, value: int | None) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(f"deal;{heading};currency;date\nD1;2.5;USD;2026-02-11\n", encoding="utf-8")
    if value == 0:
        with pytest.raises(UnusableInput, match="neither a unit of money nor a currency"):
            read_deals(path, Sides("KZ", "KR"))
    else:
        [deal] = for_goal(read_deals(path, Sides("KZ", "KR"))).deals
        assert deal.value.amount == (Decimal(value) if value else Decimal("2.5"))
