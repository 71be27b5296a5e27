"""Tables, reader: any office's file as a table with its header: workbooks, CSV and its kin, Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from svat.files import read_bytes
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.tables.account import RowAccount
from svat.tables.book.scan import letters_of
from svat.tables.cells import Cells
from svat.tables.columnar import read_parquet
from svat.tables.delimited import read_delimited
from svat.tables.encoding import NOT_ASKED, AskedEncoding
from svat.tables.escapes import with_letters
from svat.tables.habits import Habits
from svat.tables.header import SEARCHED, Header, find_header
from svat.tables.judged import as_asked, judged, judged_head
from svat.tables.numbers import BadCell
from svat.tables.rows import DataRows
from svat.tables.schema import TableSchema
from svat.tables.sheets import FoundSheet, choose
from svat.tables.sides import apart, beginnings
from svat.tables.synonyms import Synonyms
from svat.tables.table import Row, Table
from svat.tables.workbook import OLE, SourceSheet, read_sheets
from svat.text.spelling import clean
from svat.wording import say, unusable

T = TypeVar("T")

_STEP = 500  # rows between two words of progress

_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", say("an RTF document")),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
)
# Workbooks without a container begin with the record that says their version.
_BARE_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)


@dataclass
class Part:
    """One sheet of a table, its header known; a file that has no sheets is one part."""

    header: Header
    table: Table
    raw: Iterable[Row]  # those above and of the header too
    sheet: str = ""


@dataclass
class OfficeTable:
    """A table of an office, its header known. Its rows can be gone through once; notes and refusals grow meanwhile."""

    file: str
    schema: TableSchema
    parts: Sequence[Part]
    notes: list[Note] = field(default_factory=list)  # what was mended, joined or left out
    refusals: list[Refusal] = field(default_factory=list)
    account: RowAccount = field(default_factory=RowAccount)
    letters_given: bool = False  # whether somebody says which encoding its letters are in: they are believed

    @property
    def header(self) -> Header:
        """The header of the first part; that of each row is its `Cells.header`."""
        return self.parts[0].header

    def __iter__(self) -> Iterator[Cells]:
        """The rows that hold data, as `DataRows` says; the account is told what becomes of the others."""
        for part in self.parts:
            rows = DataRows(part.table, part.header, self.schema, self.account)
            for header, row in rows.of(part.raw):
                yield Cells(part.table.file, header, row)
        self.account.check(still=("met",))

    def below_header(self) -> Iterator[Cells]:
        """Every row below the header that has a cell, totals and titles too, merged cells as they are."""
        for part in self.parts:
            for row in part.raw:
                if row.number > part.header.last and any(map(clean, row.cells)):
                    yield Cells(part.table.file, part.header, row)

    def read(self, made: Callable[[Cells], T]) -> Iterator[T]:
        """What is made of each row that holds data; one that raises BadCell is refused for the cell at hand."""
        rows = list(self)
        habits = Habits(rows)
        for cells in rows:
            cells.habits = habits
            try:
                found = made(cells)
            except BadCell as bad:
                self.refusals.append(cells.refusal(cells.column, bad.reason, bad.kind))
                self.account.settle(cells.file, cells.row, "refused")
            else:
                self.account.settle(cells.file, cells.row, "read")
                yield found


def read_table(
    path: Path, schema: TableSchema, progress: Progress = silent, asked: AskedEncoding = NOT_ASKED
) -> OfficeTable:
    """The table of one file (CSV, XLSX, XLSM, XLSB, XLS, ODS, Parquet).

    Of a workbook the sheets on the screen count, the hidden ones only where no other has a table; sheets that name the
    same columns are one table. `progress` is called with "reading" and the file's name, rows done and rows in all;
    `asked` is the encoding that somebody says its letters are in. Raises UnusableInput when the file cannot be read, is
    not a table, has no header with the columns that the schema needs, or has several sheets with different ones; after
    its last row, when its letters make no language.
    """
    file = str(path)
    data = read_bytes(path)
    if not data.strip(b"\0 \t\r\n"):
        raise unusable("{file}: the file is empty", file=file)
    sheets = []
    for source in _tables(data, file, schema.synonyms, asked):
        if asked.name and source.table.unicode:
            as_asked(source.table, asked.name)
        sheets += _looked_at(source, schema)
    if not any(sheet.header for sheet in sheets):
        judged_head([row for sheet in sheets for row in sheet.head], file, asked)
    chosen, notes = choose(sheets, schema, file)
    parts = []
    for sheet in chosen:
        table, header = sheet.table, sheet.header
        if len(chosen) > 1:
            table.file = f"{file}, sheet {sheet.name!r}"
        table.notes[:] = [replace(note, file=table.file) for note in table.notes]
        notes += table.notes
        table.notes = notes
        notes += [
            Note(table.file, header.last, heading, "", doubt, "heading-doubtful")
            for heading, doubt in header.doubts
        ]
        why = say("the column is hidden on the sheet; read all the same")
        notes += [
            Note(table.file, header.last, heading, "", why, "column-hidden") for heading in header.hidden
        ]
        counted = _counted(table, sheet.rows, f"reading {path.name}", progress)
        lettered = with_letters(counted, header, table)
        parts.append(Part(header, table, judged(lettered, header, table, asked), sheet.name))
    return OfficeTable(file, schema, parts, notes, letters_given=asked.name is not None)


def _looked_at(sheet: SourceSheet, schema: TableSchema) -> list[FoundSheet]:
    """A sheet whose first rows were searched for a header; several where tables stand on it side by side."""
    found = _searched(sheet, schema)
    starts = beginnings(found.header) if found.header else [0]
    if len(starts) < 2:
        return [found]
    return [
        _searched(SourceSheet(_columns_of(sheet.name, first, end), sheet.visible, table), schema)
        for first, end, table in apart(sheet.table, found.rows, starts)
    ]


def _columns_of(sheet: str, first: int, end: int) -> str:
    columns = say(
        "columns {letters_of} to {letters_of_2}",
        letters_of=letters_of(first),
        letters_of_2=letters_of(end - 1),
    )
    return f"{sheet}, {columns}" if sheet else columns


def _searched(sheet: SourceSheet, schema: TableSchema) -> FoundSheet:
    rows = iter(sheet.table.rows)
    passed: list[Row] = []
    head = list(islice(_filled(rows, sheet.table, passed), SEARCHED))
    header = find_header(head, schema, sheet.table.merges, sheet.table.hidden_columns)
    return FoundSheet(sheet.name, sheet.visible, sheet.table, header, head, chain(passed, rows))


def _counted(table: Table, rows: Iterable[Row], stage: str, progress: Progress) -> Iterator[Row]:
    done = 0
    for done, row in enumerate(rows, start=1):
        if done % _STEP == 0:
            progress(stage, done, max(done, table.total))
        yield row
    progress(stage, done, done)


def _tables(data: bytes, file: str, synonyms: Synonyms, asked: AskedEncoding) -> Iterable[SourceSheet]:
    """The sheets of a file of any kind; one without sheets is one. Raises UnusableInput."""
    for start, what in _OTHER_KINDS:
        if data.startswith(start):
            raise unusable(
                "{file}: {what}, not a table; save it as XLSX, CSV or Parquet", file=file, what=what
            )
    if data.startswith(b"PAR1"):
        return [SourceSheet("", visible=True, table=read_parquet(data, file))]
    if data.startswith(_BARE_BIFF):
        raise unusable(
            "{file}: a workbook of before 1995; open it in a spreadsheet and save it as XLSX", file=file
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", OLE)):
        return read_sheets(data, file, asked)
    if (
        data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20]
        .lower()
        .startswith((b"<!doctype", b"<html", b"<?xml", b"<table"))
    ):
        raise unusable("{file}: a web page or XML, not a table; save it as XLSX, CSV or Parquet", file=file)
    return [SourceSheet("", visible=True, table=read_delimited(data, file, synonyms.known, asked))]


def _filled(rows: Iterator[Row], table: Table, passed: list[Row]) -> Iterator[Row]:
    """Rows with at least one cell; in a sheet that is mostly empty, no more than it has are passed over.

    `passed` grows by these, and by those that hold nothing but formulas without a value.
    """
    for _ in range(max(table.total, 1) + 1):
        if (row := next(rows, None)) is None:
            return
        filled = any(cell and not cell.isspace() for cell in row.cells)
        if filled or row.number in table.formulas:
            passed.append(row)
        if filled:
            yield row
