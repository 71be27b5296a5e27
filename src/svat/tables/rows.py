"""Tables, rows: the rows of a table that hold data: merged cells resolved, titles, totals and headers left out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from svat.refusals import Note, NoteKind
from svat.tables.account import RowAccount
from svat.tables.formulas import UNVALUED, constant, error_in, is_formula
from svat.tables.header import Header, find_header
from svat.tables.items import codes_of, texts_of
from svat.tables.no_data import REASONS, RowsWithoutData
from svat.tables.schema import TableSchema
from svat.tables.synonyms import LONGEST_HEADING
from svat.tables.table import Merge, Row, Table, Unvalued
from svat.text.spelling import clean
from svat.wording import say

_MARK = re.compile(r"\0\s*(?:[#=]|err:|ошибка:)", re.IGNORECASE)  # so begins an error or a formula
_TEXT = re.compile(r'="[^"]*"')  # how an office keeps the zeros of a number; read wherever it stands
_LONGEST_SHOWN = 200


class DataRows:
    """The rows below a header that hold data: a company each in a roll, a deal in a file of deals.

    What is left out, joined or lost goes into the table's notes, and what becomes of each row into the account.

    A cell merged over several rows counts for each of them. When the merged cell is one of the schema's identity (a
    company's name), the rows are one, and its lists are joined.
    """

    def __init__(self, table: Table, header: Header, schema: TableSchema, account: RowAccount) -> None:
        self.table, self.header, self.schema = table, header, schema
        self._fates = account.fates(table.file)
        self._ahead = _Ahead(())
        self._merges: dict[int, list[Merge]] = {}
        for merge in table.merges:
            self._merges.setdefault(merge.top, []).append(merge)
        self._begin(header)

    def _begin(self, header: Header) -> None:
        self.header = header
        self._down = _Down(self.table, header, self.schema)
        self._without = RowsWithoutData(header, self.schema, self._merges)

    def of(self, rows: Iterable[Row]) -> Iterator[tuple[Header, Row]]:
        """Each row that holds data, with the header that it stands under."""
        first = self.header
        for row in first.above:
            self._note(row, say("stands above the header; not read"), "above-header")
        for row in first.doubtful:
            self._note(row, say("taken as a part of the header"), "header-row")
        group: list[Row] = []
        self._ahead = _Ahead(rows)
        for row in self._ahead:
            if row.number <= first.last:
                continue
            if not any(map(str.strip, row.cells)):
                self._note_formulas(row.number)
                continue
            self._fates[row.number] = "met"
            cells, continues = self._down.fill(row)
            other = self._other_header(row)
            left_out = self._left_out(row, cells, other, continues=continues)
            if group and not (continues and not other):
                yield self._given(group)
                group = []
            if left_out:
                self._note(row, *left_out)
                self._fates[row.number] = "noted"
                if other and left_out[1] == "header-changed":
                    self._begin(other)
            else:
                group.append(Row(row.number, self._read_marks(row.number, cells)))
        if group:
            yield self._given(group)
        for number in self.table.cut:
            if number > first.last:
                self._fates.setdefault(number, "noted")

    def _left_out(
        self, row: Row, cells: Sequence[str], other: Header | None, *, continues: bool
    ) -> tuple[str, NoteKind] | None:
        """Why a row is no record, and the kind of that; None when it may be one."""
        if other and other.places != self.header.places:
            return say("another header; the rows below are read by it"), "header-changed"
        why = "header-repeated" if other else self._without.why(row.number, row.cells, self._ahead.next_cells)
        if not why and row.number in self.table.hidden:
            return (
                say(
                    "hidden {value}on the sheet; not read",
                    value="or filtered out " if self.table.filtered else "",
                ),
                "row-hidden",
            )
        if not why and not continues and self._without.is_name_alone(self._said(row, cells)):
            why = "name-alone"
        return (
            (
                say(
                    "{what}: no {row}",
                    what=say(REASONS[why], known=self.header.known),
                    row=self.schema.row,
                ),
                why,
            )
            if why
            else None
        )

    def _other_header(self, row: Row) -> Header | None:
        """The header that a row is, when more than half of its cells are headings and none is missing."""
        synonyms = self.schema.synonyms
        telling = next((c for i in self.header.needed if i < len(row.cells) and (c := row.cells[i])), "")
        telling = telling or next(filter(str.strip, row.cells))
        if len(telling) > LONGEST_HEADING or not synonyms.match_exactly(telling):
            return None
        filled = [clean(cell) for cell in row.cells if cell.strip()]
        known = synonyms.known(filled)
        if known < 2 or known * 2 <= len(filled) or not self.schema.satisfied_by(filled):
            return None
        return find_header([row], self.schema, self.table.merges, self.table.hidden_columns)

    def _said(self, row: Row, cells: Sequence[str]) -> Sequence[str]:
        """The cells that say something of this row: those merged over others too, unless they hold for all."""
        if not self._down.starts:
            return cells
        outside = {i for i, c in enumerate(self.header.columns) if c.canonical in self.schema.outside}
        return ["" if i in outside and not row.cells[i] else cell for i, cell in enumerate(cells)]

    def _read_marks(self, number: int, cells: list[str]) -> list[str]:
        """The cells as they are read; what a spreadsheet left in place of a value is noted."""
        unvalued = self.table.formulas.get(number, {})
        if not unvalued and not _MARK.search("\0".join(["", *cells])):
            return cells
        for i, text in enumerate(cells):
            formula = unvalued.get(i)
            said = constant(formula or text.strip()[1:]) if formula is not None or text[:1] == "=" else None
            if formula is not None:
                reason = f"{UNVALUED}; {f'its text says {said!r}' if said else 'read as empty'}"
                self._note_cell(number, i, f"={formula}", reason, "formula")
                cells[i] = said or Unvalued()  # a stored 0 was put there by a program that worked nothing out
            elif reason := error_in(text):
                self._note_cell(number, i, text, reason, "error")
            elif text[:1] == "=" and said is not None and not _TEXT.fullmatch(text.strip()):
                self._note_cell(
                    number, i, text, say("a formula; its text says {said}", said=repr(said)), "formula"
                )
                cells[i] = said
            elif text[:1] == "=" and said is None and is_formula(text):
                self._note_cell(number, i, text, say("a formula in place of its value"), "formula")
        return cells

    def _note_formulas(self, row: int) -> None:
        """A row that is empty but for formulas without a value."""
        if formulas := self.table.formulas.get(row):
            self._fates[row] = "noted"
            words = " | ".join(f"={text}" for text in formulas.values())[:_LONGEST_SHOWN]
            reason = say("{what} and nothing else: no {row}", what=UNVALUED, row=self.schema.row)
            self.table.notes.append(Note(self.table.file, row, "", words, reason, "formula"))

    def _given(self, group: Sequence[Row]) -> tuple[Header, Row]:
        """One row of several that are one record."""
        for row in group[1:]:
            self._fates[row.number] = "joined"
        self._fates[group[0].number] = "handed on"
        return self.header, _joined(self.table, self.header, group, self.schema)

    def _note(self, row: Row, reason: str, kind: NoteKind) -> None:
        words = " | ".join(filter(None, map(clean, row.cells)))
        self.table.notes.append(Note(self.table.file, row.number, "", words, reason, kind))

    def _note_cell(self, row: int, place: int, value: str, reason: str, kind: NoteKind) -> None:
        columns = self.header.columns
        heading = columns[place].header if place < len(columns) else f"column {place + 1}"
        self.table.notes.append(Note(self.table.file, row, heading, value[:_LONGEST_SHOWN], reason, kind))


class _Ahead:
    """Rows one by one, of which the next with a cell can be seen before it is its turn."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self._seen: deque[Row] = deque()

    def __iter__(self) -> Iterator[Row]:
        while True:
            row = self._seen.popleft() if self._seen else next(self._rows, None)
            if row is None:
                return
            yield row

    def next_cells(self) -> Sequence[str]:
        """The cells of the next row that has any; none when there is no such row."""
        for row in self._seen:
            if any(map(str.strip, row.cells)):
                return row.cells
        for row in self._rows:
            self._seen.append(row)
            if any(map(str.strip, row.cells)):
                return row.cells
        return ()


class _Down:
    """Cells merged over several rows, carried down as the rows go by."""

    def __init__(self, table: Table, header: Header, schema: TableSchema) -> None:
        self.table, self.header, self.schema = table, header, schema
        self.starts: dict[int, list[Merge]] = {}
        for merge in table.merges:
            if merge.bottom > merge.top > header.last:
                self.starts.setdefault(merge.top, []).append(merge)
        self.active: list[tuple[Merge, str]] = []

    def fill(self, row: Row) -> tuple[list[str], bool]:
        """(the row's cells with merged values, whether the row goes on with the company above)."""
        if not self.starts:
            return row.cells, False
        self.active = [(merge, value) for merge, value in self.active if merge.bottom >= row.number]
        cells = list(row.cells)
        covered = {merge.left for merge, _ in self.active}
        own = [
            i
            for i, column in enumerate(self.header.columns)
            if column.canonical in self.schema.identity
            and i < len(cells)
            and clean(cells[i])
            and i not in covered
        ]
        continues = not own and any(self._canonical(i) in self.schema.identity for i in covered)
        for merge, value in self.active:
            if merge.left < len(cells) and not (
                continues and self._canonical(merge.left) in self.schema.lists
            ):
                cells[merge.left] = cells[merge.left] or value
        for merge in self.starts.get(row.number, ()):
            if merge.left < len(cells) and (value := cells[merge.left]).strip():
                self.active.append((merge, value))
                if self._canonical(merge.left) not in self.schema.identity:
                    where = say(
                        "merged over rows {top}–{bottom}; counts for each", top=merge.top, bottom=merge.bottom
                    )
                    heading = self._heading(merge.left)
                    self.table.notes.append(
                        Note(self.table.file, row.number, heading, value, where, "merged")
                    )
        return cells, continues

    def _canonical(self, i: int) -> str:
        return self.header.columns[i].canonical if i < len(self.header.columns) else ""

    def _heading(self, i: int) -> str:
        return self.header.columns[i].header if i < len(self.header.columns) else f"column {i + 1}"


def _joined(table: Table, header: Header, group: Sequence[Row], schema: TableSchema) -> Row:
    """One row of several that are one company: lists joined, of other columns the first value."""
    if len(group) == 1:
        return group[0]
    first, last = group[0].number, group[-1].number
    width = max(len(row.cells) for row in group)
    padded = [[*row.cells, *[""] * (width - len(row.cells))] for row in group]
    _pad_pairs(header, padded, schema)
    reason = say(
        "rows {first}–{last} share merged cells and are one {row}", first=first, last=last, row=schema.row
    )
    table.notes += [Note(table.file, row.number, "", "", reason, "rows-joined") for row in group[1:]]
    cells = []
    for i in range(width):
        column = header.columns[i] if i < len(header.columns) else None
        values = [cells_[i] for cells_ in padded]
        canonical = column.canonical if column else ""
        if canonical in schema.pairs or canonical in schema.pairs.values():
            cells.append("; ".join(values) if any(map(clean, values)) else "")
            continue
        different = list(dict.fromkeys(value for value in values if clean(value)))
        if canonical in schema.lists:
            cells.append("; ".join(different))
            continue
        cells.append(different[0] if different else "")
        heading = column.header if column else f"column {i + 1}"
        for row, value in zip(group, values, strict=True):
            if value in different[1:]:
                reason = say(
                    "the row belongs to the company of row {first}, which has another value here; left out",
                    first=first,
                )
                table.notes.append(Note(table.file, row.number, heading, value, reason, "other-value"))
    return Row(first, cells)


def _pad_pairs(header: Header, rows: Sequence[list[str]], schema: TableSchema) -> None:
    """Give texts and codes of each row as many places, so that joined they still belong together."""
    for goods, codes in schema.pairs.items():
        left, right = header.places.get(goods), header.places.get(codes)
        for cells in rows:
            if left is None or right is None or max(left, right) >= len(cells):
                continue
            short = len(texts_of(cells[left])) - len(codes_of(cells[right]))
            cells[right] += ";" * max(short, 0)
            cells[left] += ";" * max(-short, 0)
