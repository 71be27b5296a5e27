"""Corridor room, words: amounts in the unit of their goal."""

from __future__ import annotations

from decimal import Decimal

from svat.corridor.model import Goal
from svat.notation import rounded, trimmed

_MILLION = Decimal(1_000_000)


def in_millions(goal: Goal) -> bool:
    """Whether this goal's amounts are better read in millions."""
    return goal.amount >= 10 * _MILLION


def unit(goal: Goal) -> str:
    """The unit of a column of amounts: "USD million" or "USD"."""
    return f"{goal.currency} million" if in_millions(goal) else goal.currency


def bare(value: Decimal, goal: Goal) -> str:
    """An amount in the goal's unit without naming it, two decimals at most: "42.74", "1,000".

    What would be shown as 0 and is not keeps its first two digits: "0.0012".
    """
    number = value / _MILLION if in_millions(goal) else value
    if number and abs(number) < Decimal("0.005"):
        return trimmed(Decimal(f"{number:.1e}"))
    return rounded(number)


def about(value: float, goal: Goal) -> str:
    """A predicted amount in the goal's unit, to three digits: nobody knows it to the cent."""
    return bare(Decimal(f"{value:.2e}"), goal)


def drawn(value: Decimal, goal: Goal) -> float:
    """An amount in the goal's unit as a number, for a chart."""
    return float(value / _MILLION if in_millions(goal) else value)
