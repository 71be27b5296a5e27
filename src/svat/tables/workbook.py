"""Tables: workbooks (XLSX, XLSM, XLSB, XLS, ODS): each sheet as a table, its merged cells known."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    WorksheetNotFound,
)

from svat.refusals import UnusableInput
from svat.tables.number_formats import Formats, cells_with, formats_of, shown
from svat.tables.table import Merge, Row, Table, cell_text


def read_sheets(data: bytes, file: str) -> Iterator[tuple[str, Table]]:
    """(name, table) of each sheet that holds a cell, in the workbook's order.

    Raises UnusableInput when the workbook is encrypted or damaged; a damaged sheet counts as a damaged workbook.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        formats = _Formats(data)
        for position, meta in enumerate(book.sheets_metadata):
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(position)
            if sheet.start is not None:
                yield meta.name, _table(sheet, file, formats.of(meta.name))
    except PasswordError:
        raise UnusableInput(f"{file}: the workbook is encrypted; save it without a password") from None
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise UnusableInput(f"{file}: the workbook cannot be read: {_one_line(error)}") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what PyO3 makes of a failure within the library
            raise
        raise UnusableInput(f"{file}: the workbook cannot be read: it is damaged") from None


def _table(sheet: CalamineSheet, file: str, formats: Formats) -> Table:
    merges = tuple(
        Merge(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or ())
    )
    return Table(file, _rows(sheet, formats), sheet.total_height, merges)


def _rows(sheet: CalamineSheet, formats: Formats) -> Iterator[Row]:
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = before + [cell_text(cell) for cell in cells]
        for place, zeros in formats.get(number, {}).items():
            if place < len(row):
                row[place] = shown(row[place], zeros)
        yield Row(number, row)


class _Formats:
    """The cells whose format shows zeros that their number has not, sheet by sheet; of XLSX and XLSM alone."""

    def __init__(self, data: bytes) -> None:
        self._package: ZipFile | None = None
        self._sheets: dict[str, str] = {}
        self._formats: Mapping[int, str] = {}
        if data.startswith(b"PK"):
            with suppress(BadZipFile, KeyError, ParseError, NotImplementedError, RuntimeError):
                self._package = ZipFile(io.BytesIO(data))
                self._formats = formats_of(self._package.read("xl/styles.xml"))
                links = {
                    item.get("Id", ""): item.get("Target", "")
                    for item in fromstring(self._package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
                }
                for item in fromstring(self._package.read("xl/workbook.xml")).iter():  # noqa: S314
                    if item.tag.endswith("}sheet"):
                        link = next((v for k, v in item.attrib.items() if k.endswith("}id")), "")
                        target = links.get(link, "")
                        self._sheets[item.get("name", "")] = (
                            target[1:] if target.startswith("/") else f"xl/{target}"
                        )

    def of(self, sheet: str) -> Formats:
        """Row → column → format of one sheet."""
        if self._package is None or not self._formats:
            return {}
        with suppress(BadZipFile, KeyError, NotImplementedError, RuntimeError):
            return cells_with(self._formats, self._package.read(self._sheets.get(sheet, "")))
        return {}


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
