"""Tables, reader: any office's file as a table with its header: workbooks, CSV and its kin, Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from svat.files import read_bytes
from svat.refusals import Note, UnusableInput
from svat.tables.columnar import read_parquet
from svat.tables.delimited import read_delimited
from svat.tables.header import SEARCHED, Header, find_header
from svat.tables.schema import TableSchema
from svat.tables.synonyms import Synonyms
from svat.tables.table import Row, Table
from svat.tables.workbook import read_sheets

_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
)


def open_table(path: Path, synonyms: Synonyms, schema: TableSchema) -> tuple[Table, Header, Iterator[Row]]:
    """(table, its header, all its rows) of one file; of a workbook, of the sheet whose header names most columns.

    Raises UnusableInput.
    """
    file = str(path)
    data = read_bytes(path)
    if not data.strip(b"\0 \t\r\n"):
        raise UnusableInput(f"{file}: the file is empty")
    best: tuple[Table, Header, Iterator[Row]] | None = None
    others: list[str] = []
    chosen = ""
    for name, table in _tables(data, file, synonyms):
        rows = iter(table.rows)
        head = list(islice(_filled(rows, table), SEARCHED))
        header = find_header(head, synonyms, schema, table.merges)
        if header is None:
            continue
        if best is None or header.known > best[1].known:
            others += [chosen] if best else []
            best, chosen = (table, header, chain(head, rows)), name
        else:
            others.append(name)
    if best is None:
        raise UnusableInput(f"{file}: {schema.missing}")
    table, header, _ = best
    table.notes.extend(
        Note(file, 0, "", name, f"this sheet looks like a {schema.noun} too; only {chosen!r} is read")
        for name in others
    )
    table.notes.extend(Note(file, header.last, heading, "", doubt) for heading, doubt in header.doubts)
    return best


def _tables(data: bytes, file: str, synonyms: Synonyms) -> Iterable[tuple[str, Table]]:
    for start, what in _OTHER_KINDS:
        if data.startswith(start):
            raise UnusableInput(f"{file}: {what}, not a table; save it as XLSX, CSV or Parquet")
    if data.startswith(b"PAR1"):
        return [("", read_parquet(data, file))]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return read_sheets(data, file)
    if (
        data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20]
        .lower()
        .startswith((b"<!doctype", b"<html", b"<?xml", b"<table"))
    ):
        raise UnusableInput(f"{file}: a web page or XML, not a table; save it as XLSX, CSV or Parquet")
    return [("", read_delimited(data, file, synonyms.known))]


def _filled(rows: Iterator[Row], table: Table) -> Iterator[Row]:
    """Rows with at least one cell; in a sheet that is mostly empty, no more than it has are passed over."""
    for _ in range(max(table.total, 1) + 1):
        if (row := next(rows, None)) is None:
            return
        if any(cell and not cell.isspace() for cell in row.cells):
            yield row
