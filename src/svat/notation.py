"""Notation: how numbers, shares, sums of money and days are written for people, the same wherever svat writes them.

Decimals follow a point and thousands are parted by commas: 12,345.6. A share is a percentage with one decimal and its
digits unparted: 4.3 %.
A sum of money is a number with its unit behind it: 27.25 USD million, 1,250,000.50 USD. A day is 27 February 2026, and
27 Feb 2026 where room is short. What machines read (JSON, names of files) keeps ISO 8601 and plain digits.

What is written here is English text that knows what it was made of, so that a page in another language writes it anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import wraps
from typing import Any, ParamSpec

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SCALES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"), (Decimal(10**3), "thousand"))
_LEAST, _MOST = (
    0.001,
    0.999,
)  # probabilities that one decimal of a percentage cannot tell from never and always

_Arguments = ParamSpec("_Arguments")


class Written(str):
    """A number, share, sum or day as English writes it: equal to that text, with what it was made of."""

    __slots__ = ("how", "of")
    how: str  # the function of this module
    of: tuple[Any, ...]  # what it was given

    def __new__(cls, text: str, how: str, of: tuple[Any, ...]) -> Written:
        """The text itself, with its parts kept."""
        made = super().__new__(cls, text)
        made.how, made.of = how, of
        return made

    def __reduce__(self) -> tuple[type[Written], tuple[str, str, tuple[Any, ...]]]:
        return Written, (str(self), self.how, self.of)


def _written(function: Callable[_Arguments, str]) -> Callable[_Arguments, Written]:
    @wraps(function)
    def made(*of: _Arguments.args, **named: _Arguments.kwargs) -> Written:
        return Written(function(*of, **named), function.__name__, (*of, *named.values()))

    return made


@_written
def number(value: int | Decimal) -> str:
    """A number as it is: 12,345; the decimals of a Decimal are kept.

    >>> number(12345), number(Decimal("1234.50"))
    ('12,345', '1,234.50')
    """
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


@_written
def fixed(value: float, places: int) -> str:
    """A number with so many decimals: 1,234.5.

    >>> fixed(1234.56, 1), fixed(-0.0, 2)
    ('1,234.6', '0.00')
    """
    return f"{round(value, places) + 0:,.{places}f}"  # + 0 turns -0.0 into 0.0


@_written
def shortest(value: float) -> str:
    """A number with no more than six digits and no zeros at the end.

    >>> shortest(0.1), shortest(30.0)
    ('0.1', '30')
    """
    return f"{value:g}"


@_written
def trimmed(value: Decimal) -> str:
    """A number with all its decimals and no zeros at the end of them: 27,250,000 or 0.5.

    >>> trimmed(Decimal("27250000.00"))
    '27,250,000'
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@_written
def capital(text: str) -> str:
    """A sentence with a capital at its beginning.

    >>> capital("on course")
    'On course'
    """
    return text[:1].upper() + text[1:]


@_written
def country(code: str) -> str:
    """A country: in English by its code of ISO 3166-1, in other languages by its name.

    >>> country("KZ")
    'KZ'
    """
    return code


@_written
def language(code: str) -> str:
    """A language: in English by its code of ISO 639 or as it was written, in other languages by its name.

    >>> language("ru")
    'ru'
    """
    return code


@_written
def rounded(value: Decimal, places: int = 2) -> str:
    """A number with at most so many decimals: 1,090 or 27.25.

    >>> rounded(Decimal("27.2549")), rounded(Decimal(1090))
    ('27.25', '1,090')
    """
    return trimmed(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))


@_written
def percent(share: float) -> str:
    """A share as a percentage with one decimal, digits unparted.

    >>> percent(0.04274)
    '4.3 %'
    """
    return f"{round(100.0 * share, 1) + 0:.1f} %"


@_written
def plain_percent(share: float, places: int = 0) -> str:
    """A share with other decimals than one, where they say nothing or more is needed.

    >>> plain_percent(0.454), plain_percent(0.0053, 2)
    ('45%', '0.53%')
    """
    return f"{share:.{places}%}"


@_written
def at_least(share: float) -> str:
    """A share up to 1 as a percentage cut to one decimal, never rounded up: what is claimed holds.

    >>> at_least(0.98167)
    '98.1 %'
    """
    tenths = math.floor(round(1000.0 * min(share, 1.0), 6))
    return f"{tenths // 10}.{tenths % 10} %"


@_written
def probability(value: float) -> str:
    """A probability as a percentage; none is called impossible or certain by rounding.

    >>> probability(0.091), probability(0.0002), probability(0.9999)
    ('9.1 %', 'under 0.1 %', 'over 99.9 %')
    """
    return "under 0.1 %" if value < _LEAST else "over 99.9 %" if value > _MOST else percent(value)


@_written
def between(low: str, high: str) -> str:
    """From one written number to another; one of them where both read alike.

    >>> between("4.3 %", "9.1 %"), between("42", "42")
    ('4.3 % to 9.1 %', '42')
    """
    return low if low == high else f"{low} to {high}"


@_written
def interval(low: str, high: str) -> str:
    """The same where room is short: 40–44, 4.3–9.1 %.

    >>> interval("4.3 %", "9.1 %"), interval("40", "44")
    ('4.3–9.1 %', '40–44')
    """
    if low == high:
        return low
    return f"{low.removesuffix(' %') if high.endswith(' %') else low}–{high}"


def scale(largest: Decimal, currency: str) -> tuple[Decimal, str]:
    """(divisor, unit) in which sums up to the largest have one to four digits before the point.

    >>> scale(Decimal(27250000), "USD")
    (Decimal('1000000'), 'USD million')
    """
    for divisor, name in _SCALES:
        if largest >= 10 * divisor or (name == "million" and largest >= divisor):
            return divisor, unit(currency, name)
    return Decimal(1), currency


@_written
def unit(currency: str, scale_name: str) -> str:
    """The unit of sums of money.

    >>> unit("USD", "million")
    'USD million'
    """
    return f"{currency} {scale_name}"


@_written
def amount(value: Decimal, currency: str) -> str:
    """A sum of money that is read at a glance, to three decimals of its unit.

    >>> amount(Decimal(27250000), "USD"), amount(Decimal(950), "KZT")
    ('27.25 USD million', '950 KZT')
    """
    divisor, words = scale(abs(value), currency)
    return f"{rounded(value / divisor, 3 if divisor > 1 else 2)} {words}"


@_written
def count(value: int, one: str, many: str = "") -> str:
    """How many of what.

    >>> count(1, "company", "companies"), count(1200, "pair")
    ('1 company', '1,200 pairs')
    """
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


@_written
def day(value: date) -> str:
    """A day, whatever the locale.

    >>> day(date(2026, 2, 27))
    '27 February 2026'
    """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


@_written
def short_day(year: int, month: int | None = None, day: int | None = None, /) -> str:
    """A day, a month or a year where room is short.

    >>> short_day(2015, 4, 22), short_day(2014, 10), short_day(2014)
    ('22 Apr 2015', 'Oct 2014', '2014')
    """
    parts = [str(day) if day else "", MONTHS[month - 1][:3] if month else "", str(year)]
    return " ".join(filter(None, parts))
