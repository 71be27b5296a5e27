"""Law, lists: OpenSanctions' table of targets, targets.simple.csv."""

from __future__ import annotations

import csv
import re
from datetime import date

from svat.law.births import births_of
from svat.law.lists.csvfile import rows_of, text_of
from svat.law.lists.ftm import KINDS, THINGS
from svat.law.lists.model import Entry, ListedName
from svat.law.lists.name_fields import names_of
from svat.law.lists.source import ListFiles
from svat.law.lists.unnamed import screenable
from svat.text.official.check_digits import lei
from svat.text.official.stated import in_sentences
from svat.wording import unusable

_LEI = re.compile(r"(?=.*[A-Z])[A-Z0-9]{18}\d\d")
_COLUMNS = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions",
    "phones", "emails", "dataset", "first_seen", "last_seen",
)  # fmt: skip


def read(source: ListFiles) -> tuple[list[Entry], list[str], date | None]:
    """Entries in file order, oddities, and the latest day on which the file says that a target was seen.

    Raises UnusableInput when the file is cut, of another kind or out of form.
    """
    file = source.file("targets")
    if file is None:
        raise unusable("{publisher}: the targets file is needed", publisher=source.publisher)
    entries: dict[str, Entry] = {}
    seen: set[date] = set()
    things: set[str] = set()
    for line, row in rows_of(file, text_of(file), _COLUMNS):
        where = f"{file.path}: line {line}"
        if not row["id"] or not row["schema"]:
            raise unusable("{file}: has no {value}", file=where, value="id" if not row["id"] else "schema")
        if row["id"] in entries:
            raise unusable("{file}: {id} appears twice", file=where, id=row["id"])
        if row["last_seen"]:
            try:
                seen.add(date.fromisoformat(row["last_seen"][:10]))
            except ValueError:
                raise unusable(
                    "{file}: last_seen is {last_seen}, not a date",
                    file=where,
                    last_seen=repr(row["last_seen"]),
                ) from None
        names, identifiers = _known_by(row)
        # Without programme ids: what begins the text on each sanction, "programme - reason - date".
        programs = _parts(row, "program_ids") or [s.partition(" - ")[0] for s in _parts(row, "sanctions")]
        if row["schema"] in THINGS:
            things.add(row["id"])
        entries[row["id"]] = Entry(
            id=row["id"],
            publisher=source.publisher,
            kind=KINDS.get(row["schema"], "unknown"),
            names=tuple(dict.fromkeys(ListedName(one) for name in names for one in names_of(name))),
            version=source.version,
            programs=tuple(dict.fromkeys(programs)),
            countries=tuple(dict.fromkeys(_parts(row, "countries"))),
            identifiers=tuple(dict.fromkeys(map(_labelled, identifiers))),
            datasets=tuple(dict.fromkeys(_parts(row, "dataset"))),
            births=births_of(_parts(row, "birth_date")),
        )
    kept, remarks = screenable(file.path, entries.values(), things)
    return kept, remarks, max(seen, default=None)


def _known_by(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Names and identifiers of a row. A target without a name is called by its kind ("Legal entity") or a number."""
    name, aliases, identifiers = row["name"], _parts(row, "aliases"), _parts(row, "identifiers")
    by_kind = name.replace(" ", "").casefold() == row["schema"].casefold()
    if not name or by_kind or name in identifiers:
        return aliases, identifiers
    if row["schema"] == "CryptoWallet" and " " not in name:
        return aliases, [*identifiers, name]
    return [name, *aliases], identifiers


def _labelled(number: str) -> tuple[str, str]:
    """What a number is, where its form says so (the file does not), and the number."""
    if stated := in_sentences(number):
        return stated[0]
    if _LEI.fullmatch(number) and lei(number):
        return "LEI", number
    return "Number", number


def _parts(row: dict[str, str], column: str) -> list[str]:
    """The values of a cell: a row of CSV of its own, with semicolons, so that a value may hold one in quotes."""
    text = row.get(column, "")
    try:
        cells = next(csv.reader([text], delimiter=";", strict=True), [])
    except csv.Error:  # of an older file, that did not quote
        cells = text.split(";")
    return [" ".join(part.split()) for part in cells if part.strip()]
