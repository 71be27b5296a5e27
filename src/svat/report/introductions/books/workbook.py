"""Report, books: a workbook of plain tables: text is text, never a formula; the same tables give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal

import xlsxwriter

from svat.notation import Written
from svat.report.introductions import views
from svat.wording import Said, Wording, say

Format = Literal["text", "count", "share", "score", "date"]


@dataclass(frozen=True, slots=True)
class CellLink:
    """Text that leads to a row of a sheet of the same workbook."""

    text: str
    sheet: str  # as the workbook names it
    row: int  # from 0, the header


Cell = str | int | float | date | CellLink | None

LONGEST_CELL = 32_767  # characters: the file format's own limit
MOST_ROWS = 1_048_575  # below the header: the file format's own limit
MOST_LINKS = 65_000  # of one sheet: spreadsheet programs follow no more than 65,530
WHOLE = "introductions.json"  # the document that holds everything, where nothing else is said
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
    rows: Sequence[tuple[Cell, ...]]


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
        writer = CellWriter(formats, link, said, properties.document)
        header = book.add_format(HEADER)
        for table in tables:
            _write_sheet(book.add_worksheet(in_language(table.name, said)), table, writer, header)
    return written.getvalue()


def in_language(text: str, said: Wording) -> str:
    """A text of svat's in the wording's language; any other as it is."""
    return said(text) if isinstance(text, Said | Written) else text


def sound(text: str) -> str:
    """Text that can be written: a lone surrogate becomes its escape."""
    return text.encode("utf-8", "backslashreplace").decode()


def _write_sheet(page: Any, table: Sheet, writer: CellWriter, header: Any) -> None:
    for index, column in enumerate(table.columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, in_language(column.title, writer.said), header)
    rows = table.rows[:MOST_ROWS]
    page.freeze_panes(1, 0)
    on_paper(page, header_rows=(0, 0), last=(len(rows), len(table.columns) - 1))
    page.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    links = 0
    for number, row in enumerate(rows, start=1):
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            links += isinstance(cell, CellLink)
            writer(
                page,
                (number, index),
                cell.text if isinstance(cell, CellLink) and links > MOST_LINKS else cell,
                column.kind,
            )
    if len(table.rows) > MOST_ROWS:  # said in the last row rather than left out in silence
        missing = len(table.rows) - MOST_ROWS + 1
        more = say("{count} more rows are in {document}", count=missing, document=writer.document)
        page.write_string(MOST_ROWS, 0, in_language(more, writer.said), header)


def on_paper(page: Any, header_rows: tuple[int, int], last: tuple[int, int]) -> None:
    """How a sheet is printed: A4 across, all columns on one page, the header on each, its cells and no others."""
    page.set_paper(A4)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.fit_to_pages(1, 0)
    page.repeat_rows(*header_rows)
    page.print_area(0, 0, max(last[0], header_rows[1]), last[1])


@dataclass(frozen=True)
class CellWriter:
    """Writes one cell of any kind, text as text."""

    formats: Mapping[Format, Any]
    link: Any
    said: Wording
    document: str = WHOLE
    _written: dict[int, tuple[str, str]] = field(default_factory=dict, repr=False)

    def __call__(self, page: Any, at: tuple[int, int], cell: Cell, kind: Format) -> None:
        """Write a cell at (row, column); an empty one is left out."""
        match cell:
            case None | "":
                pass
            case CellLink():
                target = in_language(cell.sheet, self.said).replace("'", "''")
                page.write_url(*at, f"internal:'{target}'!A{cell.row + 1}", self.link, self.text(cell.text))
            case str():
                page.write_string(*at, self.text(cell), self.formats[kind])
            case date():
                page.write_datetime(*at, datetime.combine(cell, time()), self.formats[kind])
            case float():
                page.write_number(*at, round(cell, views.DIGITS), self.formats[kind])
            case int():
                page.write_number(*at, cell, self.formats[kind])

    def text(self, text: str) -> str:
        """Text as a cell can hold it, cut where it is too long."""
        if not isinstance(text, Said | Written):
            return self._fitting(text)
        if id(text) not in self._written:
            self._written[id(text)] = text, self._fitting(self.said(text))  # it stays, and so does its id
        return self._written[id(text)][1]

    def _fitting(self, shown: str) -> str:
        if len(shown) > LONGEST_CELL:
            more = self.said(say(" … (cut: the whole text is in {document})", document=self.document))
            shown = shown[: LONGEST_CELL - len(more)] + more
        return sound(shown)
