"""Corridor room, words: amounts in the unit of their goal."""

from __future__ import annotations

from decimal import Decimal

from svat.corridor.model import Goal
from svat.notation import rounded, trimmed
from svat.notation import unit as unit_of
from svat.wording import say

_MILLION, _BILLION = Decimal(1_000_000), Decimal(1_000_000_000)

_GOALS = {
    "turnover": say("turnover of {amount} {unit} by {year}"),
    "exports": say("exports of {amount} {unit} by {year}"),
    "imports": say("imports of {amount} {unit} by {year}"),
    "investment": say("investment of {amount} {unit} by {year}"),
}


def _unit(goal: Goal) -> tuple[Decimal, str]:
    """In what a goal's amounts are best read: tens of thousands of millions read as billions."""
    return (_BILLION, unit_of(goal.currency, "billion")) if goal.amount >= 50 * _BILLION else _deal_unit(goal)


def _deal_unit(goal: Goal) -> tuple[Decimal, str]:
    """In what the deals of companies are best read, which are far smaller than the trade of two countries."""
    large = goal.amount >= 10 * _MILLION
    return (_MILLION, unit_of(goal.currency, "million")) if large else (Decimal(1), goal.currency)


def unit(goal: Goal) -> str:
    """The unit of a column of amounts: "USD billion", "USD million" or "USD"."""
    return _unit(goal)[1]


def bare(value: Decimal, goal: Goal) -> str:
    """An amount in the goal's unit without naming it: "42.74", "188.3", "1,000".

    Two decimals at most, one from 100 on and none from 10,000 on; what would be shown as 0 and is not keeps its first
    two digits: "0.0012".
    """
    return _bare(value / _unit(goal)[0])


def deal_unit(goal: Goal) -> str:
    """The unit of a column of deals."""
    return _deal_unit(goal)[1]


def bare_deals(value: Decimal, goal: Goal) -> str:
    """The value of deals in their unit, without naming it."""
    return _bare(value / _deal_unit(goal)[0])


def _bare(number: Decimal) -> str:
    if number and abs(number) < Decimal("0.005"):
        return trimmed(Decimal(f"{number:.1e}"))
    return rounded(number, 2 if abs(number) < 100 else 1 if abs(number) < 10_000 else 0)


def about(value: float, goal: Goal) -> str:
    """A predicted amount in the goal's unit, to three digits: nobody knows it to the cent."""
    return bare(Decimal(f"{value:.2e}"), goal)


def drawn(value: Decimal, goal: Goal) -> float:
    """An amount in the goal's unit as a number, for a chart."""
    return float(value / _unit(goal)[0])


def said_before(goal: Goal) -> str:
    """A goal that another one has replaced: what it was, and who declared it."""
    declared = say(", declared {declared_on}", declared_on=goal.declared_on) if goal.declared_on else ""
    by = say(", by {said}", said=goal.said) if goal.said else ""
    return say(
        "{goal}{declared}{by}",
        goal=in_words(goal),
        declared=declared,
        by=by,
    )


def in_words(goal: Goal) -> str:
    """The goal itself: "turnover of 1,000 USD million by 2020"."""
    return say(_GOALS[goal.measure], amount=bare(goal.amount, goal), unit=unit(goal), year=str(goal.by))
