"""Law room, cells: one row of a table with what a complaint about it needs, read cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from svat.refusals import UnusableInput
from svat.tables.strict import Row
from svat.tables.values import country_of

ANY = "*"
_RANGE = re.compile(r"(\d+)-(\d+)")
_NUMBER = re.compile(r"\d{1,15}(\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Cells:
    """One row with what a complaint about it needs; every reader raises UnusableInput with `fault`'s words."""

    file: str
    number: int
    row: Row

    def fault(self, column: str, reason: str) -> UnusableInput:
        """A complaint in one line: file, row, column, value and reason."""
        value = self.row.get(column, "")
        return UnusableInput(f"{self.file}: row {self.number}, column {column!r}, value {value!r}: {reason}")

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        if not self.row[column]:
            raise self.fault(column, "must not be empty")
        return self.row[column]

    def values(self, column: str) -> tuple[str, ...]:
        """The cell's values, which `;` keeps apart."""
        return tuple(v for v in (part.strip() for part in self.row[column].split(";")) if v)

    def day(self, column: str) -> date | None:
        """A date, or None for an empty cell."""
        value = self.row[column]
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.fault(column, "is not a date like 2017-08-05") from None

    def known_day(self, column: str) -> date:
        """A date that must not be left out."""
        self.text(column)
        found = self.day(column)
        assert found is not None, "a cell with text is a date or a fault"
        return found

    def country(self, column: str) -> str:
        """One country, which must be known."""
        code = country_of(self.row[column])
        if code is None:
            raise self.fault(column, "must be one two-letter country of ISO 3166-1")
        return code

    def amount(self, column: str) -> Decimal | None:
        """A number from 0 on; None for an empty cell."""
        value = self.row[column]
        if not value:
            return None
        if not value.isascii() or not _NUMBER.fullmatch(value):
            raise self.fault(column, "is not a plain number such as 1250.5")
        return Decimal(value)

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
        """HS prefixes, longest first; `50-63` stands for every number of that range."""
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
