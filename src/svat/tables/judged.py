"""Tables, judged: the letters of a table's columns, looked at as rows go by; it is held where they make no sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svat.refusals import Note, UnusableInput
from svat.tables.encoding import AskedEncoding
from svat.tables.header import Header
from svat.tables.plausible import WrongLetters, doubt, given_remedy, is_lost
from svat.tables.remedies import Remedy
from svat.tables.table import Row, Table
from svat.wording import say, unusable

_KEPT = 2048  # cells of a column that are looked at, from all over it
_SHARE = 5  # one cell in so many must be wrong for a column to be;
_SINGLE = 3  # no more than these are single cells
_SAVED = 3  # times that letters may have been read wrongly and saved so
_SINGLE_SHARE = 10  # where they are not more than one row in so many


class _CellsKept:
    """Cells of one column: all of them, then every second, every fourth … so that they come from all over it."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.rows: list[int] = []
        self._every, self._met = 1, 0

    def add(self, cell: str, row: int) -> None:
        self._met += 1
        if self._met % self._every == 0:
            self.cells.append(cell)
            self.rows.append(row)
            if len(self.cells) == _KEPT:
                self.cells, self.rows = self.cells[::2], self.rows[::2]
                self._every *= 2

    def few(self, wrong: Sequence[int], rows: int) -> bool:
        """Whether these cells are single ones in a table that is right: of so many rows, or beside many right cells."""
        own = len({self.rows[k] for k in wrong})
        return len(wrong) * _SHARE < len(self.cells) or (own <= _SINGLE and own * _SINGLE_SHARE <= rows)


def judged(rows: Iterable[Row], header: Header, table: Table, asked: AskedEncoding) -> Iterator[Row]:
    """The same rows. After the last one raises UnusableInput where the letters of a column make no language.

    Where an encoding was asked for, or nobody knows what the column is, that is noted instead; so are single cells, and
    how they came about is among the table's remedies.
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
                    columns[place].add(cell, row.number)
        yield row
    if columns:
        _judge(columns, header, table, asked, count)
        if not any(note.kind == "letters-lost" for note in table.notes):  # by whoever could not read them
            table.notes.extend(_lost(columns, header, table.file))


def _judge(
    columns: dict[int, _CellsKept], header: Header, table: Table, asked: AskedEncoding, count: int
) -> None:
    doubts = [(place, found) for place, own in sorted(columns.items()) if (found := doubt(own.cells))]
    if asked.name is None:
        together = _together([own for place, own in columns.items() if _column(header, place)[1]])
        whole = doubt(together.cells)
        for place, found in doubts:
            heading, known = _column(header, place)
            if known and not columns[place].few(found.wrong, count) and _counts(found, count):
                raise _held(f"{table.file}: column {heading!r}", found, whole, asked)
        if whole and not together.few(whole.wrong, count) and _counts(whole, count):
            raise _held(table.file, whole, None, asked)
    for place, found in doubts:
        heading, _ = _column(header, place)
        own = columns[place]
        if asked.name is None and own.few(found.wrong, count):
            if found.remedy is None:
                continue  # names are looked at one by one, and what is lost is told below
            table.remedies.append(found.remedy)
            told = [(own.rows[k], WrongLetters(own.cells[k], found.remedy)) for k in found.wrong]
        elif _counts(found, count):
            told = [(0, found)]
        else:
            continue
        table.notes.extend(
            Note(table.file, row, heading, wrong.sample, wrong.reason, "letters-doubtful")
            for row, wrong in told
        )


def _together(columns: Sequence[_CellsKept]) -> _CellsKept:
    """The cells of columns: most letters say best what they are."""
    every = -(-sum(len(own.cells) for own in columns) // _KEPT) or 1
    found = _CellsKept()
    found.cells = [cell for own in columns for cell in own.cells][::every]
    found.rows = [row for own in columns for row in own.rows][::every]
    return found


def _lost(columns: dict[int, _CellsKept], header: Header, file: str) -> Iterator[Note]:
    for place, own in sorted(columns.items()):
        lost = [k for k, cell in enumerate(own.cells) if "\ufffd" in cell]
        if lost:
            more = (
                say(", here and in {count} more cells of the column", count=len(lost) - 1) if lost[1:] else ""
            )
            reason = say("letters are lost and show as �{more}", more=more)
            where = file, own.rows[lost[0]], _column(header, place)[0], own.cells[lost[0]]
            yield Note(*where, reason, "letters-lost")


def _counts(found: WrongLetters, rows: int) -> bool:
    """Whether so many cells are wrong that a table is: of letters that are lost, a share of all its rows."""
    return found.remedy is not None or not is_lost(found.sample) or len(found.wrong) * _SHARE >= rows


def _held(where: str, found: WrongLetters, whole: WrongLetters | None, asked: AskedEncoding) -> UnusableInput:
    """Why a table is held; where all its columns say better what its letters are, by these."""
    if whole and whole.remedy and whole.remedy.mend(found.sample) is not None:
        found = WrongLetters(found.sample, whole.remedy)
    return unusable(
        "{file}: {reason}: {way_out}", file=where, reason=found.reason, way_out=asked.way_out(found.meant)
    )


def _column(header: Header, place: int) -> tuple[str, bool]:
    """A column's heading, and whether svat knows what it is."""
    if place >= len(header.columns):
        return f"column {place + 1}", False
    return header.columns[place].header, bool(header.columns[place].canonical)


def judged_head(rows: Sequence[Row], file: str, asked: AskedEncoding) -> None:
    """Raises UnusableInput where no header was found, and the letters of the first rows make no language."""
    if asked.name is None and (found := doubt([cell for row in rows for cell in row.cells if cell])):
        raise unusable(
            "{file}: no header, and {reason}: {way_out}",
            file=file,
            reason=found.reason,
            way_out=asked.way_out(found.meant),
        )


def as_asked(table: Table, encoding: str) -> Table:
    """A table whose letters are stored as such, turned into what they say in the encoding asked for, if they do."""
    rows = list(table.rows)
    read_as = ""
    for _ in range(_SAVED):  # as often as they were read and saved wrongly
        sample = _CellsKept()
        for row in rows:
            for cell in row.cells:
                if not cell.isascii():
                    sample.add(cell, row.number)
        remedy = given_remedy(sample.cells, encoding) if sample.cells else None
        if remedy is None:
            break
        read_as = remedy.read_as
        rows = [Row(row.number, [_mended(cell, remedy) for cell in row.cells]) for row in rows]
    table.rows = rows
    if read_as:
        reason = say(
            "read as {encoding}, as was asked for; stored as if the letters were {read_as}",
            encoding=encoding,
            read_as=read_as,
        )
    elif encoding.startswith("utf-") or not sample.cells:
        return table
    else:
        reason = say(
            "the letters are stored as Unicode and make no more sense as {encoding}; read as they are",
            encoding=encoding,
        )
    table.notes.append(Note(table.file, 0, "", "", reason, "encoding-assumed"))
    return table


def _mended(cell: str, remedy: Remedy) -> str:
    """A cell with its letters right, as far as they came about so."""
    if cell.isascii():
        return cell
    return remedy.mend(cell) or cell
