"""Report, corridor: dates and sentences as the page prints them; numbers are written by svat.notation."""

from __future__ import annotations

import re
from decimal import Decimal

from markupsafe import Markup, escape

from svat.corridor.goal.words import about, bare, bare_deals, deal_unit, said_before, unit
from svat.corridor.money.amounts import money, worded
from svat.corridor.partial_date import PartialDate
from svat.notation import short_day

__all__ = [
    "about", "bare", "bare_deals", "deal_unit", "exact", "said_before", "unit", "when_words", "whole", "worded",
]  # fmt: skip

_KEPT_WHOLE = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?(?: \[[A-D]\])?|\b\d{4} \[[A-D]\]|\b[\d.,]+ %")


def exact(amount: Decimal, currency: str) -> str:
    """A sum of money with all of its currency's minor unit: 27,250,000.00 USD."""
    return worded(money(amount, currency))


def when_words(given: PartialDate) -> str:
    """A partial date as it is read: 22 Apr 2015, Oct 2014, 2014."""
    return short_day(given.year, given.month, given.day)


def whole(text: str) -> Markup:
    """Text in which no line ends within a percentage, or a date and its grade such as 2014-06-05 [B]."""
    return Markup(_KEPT_WHOLE.sub(r'<span class="w">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped before
