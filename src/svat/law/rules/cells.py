"""Law room, cells: one row of a table of the law, read cell by cell, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from svat.refusals import UnusableInput, unusable_cell
from svat.tables.kinds import CellKind, strict_country, strict_day, strict_number
from svat.tables.numbers import BadCell
from svat.tables.strict import Row
from svat.tables.values import country_of

ANY = "*"
_RANGE = re.compile(r"(\d+)-(\d+)")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RuleCells:
    """One row of a file that is believed whole or not at all: a bad cell raises UnusableInput with its place."""

    file: str
    number: int
    row: Row

    def fault(self, column: str, reason: str) -> UnusableInput:
        """The whole file refused for a cell."""
        return unusable_cell(self.file, self.number, column, self.row.get(column, ""), reason)

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        if not self.row[column]:
            raise self.fault(column, "must not be empty")
        return self.row[column]

    def read(self, column: str, kind: CellKind[T]) -> T | None:
        """What the cell means, or None for an empty one."""
        return self.needed(column, kind) if self.row[column] else None

    def needed(self, column: str, kind: CellKind[T]) -> T:
        """What a cell means that must not be empty."""
        try:
            return kind(self.text(column))
        except BadCell as bad:
            raise self.fault(column, str(bad)) from None

    def values(self, column: str) -> tuple[str, ...]:
        """The cell's values, which `;` keeps apart."""
        return tuple(v for v in (part.strip() for part in self.row[column].split(";")) if v)

    def day(self, column: str) -> date | None:
        """A date, or None for an empty cell."""
        return self.read(column, strict_day)

    def known_day(self, column: str) -> date:
        """A date that must not be left out."""
        return self.needed(column, strict_day)

    def country(self, column: str) -> str:
        """One country, which must be known."""
        return self.needed(column, strict_country)

    def amount(self, column: str) -> Decimal | None:
        """A number from 0 on; None for an empty cell."""
        return self.read(column, strict_number)

    def countries(self, column: str) -> frozenset[str]:
        """Countries, or the empty set for any."""
        values = self.values(column)
        if values == (ANY,):
            return frozenset()
        codes = {country_of(value) for value in values}
        if not codes or None in codes:
            raise self.fault(column, "must be two-letter countries of ISO 3166-1, or *")
        return frozenset(code for code in codes if code)

    def prefixes(self, column: str) -> tuple[str, ...]:
        """HS prefixes, longest first; `50-63` means every number of that range."""
        found: set[str] = set()
        for value in self.values(column):
            ends = _RANGE.fullmatch(value)
            low, high = (ends[1], ends[2]) if ends else (value, value)
            if not (low.isascii() and low.isdigit() and len(low) in (2, 4, 6)):
                raise self.fault(column, f"{value!r} is not an HS prefix of 2, 4 or 6 digits")
            if len(high) != len(low) or high < low or int(high) - int(low) > 99:
                raise self.fault(column, f"{value!r} is not a range of HS prefixes")
            found.update(str(n).zfill(len(low)) for n in range(int(low), int(high) + 1))
        return tuple(sorted(found, key=lambda p: (-len(p), p)))

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """A word that must be one of those allowed."""
        value, choices = self.text(column), tuple(allowed)
        if value not in choices:
            raise self.fault(column, f"must be one of {', '.join(choices)}")
        return value
