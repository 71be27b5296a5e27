"""Report, corridor: sums and dates of a document as people read them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from markupsafe import Markup, escape

from svat.corridor.partial_date import partial
from svat.report.words import MONTHS

_KEPT_WHOLE = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?(?: \[[A-D]\])?|\b\d{4} \[[A-D]\]|\b[\d.,]+ %")
_NAMES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"), (Decimal(10**3), "thousand"))


def scale(largest: Decimal, currency: str) -> tuple[Decimal, str]:
    """(divisor, unit in words) in which an amount has one to four digits before the point."""
    for divisor, name in _NAMES:
        if largest >= 10 * divisor or (divisor == _NAMES[1][0] and largest >= divisor):
            return divisor, f"{currency} {name}"
    return Decimal(1), currency


def plain(value: Decimal, places: int = 2) -> str:
    """Grouped by commas, at most so many decimals: 1,090 or 27.25."""
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(digits: str, currency: str) -> str:
    """A sum with its unit: USD 27.25 million; KZT 950."""
    value = Decimal(digits)
    divisor, unit = scale(abs(value), currency)
    name = unit.removeprefix(currency)
    return f"{currency} {plain(value / divisor, 3 if divisor > 1 else 2)}{name}"


def when_words(text: str) -> str:
    """A partial date as it is read: 22 Apr 2015, Oct 2014, 2014."""
    given = partial(text)
    return " ".join(
        [str(p) for p in (given.day,) if p]
        + [MONTHS[m - 1][:3] for m in (given.month,) if m]
        + [f"{given.year}"]
    )


def whole(text: str) -> Markup:
    """Text in which no line ends within a percentage, or a date and its grade such as 2014-06-05 [B]."""
    return Markup(_KEPT_WHOLE.sub(r'<span class="w">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped before
