"""Tables, kinds of cells: what the text of a cell means, or in words why it means nothing of its kind.

A kind of cell is one function, so that a cell is read alike in whatever table it is: it takes a cleaned text that is
not blank, and gives the value or raises BadCell with the reason that the user reads. The numbers, days and
identifiers of their own rooms (`numbers.whole`, `dates.day`, `identifiers.lei` …) are kinds too. The strict ones are
for files that svat asks for in one exact form, such as the council's own measures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from svat.tables.numbers import BadCell
from svat.tables.values import (
    countries_named,
    country_of,
    currency_named,
    language_named,
    yes_or_no,
)
from svat.wording import say, say_any

T = TypeVar("T")
CellKind = Callable[[str], T]

_PLAIN_NUMBER = re.compile(r"\d{1,15}(\.\d{1,6})?", re.ASCII)


def country(text: str) -> str:
    """The alpha-2 code of the one country that a text means. Raises BadCell."""
    found = countries_named(text)
    if len(found) == 1:
        return found[0]
    if found:
        raise BadCell(say("the country is not clear: {found}", found=say_any(found)), "unclear")
    raise BadCell(say("not a country of ISO 3166-1"), "unknown")


def language(text: str) -> str:
    """The ISO 639-1 code of a language. Raises BadCell."""
    if code := language_named(text):
        return code
    raise BadCell(say("not a language of ISO 639-1"), "unknown")


def currency(text: str) -> str:
    """The ISO 4217 code of a currency. Raises BadCell."""
    if code := currency_named(text):
        return code
    raise BadCell(say("not a currency of ISO 4217"), "unknown")


def boolean(text: str) -> bool:
    """Yes or no. Raises BadCell."""
    answer = yes_or_no(text)
    if answer is None:
        raise BadCell(say("neither yes nor no"))
    return answer


def strict_day(text: str) -> date:
    """A day as ISO 8601 writes it, with hyphens. Raises BadCell."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or text != found.isoformat():  # 20170805 and 2017-W31-6 are ISO 8601 too
        raise BadCell(say("is not a date like 2017-08-05"))
    return found


def strict_country(text: str) -> str:
    """An alpha-2 code. Raises BadCell."""
    if code := country_of(text):
        return code
    raise BadCell(say("must be one two-letter country of ISO 3166-1"))


def strict_number(text: str) -> Decimal:
    """A number from 0 on, without signs that part groups. Raises BadCell."""
    if not _PLAIN_NUMBER.fullmatch(text):
        raise BadCell(say("is not a plain number such as 1250.5"))
    return Decimal(text)
