"""Law, lists: a CSV file of one list as rows by column, whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from svat.law.lists.source import SourceFile
from svat.refusals import UnusableInput, said_of
from svat.wording import say, unusable

Row = dict[str, str]
ACCEPT_CUT = say(
    "more may be missing: download it anew, or take it as it is with `law lists add "
    "--accept-cut`: then its hits count, and it clears nobody"
)


def text_of(file: SourceFile, *, encodings: tuple[str, ...] = ("utf-8-sig",)) -> str:
    """The file as text; raises UnusableInput for HTML, XML, JSON, NUL bytes, or text in no given encoding."""
    start = file.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        raise unusable("{file}: is HTML or XML, not CSV", file=file.path)
    if start in (b"{", b"["):
        raise unusable("{file}: is JSON, not CSV", file=file.path)
    if b"\0" in file.data:
        raise unusable(
            "{file}: has NUL bytes, so it is not text in {encodings}", file=file.path, encodings=encodings[0]
        )
    for encoding in encodings:
        try:
            return file.data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unusable("{file}: is not text in {encodings}", file=file.path, encodings=" or ".join(encodings))


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
                raise unusable(
                    "{file}: line {line}: {count} columns, not the {count_2} of the header",
                    file=file.path,
                    line=at,
                    count=len(cells),
                    count_2=len(header),
                )
            rows.append((at, {k: v.strip() for k, v in zip(header, cells, strict=True)}))
    except csv.Error as error:
        raise unusable(
            "{file}: line {line}: is not whole CSV: {error}",
            file=file.path,
            line=reader.line_num + line - 1,
            error=said_of(error),
        ) from error
    if not header:
        raise unusable("{file}: has no header", file=file.path)
    if not text.endswith(("\n", "\r")) and not (file.recorded or file.cut):
        raise unusable(
            "{file}: its last line (line {line}) has no end, so the file may be cut, and {accept_cut}",
            file=file.path,
            line=reader.line_num + line - 1,
            accept_cut=ACCEPT_CUT,
        )
    return rows


def _check_header(where: str, header: list[str], needed: Iterable[str]) -> None:
    for name in needed:
        if header.count(name) != 1:
            raise unusable(
                "{file}: column {name} appears {count} times, not once",
                file=where,
                name=repr(name),
                count=header.count(name),
            )
