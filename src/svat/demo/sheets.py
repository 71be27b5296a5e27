"""Demo: the rolls as files, semicolon CSV and XLSX, with the same bytes on every call."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter

from svat.demo.companies import RollRow


def csv_bytes(header: Sequence[str], roll: Sequence[RollRow]) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as a spreadsheet in Kazakhstan saves it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([company.cells[column] for column in header] for company in roll)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    header: Sequence[str], roll: Sequence[RollRow], sheet: str, title: str, created: date
) -> bytes:
    """One sheet: a title merged over all columns, the header below it, then a row per company."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": datetime(created.year, created.month, created.day)})  # noqa: DTZ001
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.merge_range(0, 0, 0, len(header) - 1, title, bold)
        page.write_row(1, 0, header, bold)
        page.freeze_panes(2, 2)
        page.set_column(0, len(header) - 1, 18)
        for row, company in enumerate(roll, start=2):
            for column, name in enumerate(header):
                value = company.cells[name]
                if isinstance(value, date):
                    page.write_datetime(row, column, value, day)
                elif isinstance(value, int):
                    page.write_number(row, column, value)
                elif value:
                    page.write_string(row, column, value)
    return out.getvalue()
