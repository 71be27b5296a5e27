"""Tables, reader: any office's file as a table with its header: workbooks, CSV and its kin, Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from svat.files import read_bytes
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal, UnusableInput
from svat.tables.cells import Cells
from svat.tables.columnar import read_parquet
from svat.tables.delimited import read_delimited
from svat.tables.encoding import NOT_ASKED, AskedEncoding
from svat.tables.header import SEARCHED, Header, find_header
from svat.tables.judged import as_asked, judged, judged_head
from svat.tables.numbers import BadCell
from svat.tables.rows import data_rows
from svat.tables.schema import TableSchema
from svat.tables.synonyms import Synonyms
from svat.tables.table import Row, Table
from svat.tables.workbook import OLE, read_sheets
from svat.text.spelling import clean

T = TypeVar("T")

_STEP = 500  # rows between two words of progress

_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "an RTF document"),
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
class OfficeTable:
    """A table of an office, its header known. Its rows can be gone through once; notes and refusals grow meanwhile."""

    schema: TableSchema
    header: Header
    table: Table
    raw: Iterable[Row]  # those above and of the header too
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The file's path."""
        return self.table.file

    @property
    def notes(self) -> list[Note]:
        """What was mended, joined or left out."""
        return self.table.notes

    def __iter__(self) -> Iterator[Cells]:
        """The rows that hold data, as `data_rows` says."""
        for row in data_rows(self.table, self.header, self.raw, self.schema):
            yield Cells(self.file, self.header, row)

    def below_header(self) -> Iterator[Cells]:
        """Every row below the header that has a cell, totals and titles too, merged cells as they are."""
        for row in self.raw:
            if row.number > self.header.last and any(map(clean, row.cells)):
                yield Cells(self.file, self.header, row)

    def read(self, made: Callable[[Cells], T]) -> Iterator[T]:
        """What is made of each row that holds data; one that raises BadCell is refused for the cell at hand."""
        for cells in self:
            try:
                found = made(cells)
            except BadCell as bad:
                self.refusals.append(cells.refusal(cells.column, str(bad), bad.kind))
            else:
                yield found


def read_table(
    path: Path, schema: TableSchema, progress: Progress = silent, asked: AskedEncoding = NOT_ASKED
) -> OfficeTable:
    """The table of one file (CSV, XLSX, XLSM, XLSB, XLS, ODS, Parquet); of a workbook, the sheet that fits best.

    `progress` is called with "reading" and the file's name, rows done and rows in all; `asked` is the encoding that
    somebody says its letters are in. Raises UnusableInput when the file cannot be read, is not a table, or has no
    header with the columns that the schema needs; after its last row, when its letters make no language.
    """
    file = str(path)
    data = read_bytes(path)
    if not data.strip(b"\0 \t\r\n"):
        raise UnusableInput(f"{file}: the file is empty")
    best: OfficeTable | None = None
    others: list[str] = []
    chosen = ""
    heads: list[Row] = []
    for name, table in _tables(data, file, schema.synonyms, asked):
        if asked.name and table.unicode:
            as_asked(table, asked.name)
        rows = iter(table.rows)
        head = list(islice(_filled(rows, table), SEARCHED))
        header = find_header(head, schema, table.merges)
        if header is None:
            heads += head
            continue
        if best is None or header.known > best.header.known:
            others += [chosen] if best else []
            counted = _counted(table, chain(head, rows), f"reading {path.name}", progress)
            best, chosen = OfficeTable(schema, header, table, judged(counted, header, table, asked)), name
        else:
            others.append(name)
    if best is None:
        judged_head(heads, file, asked)
        raise UnusableInput(f"{file}: {schema.missing}")
    why = f"this sheet looks like a {schema.noun} too; only {chosen!r} is read"
    best.notes.extend(Note(file, 0, "", name, why, "sheet-passed-over") for name in others)
    last = best.header.last
    best.notes.extend(
        Note(file, last, heading, "", doubt, "heading-doubtful") for heading, doubt in best.header.doubts
    )
    return best


def _counted(table: Table, rows: Iterable[Row], stage: str, progress: Progress) -> Iterator[Row]:
    done = 0
    for done, row in enumerate(rows, start=1):
        if done % _STEP == 0:
            progress(stage, done, max(done, table.total))
        yield row
    progress(stage, done, done)


def _tables(data: bytes, file: str, synonyms: Synonyms, asked: AskedEncoding) -> Iterable[tuple[str, Table]]:
    for start, what in _OTHER_KINDS:
        if data.startswith(start):
            raise UnusableInput(f"{file}: {what}, not a table; save it as XLSX, CSV or Parquet")
    if data.startswith(b"PAR1"):
        return [("", read_parquet(data, file))]
    if data.startswith(_BARE_BIFF):
        raise UnusableInput(
            f"{file}: a workbook of before 1995; open it in a spreadsheet and save it as XLSX"
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", OLE)):
        return read_sheets(data, file, asked)
    if (
        data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20]
        .lower()
        .startswith((b"<!doctype", b"<html", b"<?xml", b"<table"))
    ):
        raise UnusableInput(f"{file}: a web page or XML, not a table; save it as XLSX, CSV or Parquet")
    return [("", read_delimited(data, file, synonyms.known, asked))]


def _filled(rows: Iterator[Row], table: Table) -> Iterator[Row]:
    """Rows with at least one cell; in a sheet that is mostly empty, no more than it has are passed over."""
    for _ in range(max(table.total, 1) + 1):
        if (row := next(rows, None)) is None:
            return
        if any(cell and not cell.isspace() for cell in row.cells):
            yield row
