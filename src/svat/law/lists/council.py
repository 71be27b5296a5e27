"""Law, lists: the council's own list, a CSV file as an office makes it."""

from __future__ import annotations

from datetime import date

from svat.law import births
from svat.law.lists.csvfile import rows_of, text_of
from svat.law.lists.model import Entry, EntryKind, ListedName
from svat.law.lists.name_fields import names_of
from svat.law.lists.registries import with_country
from svat.law.lists.source import ListFiles
from svat.text.official.stated import in_field
from svat.wording import unusable

_HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "№", "номер", "код"),
    "name": ("name", "имя", "название", "наименование"),
    "type": ("type", "тип", "вид"),
    "aliases": ("aliases", "другие имена", "другие названия", "псевдонимы"),
    "weak_aliases": ("weak_aliases", "weak aliases", "слабые псевдонимы", "ненадёжные имена"),
    "country": ("country", "страна"),
    "birth_date": births.HEADINGS,
    "identifiers": ("identifiers", "идентификаторы", "инн", "реквизиты"),
    "reason": ("reason", "причина", "основание"),
}
_COLUMN = {heading: column for column, headings in _HEADINGS.items() for heading in headings}
_TYPES: dict[str, EntryKind] = {
    "": "unknown", "unknown": "unknown", "неизвестно": "unknown",
    "person": "person", "individual": "person", "лицо": "person", "физлицо": "person", "человек": "person",
    "organisation": "organisation", "organization": "organisation", "company": "organisation",
    "организация": "organisation", "компания": "organisation", "юрлицо": "organisation",
    "vessel": "vessel", "ship": "vessel", "судно": "vessel",
    "aircraft": "aircraft", "самолёт": "aircraft", "самолет": "aircraft",
}  # fmt: skip


def read(source: ListFiles) -> tuple[list[Entry], list[str], date | None]:
    """Entries in file order, oddities, and None: the file does not say when it was made.

    Several values in a cell are parted by `|`, or by `;` where that does not part the columns.
    Raises UnusableInput when the file is cut, of another kind or out of form.
    """
    file = source.file("list")
    if file is None:
        raise unusable("{publisher}: the list file is needed", publisher=source.publisher)
    text = text_of(file, encodings=("utf-8-sig", "cp1251"))
    heading = text.lstrip().partition("\n")[0]
    delimiter = max(";,\t", key=heading.count)
    splitter = "|" if delimiter == ";" else ";"
    entries: dict[str, Entry] = {}
    for line, row in rows_of(file, text, ("id", "name"), delimiter=delimiter, column=_column):
        where = f"{file.path}: line {line}"
        if strange := sorted(set(row) - set(_HEADINGS)):  # a misspelt heading must not hide names
            raise unusable(
                "{file}: column {strange} is not one of {headings}",
                file=file.path,
                strange=repr(strange[0]),
                headings=", ".join(_HEADINGS),
            )
        if not row["id"] or not row["name"]:
            raise unusable("{file}: has no {value}", file=where, value="id" if not row["id"] else "name")
        if row["id"] in entries:
            raise unusable("{file}: id {id} appears twice", file=where, id=row["id"])
        kind = _TYPES.get(row.get("type", "").casefold())
        if kind is None:
            raise unusable(
                "{file}: type is {value}, not person, organisation, vessel or aircraft",
                file=where,
                value=repr(row["type"]),
            )

        def many(column: str, row: dict[str, str] = row) -> list[str]:
            cell = row.get(column, "").replace("|", splitter)
            return [part.strip() for part in cell.split(splitter) if part.strip()]

        names = [ListedName(one) for name in (row["name"], *many("aliases")) for one in names_of(name)]
        names += (ListedName(one, "weak") for name in many("weak_aliases") for one in names_of(name))
        entries[row["id"]] = Entry(
            id=row["id"],
            publisher=source.publisher,
            kind=kind,
            names=tuple(dict.fromkeys(names)),
            version=source.version,
            countries=tuple(many("country")),
            identifiers=tuple(_identifier(number) for number in many("identifiers")),
            remarks=row.get("reason", ""),
            births=births.births_of(many("birth_date")),
        )
    return list(entries.values()), [], None


def _column(cell: str) -> str:
    said = " ".join(cell.split())
    return _COLUMN.get(said.casefold(), said)


def _identifier(text: str) -> tuple[str, str]:
    """ "INN: 77" and "INN 77" are what it is and the number; a number alone is just that."""
    what, colon, number = text.partition(":")
    if not colon:
        if found := in_field(text):
            return with_country(found[0], found[2]), found[1]
        what, _, number = text.rpartition(" ")
    return (what.strip(), number.strip()) if what.strip() and number.strip() else ("Number", text)
