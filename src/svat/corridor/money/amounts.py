"""Corridor room, money: amounts, their minor units and rounding, on top of py-moneyed.

py-moneyed brings the currencies of ISO 4217 with their minor units and an amount that refuses to be added to one of
another currency. Rounding is half to even, to the currency's minor unit.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction

from moneyed import CURRENCIES, CurrencyDoesNotExist, Money, get_currency

from svat.notation import number, trimmed
from svat.wording import say

__all__ = [
    "NOT_PAYABLE", "Money", "code", "decimal_of", "known_currency", "minor_unit", "money", "negative", "rounded",
    "too_large", "worded",
]  # fmt: skip

_LARGEST = Decimal(10) ** 18
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)


def known_currency(currency: str) -> bool:
    """Whether the code is a currency of ISO 4217 in which one can be paid."""
    try:
        found = get_currency(currency)
    except CurrencyDoesNotExist:
        return False
    return found.code not in NOT_PAYABLE


# Metals, funds and test codes: all of ISO 4217's codes with an X but those of four currency unions.
NOT_PAYABLE = frozenset(c for c in CURRENCIES if c.startswith("X")) - {"XAF", "XCD", "XOF", "XPF"}


def money(amount: Decimal | int, currency: str) -> Money:
    """An amount of money. Raises ValueError for an unknown currency."""
    if not known_currency(currency):
        raise ValueError(
            say("{currency} is no currency of ISO 4217 that one can pay in", currency=repr(currency))
        )
    return Money(Decimal(amount), currency)


def code(amount: Money) -> str:
    """The ISO 4217 code of an amount's currency."""
    return str(amount.currency.code)


def minor_unit(currency: str) -> Decimal:
    """The smallest amount of a currency (ISO 4217): 0.01 USD, 1 KRW, 0.001 KWD. Raises ValueError."""
    if not known_currency(currency):
        raise ValueError(
            say("{currency} is no currency of ISO 4217 that one can pay in", currency=repr(currency))
        )
    return Decimal(1) / Decimal(get_currency(currency).sub_unit)


def rounded(exact: Fraction, currency: str) -> Decimal:
    """An exact value to the currency's minor unit, half to even."""
    unit = minor_unit(currency)
    return decimal_of(Fraction(round(exact / Fraction(unit)))) * unit


def decimal_of(value: Fraction) -> Decimal:
    """A fraction as a decimal: exact where it can be, else to 60 digits."""
    with localcontext(_EXACT):
        return Decimal(value.numerator) / Decimal(value.denominator)


def too_large(amount: Decimal) -> bool:
    """Whether an amount is larger than any sum of money between two countries."""
    return amount >= _LARGEST


def negative(text: str) -> bool:
    """Whether a cell holds a negative amount as people and ledgers write one: -5, −5, (5)."""
    return text.lstrip().startswith(("-", "−", "–", "("))


def worded(amount: Money) -> str:
    """An amount for people with its currency and all of its minor unit: 1,250,000.50 USD, 90,000,000 KRW."""
    places = -int(minor_unit(code(amount)).adjusted())
    exact = amount.amount
    whole = round(exact, places)
    return f"{number(whole) if exact == whole else trimmed(exact)} {code(amount)}"
