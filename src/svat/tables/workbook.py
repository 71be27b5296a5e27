"""Tables: workbooks (XLSX, XLSM, XLSB, XLS, ODS): each sheet as a table, its merged cells known."""

from __future__ import annotations

import io
from collections.abc import Iterator

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    WorksheetNotFound,
)

from svat.refusals import UnusableInput
from svat.tables.table import Merge, Row, Table, cell_text


def read_sheets(data: bytes, file: str) -> Iterator[tuple[str, Table]]:
    """(name, table) of each sheet that holds a cell, in the workbook's order.

    Raises UnusableInput when the workbook is encrypted or damaged; a damaged sheet counts as a damaged workbook.
    """
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
