"""Report, books: a table that people fill in: answers.xlsx of one company, decisions.xlsx of the council.

Cells to fill are the only ones that can be written; they have lists to choose from and take no day before the run's.
What they hold is read back by svat.market.decisions, which knows the headings and the words.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from svat.report.introductions import views
from svat.report.introductions.books.cells import Cell, fitting, in_language
from svat.report.introductions.books.rows import SheetFilling, TableRows, filled_book
from svat.report.introductions.books.workbook import (
    HEADER,
    NUMBER_FORMATS,
    BookProperties,
    Format,
    book_of,
    on_paper,
)
from svat.wording import Wording, say

Fill = Literal["", "decision", "day", "reason"]  # "": the cell is locked

ACCEPT, DECLINE = say("Accept"), say("Decline")
# Together they fit a list in a cell, 255 characters in any language, and none has a comma, which would part it.
REASONS = (
    say("Not our goods"),
    say("Price or terms"),
    say("No capacity now"),
    say("We know each other"),
    say("Other reason"),
)
_LAST_DAY = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a form."""

    title: str
    width: int
    fill: Fill = ""
    kind: Format = "text"
    faint: bool = False  # for machines more than for people


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One form: lines above the table, and the table."""

    name: str
    above: Sequence[str]  # a title, and how to fill it in
    columns: Sequence[FormColumn]
    rows: TableRows


def form_book(form: FormSheet, properties: BookProperties, said: Wording) -> bytes:
    """The form as a workbook of one sheet, in the wording's language; the same form gives the same bytes."""
    return _book(form, form.rows, properties, said)


def long_form_book(form: FormSheet, properties: BookProperties, said: Wording) -> bytes:
    """The same workbook of a form of very many rows, none of which is kept; of other bytes."""
    sample: list[tuple[Cell, ...]] = [(None,) * len(form.columns)]
    top = len(form.above) + 2  # row of the header, from 1
    filling = SheetFilling(form.rows, len(form.columns), top + 1, top + len(form.rows), blanks=True)
    return filled_book(_book(form, sample, properties, said), [filling], said)


def _book(
    form: FormSheet, rows: Iterable[tuple[Cell, ...]], properties: BookProperties, said: Wording
) -> bytes:
    """The form as a workbook with these rows in it, all else being made for the form's own."""
    written = io.BytesIO()
    with book_of(written, properties) as book:
        page = book.add_worksheet(in_language(form.name, said))
        _above(book, page, form, said)
        top = len(form.above) + 1
        _header(book, page, form, said, top)
        locked = _writer(book, said, {"bottom": 4, "bottom_color": "#B9C3CE"})
        faint = _writer(
            book, said, {"font_color": "#566170", "font_size": 8, "bottom": 4, "bottom_color": "#B9C3CE"}
        )
        open_ = _writer(
            book, said, {"bg_color": "#FFF8DC", "border": 1, "border_color": "#B9C3CE", "locked": False}
        )
        for number, row in enumerate(rows, start=top + 1):
            for index, (column, cell) in enumerate(zip(form.columns, row, strict=True)):
                writer = open_ if column.fill else faint if column.faint else locked
                writer(page, (number, index), cell, column.kind)
        last = top + max(len(form.rows), 1)
        _choices(page, form, said, (top + 1, last), properties.on)
        page.freeze_panes(top + 1, 0)
        page.autofilter(top, 0, last, len(form.columns) - 1)
        on_paper(page, header_rows=(top, top), last=(last, len(form.columns) - 1))
        page.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _CellWriter:
    """Writes one cell of a form, text as text."""

    formats: Mapping[Format, Any]
    said: Wording

    def __call__(self, page: Any, at: tuple[int, int], cell: Cell, kind: Format) -> None:
        """Write a cell at (row, column); an empty one for its look."""
        look = self.formats[kind]
        match cell:
            case None | "":
                page.write_blank(*at, None, look)
            case str():
                page.write_string(*at, fitting(cell, self.said), look)
            case date():
                page.write_datetime(*at, datetime.combine(cell, time()), look)
            case float():
                page.write_number(*at, round(cell, views.DIGITS), look)
            case int():
                page.write_number(*at, cell, look)


def _above(book: Any, page: Any, form: FormSheet, said: Wording) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    how = book.add_format({"text_wrap": False, "font_color": "#566170"})
    for row, line in enumerate(form.above):
        page.write_string(row, 0, in_language(line, said), how if row else title)


def _header(book: Any, page: Any, form: FormSheet, said: Wording, row: int) -> None:
    plain, to_fill = book.add_format(HEADER), book.add_format({**HEADER, "bg_color": "#F5E6A8"})
    for index, column in enumerate(form.columns):
        page.set_column(index, index, column.width)
        page.write_string(row, index, in_language(column.title, said), to_fill if column.fill else plain)


def _writer(book: Any, said: Wording, look: dict[str, Any]) -> _CellWriter:
    formats = {
        kind: book.add_format({"num_format": code, "valign": "top", "text_wrap": True, **look})
        for kind, code in NUMBER_FORMATS.items()
    }
    return _CellWriter(formats, said)


def _choices(page: Any, form: FormSheet, said: Wording, rows: tuple[int, int], on: date) -> None:
    """What may be written into the cells to fill."""
    for index, column in enumerate(form.columns):
        place = (rows[0], index, rows[1], index)
        if column.fill == "decision":
            words = [said(ACCEPT), said(DECLINE)]
            wrong = said(say("Choose {accept} or {decline}", accept=words[0], decline=words[1]))
            page.data_validation(*place, {"validate": "list", "source": words, "error_message": wrong})
        elif column.fill == "reason":
            reasons = [said(reason) for reason in REASONS]
            page.data_validation(*place, {"validate": "list", "source": reasons, "show_error": False})
        elif column.fill == "day":
            days = {"validate": "date", "criteria": "between", "minimum": on, "maximum": on + _LAST_DAY}
            wrong = said(say("Write the day of the answer, such as {day}", day=on.isoformat()))
            page.data_validation(*place, {**days, "error_message": wrong})
