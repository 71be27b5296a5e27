"""Rolls, company book: a list of companies as a workbook, written a piece at a time; text is text, memory bounded."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO, Any

import xlsxwriter

from svat.council.rolls import CANONICAL
from svat.web.paging import in_pieces
from svat.web.people.models import Member
from svat.web.rolls.column_words import column_word
from svat.web.rolls.company_filter import CompanyFilter
from svat.web.rolls.company_queries import companies, values_of
from svat.wording import Wording, say, unusable

MOST = 100_000  # companies of one workbook
_PIECE = 500
_NUMBERS = frozenset(("founded", "employees", "turnover_year"))
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def company_rows(
    member: Member, asked: CompanyFilter, told: Callable[[int], None] = lambda _: None
) -> Iterator[list[str | int]]:
    """Every company of a filter in its order, a row each; whole numbers as numbers, all else as text."""
    found = asked.of_these(companies(member)).select_related("corridor")
    for number, rows in enumerate(in_pieces(found.defer("search_key"), asked.order, _PIECE)):
        told(number * _PIECE)
        for x in rows:
            values = values_of(x.fields)
            yield [
                x.corridor.a if x.side == "a" else x.corridor.b,
                *(_cell(column, values.get(column, "")) for column in CANONICAL),
            ]


def company_book(
    member: Member,
    asked: CompanyFilter,
    words: Wording,
    on: datetime,
    told: Callable[[int], None] = lambda _: None,
) -> IO[bytes]:
    """The workbook of a list, in a file that is gone when it is closed; `told` how many companies are written.

    Raises UnusableInput where it is too long.
    """
    headings = [words(say("side")), *(words(column_word(column)) for column in CANONICAL)]
    return book_of(words(say("Companies")), headings, company_rows(member, asked, told), on)


def book_of(
    title: str, headings: Iterable[str], rows: Iterable[Iterable[str | int]], on: datetime
) -> IO[bytes]:
    """Rows as a workbook of one sheet. Raises UnusableInput for more than a workbook of ours has."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
    into = _BookFile(out)
    try:
        # What the rows are gathered in has names: in a folder of its own nothing of them stays, whatever happens.
        with tempfile.TemporaryDirectory(prefix="svat-book-") as beside:
            _write_book(xlsxwriter.Workbook(into, _OPTIONS | {"tmpdir": beside}), title, (headings, rows), on)
    except BaseException:
        into.broken_off = True
        out.close()
        raise
    out.seek(0)
    return out


class _BookFile:
    """What a workbook is written into. Once that is broken off it takes all and keeps nothing.

    An archive that was begun writes its end when it is thrown away, wherever that may be.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.broken_off = False

    def write(self, data: bytes) -> int:
        """As a file does."""
        return len(data) if self.broken_off else self._file.write(data)

    def seek(self, place: int, whence: int = 0) -> int:
        """As a file does."""
        return 0 if self.broken_off else self._file.seek(place, whence)

    def tell(self) -> int:
        """As a file does."""
        return 0 if self.broken_off else self._file.tell()

    def flush(self) -> None:
        """As a file does."""
        if not self.broken_off:
            self._file.flush()


def _write_book(
    book: xlsxwriter.Workbook,
    title: str,
    table: tuple[Iterable[str], Iterable[Iterable[str | int]]],
    on: datetime,
) -> None:
    headings, rows = table
    book.set_properties({"title": title, "created": on.replace(tzinfo=None)})
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    page = book.add_worksheet(title[:31])
    page.freeze_panes(1, 0)
    last = 0
    for column, heading in enumerate(headings):
        page.set_column(column, column, 18)
        page.write_string(0, column, heading, bold)
        last = column
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MOST:
            raise unusable("more than {count} rows; narrow the filter", count=MOST)
        for column, cell in enumerate(row):
            _write(
                page.write_number if isinstance(cell, int) else page.write_string, count, column, cell, text
            )
    page.autofilter(0, 0, max(count, 1), last)
    book.close()


def _write(write: Callable[..., Any], row: int, column: int, cell: str | int, text: Any) -> None:
    if isinstance(cell, int):
        write(row, column, cell)
    elif cell:
        write(row, column, cell, text)


def _cell(column: str, value: str) -> str | int:
    return int(value) if column in _NUMBERS and value.isascii() and value.isdigit() else value
