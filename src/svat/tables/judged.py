"""Tables, judged: the letters of a table's columns, looked at as rows go by; it is held where they make no sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svat.refusals import Note, UnusableInput
from svat.tables.encoding import AskedEncoding
from svat.tables.header import Header
from svat.tables.plausible import Remedy, WrongLetters, doubt, given_remedy
from svat.tables.table import Row, Table

_KEPT = 4096  # cells of a column that are looked at, from all over it


class _CellsKept:
    """Cells of one column: all of them, then every second, every fourth … so that they come from all over it."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self._every, self._met = 1, 0

    def add(self, cell: str) -> None:
        self._met += 1
        if self._met % self._every == 0:
            self.cells.append(cell)
            if len(self.cells) == _KEPT:
                self.cells = self.cells[::2]
                self._every *= 2


def judged(rows: Iterable[Row], header: Header, table: Table, asked: AskedEncoding) -> Iterator[Row]:
    """The same rows. After the last one raises UnusableInput where the letters of a column make no language.

    Where an encoding was asked for, or nobody knows what the column is, that is noted instead.
    """
    columns: dict[int, _CellsKept] = {}
    count = 0
    for row in rows:
        if row.number > header.last:
            count += 1
            for place, cell in enumerate(row.cells):
                if not cell.isascii() or "??" in cell:
                    if place not in columns:
                        columns[place] = _CellsKept()
                    columns[place].add(cell)
        yield row
    if not columns:
        return
    doubts = [
        (heading, known, found)
        for place, own in sorted(columns.items())
        for heading, known in [_column(header, place)]
        if (found := doubt(own.cells, count))
    ]
    together = [cell for place, own in columns.items() if _column(header, place)[1] for cell in own.cells]
    whole = doubt(together, count)  # most letters say best what they are
    held: tuple[str, bool, WrongLetters | None] = next(
        (x for x in doubts if x[1] and not x[2].few), ("", True, whole)
    )
    heading, _, found = held
    if found and not found.few and asked.name is None:
        if whole and whole.remedy and whole.remedy.mend(found.sample) is not None:
            found = WrongLetters(found.sample, whole.remedy)
        where = f": column {heading!r}" if heading else ""
        raise UnusableInput(f"{table.file}{where}: {found.reason}: {asked.way_out(found.meant)}")
    table.notes.extend(
        Note(table.file, 0, heading, doubtful.sample, doubtful.reason, "letters-doubtful")
        for heading, _, doubtful in doubts
    )


def _column(header: Header, place: int) -> tuple[str, bool]:
    """A column's heading, and whether svat knows what it is."""
    if place >= len(header.columns):
        return f"column {place + 1}", False
    return header.columns[place].header, bool(header.columns[place].canonical)


def judged_head(rows: Sequence[Row], file: str, asked: AskedEncoding) -> None:
    """Raises UnusableInput where no header was found, and the letters of the first rows make no language."""
    if asked.name is None and (found := doubt([cell for row in rows for cell in row.cells if cell])):
        raise UnusableInput(f"{file}: no header, and {found.reason}: {asked.way_out(found.meant)}")


def as_asked(table: Table, encoding: str) -> Table:
    """A table whose letters are stored as such, turned into what they say in the encoding asked for, if they do."""
    rows = list(table.rows)
    sample = _CellsKept()
    for row in rows:
        for cell in row.cells:
            if not cell.isascii():
                sample.add(cell)
    remedy = given_remedy(sample.cells, encoding)
    table.rows = rows
    if remedy is None:
        if encoding.startswith("utf-") or not sample.cells:
            return table
        reason = f"the letters are stored as Unicode and make no more sense as {encoding}; read as they are"
    else:
        mended = (Row(row.number, [_mended(cell, remedy) for cell in row.cells]) for row in rows)
        table.rows = list(mended)
        reason = f"read as {remedy.meant}, as was asked for; stored as if the letters were {remedy.read_as}"
    table.notes.append(Note(table.file, 0, "", "", reason, "encoding-assumed"))
    return table


def _mended(cell: str, remedy: Remedy) -> str:
    """A cell with its letters right, as far as they came about so."""
    if cell.isascii():
        return cell
    return remedy.mend(cell) or cell
