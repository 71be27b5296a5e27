"""Tables, erase: rows and cells taken out of a text file, every other byte of it staying as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from svat.tables.delimited import delimiter_of, records
from svat.tables.encoding import AskedEncoding, decoded_for

WHOLE_ROW: frozenset[int] = frozenset()  # in the place of the cells: the row itself goes


def erased(
    data: bytes,
    rows: Mapping[int, Collection[int]],
    recognised: Callable[[Sequence[str]], int],
    asked: AskedEncoding,
) -> bytes | None:
    """The file without the cells of these rows (by the line that each begins on; columns from 0).

    None where it cannot be written again as it was: a workbook, letters that were lost.
    """
    found = decoded_for(data, asked)
    encoding, text = found.guess.encoding, found.text
    if found.lost or "\0" in text:
        return None
    body = text.encode(encoding)
    mark = data[: len(data) - len(body)]
    if mark + body != data or len(mark) > 4:
        return None
    delimiter, _ = delimiter_of(text, recognised)
    kept = "".join(_kept(text, delimiter, rows))
    return mark + kept.encode(encoding)


def _kept(text: str, delimiter: str, rows: Mapping[int, Collection[int]]) -> Iterator[str]:
    """What stays of each record, its end of line included."""
    lines = list(io.StringIO(text, newline=""))
    found = list(records(text, delimiter, "", []))
    ends = [*(row.number for row in found[1:]), len(lines) + 1]
    yield from lines[: found[0].number - 1] if found else lines
    for row, end in zip(found, ends, strict=True):
        own = "".join(lines[row.number - 1 : end - 1])
        if row.number not in rows:
            yield own
        elif rows[row.number] != WHOLE_ROW:
            cells = ["" if k in rows[row.number] else cell for k, cell in enumerate(row.cells)]
            yield _written(cells, delimiter) + own[len(own.rstrip("\r\n")) :]


def _written(cells: Sequence[str], delimiter: str) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, delimiter=delimiter, lineterminator="").writerow(cells)
    return line.getvalue()
