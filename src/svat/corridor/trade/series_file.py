"""Corridor room, series files: a plain table of year and value, as an office keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from svat.corridor.model import MEASURES, VALUATIONS, Measure, Valuation
from svat.corridor.money.amounts import negative, too_large
from svat.corridor.trade.model import Figures, Observation
from svat.refusals import Note, Refusal, UnusableInput
from svat.tables.dates import day
from svat.tables.dates import year as year_of
from svat.tables.delimited import read_delimited
from svat.tables.numbers import BadCell, amount, read_unit
from svat.tables.table import Row
from svat.tables.values import countries_named, currency_named

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "year": ("year", "год", "연도", "年"),
    "value": (
        "value",
        "amount",
        "turnover",
        "trade",
        "значение",
        "сумма",
        "оборот",
        "товарооборот",
        "금액",
        "교역액",
    ),
    "source": ("source", "источник", "출처"),
    "currency": ("currency", "валюта", "통화"),
    "measure": ("measure", "показатель", "지표"),
    "reporter": ("reporter", "reported by", "страна-отчётчик", "보고국"),
    "valuation": ("valuation", "valued", "оценка"),
    "published_on": ("published_on", "published", "published on", "опубликовано", "발표일"),
    "note": ("note", "notes", "примечание", "비고"),
}
_BY_HEADING = {heading: name for name, headings in _COLUMNS.items() for heading in headings}
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
    return {"year", "value"} <= {_meaning(h)[0] for h in headings}


def read_series_file(data: bytes, file: str, unit: Decimal = Decimal(1)) -> SeriesFile:
    """A CSV with the columns year and value; source, currency, measure and others may follow.

    Each value is multiplied by `unit`. A heading may carry the unit instead ("value, USD million", "оборот, млн
    долл."). Without a column `source` the file is the source. Raises UnusableInput when the file has no such header or
    is no text.
    """
    table = read_delimited(data, file, lambda cells: sum(bool(_meaning(c)[0]) for c in cells))
    rows = [row for row in table.rows if any(cell.strip() for cell in row.cells)]
    if not rows or not is_series_file(rows[0].cells):
        raise UnusableInput(f"{file}: row 1: a header with the columns year and value was expected")
    reader = _SeriesReader(file, rows[0].cells, unit)
    found: list[SeriesRow] = []
    refusals: list[Refusal] = []
    for row in rows[1:]:
        try:
            found.append(reader.series_row(row))
        except _WrongCell as wrong:
            refusals.append(Refusal(file, row.number, wrong.column, wrong.value, wrong.reason))
    return SeriesFile(file, reader.heading("value"), tuple(found), tuple(refusals), tuple(table.notes))


class _WrongCell(Exception):  # noqa: N818 - it is what it is called
    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


class _SeriesReader:
    def __init__(self, file: str, header: Sequence[str], times: Decimal) -> None:
        self.file, self.header, self.times = file, [h.strip() for h in header], times
        self.place: dict[str, int] = {}
        self.unit = ""
        for k, heading in enumerate(header):
            name, unit = _meaning(heading)
            if name and name not in self.place:
                self.place[name] = k
                self.unit = unit if name == "value" else self.unit
        scale = read_unit(self.unit)[0] if self.unit else 1
        if scale != 1 and times != 1:
            raise UnusableInput(
                f"{file}: row 1: {self.heading('value')}: the heading has a unit, and the corridor file multiplies by "
                f"{times:f} once more: leave one of them out"
            )

    def heading(self, name: str) -> str:
        return self.header[self.place[name]] if name in self.place else ""

    def series_row(self, row: Row) -> SeriesRow:
        value, currency = self.read(row, "value", self.value)
        named = self.read(row, "currency", _currency) if self.cell(row, "currency") else ""
        if currency and named and currency != named:
            raise _WrongCell(self.heading("currency"), named, f"the value is in {currency}")
        return SeriesRow(
            row=row.number,
            year=self.read(row, "year", likely_year),
            value=value,
            currency=named or currency,
            measure=self.read(row, "measure", _measure) if self.cell(row, "measure") else None,
            reporter=self.read(row, "reporter", _country) if self.cell(row, "reporter") else "",
            valuation=self.read(row, "valuation", _valuation) if self.cell(row, "valuation") else "unknown",
            source=self.cell(row, "source") or self.file,
            published_on=self.read(row, "published_on", day) if self.cell(row, "published_on") else None,
            note=self.cell(row, "note"),
        )

    def value(self, cell: str) -> tuple[Decimal, str]:
        if negative(cell):
            raise BadCell("trade cannot be negative")
        number, currency, _ = amount(cell, self.unit)
        if too_large(number * self.times):
            raise BadCell("too large to be true")
        return number * self.times, currency

    def cell(self, row: Row, name: str) -> str:
        k = self.place.get(name, -1)
        return row.cells[k].strip() if 0 <= k < len(row.cells) else ""

    def read(self, row: Row, name: str, how: Callable[[str], _T]) -> _T:
        cell = self.cell(row, name)
        try:
            return how(cell)
        except BadCell as error:
            raise _WrongCell(self.heading(name), cell, str(error) if cell else f"no {name}") from None


def likely_year(cell: str) -> int:
    """The year that a cell means, of those that trade figures are of. Raises BadCell."""
    if not 1900 <= (found := year_of(cell)) <= 2200:
        raise BadCell(f"the year {found} is not likely")
    return found


def _meaning(heading: str) -> tuple[str, str]:
    """(column, unit) of a heading such as "value, USD million"."""
    text = " ".join(heading.replace("\ufeff", "").split()).casefold()
    if text in _BY_HEADING:
        return _BY_HEADING[text], ""
    for sign in (",", "("):
        head, found, unit = text.partition(sign)
        if found and head.strip() in _BY_HEADING:
            unit = unit.strip(" )")
            return _BY_HEADING[head.strip()], unit if read_unit(unit) != (1, "") else ""
    return "", ""


def _currency(cell: str) -> str:
    if code := currency_named(cell):
        return code
    raise BadCell("not a currency")


def _measure(cell: str) -> Measure:
    for measure in MEASURES:
        if cell == measure:
            return measure
    raise BadCell(f"not a measure: {', '.join(MEASURES)}")


def _country(cell: str) -> str:
    if len(found := countries_named(cell)) == 1:
        return found[0]
    raise BadCell("not a country")


def _valuation(cell: str) -> Valuation:
    for valuation in VALUATIONS:
        if cell == valuation:
            return valuation
    raise BadCell(f"not a valuation: {', '.join(VALUATIONS)}")


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
                why = f"{seen.source} gives another value for {seen.year} in row {rows}: neither is used"
                refusals.append(Refusal(file, row, heading, str(seen.value), why))
            continue
        once = dict.fromkeys((seen.published_on, seen.value) for _, seen in group)
        for published, value in once:
            kept.append(next(s for _, s in group if (s.published_on, s.value) == (published, value)))
        for row, seen in group[len(once) :]:
            notes.append(
                Note(file, row, heading, str(seen.value), "the same as an earlier row; counted once")
            )
    return kept, notes, refusals
