"""Tables, turned: codes that a spreadsheet has turned into days, as 03.04 into 3 April, and what they likely were."""

from __future__ import annotations

import re
from datetime import date, timedelta

from svat.tables import dates
from svat.tables.numbers import BadCell
from svat.tables.signs import western
from svat.tables.table import StoredDay
from svat.wording import say

_DAY_NAME = re.compile(r"(\d{1,2})[\s.\-/]*([^\W\d_]{3,})\.?(?:[\s.\-/,]*(\d{2}|\d{4})\s*(?:г\.?|года)?)?")
_NAME_DAY = re.compile(r"([^\W\d_]{3,})\.?[\s.\-/]*(\d{1,2})(?:[\s.\-/,]+(\d{2}|\d{4}))?")
_EASTERN = re.compile(r"(?:\d{4}\s*[년年]\s*)?(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日]")
_YEAR_FIRST = re.compile(
    r"((?:19|20)\d{2})([-./])( ?)(\d{1,2})\2 ?(\d{1,2})\.?(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_MONTH_FIRST = re.compile(
    r"(\d{1,2})\. ?(\d{1,2})\.|(\d{1,2})\. (\d)"
)  # as Korean spreadsheets show a day: 3. 4.
_ODD = re.compile(r"(\d{1,2})-(\d)")  # no code has so few digits after a hyphen
_YEAR_LAST = re.compile(
    r"(\d{1,2})([-./])(\d{1,2})\2((?:19|20)\d{2}|(?<=/)\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_SERIAL = re.compile(
    r"(4[2-9]\d{3})(?:\.0+)?"
)  # 2014 to 2036; as a code it would be of headings that 04 has not
_LEAP = 2024  # a year that has every day
_EPOCH = date(1899, 12, 30)
# Headings that look like a year, so that 2004.10.10 is frozen potatoes and no day.
_LIKE_YEARS = frozenset((*range(1901, 1906), *range(2001, 2010)))
_ENTERED = range(2018, 2033)  # years that a spreadsheet adds by itself; any other was written


def likely_codes(text: str, *, hyphens: bool = False, serials: bool = True) -> tuple[str, ...]:
    """What a code was before a spreadsheet made a day of it, the likelier first; () of what is no day.

    "2026-04-03", "3-Apr", "04.мар" and 46115 are days, 2004.10.10 and 10.06.30 are codes. With `hyphens` the column
    parts the digits of its codes by hyphens, so that 2004-10-10 is one too, unless the file keeps it as a day. Without
    `serials` numbers of five digits are codes.
    """
    if isinstance(text, StoredDay):
        year, month, day = (int(part) for part in text[:10].split("-"))
        return _codes(day, month, year)
    text = western(text).strip().lstrip("'")
    if text.isdecimal() and len(text) != len("46115"):
        return ()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(match[1]), int(match[4]), int(match[5])
        code = year in _LIKE_YEARS and not match[3] and (match[2] == "." or (match[2] == "-" and hyphens))
        return () if code or not _is_day(year, month, day) else _codes(day, month, year)
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), _full(match[4])
        if _is_day(year, second, first) or _is_day(year, first, second):
            return _codes(first, second, year)
        return ()
    if match := _EASTERN.fullmatch(text):  # where a day is written month first
        return (f"{int(match[1]):02}.{int(match[2]):02}",)
    if match := _MONTH_FIRST.fullmatch(text):
        month, day = int(match[1] or match[3]), int(match[2] or match[4])
        return (f"{month:02}.{day:02}",) if _is_day(_LEAP, month, day) else ()
    if match := _ODD.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        return _codes(day, month, 0) if _is_day(_LEAP, month, day) else ()
    if serials and (match := _SERIAL.fullmatch(text)):
        found = _EPOCH + timedelta(days=int(match[1]))
        return _codes(found.day, found.month, found.year)
    return _named(text)


def _named(text: str) -> tuple[str, ...]:
    if (match := _DAY_NAME.fullmatch(text)) and (month := dates.month_named(match[2])):
        day, year = int(match[1]), match[3]
    elif (match := _NAME_DAY.fullmatch(text)) and (month := dates.month_named(match[1])):
        day, year = int(match[2]), match[3]
        if not year:  # "Mar-04" was the fourth of March, or March of a year
            return (f"{month:02}.{day:02}", *([f"{day:02}.{month:02}"] if 0 < day <= 31 else []))
    else:
        return ()
    if day > 31:
        return (f"{month:02}.{day:02}",)
    return _codes(day, month, _full(year) if year else 0)


def _codes(day: int, month: int, year: int) -> tuple[str, ...]:
    tail = f".{year % 100:02}" if year and year not in _ENTERED else ""
    found = [f"{day:02}.{month:02}{tail}"]
    if day <= 12 and day != month:
        found.append(f"{month:02}.{day:02}{tail}")
    if day == 1 and tail:  # a month and a year of two digits: 08.13 is August 2013
        found.insert(0, f"{month:02}{tail}")
    return tuple(found)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 1900 + int(year) + 100 * (int(year) < 30)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def raise_if_turned(text: str, *, hyphens: bool = False, serials: bool = True) -> None:
    """Raises BadCell, with what it likely was, for a code that a spreadsheet has turned into a day."""
    if codes := likely_codes(text, hyphens=hyphens, serials=serials):
        raise BadCell(
            say("a date, not a code; a spreadsheet has likely made it of {codes}", codes=" or ".join(codes))
        )
