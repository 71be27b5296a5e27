"""Law, births: birth dates as lists and files write them, in one spelling, and whether two contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from svat.tables.dates import day, month_named
from svat.tables.numbers import BadCell

HEADINGS = (
    "birth_date", "birth date", "birthdate", "date of birth", "dob", "born", "birthday", "year of birth",
    "birth year", "дата рождения", "дата рожд.", "год рождения", "д.р.", "дата народження", "туған күні",
    "туған жылы", "tug'ilgan sana", "생년월일", "출생일", "출생연도", "생일", "出生日期", "doğum tarihi", "تاریخ تولد",
    "تاريخ الميلاد",
)  # fmt: skip  # of a column of birth dates, in whatever file
Agreement = Literal["agree", "turned", "contradict", "unknown"]
Span = tuple[date, date]

_ABOUT = 2  # years either way of a date that is called approximate
_YEARS = range(1850, 2101)  # others are of another calendar, or slips
_CIRCA = re.compile(
    r"^(?:circa|approx\w*\.?|about|c\.|ca\.?|around|ок\.|около|примерно|약)\s*", re.IGNORECASE
)
_RANGE = re.compile(
    r"(?:between\s+)?(.+?)\s*(?:\bto\b|\band\b|–|—|\s-\s|\bor\b)\s*(.+)|(\d{4})\s*-\s*(\d{4})", re.IGNORECASE
)
_YEARS_SHORT = re.compile(r"(\d\d)(\d\d)\s*[-–—/]\s*(\d\d)")
_YEAR = re.compile(r"(\d{4})\s*(?:г\.?(?:\s?р\.?)?|года|г\.р\.|년|년생|年)?")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4})|([^\W\d_]+)\.?,?\s+(\d{4})")
_UK = re.compile(r"(?:00|dd)[/.](00|mm|\d{1,2})[/.](\d{4})", re.IGNORECASE)
_TWO_WAYS = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_SHORT = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2}|[^\W\d_]{3,})\.?[-/., ]+'?(\d{2})|(\d{2})(\d{2})(\d{2})")
_SEVERAL = re.compile(r"\s*[;；|\n]\s*|\s+/\s+")
_TAIL = re.compile(r"\s*(?:г\.?\s?р\.?|г\.|года рождения|생)\s*$", re.IGNORECASE)


def in_one_spelling(text: str) -> str:
    """A birth date as ISO 8601 (1962-03-04, 1962-03, 1962), "circa 1962" or "1958 to 1961"; others as written."""
    text = " ".join(text.split()).strip(" .;,")
    circa = _CIRCA.match(text)
    rest = text[circa.end() :] if circa else text
    if found := _YEARS_SHORT.fullmatch(rest):  # 1958-61
        rest = f"{found[1]}{found[2]} to {found[1]}{found[3]}" if found[3] > max("12", found[2]) else rest
    if (found := _RANGE.fullmatch(rest)) and (ends := _ends(found)):
        return f"{'circa ' if circa else ''}{ends[0]} to {ends[1]}"
    plain = _plain(rest)
    return f"{'circa ' if circa else ''}{plain}" if plain else text


def understood(text: str) -> bool:
    """Whether a birth date can be compared with another."""
    return bool(_spans(in_one_spelling(text)))


def in_cell(text: str) -> tuple[str, ...]:
    """The birth dates in a cell, as written, without a spreadsheet's time of day: "04.03.1962; 1965"."""
    return tuple(born.partition("T")[0] for born in _SEVERAL.split(text.strip()) if born.strip(" .;,-0/"))


def births_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Birth dates in one spelling, each once; blanks are none."""
    return tuple(dict.fromkeys(in_one_spelling(text) for text in texts if text.strip(" .;,-0/")))


def agreement(mine: Sequence[str], theirs: Sequence[str]) -> Agreement:
    """Whether a party's birth dates agree with an entry's, as far as the vaguer of two says; "unknown" without one.

    1 January counts for its whole year, as registries write it where the day is not known. "turned": day and month the
    other way round.
    """
    if not mine or not theirs:
        return "unknown"
    own = [span for text in mine for span in _spans(text)]
    listed = [span for text in theirs for span in _spans(text)]
    if any(a[0] <= b[1] and b[0] <= a[1] for a in own for b in listed):
        return "agree"
    if not all(map(_spans, (*mine, *theirs))):
        return "unknown"
    if any(_turned(a, b) for a in own for b in listed):
        return "turned"
    return "contradict"


def _turned(a: Span, b: Span) -> bool:
    single = a[0] == a[1] and b[0] == b[1]
    return single and a[0].year == b[0].year and (a[0].month, a[0].day) == (b[0].day, b[0].month)


def _ends(found: re.Match[str]) -> tuple[str, str] | None:
    first, last = found[1] or found[3], found[2] or found[4]
    ends = _plain(_CIRCA.sub("", first)), _plain(_CIRCA.sub("", last))
    return (ends[0], ends[1]) if all(ends) else None


def _plain(text: str) -> str:
    """One date in ISO 8601, as exact as it is; "" for none."""
    text = re.sub(r"(?<=\d)(?:-00){1,2}$", "", text.strip(" .;,"))  # 1965-00-00
    if found := _UK.fullmatch(text):
        month = int(found[1]) if found[1].isdecimal() else 0
        return f"{found[2]}-{month:02}" if 1 <= month <= 12 else found[2]
    if found := _YEAR.fullmatch(text):
        return found[1]
    if found := _MONTH.fullmatch(text):
        year, month_ = found[1] or found[4] or found[6], found[2] or found[3]
        number = int(month_) if month_ else month_named(found[5])
        return f"{year}-{number:02}" if number and 1 <= number <= 12 else ""
    for said in (text, _TAIL.sub("", text), text.partition("T")[0]):
        try:
            return day(said).isoformat()
        except BadCell:
            continue
    if (found := _TWO_WAYS.fullmatch(text)) and int(found[1]) <= 12 and int(found[2]) <= 12:
        return f"{found[1]}/{found[2]}/{found[3]}"
    return ""


@lru_cache(maxsize=1 << 14)
def _spans(text: str) -> tuple[Span, ...]:
    """The days that a birth date in one spelling may be, from – to; () where that is not known."""
    circa, rest = text.startswith("circa "), text.removeprefix("circa ")
    first, _, last = rest.partition(" to ")
    begin, end = _span(first), _span(last or first)
    if not begin or not end:
        return ()
    spans = [(a[0], b[1]) for a in begin for b in end] if last else list(begin)
    if circa:
        more = timedelta(days=366 * _ABOUT)
        spans = [(a - more, b + more) for a, b in spans]
    return tuple(spans)


def _short_days(text: str) -> tuple[Span, ...]:
    """Every day that a date with a year of two digits may be, of either century and in each usual order."""
    found = _SHORT.fullmatch(_TAIL.sub("", text))
    if not found:
        return ()
    parts = [int(x) if x.isdecimal() else month_named(x) for x in filter(None, found.groups())]
    if None in parts:
        return ()
    one, other, last = (part or 0 for part in parts)
    orders = [(last, other, one), (last, one, other), (one, other, last)]  # 04.03.62, 03/04/62, 62.03.04
    if found[4]:
        orders = [(one, other, last)]
    elif not found[2].isdecimal():
        orders = [(last, other, one)]
    days = dict.fromkeys(
        day_
        for year, month, number in orders
        for century in (1900, 2000)
        if (day_ := _day_or_none(century + year, month, number))
    )
    return tuple((day_, day_) for day_ in days)


def _day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _span(text: str) -> tuple[Span, ...]:
    if short := _short_days(text):
        return short
    if found := _TWO_WAYS.fullmatch(text):
        one, other, year = int(found[1]), int(found[2]), int(found[3])
        if year not in _YEARS:
            return ()
        return tuple((date(year, m, d),) * 2 for m, d in dict.fromkeys(((one, other), (other, one))))
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts) or int(parts[0]) not in _YEARS:
        return ()
    year, month, number = (*map(int, parts), 1, 1)[:3]
    first = _day_or_none(year, month, number)
    if first is None or len(parts) > 3:
        return ()
    if len(parts) == 1 or parts[1:] == ["01", "01"]:
        return ((date(year, 1, 1), date(year, 12, 31)),)
    if len(parts) == 2:
        return ((first, date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)),)
    return ((first, first),)
