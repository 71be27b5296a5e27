"""Debt: the schedule sums to what is to be paid, the balance is right on any day, and wrong sums are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corridor.files import EXAMPLE

from svat.corridor.debt.checks import checks
from svat.corridor.debt.model import Debt, EqualPlan, Instalment
from svat.corridor.debt.schedule import balance, equal, forgiven, months_after, schedule, to_pay
from svat.corridor.file import load
from svat.corridor.money.amounts import minor_unit
from svat.corridor.partial_date import PartialDate
from svat.corridor.payment import Payment
from svat.corridor.source import Source

SAID = (Source(PartialDate(2014, 5, 5), agency="Agency"),)
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def example() -> Debt:
    return load(EXAMPLE).debts[0]


def test_forty_half_yearly_instalments_of_27_25_million(example: Debt) -> None:
    plan = schedule(example)
    assert {i.amount for i in plan} == {Decimal(27_250_000)}
    assert len(plan) == 40
    assert sum(i.amount for i in plan) == Decimal(1_090_000_000) == to_pay(example)
    assert (plan[0].due, plan[1].due, plan[-1].due) == (date(2014, 11, 5), date(2015, 5, 5), date(2034, 5, 5))


@pytest.mark.parametrize(
    ("on", "count", "scheduled"),
    [
        (date(2014, 11, 4), 0, 1_090_000_000),
        (date(2014, 11, 5), 1, 1_062_750_000),
        (date(2020, 1, 1), 11, 790_250_000),
        (date(2034, 5, 5), 40, 0),
    ],
)
def test_the_balance_on_a_day(example: Debt, on: date, count: int, scheduled: int) -> None:
    found = balance(example, on)
    assert (found.count_due, found.scheduled) == (count, Decimal(scheduled))
    assert found.recorded == Decimal(1_090_000_000)  # no payment is on record
    assert found.due_so_far + found.scheduled == to_pay(example)


def test_the_sums_of_the_example_are_checked_in_words(example: Debt) -> None:
    said = {(c.name, c.agrees): c.words for c in checks(example)}
    assert said["remaining", False] == (
        "90 % of 10,940,000,000 USD is 9,846,000,000, which leaves 1,094,000,000, but the agreement says "
        "1,090,000,000, 4,000,000 less"
    )
    assert said["instalments", True].startswith("40 × 27,250,000 sum to 1,090,000,000 USD")
    assert "10,940,000,000 USD as the sum forgiven, which is the whole principal" in said["claim", False]
    assert "contradicts itself" in said["claim", False]


def test_checks_leave_out_what_was_said_later(example: Debt) -> None:
    assert [c.name for c in checks(example, date(2014, 5, 4))] == ["remaining", "instalments"]


def test_a_payment_counts_when_it_was_made_and_reported() -> None:
    debt = Debt("x", "KR", "KZ", "USD", Decimal(100), SAID)
    later = (Source(PartialDate(2015, 3, 1), agency="Agency"),)
    debt = replace(debt, payments=(Payment(PartialDate(2015, 1, 1), Decimal(30), later),))
    assert balance(debt, date(2015, 2, 28)).recorded == 100
    assert balance(debt, date(2015, 3, 1)).recorded == 70
    over = replace(debt, payments=(Payment(PartialDate(2015, 1, 1), Decimal(130), later),))
    assert [c.name for c in checks(over)] == ["payments"]


def test_a_list_of_instalments_that_sums_to_something_else_is_said() -> None:
    listed = (Instalment(1, date(2026, 1, 1), Decimal(60)), Instalment(2, date(2027, 1, 1), Decimal(30)))
    debt = Debt("x", "KR", "KZ", "USD", Decimal(100), SAID, instalments=listed)
    (check,) = checks(debt)
    assert not check.agrees
    assert [check.reckoned, check.given] == [90, 100]
    assert check.words == "2 instalments sum to 90 USD; to be paid are 100"


@given(
    st.decimals("0.01", "1e12", places=2),
    st.integers(1, 400),
    st.integers(1, 24),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_an_equal_schedule_sums_to_what_is_to_be_paid(
    total: Decimal, count: int, months: int, first: date
) -> None:
    plan = EqualPlan(count, first, months)
    if count > 1 and total < count * CENT:
        with pytest.raises(ValueError, match="for the last one"):
            equal(total, plan, CENT)
        return
    made = equal(total, plan, CENT)
    assert sum(i.amount for i in made) == total
    assert len(made) == count
    assert len({i.amount for i in made[:-1]}) <= 1
    assert all(i.amount > 0 and i.amount % CENT == 0 for i in made)
    assert all(earlier.due < later.due for earlier, later in pairwise(made))
    assert 0 <= made[-1].amount - made[0].amount < count * CENT


def test_months_end_where_the_month_is_short() -> None:
    first = date(2026, 1, 31)
    assert [months_after(first, n) for n in (1, 2, 13, 25)] == [
        date(2026, 2, 28), date(2026, 3, 31), date(2027, 2, 28), date(2028, 2, 29),
    ]  # fmt: skip


def test_a_plan_is_not_known_before_its_own_source(example: Debt) -> None:
    assert example.as_known(date(2012, 9, 16)) is None
    agreed, signed = example.as_known(date(2013, 1, 1)), example.as_known(date(2014, 5, 5))
    assert agreed is not None
    assert (agreed.plan, schedule(agreed)) == (None, ())
    assert signed == example


def test_an_instalment_is_not_compared_where_there_is_no_schedule(example: Debt) -> None:
    bare = replace(example, plan=None)
    [said] = [c for c in checks(bare) if "each instalment" in c.words]
    assert "no schedule to hold it against" in said.words


@given(st.integers(1, 10**12), st.decimals(0, 1, places=4), st.sampled_from(["USD", "JPY", "KWD"]))
def test_what_is_forgiven_and_what_is_to_be_paid_are_the_principal(
    units: int, share: Decimal, currency: str
) -> None:
    principal = units * minor_unit(currency)
    debt = Debt("d", "KR", "KZ", currency, principal, SAID, forgiven_share=share)
    assert forgiven(debt) + to_pay(debt) == principal
    assert forgiven(debt) % minor_unit(currency) == 0
