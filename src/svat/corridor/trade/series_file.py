"""Corridor room, series files: a plain table of year and value, as an office keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from svat.corridor.model import MEASURES, VALUATIONS, Measure, Valuation
from svat.corridor.money.amounts import negative, too_large
from svat.corridor.money.units import MoneyUnit, UnknownUnitError, money_unit
from svat.corridor.trade.headings import column_of, unit_of
from svat.corridor.trade.model import Figures, Observation
from svat.refusals import Note, Refusal
from svat.tables import kinds
from svat.tables.cells import Cells
from svat.tables.dates import day
from svat.tables.dates import year as year_of
from svat.tables.delimited import read_delimited
from svat.tables.header import Column, Header
from svat.tables.kinds import CellKind
from svat.tables.numbers import BadCell, amount
from svat.tables.table import Row
from svat.wording import say, unusable

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a plain table is about where its columns do not say it."""

    measure: Measure
    currency: str
    reporter: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One row of a plain table; what it leaves open is whatever the table is asked for."""

    row: int
    year: int
    value: Decimal
    currency: str  # empty where neither the row nor the heading says it
    measure: Measure | None
    reporter: str
    valuation: Valuation
    source: str
    published_on: date | None
    note: str

    def observed(self, expected: Expected) -> Observation:
        """The figure that it is of what is expected."""
        return Observation(
            year=self.year,
            value=self.value,
            currency=self.currency or expected.currency,
            measure=self.measure or expected.measure,
            reporter=self.reporter or expected.reporter,
            partner=expected.partner,
            flow="",
            valuation=self.valuation,
            source=self.source,
            published_on=self.published_on,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """A plain table as read, once for everything that is asked of it."""

    file: str
    heading: str  # of its values
    rows: tuple[SeriesRow, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]

    def figures(self, expected: Expected) -> Figures:
        """Its figures. Two rows for one year are two sources; one source with two values for a year is refused."""
        found = [(row.row, row.observed(expected)) for row in self.rows]
        kept, again, unlike = _without_repeats(self.file, found, self.heading)
        return Figures(tuple(kept), (*self.refusals, *unlike), (*self.notes, *again))


def is_series_file(headings: Sequence[str]) -> bool:
    """Whether a header names a year and a value."""
    return {"year", "value"} <= {column_of(heading) for heading in headings}


def read_series_file(data: bytes, file: str, unit: Decimal = Decimal(1)) -> SeriesFile:
    """A CSV with the columns year and value; unit, source, currency, measure and others may follow.

    Each value is multiplied by `unit`. A heading may carry the unit instead ("value, USD million", "оборот, млн
    долл.", "in thousands of US dollars"), or a column of units. Without a column `source` the file is the source.
    Raises UnusableInput when the file has no such header or is no text, and for a heading of values with a word that is
    neither a unit of money nor known: a unit passed over makes a figure a thousand times too small.
    """
    table = read_delimited(data, file, lambda cells: sum(bool(column_of(c)) for c in cells))
    rows = [row for row in table.rows if any(cell.strip() for cell in row.cells)]
    if not rows or not is_series_file(rows[0].cells):
        raise unusable("{file}: row 1: a header with the columns year and value was expected", file=file)
    header, unused = _header(rows[0], file)
    column = header.columns[header.places["value"]]
    if column.unit and unit != 1 and unit_of(column.header).scale != 1:
        raise unusable(
            "{file}: row 1: {header}: the heading has a unit, and the corridor file multiplies "
            "by {unit} once more: leave one of them out",
            file=file,
            header=column.header,
            unit=f"{unit:f}",
        )
    found: list[SeriesRow] = []
    refusals: list[Refusal] = []
    for row in rows[1:]:
        cells = Cells(file, header, row)
        try:
            found.append(_series_row(cells, unit))
        except BadCell as bad:
            refusals.append(cells.refusal(cells.column, bad.reason, bad.kind))
    return SeriesFile(file, column.header, tuple(found), tuple(refusals), (*table.notes, *unused))


def _header(row: Row, file: str) -> tuple[Header, list[Note]]:
    """The header of a row of headings, and a note of each column that is not read. Raises UnusableInput.

    Of two columns of one meaning the first counts; of two of values the first whose unit is one of money.
    """
    columns: list[Column] = []
    notes: list[Note] = []
    wrong = ""
    for heading in map(str.strip, row.cells):
        name, unit, why = column_of(heading), "", "a column without meaning"
        if name == "value":
            try:
                unit = unit_of(heading).words
            except UnknownUnitError as error:
                name, why = "", str(error)
                wrong = wrong or f"{file}: row {row.number}: {heading}: {error}"
        if name in {column.canonical for column in columns}:
            name, why = "", f"another column of {name}"
        columns.append(Column(heading, name, unit))
        if not name and heading:
            notes.append(Note(file, row.number, heading, "", say("{why}: not read", why=why), "passed-over"))
    known = sum(bool(column.canonical) for column in columns)
    header = Header(tuple(columns), row.number, row.number, known, (), ())
    if wrong and "value" not in header.places:
        raise unusable('{wrong}; name the unit in the heading, such as "value, USD thousand"', wrong=wrong)
    return header, notes


def _series_row(cells: Cells, times: Decimal) -> SeriesRow:
    unit = cells.unit("value")
    if in_row := _read(cells, "unit", _unit):
        if unit and in_row.words and unit != in_row.words:
            raise BadCell(say("the heading of the values says {unit}", unit=unit), "contradiction")
        unit = in_row.words or unit
        if in_row.scale != 1 and times != 1:
            raise BadCell(
                say("the corridor file multiplies by {times} once more", times=f"{times:f}"), "contradiction"
            )
    value, currency = _needed(cells, "value", lambda text: _value(text, unit, times))
    named = _read(cells, "currency", kinds.currency) or ""
    if currency and named and currency != named:
        raise BadCell(say("the value is in {currency}", currency=currency), "contradiction")
    return SeriesRow(
        row=cells.row,
        year=_needed(cells, "year", likely_year),
        value=value,
        currency=named or currency,
        measure=_read(cells, "measure", _measure),
        reporter=_read(cells, "reporter", kinds.country) or "",
        valuation=_read(cells, "valuation", _valuation) or "unknown",
        source=cells.raw("source").strip() or cells.file,
        published_on=_read(cells, "published_on", day),
        note=cells.raw("note").strip(),
    )


def _read(cells: Cells, column: str, kind: CellKind[_T]) -> _T | None:
    """What the cell at hand means; None when there is nothing in it, not even a way of writing nothing."""
    cells.column = column
    text = cells.raw(column).strip()
    return kind(text) if text else None


def _needed(cells: Cells, column: str, kind: CellKind[_T]) -> _T:
    found = _read(cells, column, kind)
    if found is None:
        raise BadCell(say("no {column}", column=column), "missing")
    return found


def _value(text: str, unit: str, times: Decimal) -> tuple[Decimal, str]:
    if negative(text):
        raise BadCell(say("trade cannot be negative"))
    number, currency, _ = amount(text, unit)
    if too_large(number * times):
        raise BadCell(say("too large to be true"))
    return number * times, currency


def likely_year(cell: str) -> int:
    """The year that a cell means, of those that trade figures are of. Raises BadCell."""
    if not 1900 <= (found := year_of(cell)) <= 2200:
        raise BadCell(say("the year {year} is not likely", year=found))
    return found


def _unit(cell: str) -> MoneyUnit:
    try:
        return money_unit(cell)
    except UnknownUnitError as error:
        raise BadCell(str(error), "unknown") from None


def _measure(cell: str) -> Measure:
    for measure in MEASURES:
        if cell == measure:
            return measure
    raise BadCell(say("not a measure: {measures}", measures=", ".join(MEASURES)))


def _valuation(cell: str) -> Valuation:
    for valuation in VALUATIONS:
        if cell == valuation:
            return valuation
    raise BadCell(say("not a valuation: {valuations}", valuations=", ".join(VALUATIONS)))


def _without_repeats(
    file: str, found: Sequence[tuple[int, Observation]], heading: str
) -> tuple[list[Observation], list[Note], list[Refusal]]:
    groups: dict[tuple[object, ...], list[tuple[int, Observation]]] = defaultdict(list)
    for row, seen in found:
        groups[(seen.year, seen.measure, *seen.series)].append((row, seen))
    kept, notes, refusals = [], [], []
    for group in groups.values():
        days: dict[date | None, set[Decimal]] = defaultdict(set)
        for _, seen in group:
            days[seen.published_on].add(seen.value)
        if any(len(values) > 1 for values in days.values()):
            for row, seen in group:
                rows = ", ".join(str(other) for other, _ in group if other != row)
                why = say(
                    "{source} gives another value for {year} in row {row}: neither is used",
                    source=seen.source,
                    year=seen.year,
                    row=rows,
                )
                refusals.append(Refusal(file, row, heading, str(seen.value), why, kind="contradiction"))
            continue
        once = dict.fromkeys((seen.published_on, seen.value) for _, seen in group)
        for published, value in once:
            kept.append(next(s for _, s in group if (s.published_on, s.value) == (published, value)))
        for row, seen in group[len(once) :]:
            why = say("the same as an earlier row; counted once")
            notes.append(Note(file, row, heading, str(seen.value), why, "repeated"))
    return kept, notes, refusals
