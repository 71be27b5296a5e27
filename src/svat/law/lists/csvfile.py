"""Law, lists: a CSV file of one list as rows by column, whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from svat.law.lists.source import SourceFile
from svat.refusals import UnusableInput

Row = dict[str, str]
ACCEPT_CUT = (
    "more may be missing: download it anew, or take it as it is with `law lists add --accept-cut`: then its hits "
    "count, and it clears nobody"
)


def text_of(file: SourceFile, *, encodings: tuple[str, ...] = ("utf-8-sig",)) -> str:
    """The file as text; raises UnusableInput for HTML, XML, JSON, NUL bytes, or text in no given encoding."""
    start = file.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        raise UnusableInput(f"{file.path}: is HTML or XML, not CSV")
    if start in (b"{", b"["):
        raise UnusableInput(f"{file.path}: is JSON, not CSV")
    if b"\0" in file.data:
        raise UnusableInput(f"{file.path}: has NUL bytes, so it is not text in {encodings[0]}")
    for encoding in encodings:
        try:
            return file.data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableInput(f"{file.path}: is not text in {' or '.join(encodings)}")


def western(file: SourceFile) -> str:
    """The file as text in UTF-8, or in windows-1252 if nothing in it is UTF-8 beyond ASCII; raises as `text_of` does.

    A file that is UTF-8 but for a few bytes is damaged: read as windows-1252, its names would be other names.
    """
    try:
        return text_of(file)
    except UnusableInput:
        if not file.data.decode("utf-8", "ignore").isascii():
            raise
    return text_of(file, encodings=("cp1252",))


def rows_of(
    file: SourceFile,
    text: str,
    needed: Iterable[str],
    *,
    delimiter: str = ",",
    line: int = 1,
    column: Callable[[str], str] = str.strip,
) -> list[tuple[int, Row]]:
    """(line, cells by column) of every row that is not blank; `line` is the header's, `column` mends its cells.

    Blank cells beyond the last column, as spreadsheets leave them, do not count. Raises UnusableInput when the
    header lacks or repeats a column, a row has more or fewer cells than it, a quotation is open, or the last line
    has no end (the file was cut), unless the manifest records the file.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    rows: list[tuple[int, Row]] = []
    header: list[str] = []
    try:
        for written in reader:
            cells = written
            at = reader.line_num + line - 1
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [column(cell) for cell in cells]
                while not header[-1]:
                    header.pop()
                _check_header(f"{file.path}: line {at}", header, needed)
                continue
            if len(cells) > len(header) and not any(cell.strip() for cell in cells[len(header) :]):
                cells = cells[: len(header)]
            if len(cells) != len(header):
                raise UnusableInput(
                    f"{file.path}: line {at}: {len(cells)} columns, not the {len(header)} of the header"
                )
            rows.append((at, {k: v.strip() for k, v in zip(header, cells, strict=True)}))
    except csv.Error as error:
        raise UnusableInput(
            f"{file.path}: line {reader.line_num + line - 1}: is not whole CSV: {error}"
        ) from error
    if not header:
        raise UnusableInput(f"{file.path}: has no header")
    if not text.endswith(("\n", "\r")) and not (file.recorded or file.cut):
        raise UnusableInput(
            f"{file.path}: its last line (line {reader.line_num + line - 1}) has no end, so the file may be cut, and "
            f"{ACCEPT_CUT}"
        )
    return rows


def _check_header(where: str, header: list[str], needed: Iterable[str]) -> None:
    for name in needed:
        if header.count(name) != 1:
            raise UnusableInput(f"{where}: column {name!r} appears {header.count(name)} times, not once")
