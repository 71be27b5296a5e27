"""The council's case file as tables: rows by canonical column, read and written so that the law reads the same.

Exemptions, use of caps, answers and owners are believed whole or not at all: a row is good when the strict readers take
the whole table with it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from svat.files import write
from svat.law.ownership.reader import SCHEMA as OWNERS
from svat.law.ownership.reader import read_owners
from svat.law.record import answers, exemptions, usage
from svat.law.rules.ruleset import Ruleset
from svat.refusals import UnusableInput, said_of
from svat.tables.reader import read_table
from svat.tables.strict import read_strict
from svat.wording import unusable
from svat.wording.kept import from_json, to_json

TableRow = Mapping[str, str]
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "exemptions": (
        "id", "rules", "regime", "country", "authority", "document", "granted_on", "valid_from", "valid_to",
        "exporters", "importers", "hs", "activities", "exporter_companies", "importer_companies", "conditions",
        "confirmed_by",
    ),
    "usage": ("date", "exporter", "importer", "hs", "quantity", "unit", "value", "currency", "reference",
              "published_on", "bbl_per_t"),
    "answers": answers.COLUMNS,
    "owners": tuple(OWNERS.headings),
}  # fmt: skip
_STRICT: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "exemptions": (exemptions.REQUIRED, exemptions.OPTIONAL),
    "usage": (usage.REQUIRED, usage.OPTIONAL),
    "answers": (answers.COLUMNS, ()),
}


def rows_of(table: str, path: Path, rules: Ruleset) -> list[dict[str, str]]:
    """The rows of a table of the case file; what the law reads of them is what it reads of the file.

    Raises UnusableInput where the file cannot be used, or where rows would not say the same.
    """
    rows = _owners(path) if table == "owners" else [row for _, row in read_strict(path, *_STRICT[table])]
    if meant(table, path, rules) != checked(table, rows, rules):
        raise unusable("{file}: rows of it would not say what the file says", file=path)
    return rows


def table_of(table: str, rows: Sequence[TableRow]) -> bytes:
    """Rows as the table's file."""
    extra = sorted({column for row in rows for column in row} - {*COLUMNS[table]})
    header = (*COLUMNS[table], *extra)
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(header)
    out.writerows([row.get(column, "") for column in header] for row in rows)
    return text.getvalue().encode()


def checked(table: str, rows: Sequence[TableRow], rules: Ruleset) -> Any:
    """What the law reads of rows. Raises UnusableInput, naming the file by its name alone, where they cannot stand."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{table}.csv"
        write(path, table_of(table, rows))
        try:
            return meant(table, path, rules)
        except UnusableInput as error:
            raise UnusableInput(_without(folder, said_of(error))) from None


def _without(folder: str, said: str) -> str:
    """What is said of a file, without where it lay."""
    inside = json.dumps(f"{folder}{os.sep}", ensure_ascii=False)[1:-1]
    found: str = from_json(json.loads(json.dumps(to_json(said), ensure_ascii=False).replace(inside, "")))
    return found


def meant(table: str, path: Path, rules: Ruleset) -> Any:
    """What the law reads of a table. Raises UnusableInput."""
    if table == "owners":
        return tuple(replace(stake, place="") for stake in read_owners([path]))
    if table == "exemptions":
        return exemptions.read_exemptions(path, rules)
    if table == "usage":
        return usage.read_usage(path)
    return answers.read_answers(path, rules.end_use.questions)


def _owners(path: Path) -> list[dict[str, str]]:
    """The rows by canonical column; a column that names a kind of identifier keeps its own heading."""
    found: list[dict[str, str]] = []
    for cells in read_table(path, OWNERS):
        row = {column: str(cells.raw(column)).strip() for column in OWNERS.headings}
        for place, heading in cells.header.extra:
            value = str(cells.cells[place]).strip() if place < len(cells.cells) else ""
            if value:
                row[heading] = value
        found.append({column: value for column, value in row.items() if value})
    return found
