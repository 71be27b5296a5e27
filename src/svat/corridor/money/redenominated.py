"""Corridor room, redenominated currencies: which rouble a word or code means on a day.

Elsewhere in svat "RUR" and "BYR" are old spellings of today's roubles. For money they are currencies of their own,
worth a thousandth and a ten-thousandth of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svat.tables.numbers import BadCell
from svat.tables.values import currency_named
from svat.wording import say


@dataclass(frozen=True, slots=True)
class Redenomination:
    """From a day on, so many units of the old currency became one of the new."""

    old: str
    new: str
    on: date
    old_for_new: int
    old_code_is_still_written: bool = False  # of the new money, by habit


REDENOMINATIONS = (
    Redenomination("RUR", "RUB", date(1998, 1, 1), 1_000, old_code_is_still_written=True),
    Redenomination("BYR", "BYN", date(2016, 7, 1), 10_000),
)


def currency_on(text: str, day: date) -> str | None:
    """The ISO 4217 code that a code, name or sign means on a day, or None.

    Raises BadCell for a code that was no currency on that day: the amount may be meant in either.
    """
    found, written = currency_named(text), text.strip().upper()
    for change in REDENOMINATIONS:
        if found != change.new:
            continue
        if day >= change.on:
            if written == change.old and not change.old_code_is_still_written:
                raise BadCell(
                    say(
                        "{old} became {new} on {on}, {rate}",
                        old=change.old,
                        new=change.new,
                        on=change.on,
                        rate=_rate(change),
                    )
                )
            return change.new
        if written == change.new:
            raise BadCell(
                say(
                    "{new} is money since {on}, {rate}; before it was {old}",
                    new=change.new,
                    on=change.on,
                    rate=_rate(change),
                    old=change.old,
                )
            )
        return change.old
    return found


def now_called(currency: str) -> str:
    """The currency that has replaced one of the past, whose names and signs it goes by; else the same."""
    return next((change.new for change in REDENOMINATIONS if change.old == currency), currency)


def then_called(currency: str, day: date) -> str:
    """The money that a bank meant on a day by what is its currency today."""
    return next((c.old for c in REDENOMINATIONS if c.new == currency and day < c.on), currency)


def _rate(change: Redenomination) -> str:
    return f"{change.old_for_new:,} {change.old} to 1 {change.new}"
