"""Rolls, said files: refused and noted rows to take away; refused ones as a file that can be mended and sent again.

In CSV a text that a spreadsheet would run as a formula is written behind an apostrophe, which the tables room takes off
again; numbers and telephone numbers stay as they are.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from svat.report.introductions.books.workbook import BookProperties, Sheet, SheetColumn, tables_book
from svat.web.rolls.models import RowSaid
from svat.web.rolls.names import received_name
from svat.wording import Wording, say
from svat.wording.kept import from_text

REASON = "svat: {why}"  # a heading that begins so is passed over when the file is read
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_HARMLESS = re.compile(r"[+-]?[\d\s.,()/–-]*\d[\d\s.,()/–%-]*")  # a number, or how somebody is called up
_BOM = "\ufeff"


def guarded(cell: str) -> str:
    """A cell as CSV may hold it.

    >>> from svat.web.rolls.said_files import guarded
    >>> guarded("=HYPERLINK(1)"), guarded("+82-2-123"), guarded("-5.00")
    ("'=HYPERLINK(1)", '+82-2-123', '-5.00')
    """
    return f"'{cell}" if cell.startswith(_RUNS) and not _HARMLESS.fullmatch(cell) else cell


def refused_rows(said: Iterable[RowSaid], words: Wording) -> tuple[list[str], list[list[str]]]:
    """(headings, rows): the rows as the file has them, with a last column that says why each was refused."""
    records = [(json.loads(x.record) if x.record else {}, x) for x in said]
    headings = list(dict.fromkeys(heading for record, _ in records for heading in record))
    headings = [x for x in headings if not x.startswith("svat:")]
    rows = [
        [*(str(record.get(heading, "")) for heading in headings), _why(x, words)] for record, x in records
    ]
    return [*headings, REASON.format(why=words(say("why it was refused")))], rows


def noted_rows(said: Iterable[RowSaid], words: Wording) -> tuple[list[str], list[list[str]]]:
    """(headings, rows): where each note stands and what it says."""
    headings = [words(x) for x in (say("file"), say("row"), say("column"), say("value"), say("note"))]
    rows = [[x.file, str(x.row or ""), x.column, x.value, words(from_text(x.reason))] for x in said]
    return headings, rows


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV that spreadsheets open with its letters right and run nothing of."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(map(guarded, headings))
    table.writerows([guarded(cell) for cell in row] for row in rows)
    return (_BOM + text.getvalue()).encode("utf-8", "backslashreplace")


def as_xlsx(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], words: Wording) -> bytes:
    """A table as a workbook, each cell a text."""
    columns = tuple(SheetColumn(heading, 18) for heading in headings)
    on = datetime.now(UTC).date()
    return tables_book(
        [Sheet(title, columns, [tuple(row) for row in rows])], BookProperties(title, "svat", on), words
    )


def download_name(name: str, what: str, ending: str) -> str:
    """What a download is called: the file's own name, and what of it."""
    return received_name(f"{name.rpartition('.')[0][:150]} – {what}.{ending}")


def _why(x: RowSaid, words: Wording) -> str:
    reason = words(from_text(x.reason))
    return f"{x.column}: {reason}" if x.column else reason
