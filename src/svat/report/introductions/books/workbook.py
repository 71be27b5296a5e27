"""Report, books: a workbook of plain tables: text is text, never a formula; the same tables give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any, Literal

import xlsxwriter

from svat.report.introductions.books.cells import WHOLE, in_language
from svat.report.introductions.books.rows import SheetFilling, TableRows, filled_book
from svat.wording import Wording, say

Format = Literal["text", "count", "share", "score", "date"]


MOST_ROWS = 1_048_575  # below the header: the file format's own limit
A4 = 9  # the file format's number of the paper

NUMBER_FORMATS: Mapping[Format, str] = {
    "text": "@",
    "count": "#,##0",
    "share": "0.0%",
    "score": "0.000",
    "date": "yyyy-mm-dd",
}
HEADER = {"bold": True, "valign": "top", "text_wrap": True, "bottom": 1, "bg_color": "#E8EDF3"}
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,  # there are as many workbooks as companies: no file on the way
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: its header, width in characters and number format."""

    title: str
    width: int = 14
    kind: Format = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the workbook."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: TableRows


@dataclass(frozen=True, slots=True)
class BookProperties:
    """What the workbook says of itself; its day is its run's, not the clock's."""

    title: str
    comments: str
    on: date
    run: str = ""  # the run's id; "" in whatever is sent to companies
    document: str = WHOLE  # what holds everything that a workbook has no room for


def book_of(written: io.BytesIO, properties: BookProperties) -> AbstractContextManager[Any]:
    """An xlsxwriter workbook that writes into a buffer as its `with` ends."""
    book = xlsxwriter.Workbook(written, _OPTIONS)
    created = datetime.combine(properties.on, time())
    book.set_properties({"title": properties.title, "comments": properties.comments, "created": created})
    if properties.run:
        book.set_custom_property("svat run", properties.run)
    return book  # type: ignore[no-any-return]  # xlsxwriter has no types


def tables_book(tables: Sequence[Sheet], properties: BookProperties, said: Wording) -> bytes:
    """A workbook of tables, each on a sheet of its own; what `say` made of them is in the wording's language."""
    written = io.BytesIO()
    with book_of(written, properties) as book:
        formats = {
            kind: book.add_format({"num_format": code, "valign": "top", "text_wrap": kind == "text"})
            for kind, code in NUMBER_FORMATS.items()
        }
        link = book.add_format(
            {"num_format": "@", "valign": "top", "text_wrap": True, "font_color": "#24598F"}
        )
        header = book.add_format(HEADER)
        for table in tables:
            page = book.add_worksheet(in_language(table.name, said))
            for index, column in enumerate(table.columns):
                page.set_column(index, index, column.width)
                page.write_string(0, index, in_language(column.title, said), header)
                page.write_blank(1, index, None, formats[column.kind])
            page.write_blank(2, 0, None, link)
            page.write_blank(2, 1, None, header)
            rows = min(len(table.rows), MOST_ROWS)
            page.freeze_panes(1, 0)
            on_paper(page, header_rows=(0, 0), last=(rows, len(table.columns) - 1))
            page.autofilter(0, 0, max(rows, 1), len(table.columns) - 1)
    fillings = [_filling(table, properties.document) for table in tables]
    return filled_book(written.getvalue(), fillings, said, properties.document)


def _filling(table: Sheet, document: str) -> SheetFilling:
    columns, many = len(table.columns), len(table.rows)
    if many <= MOST_ROWS:
        return SheetFilling(table.rows, columns, first=2, last=many + 1)
    shown = MOST_ROWS - 1  # the last row says how many more there are, rather than leave them out in silence
    notice = say("{count} more rows are in {document}", count=many - shown, document=document)
    return SheetFilling(islice(table.rows, shown), columns, first=2, last=MOST_ROWS + 1, notice=notice)


def on_paper(page: Any, header_rows: tuple[int, int], last: tuple[int, int]) -> None:
    """How a sheet is printed: A4 across, all columns on one page, the header on each, its cells and no others."""
    page.set_paper(A4)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.fit_to_pages(1, 0)
    page.repeat_rows(*header_rows)
    page.print_area(0, 0, max(last[0], header_rows[1]), last[1])
