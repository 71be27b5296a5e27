"""Tables, cells: one row of an office's table, each cell by its canonical column, and what a refusal of it needs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from svat.refusals import Note, NoteKind, Refusal, RefusalKind, UnusableInput, unusable_cell
from svat.tables import dates, numbers
from svat.tables.header import Header
from svat.tables.kinds import CellKind
from svat.tables.numbers import BadCell
from svat.tables.signs import GROUPS
from svat.tables.table import Row, Stored
from svat.tables.values import is_blank
from svat.text.spelling import clean, clean_lines

if TYPE_CHECKING:
    from svat.tables.habits import Habits

T = TypeVar("T")


class Cells:
    """The cells of one row.

    `column` is the one at hand, which `get`, `lines`, `read` and their like set: where a reader raises BadCell, the
    row is refused for that cell.
    """

    __slots__ = ("cells", "column", "file", "habits", "header", "row")

    def __init__(self, file: str, header: Header, row: Row) -> None:
        self.file, self.header, self.column = file, header, ""
        self.row, self.cells = row
        self.habits: Habits | None = None  # what the table's columns show, where it was read as a whole

    def has(self, column: str) -> bool:
        """Whether the table has the column."""
        return column in self.header.places

    def heading(self, column: str) -> str:
        """How the file spells a column; its canonical name where the file has none."""
        place = self.header.places.get(column)
        return column if place is None else self.header.columns[place].header

    def unit(self, column: str) -> str:
        """The unit in a column's heading ("тыс. тенге"), or ""."""
        place = self.header.places.get(column)
        return "" if place is None else self.header.columns[place].unit

    def raw(self, column: str) -> str:
        """The cell as the file has it; empty where there is none. Columns that go on with it are joined by ";"."""
        place = self.header.places.get(column)
        cell = self.cells[place] if place is not None and place < len(self.cells) else ""
        more = self.header.joined.get(column)
        if more is None:
            return cell
        cells = [cell, *(self.cells[i] if i < len(self.cells) else "" for i in more)]
        return "; ".join(cells) if any(map(clean, cells)) else ""

    def written(self, column: str) -> str:
        """The cell cleaned, whatever it says; a number that the file keeps as one stays one."""
        cell = self.raw(column)
        return cell if isinstance(cell, Stored) else clean(cell)

    def text(self, column: str) -> str:
        """The cell cleaned; empty when it is one of the ways of writing nothing."""
        text = self.written(column)
        return "" if is_blank(text) else text

    def get(self, column: str, missing: str = "") -> str:
        """`text` of the cell at hand. Raises BadCell with `missing` when it is empty and that is given."""
        self.column = column
        text = self.text(column)
        if missing and not text:
            raise BadCell(missing, "missing")
        return text

    def lines(self, column: str) -> str:
        """The same with its line breaks."""
        self.column = column
        cell = self.raw(column)
        return "" if is_blank(cell) else clean_lines(cell)

    def read(self, column: str, kind: CellKind[T]) -> T | None:
        """What the cell at hand means; None when it is empty. Raises BadCell."""
        text = self.get(column)
        return kind(text) if text else None

    def needed(self, column: str, kind: CellKind[T], missing: str) -> T:
        """What the cell at hand means. Raises BadCell, with `missing` when it is empty."""
        return kind(self.get(column, missing))

    def day(self, column: str) -> date | None:
        """The day in the cell at hand, in the order that its column shows, or None. Raises BadCell."""
        return self.read(column, self._in_order)

    def needed_day(self, column: str, missing: str) -> date:
        """The same; raises BadCell with `missing` when the cell is empty."""
        return self.needed(column, self._in_order, missing)

    def _in_order(self, text: str) -> date:
        return dates.day(text, self.habits.order(self.column) if self.habits else dates.USUAL)

    def amount(self, column: str, text: str | None = None) -> tuple[Decimal, str, bool]:
        """(number, ISO 4217 code or "", whether only approximate) of the cell at hand, or of a part of its text.

        The heading's unit counts where the text has none, and what the column shows of "." and ",". Raises BadCell.
        """
        whole = self.get(column)
        signs = replace(self.habits.signs(column), otherwise="group") if self.habits else GROUPS
        return numbers.amount(whole if text is None else text, self.unit(column), signs)

    def filled(self) -> dict[str, str]:
        """The cells that are not empty, as the file has them, by canonical column."""
        cells, width = self.cells, len(self.cells)
        if self.header.joined:
            return {c: cell for c in self.header.places if (cell := self.raw(c))}
        return {c: cells[i] for c, i in self.header.places.items() if i < width and cells[i]}

    def record(self) -> str:
        """The whole row as a JSON object by the file's own headings."""
        columns, width = self.header.columns, len(self.cells)
        record = {c.header: str(self.cells[i]) if i < width else "" for i, c in enumerate(columns)}
        record |= {f"column {i + 1}": str(self.cells[i]) for i in range(len(columns), width)}
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))

    def refusal(
        self, column: str, reason: str, kind: RefusalKind = "unreadable", value: str | None = None
    ) -> Refusal:
        """The row refused for a column, with the whole of it; `value` where it is not the cell as written."""
        said = self.written(column) if value is None else value
        place, record = self.heading(column), self.record()
        return Refusal(self.file, self.row, place, str(said), reason, record, kind, self._personal())

    def fault(self, column: str, reason: str, value: str | None = None) -> UnusableInput:
        """The whole file refused for a cell; `value` where it is not the cell as written."""
        said = self.written(column) if value is None else value
        return unusable_cell(self.file, self.row, self.heading(column), str(said), reason)

    def note(self, column: str, value: str, reason: str, kind: NoteKind = "remark") -> Note:
        """A note on a cell of the row."""
        personal = column in self.header.personal
        return Note(self.file, self.row, self.heading(column), str(value), reason, kind, personal)

    def _personal(self) -> tuple[str, ...]:
        """The headings of the row's record below which personal data may stand."""
        beyond = range(len(self.header.columns), len(self.cells))
        return (*self.header.personal_headings, *(f"column {i + 1}" for i in beyond))
