"""Tables, rows: the rows of a table that hold data: merged cells resolved, titles, totals and headers left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svat.refusals import Note
from svat.tables.header import Header, NoData, no_data
from svat.tables.items import codes_of, texts_of
from svat.tables.schema import TableSchema
from svat.tables.table import Merge, Row, Table
from svat.text.spelling import clean

_NO_DATA: dict[NoData, str] = {
    "header-repeated": "the header repeated",
    "column-numbers": "the columns' numbers",
    "total": "a total",
    "title": "a title merged over the row",
    "footnote": "a footnote",
}


def data_rows(table: Table, header: Header, rows: Iterable[Row], schema: TableSchema) -> Iterator[Row]:
    """The rows below the header that hold data: a company each in a roll, a deal in a file of deals.

    What is left out or joined goes into the table's notes.

    A cell merged over several rows counts for each of them. When the merged cell is one of the schema's identity (a
    company's name), the rows are one, and its lists are joined.
    """
    down = _Down(table, header, schema)
    group: list[Row] = []
    for row in rows:
        if row.number <= header.last:
            continue
        why = no_data(header, row, table.merges)
        if why == "empty":
            continue
        if why:
            words = " | ".join(filter(None, map(clean, row.cells)))
            reason = f"{_NO_DATA[why]}: no {schema.row}"
            table.notes.append(Note(table.file, row.number, "", words, reason, why))
            continue
        cells, continues = down.fill(row)
        if group and not continues:
            yield _joined(table, header, group, schema)
            group = []
        group.append(Row(row.number, cells))
    if group:
        yield _joined(table, header, group, schema)


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
                    where = f"merged over rows {merge.top}–{merge.bottom}; counts for each"
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
    reason = f"rows {first}–{last} share merged cells and are one company"
    table.notes.append(Note(table.file, first, "", "", reason, "rows-joined"))
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
                reason = (
                    f"the row belongs to the company of row {first}, which has another value here; left out"
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
