"""Mission, files: the rows of one office table of a mission, all of which add up, and who is meant by a company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from svat.refusals import Note, Refusal
from svat.roll.model import Roll
from svat.sides import SIDES, Side, Sides
from svat.tables.account import RowCounts
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell
from svat.tables.reader import OfficeTable, read_table
from svat.tables.schema import TableSchema
from svat.tables.values import countries_named
from svat.text.spelling import squash
from svat.wording import say

T = TypeVar("T")
_NO_ROWS = RowCounts()


@dataclass(frozen=True)
class OfficeRows(Generic[T]):
    """What a table holds: what was made of its rows, those refused, notes, and how many ended how."""

    file: str
    rows: tuple[T, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()
    counts: RowCounts = _NO_ROWS


def read_rows(path: Path | None, schema: TableSchema, made: Callable[[Cells], T]) -> OfficeRows[T]:
    """A table of a mission; none where no file is named. Raises UnusableInput for a file that is no such table."""
    if path is None:
        return OfficeRows("")
    return rows_of(read_table(path, schema), made)


def rows_of(table: OfficeTable, made: Callable[[Cells], T]) -> OfficeRows[T]:
    """What is made of a table's rows; every row is read, refused, joined to another or noted."""
    found = tuple(table.read(made))
    counts = table.account.counts()
    counts.check(len(found), counts.refused)
    return OfficeRows(table.file, found, tuple(table.refusals), tuple(table.notes), counts)


def number_from(cells: Cells, column: str, least: int) -> int | None:
    """A whole number of a cell; None where it is empty. Raises BadCell."""
    text = cells.get(column)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) < least:
        raise BadCell(say("not a whole number from {least} on", least=least))
    return int(text)


@dataclass(frozen=True)
class CompanyBook:
    """The companies of both rolls, found by identifier or by one of their names as spelt."""

    rolls: Sides[Roll]
    countries: Sides[str] = field(default_factory=lambda: Sides("", ""))

    @cached_property
    def _found(self) -> dict[str, set[tuple[Side, str]]]:
        known: dict[str, set[tuple[Side, str]]] = {}
        for side, roll in self.rolls.items():
            for company in roll.companies:
                known.setdefault(f"id:{squash(company.external_id)}", set()).add((side, company.external_id))
                for name in company.names:
                    known.setdefault(f"name:{squash(name)}", set()).add((side, company.external_id))
        return known

    def find(self, text: str, side: Side | None = None) -> tuple[Side, str]:
        """The one company that a cell means. Raises BadCell where there is none, or several."""
        for kind in ("id", "name"):
            found = sorted(x for x in self._found.get(f"{kind}:{squash(text)}", ()) if side in (None, x[0]))
            if len(found) == 1:
                return found[0]
            if found:
                meant = ", ".join(company for _, company in found)
                raise BadCell(say("could be several companies of the rolls: {meant}", meant=meant), "unclear")
        raise BadCell(say("no company of this identifier or name is on the rolls"), "unknown")

    def side(self, text: str) -> Side:
        """The side that a cell names, by its letter or its country. Raises BadCell."""
        if squash(text) in SIDES:
            return "a" if squash(text) == "a" else "b"
        meant = countries_named(text)
        sides = [side for side, country in self.countries.items() if meant == (country,)]
        if len(sides) != 1:
            raise BadCell(say("neither a nor b, nor the country of one side"), "unknown")
        return sides[0]
