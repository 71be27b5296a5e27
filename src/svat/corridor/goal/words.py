"""Corridor room, words: amounts and shares as people read them."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from svat.corridor.goal.model import Target

_MILLION = Decimal(1_000_000)


def in_millions(target: Target) -> bool:
    """Whether this goal's amounts are better read in millions."""
    return target.amount >= 10 * _MILLION


def unit(target: Target) -> str:
    """The unit of a column of amounts: "USD million" or "USD"."""
    return f"{target.currency} million" if in_millions(target) else target.currency


def bare(value: Decimal, target: Target) -> str:
    """An amount in the goal's unit without naming it, two decimals at most: "42.74", "1,000".

    What would be shown as 0 and is not keeps its first two digits: "0.0012".
    """
    number = value / _MILLION if in_millions(target) else value
    if number and abs(number) < Decimal("0.005"):
        return f"{Decimal(f'{number:.1e}').normalize():f}"
    text = f"{number.quantize(Decimal('0.01'), ROUND_HALF_EVEN):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    """A share as a percentage with one decimal: 0.04274 is "4.3 %"."""
    return f"{100 * share:.1f} %"


def about(value: float, target: Target) -> str:
    """A foretold amount in the goal's unit, to three digits: nobody knows it to the cent."""
    return bare(Decimal(f"{value:.2e}"), target)
