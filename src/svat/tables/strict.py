"""Tables, strict: a CSV file in exactly the columns asked for, whole, or one line saying why it cannot be used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path

from svat.files import named, read_text
from svat.refusals import said_of
from svat.wording import unusable

Row = dict[str, str]


def read_strict(
    file: Path | Traversable, required: Iterable[str], optional: Iterable[str] = ()
) -> list[tuple[int, Row]]:
    """(row number, cells by column) of a UTF-8 CSV file; the header is row 1, empty rows are left out.

    Cells are stripped; an optional column that the file lacks reads as empty. A file that is missing, empty,
    not UTF-8, cut inside a quoted cell, or whose header lacks, repeats or misspells a column raises
    UnusableInput: the law is read as a whole or not at all.
    """
    name, text = named(file), read_text(file)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise unusable("{name}: is not a whole CSV file: {error}", name=name, error=said_of(error)) from error
    if not lines or not any(cell.strip() for cell in lines[0]):
        raise unusable("{name}: is empty, a header row was expected", name=name)
    header = [cell.strip() for cell in lines[0]]
    must, may = tuple(required), tuple(optional)
    for column in must:
        if column not in header:
            raise unusable("{name}: row 1: column {column} is missing", name=name, column=repr(column))
    for column in header:
        if column not in must and column not in may:
            raise unusable("{name}: row 1: column {column} is not known", name=name, column=repr(column))
        if header.count(column) > 1:
            raise unusable("{name}: row 1: column {column} appears twice", name=name, column=repr(column))
    rows: list[tuple[int, Row]] = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise unusable(
                "{name}: row {row}: has {count} cells, the header has {count_2}",
                name=name,
                row=number,
                count=len(cells),
                count_2=len(header),
            )
        row = dict.fromkeys(may, "")
        row.update(zip(header, (cell.strip() for cell in cells), strict=True))
        rows.append((number, row))
    if not rows:
        raise unusable("{name}: has a header but no row", name=name)
    return rows
