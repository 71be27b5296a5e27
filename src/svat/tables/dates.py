"""Tables: days and years as people write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from babel import Locale

from svat.tables.numbers import BadCell
from svat.tables.values import words

_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})\s*[-./년]\s*(\d{{1,2}})\s*[-./월]\s*(\d{{1,2}})\s*[.일]?{_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})\s*([-./])\s*(\d{{1,2}})\s*\2\s*(\d{{4}})\s*(?:г\.?|года)?{_TIME}")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([^\W\d_]+)\.?[\s,.-]+(\d{4})\s*(?:г\.?|года)?")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, whose 1900 has a 29 February
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_YEARS = range(1000, 2101)
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")


@cache
def _months() -> dict[str, int]:
    table = {}
    for locale in ("en", "ru"):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = Locale(locale).months[context][width]
                table.update({name.casefold().rstrip("."): number for number, name in names.items()})
    return table | {"sept": 9, "мая": 5, "сен": 9, "ноя": 11, "фев": 2, "янв": 1}


def day(text: str) -> date:
    """The day that a text means. Raises BadCell when it is not a day, impossible, or could be two.

    ISO and Korean order (2026-01-31, 2026.1.31, 2026년 1월 31일), day first with dots (31.01.2026), month names in
    English and Russian, spreadsheet serials (46053). With "/" or "-" the day must be clear: 31/01/2026 and
    01/31/2026 are, 01/02/2026 is not.
    """
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text) or _TOGETHER.fullmatch(text):
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        first, sign, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
        if sign == "." or first > 12 or first == second:
            return _made(year, second, first)
        if second > 12:
            return _made(year, first, second)
        raise BadCell("day and month could be either way round; write the date as 2026-01-31")
    if match := _DAY_MONTH.fullmatch(text):
        return _made(int(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_DAY.fullmatch(text):
        return _made(int(match[3]), _month(match[1]), int(match[2]))
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        return _EPOCH + timedelta(days=int(match[1]))
    raise BadCell("not a date")


def _month(name: str) -> int:
    if number := _months().get(name.casefold()):
        return number
    raise BadCell(f"not a date: {name!r} is not a month")


def _made(year: int, month: int, day_: int) -> date:
    try:
        made = date(year, month, day_)
    except ValueError:
        raise BadCell("no such day") from None
    if year not in _YEARS:
        raise BadCell(f"the year {year} is not likely")
    return made


def year(text: str) -> int:
    """The year that a text means: a year with or without its word ("1998 г.", "1998년"), or a date's year.

    Raises BadCell.
    """
    text = text.strip()
    number = text.removesuffix(".0")
    if len(number) == 4 and number.isdecimal():
        found = int(number)
    elif (four := _FOUR_DIGITS.findall(text)) and len(four) == 1 and not _SERIAL.fullmatch(text):
        rest = _FOUR_DIGITS.sub(" ", text).casefold().split()
        found = (
            int(four[0]) if all(word in words("year") or word == "г." for word in rest) else day(text).year
        )
    else:
        found = day(text).year
    if found not in _YEARS:
        raise BadCell(f"the year {found} is not likely")
    return found
