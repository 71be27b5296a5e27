"""Report, introductions: refused.csv, the rows that were not used, safe to open in any spreadsheet program."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from svat.files import write
from svat.report.introductions import views
from svat.report.introductions.model import Outcome

HEADER = ("file", "row", "column", "value", "reason", "record")
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def guarded(text: str) -> str:
    """Text that a spreadsheet program will not run as a formula: a leading ' where it could.

    A text that already begins with ' gets another one: taking one leading ' off gives back the original.
    """
    return "'" + text if text.startswith(_GUARDED) else text


def write_refused(outcome: Outcome, path: Path) -> Path:
    """Write one line per refused row as UTF-8 with BOM; only the header when nothing was refused.

    It goes back to whoever sent the roll, so that each row stands there as it was written.
    """
    views.check(outcome)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in views.refused_rows(outcome):
        words = (row.column, row.value, row.reason, row.record)
        column, value, reason, record = (guarded(word) for word in words)
        writer.writerow((guarded(row.file), row.row, column, value, reason, record))
    write(path, text.getvalue().encode("utf-8-sig", "backslashreplace"))
    return path
