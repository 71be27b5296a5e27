"""Tables: workbooks (XLSX, XLSM, XLSB, XLS, ODS): each sheet as a table, its merged cells and hidden rows known."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from svat.refusals import Note
from svat.tables.biff import OldWorkbook, old_workbook
from svat.tables.book.look import look_at
from svat.tables.book.scan import SheetScan, address
from svat.tables.encoding import NOT_ASKED, AskedEncoding, likeliest
from svat.tables.formulas import constant
from svat.tables.number_formats import shown
from svat.tables.plausible import in_encoding, words_of
from svat.tables.remedies import to_bytes
from svat.tables.table import Merge, Row, Shown, Table, cell_text
from svat.wording import say, unusable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class SourceSheet(NamedTuple):
    """One sheet of a workbook: its name, whether it is on the screen, and its table."""

    name: str
    visible: bool
    table: Table


def read_sheets(data: bytes, file: str, asked: AskedEncoding = NOT_ASKED) -> Iterator[SourceSheet]:
    """Each sheet that holds a cell, in the workbook's order.

    The letters of an old .xls are read by its code page, or in the encoding asked for. Raises UnusableInput when the
    workbook is encrypted, damaged or too large, or needs its encoding said; a damaged sheet counts as a damaged
    workbook.
    """
    if not data.startswith(OLE):
        yield from _sheets(data, file)
        return
    old = old_workbook(data)
    for sheet in _sheets(old.data, file):
        yield sheet._replace(table=_by_code_page(sheet.table, old, asked)) if old.in_bytes else sheet


def _sheets(data: bytes, file: str) -> Iterator[SourceSheet]:
    look = look_at(data, file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(look.data))
        for position, meta in enumerate(book.sheets_metadata):
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(position)
            scan = look.sheet(position)
            if sheet.start is not None or scan.formulas:
                visible = meta.visible is SheetVisibleEnum.Visible
                yield SourceSheet(meta.name, visible, _table(sheet, file, scan))
    except MemoryError:
        raise unusable("{file}: too large for the memory of this machine", file=file) from None
    except PasswordError:
        raise unusable("{file}: the workbook is encrypted; save it without a password", file=file) from None
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise unusable(
            "{file}: the workbook cannot be read: {one_line}", file=file, one_line=_one_line(error)
        ) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what PyO3 makes of a failure within the library
            raise
        raise unusable("{file}: the workbook cannot be read: it is damaged", file=file) from None


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
        likely = likeliest(words).encoding if words else "cp1252"
        raise unusable(
            "{file}: an old workbook that does not name the code page of its letters; it could "
            "be {likely} ({in_encoding}): {way_out}",
            file=table.file,
            likely=likely,
            in_encoding=repr(in_encoding(beyond[0], likely)),
            way_out=asked.way_out(likely),
        )
    table.rows = [Row(row.number, [in_encoding(cell, encoding) for cell in row.cells]) for row in rows]
    said = say("as was asked for") if asked.name else say("the code page that this old workbook names")
    table.notes.append(
        Note(
            table.file,
            0,
            "",
            "",
            say("read as {encoding}, {said}", encoding=encoding, said=said),
            "encoding-assumed",
        )
    )
    table.unicode = False
    return table


def _table(sheet: CalamineSheet, file: str, scan: SheetScan) -> Table:
    merges = tuple(
        Merge(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or ())
    ) or tuple(Merge(*merge) for merge in sorted(scan.merges))
    table = Table(
        file, _rows(sheet, scan), sheet.total_height, merges,
        hidden=scan.hidden, hidden_columns=scan.hidden_columns, filtered=scan.filtered, formulas=scan.formulas,
    )  # fmt: skip
    table.cut = {row for row, _, _ in scan.strays}
    for row, column, text in scan.strays:
        where = say("far from the table, at {address}; left out", address=address(row, column))
        table.notes.append(Note(file, row, "", text, where, "far-off"))
    return table


def _rows(sheet: CalamineSheet, scan: SheetScan) -> Iterator[Row]:
    before = [""] * (sheet.start[1] if sheet.start else 0)
    number = 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = before + [cell_text(value) for value in values]
        for column, zeros in scan.zeros.get(number, {}).items():
            cells[column : column + 1] = [shown(cell, zeros) for cell in cells[column : column + 1]]
        for column, text in scan.shown.get(number, {}).items():
            cells[column : column + 1] = [Shown(cell, text) for cell in cells[column : column + 1]]
        yield Row(number, _with_hidden(cells, number, scan) if number in scan.marked else cells)
    for after in sorted(
        row for row in scan.marked if row > number
    ):  # rows of formulas alone, below all values
        yield Row(after, _with_hidden([], after, scan))


def _with_hidden(cells: list[str], row: int, scan: SheetScan) -> list[str]:
    """The cells with the errors that the library reads as empty, and what formulas without a value say."""
    found = {column: constant(text) or "" for column, text in scan.formulas.get(row, {}).items()}
    found |= scan.errors.get(row, {})
    for column, text in found.items():
        cells += [""] * (column + 1 - len(cells))
        cells[column] = text or cells[column]
    return cells


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
