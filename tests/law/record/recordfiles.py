"""Small invented records, written as the office's files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

EXEMPTION = {
    "id": "EX-1", "rules": "KP-AVFUEL", "authority": "Invented Committee", "document": "INV/1",
    "granted_on": "2017-01-10", "valid_from": "2017-02-01", "valid_to": "2017-10-31", "exporters": "RU",
    "importers": "KP", "hs": "271019", "conditions": "invented: for one named flight",
    "confirmed_by": "officer 1",
}  # fmt: skip
USE = {
    "date": "2017-02-01", "exporter": "KP", "importer": "CN", "hs": "270112", "quantity": "5000000",
    "unit": "t", "value": "200000000", "currency": "USD", "reference": "INV-1",
}  # fmt: skip
ANSWER = {
    "a": "a", "b": "b", "question": "MEU-1", "answer": "no", "answered_by": "officer 1",
    "answered_on": "2017-01-01", "valid_to": "2017-12-31",
}  # fmt: skip


def write(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """A CSV file of these rows."""
    table = list(rows)
    columns = list(dict.fromkeys(column for row in table for column in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, columns, restval="")
        out.writeheader()
        out.writerows(table)
    return path
