"""Tables: a table as any file gives it: numbered rows of text cells, before anybody knows the columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from svat.refusals import Note
from svat.tables.remedies import Remedy


class Stored(str):
    """Text of a cell that the file itself keeps as a number: its "." is the decimal point for certain."""

    __slots__ = ()


class Shown(Stored):
    """A number that the file keeps as one, beside how it shows it: 123 as "000123" or 3.4 as "03.40"."""

    __slots__ = ("shown",)

    def __new__(cls, value: object, shown: str) -> Shown:  # noqa: D102
        cell = super().__new__(cls, value)
        cell.shown = shown
        return cell

    shown: str


class WithUnit(Stored):
    """A number that the file keeps as one, beside the unit that its format shows: 1500 as "1 500 тыс. тг"."""

    __slots__ = ("unit",)

    def __new__(cls, value: object, unit: str) -> WithUnit:  # noqa: D102
        cell = super().__new__(cls, value)
        cell.unit = unit
        return cell

    unit: str


class StoredDay(str):
    """Text of a cell that the file itself keeps as a day, in ISO 8601."""

    __slots__ = ()


class Unvalued(str):
    """The empty text of a cell whose formula has no stored value: what it would say nobody knows."""

    __slots__ = ()


class Row(NamedTuple):
    """One row: its number as the user's own program shows it, and the text of its cells."""

    number: int
    cells: list[str]


class Merge(NamedTuple):
    """Cells merged into one: row numbers and 0-based columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Table:
    """A table on its way in. `rows` can be gone through once; `notes` grows meanwhile."""

    file: str
    rows: Iterable[Row]
    total: int  # about how many rows, for progress
    merges: tuple[Merge, ...] = ()
    notes: list[Note] = field(default_factory=list)
    unicode: bool = True  # its letters are stored as such, not as bytes in some encoding
    hidden: Collection[int] = ()  # numbers of rows that are not on the screen
    hidden_columns: Collection[int] = ()  # 0-based
    cut: Collection[int] = ()  # numbers of rows of which a value far off the table was left out
    filtered: bool = False  # whether a filter is set, so that hidden rows may be its doing
    remedies: list[Remedy] = field(
        default_factory=list
    )  # by which single cells were found to be read wrongly
    formulas: Mapping[int, Mapping[int, str]] = field(
        default_factory=dict
    )  # without a stored value: row → column


def cell_text(value: object) -> str:
    """Any stored value as text: 303.0 is "303", a date is ISO 8601, nothing is "", a list is joined by ";"."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return Stored(value)
        case float():
            return _float_text(value)
        case Decimal():
            return Stored(f"{value:f}") if value.is_finite() else ""
        case datetime():
            midnight = value.time() == time.min
            return StoredDay(value.date().isoformat() if midnight else value.isoformat(" ", "seconds"))
        case date():
            return StoredDay(value.isoformat())
        case timedelta():  # as spreadsheets show it, in hours
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case bytes():
            return value.decode("utf-8", "replace")
        case list() | tuple():
            return "; ".join(cell_text(item).replace(";", ",") for item in value)
        case dict():
            return ", ".join(f"{key}: {cell_text(item)}" for key, item in value.items())
        case _:
            return str(value)


def _float_text(value: float) -> str:
    if not isfinite(value):
        return ""
    if value.is_integer() and abs(value) < 1e15:
        return Stored(int(value))
    text = f"{Decimal(repr(value)):f}"
    return Stored(text)
