"""Tables: days and years as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from babel import Locale

from svat.tables.numbers import BadCell
from svat.tables.signs import western
from svat.tables.table import StoredDay
from svat.tables.values import words
from svat.text.spelling import squash
from svat.wording import say

First = Literal["day", "month"]

_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})\s*[-./년年]\s*(\d{{1,2}})\s*[-./월月]\s*(\d{{1,2}})\s*[.일日]?{_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})\s*([-./])\s*(\d{{1,2}})\s*\2\s*(\d{{4}})\s*(?:г\.?|года)?{_TIME}")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|ª)?[\s./-]+(?:de\s+|of\s+)?([^\W\d_]+)\.?[\s,./-]+(?:de\s+|del\s+)?(\d{4})"
    r"\s*(?:г\.?|года|ж\.?)?"
)
_YEAR_DAY_MONTH = re.compile(  # "2026 жылғы 3 сәуір", "2026-yil 3-aprel", "2026. április 3."
    r"(\d{4})[\s.,-]*(?:жыл\w*|yil\w*)?[\s.,-]*(?:(\d{1,2})[\s.-]*([^\W\d_]+)|([^\W\d_]+)\.?\s*(\d{1,2}))\.?"
)
_VIETNAMESE = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*,?\s*năm\s*(\d{4})", re.IGNORECASE)
_ERA = re.compile(r"(令和|平成|昭和|大正|明治|民國|民国|中華民國|พ\.?ศ\.?)\s*(\d{1,4}|元)\s*年?")
_ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "พ": -543,
}  # years before the first
_REPUBLIC = 1911
_WEEKDAY = re.compile(r"^([^\W\d_]+)\.?,?\s+(?=\S)|\s*[(（][^\W\d_]{1,9}[)）]$")
_ROMAN = {
    name: number
    for number, name in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1
    )
}
_PART_OF_YEAR = re.compile(
    r"(?<![^\W_])(?:[1-4]|i{1,3}|iv)\s*[-–]?\s*(?:й|ое|е|st|nd|rd|th)?\s*"
    r"(?:квартал\w*|quarter|полугоди\w*|half|кв|q|분기|반기|季度)(?![^\W\d_])\.?"
    r"|(?<![^\W_])[qh]\s*[1-4](?!\d)|[상하]반기|第[一二三四]季度",
    re.IGNORECASE,
)
_TWO_DIGITS = re.compile(
    r"['’]?\d{2}|\d{1,2}([-./])\d{1,2}\1\d{2}|\d{1,2}[\s.-]*[^\W\d_]+[\s.-]*\d{2}|[^\W\d_]+[\s.-]*\d{2}"
)
_OTHER_CALENDARS = range(1280, 1451)  # years that are those of Iran or of the Hijra rather than so long ago
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, whose 1900 has a 29 February
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_YEARS = range(1000, 2101)
_YEARS_AS_SERIALS = range(1800, 2101)  # a year in a cell that shows days: 1998 is 20 June 1905
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_TWO_YEARS = re.compile(r"\D*?(\d{4})\s*[/–-]\s*(\d{2}|\d{4})(?!\d)\s*([^\W\d_]*\.?)")
_MONTH_OF_YEAR = re.compile(
    r"(\d{4})\s*[-./년年]\s*(\d{1,2})\s*[월月.]?|(\d{1,2})\s*[-./]\s*(\d{4})\s*(?:г\.?|года)?"
    r"|([^\W\d_]+)\.?[\s,-]*(\d{4})\s*(?:г\.?|года)?"
)
_STORED = 2  # days kept as days, beside texts that are not, before the former are doubted
_LOCALES = (
    "en", "ru", "kk", "uz", "ky", "de", "fr", "es", "pt", "it", "tr", "pl", "uk", "be", "az", "tg", "tk", "id", "nl",
    "ro", "ar", "hu", "cs", "sk", "bg", "sr", "sv", "el", "hy", "ka",
)  # fmt: skip


@cache
def _months(locales: tuple[str, ...]) -> Mapping[str, int]:
    table = {}
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = Locale(locale).months[context][width]
                table.update({name.casefold().rstrip("."): number for number, name in names.items()})
    return table | {"sept": 9, "мая": 5, "сен": 9, "ноя": 11, "фев": 2, "янв": 1}


@dataclass(frozen=True)
class Order:
    """Whether the days of one column are written day or month first; None where it does not show."""

    slashed: First | None = None  # with "/" or "-"
    dotted: First | None = "day"
    stored_doubtful: bool = False  # days that the file keeps as such may have been read the wrong way round


USUAL = Order()


def order_shown(cells: Iterable[str]) -> Order:
    """What the days of a column show: 31/12/2026 that the day is first, 12/31/2026 the month.

    Where some are texts that no month could begin and all that the file keeps as days have one of 12 at most, a
    spreadsheet has read the latter month first and the former not at all: day and month may have been exchanged.
    """
    seen: set[tuple[bool, First]] = set()
    stored = [cell for cell in cells if isinstance(cell, StoredDay)]
    for cell in cells:
        match = _YEAR_LAST.fullmatch(western(cell).strip())
        if match and (int(match[1]) > 12) != (int(match[3]) > 12):
            seen.add((match[2] == ".", "day" if int(match[1]) > 12 else "month"))
    slashed = _only({first for dotted, first in seen if not dotted})
    dots = {first for dotted, first in seen if dotted}
    doubtful = len(stored) >= _STORED and bool(seen) and all(int(cell[8:10]) <= 12 for cell in stored)
    return Order(slashed, _only(dots) if dots else "day", doubtful)


def _only(found: set[First]) -> First | None:
    return next(iter(found)) if len(found) == 1 else None


def day(text: str, order: Order = USUAL) -> date:
    """The day that a text means. Raises BadCell when it is not a day, impossible, or could be two.

    ISO and Korean order (2026-01-31, 2026.1.31, 2026년 1월 31일), day first with dots (31.01.2026), month names in
    twenty languages, spreadsheet serials (46053). With "/" or "-" the day must be clear: 31/01/2026 and
    01/31/2026 are, 01/02/2026 is where the column shows its order.
    """
    stored = isinstance(text, StoredDay)
    text = text if stored else _gregorian(western(text).strip())
    if match := _YEAR_FIRST.fullmatch(text) or _TOGETHER.fullmatch(text):
        found = _made(int(match[1]), int(match[2]), int(match[3]))
        if stored and order.stored_doubtful and found.day != found.month:
            raise _either(found.year, found.month, found.day)
        return found
    if match := _YEAR_LAST.fullmatch(text):
        first, sign, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
        if first > 12 or first == second:
            return _made(year, second, first)
        if second > 12:
            return _made(year, first, second)
        shown = order.dotted if sign == "." else order.slashed
        if shown is None:
            raise _either(year, second, first)
        return _made(year, second, first) if shown == "day" else _made(year, first, second)
    if match := _DAY_MONTH.fullmatch(text):
        return _made(int(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_DAY.fullmatch(text):
        return _made(int(match[3]), _month(match[1]), int(match[2]))
    if match := _YEAR_DAY_MONTH.fullmatch(text):
        return _made(int(match[1]), _month(match[3] or match[4]), int(match[2] or match[5]))
    if match := _VIETNAMESE.fullmatch(text):
        return _made(int(match[3]), int(match[2]), int(match[1]))
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        return _EPOCH + timedelta(days=int(match[1]))
    if (match := _WEEKDAY.search(text)) and not (match[1] and month_named(match[1])):
        return day(text[: match.start()] + text[match.end() :], order)
    if _TWO_DIGITS.fullmatch(text):
        raise BadCell(say("a year of two digits; write four"), "unclear")
    raise BadCell(say("not a date"))


def _gregorian(text: str) -> str:
    """A text with the year of a Japanese era, of the Republic of China or of the Buddha in the common calendar."""

    def year_of(match: re.Match[str]) -> str:
        number = 1 if match[2] == "元" else int(match[2])
        return f"{number + _ERAS.get(match[1], _ERAS['พ'] if match[1][0] == 'พ' else _REPUBLIC)}年"

    return text if text.isascii() else _ERA.sub(year_of, text)


def _either(year: int, one: int, other: int) -> BadCell:
    readings = f"{year}-{one:02}-{other:02} or {year}-{other:02}-{one:02}"
    return BadCell(
        say(
            "day and month could be either way round, {readings}; write the date as 2026-01-31",
            readings=readings,
        ),
        "unclear",
    )


def month_named(name: str) -> int | None:
    """The month of a name or its abbreviation in any of twenty languages."""
    word = name.casefold().rstrip(".")
    return _months(_LOCALES[:2]).get(word) or _months(_LOCALES).get(word)


def _month(name: str) -> int:
    if number := month_named(name) or _ROMAN.get(name.casefold()):
        return number
    raise BadCell(say("not a date: {name} is not a month", name=repr(name)))


def _made(year: int, month: int, day_: int) -> date:
    try:
        made = date(year, month, day_)
    except ValueError:
        raise BadCell(say("no such day")) from None
    _likely(year)
    return made


def _likely(found: int) -> None:
    """Raises BadCell for a year that is none of ours, or may be one of another calendar."""
    if found not in _YEARS:
        raise BadCell(say("the year {year} is not likely", year=found))
    if found in _OTHER_CALENDARS:
        raise BadCell(
            say("the year {year} may be one of another calendar; write that of the common one", year=found),
            "unclear",
        )


def year(text: str) -> int:
    """The year that a text means: a year with or without its word ("1998 г.", "1998년"), or a date's year.

    Raises BadCell, also for a fiscal year that begins in one and ends in the next ("2023/24").
    """
    stored = isinstance(text, StoredDay)
    if len(text) == 4 and text.isascii() and text.isdecimal():  # as nearly every year is
        _likely(int(text))
        return int(text)
    text = text if stored else _PART_OF_YEAR.sub(" ", _gregorian(western(text).strip())).strip(" ,./")
    number = text.removesuffix(".0")
    if len(number) == 4 and number.isdecimal():
        found = int(number)
    elif match := _YEAR_LAST.fullmatch(text):
        found = _either_way(int(match[1]), int(match[3]), int(match[4])).year
    elif stored:
        found = _stored_year(day(text))
    elif (match := _TWO_YEARS.fullmatch(text)) and _follows(int(match[1]), match[2]):
        raise BadCell(
            say(
                "a year over two, {first} or {second}; write one",
                first=match[1],
                second=str(int(match[1]) + 1),
            ),
            "unclear",
        )
    elif (match := _MONTH_OF_YEAR.fullmatch(text)) and _is_month(match[2] or match[3] or match[5]):
        found = int(match[1] or match[4] or match[6])
    elif (four := _FOUR_DIGITS.findall(text)) and len(four) == 1 and not _SERIAL.fullmatch(text):
        rest = re.findall(r"[^\W\d_]+|[^\s\w.,:]", _FOUR_DIGITS.sub(" ", text))
        found = int(four[0]) if all(squash(word) in words("year") for word in rest) else day(text).year
    else:
        found = day(text).year
    _likely(found)
    return found


def _is_month(text: str) -> bool:
    return 1 <= int(text) <= 12 if text.isdecimal() else month_named(text) is not None


def _either_way(first: int, second: int, year_: int) -> date:
    """A day of which the year alone is asked, so that it does not matter which of the others is the month."""
    return _made(year_, second, first) if second <= 12 else _made(year_, first, second)


def _follows(first: int, second: str) -> bool:
    return str(first + 1).endswith(second)


def _stored_year(day_: date) -> int:
    serial = (day_ - _EPOCH).days
    if serial in _YEARS_AS_SERIALS:
        raise BadCell(
            say(
                "could be the year {year} or {serial}, which a cell that shows days shows as one",
                year=day_.year,
                serial=str(serial),
            ),
            "unclear",
        )
    return day_.year
