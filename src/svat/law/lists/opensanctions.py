"""Law, lists: OpenSanctions' files: targets.simple.csv, and FollowTheMoney entities as lines of JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from svat.law.lists.csvfile import rows_of, text_of
from svat.law.lists.model import Entry, EntryKind, ListedName
from svat.law.lists.source import Source
from svat.roll.model import UnusableInput

_COLUMNS = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions",
    "phones", "emails", "dataset", "first_seen", "last_seen",
)  # fmt: skip
_KINDS: dict[str, EntryKind] = {
    "Person": "person",
    "Company": "organisation",
    "Organization": "organisation",
    "PublicBody": "organisation",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}  # LegalEntity may be either, so it is unknown
_NUMBERS = {
    "idNumber": "ID number", "innCode": "INN", "ogrnCode": "OGRN", "leiCode": "LEI", "imoNumber": "IMO",
    "passportNumber": "Passport", "registrationNumber": "Registration number", "taxNumber": "Tax number",
}  # fmt: skip
_NAMES = ("name", "alias", "previousName")
_COUNTRIES = ("country", "nationality", "jurisdiction", "citizenship", "flag")


def read_simple(source: Source) -> tuple[list[Entry], list[str], date | None]:
    """Entries in file order, oddities, and the latest day on which the file says that a target was seen.

    Raises UnusableInput when the file is cut, of another kind or out of form.
    """
    file = source.file("targets")
    if file is None:
        raise UnusableInput(f"{source.publisher}: the targets file is needed")
    entries: dict[str, Entry] = {}
    seen: set[date] = set()
    for line, row in rows_of(file, text_of(file), _COLUMNS):
        where = f"{file.path}: line {line}"
        if not row["id"] or not row["name"]:
            raise UnusableInput(f"{where}: has no {'id' if not row['id'] else 'name'}")
        if row["id"] in entries:
            raise UnusableInput(f"{where}: {row['id']} stands there twice")
        names = [row["name"], *_parts(row["aliases"])]
        try:
            seen.add(date.fromisoformat(row["last_seen"][:10]))
        except ValueError:
            raise UnusableInput(f"{where}: last_seen is {row['last_seen']!r}, not a date") from None
        entries[row["id"]] = Entry(
            id=row["id"],
            publisher=source.publisher,
            kind=_KINDS.get(row["schema"], "unknown"),
            names=tuple(dict.fromkeys(ListedName(name) for name in names)),
            version=source.version,
            programs=tuple(dict.fromkeys(_parts(row["sanctions"]))),
            countries=tuple(dict.fromkeys(_parts(row["countries"]))),
            identifiers=tuple(dict.fromkeys(("Number", number) for number in _parts(row["identifiers"]))),
            remarks=row["dataset"],
        )
    return list(entries.values()), [], max(seen, default=None)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def read_ftm(source: Source) -> tuple[list[Entry], list[str], date | None]:
    """Listed targets in file order, how many lines were passed over, and the latest day of the file's own.

    A target has a topic of sanctions, or says `target: true`; others (addresses, sanction records, relatives)
    are passed over. Raises UnusableInput for a line that is not a whole entity, or a target twice or unnamed.
    """
    file = source.file("entities")
    if file is None:
        raise UnusableInput(f"{source.publisher}: the entities file is needed")
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableInput(f"{file.path}: is not UTF-8 text at byte {error.start}") from error
    entries: dict[str, Entry] = {}
    days: set[date] = set()
    passed = 0
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        where = f"{file.path}: line {line}"
        try:
            item = json.loads(written)
        except (ValueError, RecursionError):
            raise UnusableInput(
                f"{where}: is not whole JSON, so the file may be cut or of another kind"
            ) from None
        key, schema, properties = _entity(where, item)
        if seen := _day(item.get("last_seen")):
            days.add(seen)
        listed = any(t.split(".")[0] == "sanction" for t in _texts(where, properties, "topics"))
        if not listed and item.get("target") is not True:
            passed += 1
            continue
        if key in entries:
            raise UnusableInput(f"{where}: {key} stands there twice")
        entries[key] = _target(source, where, key, schema, properties)
    oddities = [f"{file.path}: {passed} lines are not listed targets and were passed over"] if passed else []
    return list(entries.values()), oddities, max(days, default=None)


def _entity(where: str, item: Any) -> tuple[str, str, dict[str, Any]]:
    if isinstance(item, dict):
        key, schema, properties = item.get("id"), item.get("schema"), item.get("properties")
        if isinstance(key, str) and key and isinstance(schema, str) and isinstance(properties, dict):
            return key, schema, properties
    raise UnusableInput(f"{where}: is not an entity with id, schema and properties")


def _texts(where: str, properties: dict[str, Any], name: str) -> list[str]:
    values = properties.get(name, [])
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise UnusableInput(f"{where}: {name} is not a list of texts")
    return [v.strip() for v in values if v.strip()]


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None


def _target(source: Source, where: str, key: str, schema: str, properties: dict[str, Any]) -> Entry:
    names = [ListedName(text) for name in _NAMES for text in _texts(where, properties, name)]
    names += (ListedName(text, "weak") for text in _texts(where, properties, "weakAlias"))
    if not names:
        raise UnusableInput(f"{where}: the target {key} has no name")
    numbers = ((what, n) for name, what in _NUMBERS.items() for n in _texts(where, properties, name))
    countries = (c for name in _COUNTRIES for c in _texts(where, properties, name))
    return Entry(
        id=key,
        publisher=source.publisher,
        kind=_KINDS.get(schema, "unknown"),
        names=tuple(dict.fromkeys(names)),
        version=source.version,
        programs=tuple(dict.fromkeys(_texts(where, properties, "program"))),
        countries=tuple(dict.fromkeys(countries)),
        identifiers=tuple(dict.fromkeys(numbers)),
        remarks=" ".join(_texts(where, properties, "notes")),
    )
