"""Tables: workbooks (XLSX, XLSM, XLSB, XLS, ODS): each sheet as a table, its merged cells known."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    WorksheetNotFound,
)

from svat.refusals import Note, UnusableInput
from svat.tables.biff import OldWorkbook, old_workbook
from svat.tables.encoding import NOT_ASKED, AskedEncoding, likeliest
from svat.tables.plausible import in_encoding, to_bytes, words_of
from svat.tables.table import Merge, Row, Table, cell_text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_sheets(data: bytes, file: str, asked: AskedEncoding = NOT_ASKED) -> Iterator[tuple[str, Table]]:
    """(name, table) of each sheet that holds a cell, in the workbook's order.

    The letters of an old .xls are read by its code page, or in the encoding asked for. Raises UnusableInput when
    the workbook is encrypted or damaged, or needs its encoding said; a damaged sheet counts as a damaged workbook.
    """
    if data.startswith(OLE):
        old = old_workbook(data)
        for name, table in _sheets(old.data, file):
            yield name, _by_code_page(table, old, asked) if old.in_bytes else table
    else:
        yield from _sheets(data, file)


def _sheets(data: bytes, file: str) -> Iterator[tuple[str, Table]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for position, meta in enumerate(book.sheets_metadata):
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(position)
            if sheet.start is not None:
                yield meta.name, _table(sheet, file)
    except PasswordError:
        raise UnusableInput(f"{file}: the workbook is encrypted; save it without a password") from None
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise UnusableInput(f"{file}: the workbook cannot be read: {_one_line(error)}") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what PyO3 makes of a failure within the library
            raise
        raise UnusableInput(f"{file}: the workbook cannot be read: it is damaged") from None


def _by_code_page(table: Table, old: OldWorkbook, asked: AskedEncoding) -> Table:
    """An old workbook's table with its letters, given as windows-1252, read by its code page."""
    rows = list(table.rows)
    beyond = [cell for row in rows for cell in row.cells if not cell.isascii()]
    table.rows = rows
    if not beyond:
        return table
    encoding = asked.name or old.encoding
    if encoding is None:
        words = Counter(data for word in words_of(beyond) if (data := to_bytes(word, "cp1252")))
        likely = likeliest(words).encoding
        shown = in_encoding(beyond[0], likely)
        raise UnusableInput(
            f"{table.file}: an old workbook that does not name the code page of its letters; it could be "
            f"{likely} ({shown!r}): {asked.way_out(likely)}"
        )
    table.rows = [Row(row.number, [in_encoding(cell, encoding) for cell in row.cells]) for row in rows]
    said = "as was asked for" if asked.name else "the code page that the workbook names"
    reason = f"an old workbook, its letters read as {encoding}, {said}"
    table.notes.append(Note(table.file, 0, "", "", reason, "encoding-assumed"))
    table.unicode = False
    return table


def _table(sheet: CalamineSheet, file: str) -> Table:
    merges = tuple(
        Merge(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or ())
    )
    return Table(file, _rows(sheet), sheet.total_height, merges)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield Row(number, before + [cell_text(cell) for cell in cells])


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
