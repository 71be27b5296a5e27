"""Roll, uniting: one company of the rows that are one: listings once each, of facts that differ the newer ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from svat.refusals import Note
from svat.roll.columns import NAMES
from svat.roll.model import Company, Listing
from svat.roll.numbers import website_host
from svat.tables import dates
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell
from svat.tables.values import words
from svat.text.folding import core
from svat.text.spelling import squash
from svat.wording import say

# Columns that say one thing together: what one row says of the first goes with what it says of the others.
_TOGETHER = (
    ("contact_name", "contact_title", "contact_language"),
    ("turnover", "turnover_currency", "turnover_year"),
    ("sector_code", "sector_scheme"),
)
_ALONE = (
    "city", "address", "website", "email", "phone", "registration_number", "tax_number", "lei", "legal_form", "founded",
    "employees", "notes",
)  # fmt: skip
_JOINED = ("email", "phone", "notes")  # of rows of which none is newer, all that they say
_UNITED = ("partnership_types", "countries_exported", "countries_of_interest", "certificates")
_CAREFUL = {"consent_share_contact": False, "state_owned": True}  # which answer counts where rows differ
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOTHING = (None, "", ())


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row as a company, with its cells and what was noted of it."""

    company: Company
    cells: Cells
    written: str  # its identifier as the file gives it; "" where it gives none
    notes: tuple[Note, ...] = ()

    def where(self, file: str) -> str:
        """The row as a message in a file names it."""
        return (
            say("row {row}", row=self.cells.row)
            if file == self.cells.file
            else say("{file}, row {row}", file=self.cells.file, row=self.cells.row)
        )


def renamed(company: Company, identifier: str) -> Company:
    """The company with its listings under another identifier."""
    if all(
        x == identifier for x in (company.external_id, *(listing.company for listing in company.listings))
    ):
        return company
    offers, needs = (
        tuple(replace(listing, company=identifier) for listing in listings)
        for listings in (company.offers, company.needs)
    )
    return replace(company, external_id=identifier, offers=offers, needs=needs)


def united(
    rows: Sequence[RowRead], whys: Sequence[str], *, by_decision: bool = False
) -> tuple[Company, list[Note]]:
    """(the company that the rows are, notes on what was joined and what is left out).

    `whys` says of each row after the first by what it is the same company, "" where that is said elsewhere. Where the
    council has decided so, the first row wins unless all of them are dated.
    """
    first = rows[0]
    if len(rows) == 1:
        return first.company, []
    one = _Merger(rows, all_dated=by_decision)
    values = one.values()
    company = replace(first.company, **values)
    notes = [
        row.cells.note(*_told(row, first, why), "rows-joined")
        for row, why in zip(rows[1:], whys, strict=True)
        if why
    ]
    return renamed(company, first.company.external_id), notes + one.notes


def _told(row: RowRead, first: RowRead, why: str) -> tuple[str, str, str]:
    """(column, value, reason) of the note on a row that was joined to an earlier one."""
    column = why if row.cells.has(why) else next(name for name in NAMES if row.cells.has(name))
    value = row.cells.raw(column)
    same = say("the same {heading}", heading=row.cells.heading(column))
    where = first.where(row.cells.file)
    return (
        column,
        value,
        say(
            "a further row of the company of {where} ({same}), united with it: no company",
            where=where,
            same=same,
        ),
    )


class _Merger:
    """The rows of one company, the newest first where they are dated; `notes` grows."""

    def __init__(self, rows: Sequence[RowRead], *, all_dated: bool) -> None:
        self.rows = rows
        self.notes: list[Note] = []
        dated = {id(row): _dated(row) for row in rows}
        if all_dated and None in dated.values():
            dated = dict.fromkeys(dated)
        self._day: Mapping[int, date | None] = dated
        self.newest = sorted(rows, key=lambda row: dated[id(row)] or date.min, reverse=True)
        self._newer: dict[str, RowRead] = {}  # heading → the row whose value counts, for being newer

    def values(self) -> dict[str, Any]:
        """Every field but identifier, country and place in the file."""
        values = self._names()
        for columns in _TOGETHER:
            row = next((row for row in self.newest if self._says(row, columns)), self.rows[0])
            values |= {column: getattr(row.company, column) for column in columns}
            self._compare(columns[0], row)
        for column in _ALONE:
            row = next((row for row in self.newest if self._says(row, (column,))), self.rows[0])
            values[column] = getattr(row.company, column)
            if column in _JOINED and not self._older(row):
                values[column] = "; ".join(_once(getattr(x.company, column) for x in self.newest))
            else:
                self._compare(column, row)
        for column in _UNITED:
            values[column] = tuple(
                dict.fromkeys(x for row in self.newest for x in getattr(row.company, column))
            )
        values |= {column: self._careful(column, answer) for column, answer in _CAREFUL.items()}
        values["updated_on"] = max(
            (r.company.updated_on for r in self.rows if r.company.updated_on), default=None
        )
        values["offers"] = _listings(row.company.offers for row in self.rows)
        values["needs"] = _listings(row.company.needs for row in self.rows)
        values["extra"] = _extra(row.company.extra for row in self.rows)
        self._say_newer()
        return values

    def _names(self) -> dict[str, Any]:
        """The names of all rows in the three columns; one that finds no place is noted."""
        newest = self.newest[0].company
        values = {column: getattr(newest, column) for column in NAMES}
        known = {(core(name), name.isascii()) for name in newest.names}
        for row in self.newest[1:]:
            for column in NAMES:
                name = getattr(row.company, column)
                if not name or (core(name), name.isascii()) in known:
                    continue
                place = next(
                    (p for p in (column, "name_latin" if name.isascii() else "name_local") if not values[p]),
                    "",
                )
                if place:
                    values[place] = name
                    known.add((core(name), name.isascii()))
                else:
                    self._left_out(row, column, self.newest[0])
        return values

    def _says(self, row: RowRead, columns: Iterable[str]) -> bool:
        return any(getattr(row.company, column) not in _NOTHING for column in columns)

    def _older(self, row: RowRead) -> bool:
        """Whether every other row is older than this one."""
        own = self._day[id(row)]
        days = [self._day[id(other)] for other in self.rows if other is not row]
        return own is not None and all(day is not None and day < own for day in days)

    def _compare(self, column: str, taken: RowRead) -> None:
        """Say of each other value whether it is older or left out."""
        value, day = getattr(taken.company, column), self._day[id(taken)]
        for row in self.rows:
            other = getattr(row.company, column)
            if row is taken or other in _NOTHING or _alike(other, value):
                continue
            own = self._day[id(row)]
            if day and own and own < day:
                self._newer[taken.cells.heading(column)] = taken
            else:
                self._left_out(row, column, taken)

    def _left_out(self, row: RowRead, column: str, taken: RowRead) -> None:
        where = taken.where(row.cells.file)
        reason = say(
            "the company of {where} has another value here, and neither is newer; left out", where=where
        )
        self.notes.append(row.cells.note(column, row.cells.raw(column), reason, "other-value"))

    def _careful(self, column: str, careful: bool) -> bool | None:
        """Yes or no: the newer answer, else the careful one."""
        said = [row for row in self.newest if getattr(row.company, column) is not None]
        if not said:
            return None
        answers = {getattr(row.company, column) for row in said}
        newest = self._day[id(said[0])]
        if len(answers) == 1 or (newest and all((d := self._day[id(r)]) and d < newest for r in said[1:])):
            taken = said[0]
        else:
            taken = next(row for row in said if getattr(row.company, column) is careful)
        self._compare(column, taken)
        return bool(getattr(taken.company, column))

    def _say_newer(self) -> None:
        by_row: dict[int, list[str]] = {}
        for heading, row in self._newer.items():
            by_row.setdefault(id(row), []).append(heading)
        first = self.rows[0]
        for row in self.rows:
            if headings := by_row.get(id(row)):
                where = row.where(first.cells.file)
                reason = say(
                    "of the rows of this company the values of {where} count, the newest: {headings}",
                    where=where,
                    headings=", ".join(headings),
                )
                self.notes.append(first.cells.note("", str(self._said_day(row)), reason, "read-as"))

    def _said_day(self, row: RowRead) -> str:
        day = self._day[id(row)]
        return "" if day is None else row.cells.raw("updated_on") or str(day.year)


def _dated(row: RowRead) -> date | None:
    """The day that a row is of: its date of update, else the end of the year in a column of years, or of its file."""
    company = row.company
    if company.updated_on:
        return company.updated_on
    year = company.turnover_year
    if year is None:
        for heading, value in company.extra:
            if squash(heading) in words("year heading"):
                try:
                    year = dates.year(value)
                except BadCell:
                    continue
    year = year or _year_of_file(row.cells.file)
    return date(year, 12, 31) if year else None


@lru_cache(maxsize=256)
def _year_of_file(file: str) -> int | None:
    """The one year in the name of a sheet, else of its file: "members-2024.csv"."""
    name, _, sheet = file.rpartition(", sheet ")
    for text in (sheet, Path(name).stem) if name else (Path(file).stem,):
        if len(years := set(_YEAR.findall(text))) == 1:
            return int(years.pop())
    return None


def _alike(a: object, b: object) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return squash(a) == squash(b) or "" != website_host(a) == website_host(b)
    return a == b


def _once(texts: Iterable[str]) -> list[str]:
    """The parts of texts parted by ";", each once."""
    parts = [part.strip() for text in texts for part in text.split(";")]
    return list({squash(part) or part: part for part in reversed(parts) if part}.values())[::-1]


def _listings(rows: Iterable[tuple[Listing, ...]]) -> tuple[Listing, ...]:
    """The listings of all rows, each once; a text without a code is that of the same text with one."""
    found: dict[tuple[str, str | None], Listing] = {}
    for listing in (listing for row in rows for listing in row):
        found.setdefault((squash(listing.text) or listing.text, listing.hs), listing)
    coded = {text for text, hs in found if hs and text}
    kept = [x for (text, hs), x in found.items() if hs or text not in coded]
    return tuple(replace(listing, position=k) for k, listing in enumerate(kept))


def _extra(rows: Iterable[tuple[tuple[str, str], ...]]) -> tuple[tuple[str, str], ...]:
    found: dict[str, dict[str, None]] = {}
    for heading, value in (cell for row in rows for cell in row):
        found.setdefault(heading, {})[value] = None
    return tuple((heading, "; ".join(values)) for heading, values in found.items())
