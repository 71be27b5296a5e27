"""Law, lists: the UK's consolidated list of financial sanctions targets from OFSI's CSV file (ConList.csv).

The first line gives the date of the file, the second is the header; an entry has a row per name and address.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from svat.law.lists.csvfile import Row, rows_of, text_of
from svat.law.lists.model import Entry, EntryKind, ListedName
from svat.law.lists.several import names_in
from svat.law.lists.source import Source
from svat.roll.model import UnusableInput

_NAME_PARTS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")  # the family name is part 6
_NEEDED = (*_NAME_PARTS, "Group Type", "Alias Type", "Regime", "Group ID")
_KINDS: dict[str, EntryKind] = {"individual": "person", "entity": "organisation", "ship": "vessel"}
_FIRST = re.compile(r"Last Updated,\s*\"?(\d{1,2}/\d{1,2}/\d{4})\"?,*\s*")
_IMO = re.compile(r"\bIMO\s*(?:number)?\W{0,3}(\d{7})\b", re.IGNORECASE)
_NUMBERS = (  # part of a column's name in lower case → what the number is
    ("passport number", "Passport"),
    ("national identification number", "National identification"),
    ("imo number", "IMO"),
    ("business registration", "Registration number"),
)
_ITEM = re.compile(r"\(\d{1,2}\)\s*")  # "(1) Exampleland (2) Samplia"


def read(source: Source) -> tuple[list[Entry], list[str], date | None]:
    """Entries in the order of their first rows, oddities, and the date in the first line.

    Raises UnusableInput when the file is cut, of another kind or out of form.
    """
    file = source.file("conlist")
    if file is None:
        raise UnusableInput(f"{source.publisher}: the conlist file is needed")
    first, _, rest = text_of(file).partition("\n")
    said = _FIRST.fullmatch(first)
    if said is None:
        raise UnusableInput(
            f"{file.path}: line 1: is not 'Last Updated,dd/mm/yyyy', so it is not OFSI's list"
        )
    try:
        made = datetime.strptime(said[1], "%d/%m/%Y").date()  # noqa: DTZ007 - a day without a clock
    except ValueError:
        raise UnusableInput(f"{file.path}: line 1: {said[1]!r} is not a date") from None
    entries: dict[str, Entry] = {}
    primary: dict[str, bool] = {}
    for line, row in rows_of(file, rest, _NEEDED, line=2):
        where = f"{file.path}: line {line}"
        found = _entry(source, where, row)
        main = row["Alias Type"].casefold() in ("primary name", "primary name variation")
        before = entries.get(found.id)
        if before is None:
            entries[found.id], primary[found.id] = found, main
            continue
        if before.kind != found.kind:
            raise UnusableInput(f"{where}: group {found.id} is {found.kind} here and {before.kind} above")
        ahead = main and not primary[found.id]
        primary[found.id] |= main
        entries[found.id] = _joined(found, before) if ahead else _joined(before, found)
    return list(entries.values()), [], made


def _entry(source: Source, where: str, row: Row) -> Entry:
    if not row["Group ID"].isdecimal():
        raise UnusableInput(f"{where}: Group ID is {row['Group ID']!r}, not a number")
    kind = _KINDS.get(row["Group Type"].casefold())
    if kind is None:
        raise UnusableInput(f"{where}: Group Type is {row['Group Type']!r}, not Individual, Entity or Ship")
    name = " ".join(filter(None, (row[part] for part in _NAME_PARTS)))
    original = row.get("Name Non-Latin Script", "")
    if not name and not original:
        raise UnusableInput(f"{where}: group {row['Group ID']} has no name")
    weak = row.get("Alias Quality", "").casefold() == "low quality"
    names = [ListedName(x, "weak" if weak else "strong") for x in (names_in(name) if name else ())]
    names += (ListedName(text) for text in (names_in(original) if original else ()))
    countries = [x for k in ("Nationality", "Country") for x in _items(row.get(k, ""))]
    remarks = row.get("Other Information", "")
    identifiers = [("IMO", imo) for imo in _IMO.findall(remarks)]
    for column, text in row.items():
        label = next((what for part, what in _NUMBERS if part in column.casefold()), None)
        if label is not None and "details" not in column.casefold():
            identifiers += ((label, number) for number in _items(text))
    return Entry(
        id=row["Group ID"],
        publisher=source.publisher,
        kind=kind,
        names=tuple(dict.fromkeys(names)),
        version=source.version,
        programs=tuple(filter(None, (row["Regime"],))),
        countries=tuple(dict.fromkeys(countries)),
        identifiers=tuple(dict.fromkeys(identifiers)),
        remarks=remarks,
    )


def _items(text: str) -> list[str]:
    return [part.strip() for part in _ITEM.split(text) if part.strip()]


def _joined(a: Entry, b: Entry) -> Entry:
    return replace(
        a,
        names=tuple(dict.fromkeys(a.names + b.names)),
        programs=tuple(dict.fromkeys(a.programs + b.programs)),
        countries=tuple(dict.fromkeys(a.countries + b.countries)),
        identifiers=tuple(dict.fromkeys(a.identifiers + b.identifiers)),
        remarks=a.remarks or b.remarks,
    )
