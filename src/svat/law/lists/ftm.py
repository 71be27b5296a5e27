"""Law, lists: FollowTheMoney entities as lines of JSON, flat (entities.ftm.json) or nested (targets.nested.json)."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from svat.files import decoded
from svat.law.births import births_of
from svat.law.lists.model import Entry, EntryKind, ListedName
from svat.law.lists.name_fields import names_of
from svat.law.lists.registries import with_country
from svat.law.lists.source import ListFiles, SourceFile
from svat.law.lists.unnamed import screenable
from svat.wording import unusable

KINDS: dict[str, EntryKind] = {
    "Person": "person",
    "Company": "organisation",
    "Organization": "organisation",
    "PublicBody": "organisation",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}  # LegalEntity may be either, so it is unknown
THINGS = frozenset({"CryptoWallet", "Security"})  # known by a number; a name they may have too
_PARTIES = frozenset({*KINDS, *THINGS, "LegalEntity"})
# Its identifiers → what they are called here; the table of kinds knows these names.
NUMBERS = {
    "idNumber": "ID number", "innCode": "INN", "ogrnCode": "OGRN", "leiCode": "LEI", "imoNumber": "IMO",
    "passportNumber": "Passport", "registrationNumber": "Registration number", "taxNumber": "Tax number",
    "vatCode": "VAT", "okpoCode": "OKPO", "uscCode": "USCC", "dunsCode": "DUNS", "swiftBic": "SWIFT",
    "bikCode": "BIK", "uniqueEntityId": "Unique entity ID", "socialSecurityNumber": "Social security number",
    "callSign": "Call sign", "mmsi": "MMSI", "serialNumber": "Serial number", "isin": "ISIN",
    "publicKey": "Wallet", "cikCode": "CIK", "npiCode": "NPI", "ricCode": "RIC", "permId": "PermID",
    "giiNumber": "GII number", "registrationMark": "Tail number", "pesel": "National ID PESEL",
    "crsNumber": "CRS number",
}  # fmt: skip
_NAMES = ("name", "alias", "previousName")
_WEAK = ("weakAlias", "abbreviation")
_NAME_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
_COUNTRIES = ("country", "nationality", "jurisdiction", "citizenship", "flag")
_HOLDERS = ("entity", "holder")  # properties by which a record says whose it is
_RECORDS = ("Sanction", "Identification", "Passport", "CryptoWallet", "Address")


@dataclass(slots=True)
class _Attached:
    """What other records say of an entity: sanctions, documents, wallets."""

    programs: list[str] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    ends: list[date | None] = field(default_factory=list)  # of each sanction: its last day, where it has one


@dataclass(frozen=True, slots=True)
class _FtmEntity:
    """One entity as it is written on a line."""

    where: str
    key: str
    schema: str
    properties: dict[str, Any]
    whole: dict[str, Any]

    def texts(self, name: str) -> list[str]:
        """The texts of a property; records that are nested in it are not texts."""
        values = self.properties.get(name)
        if values is None:
            return []
        if not isinstance(values, list) or not all(isinstance(v, (str, dict)) for v in values):
            raise unusable("{file}: {name} is not a list of texts", file=self.where, name=name)
        return [" ".join(v.split()) for v in values if isinstance(v, str) and v.strip()]

    def nested(self) -> Iterator[_FtmEntity]:
        """Records that are written out within this one."""
        for values in self.properties.values():
            for value in values if isinstance(values, list) else ():
                if isinstance(value, dict):
                    yield _item(self.where, value)

    def listed(self) -> bool:
        """Whether it is a target: it has a topic of sanctions, or says so, or does not say what it is otherwise."""
        topics = [t.split(".")[0] for t in self.texts("topics")]
        unsaid = not topics and "target" not in self.whole and self.schema in _PARTIES
        return "sanction" in topics or self.whole.get("target") is True or unsaid


def read(source: ListFiles) -> tuple[list[Entry], list[str], date | None]:
    """Listed targets in file order, how many lines were passed over, and the latest day of the file's own.

    A target has a topic of sanctions, or says `target: true`; a party of whom the file says neither a topic nor
    whether it is one counts as one. Others (relatives, owners) are passed over, and sanction records, documents
    and wallets are added to the target whose they are. Raises UnusableInput for a line that is not a whole entity,
    a target twice, or when many have no name.
    """
    file = source.file("entities")
    if file is None:
        raise unusable("{publisher}: the entities file is needed", publisher=source.publisher)
    targets: dict[str, _FtmEntity] = {}
    attached: dict[str, _Attached] = {}
    days: set[date] = set()
    passed = 0
    for item in _items(file):
        if seen := _day(item.whole.get("last_seen")):
            days.add(seen)
        if item.schema in _RECORDS:
            for holder in dict.fromkeys(h for name in _HOLDERS for h in item.texts(name)):
                _add(attached.setdefault(holder, _Attached()), item)
        if not item.listed():
            passed += item.schema not in _RECORDS
            continue
        if item.key in targets:
            raise unusable("{file}: {key} appears twice", file=item.where, key=item.key)
        targets[item.key] = item
    entries = [_target(source, item, attached) for item in targets.values()]
    kept, remarks = screenable(file.path, entries, {key for key, i in targets.items() if i.schema in THINGS})
    if passed:
        remarks.insert(0, f"{file.path}: {passed} lines are not listed targets and were passed over")
    return kept, remarks, max(days, default=None)


def _items(file: SourceFile) -> Iterator[_FtmEntity]:
    text = decoded(file.data, file.path)
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        where = f"{file.path}: line {line}"
        try:
            item = json.loads(written)
        except (ValueError, RecursionError):
            raise unusable(
                "{file}: is not whole JSON, so the file may be cut or of another kind", file=where
            ) from None
        yield _item(where, item)


def _item(where: str, item: Any) -> _FtmEntity:
    if isinstance(item, dict):
        key, schema, properties = item.get("id"), item.get("schema"), item.get("properties")
        if isinstance(key, str) and key and isinstance(schema, str) and isinstance(properties, dict):
            return _FtmEntity(where, key, schema, properties, item)
    raise unusable("{file}: is not an entity with id, schema and properties", file=where)


def _strings(item: _FtmEntity, name: str) -> tuple[str, ...]:
    values = item.whole.get(name, [])
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise unusable("{file}: {name} is not a list of texts", file=item.where, name=name)
    return tuple(values)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None


def _end(texts: Iterable[str]) -> date | None:
    """The latest of some last days; a year or month alone ends on its last day. None where one is no day."""
    days = []
    for text in texts:
        year, month, day = ([*text.split("-"), "", ""])[:3]
        try:
            first = date(int(year), int(month or 12), int(day[:2] or 1))
        except ValueError:
            return None
        days.append(first if day else first.replace(day=monthrange(first.year, first.month)[1]))
    return max(days, default=None)


def _add(attached: _Attached, record: _FtmEntity) -> None:
    if record.schema == "Sanction":
        attached.programs += record.texts("program") or record.texts("programId")
        attached.ends.append(_end(record.texts("endDate")))
    elif record.schema in ("Identification", "Passport"):
        label = "Passport" if record.schema == "Passport" else "Identification"
        label = next(iter(record.texts("type")), label)
        numbers = (*record.texts("number"), *record.texts("passportNumber"))
        label = with_country(label, next(iter(record.texts("country")), ""))
        attached.identifiers += ((label, number) for number in numbers)
        attached.countries += record.texts("country")
    elif record.schema == "CryptoWallet":
        attached.identifiers += (("Wallet", number) for number in record.texts("publicKey"))
    else:
        attached.countries += record.texts("country")


def _target(source: ListFiles, item: _FtmEntity, attached: dict[str, _Attached]) -> Entry:
    names = [ListedName(one) for name in _NAMES for text in item.texts(name) for one in names_of(text)]
    if not names:
        parts = [next(iter(item.texts(part)), "") for part in _NAME_PARTS]
        if parts[-1] and any(parts[:-1]):
            names.append(ListedName(" ".join(filter(None, parts))))
    names += (ListedName(text, "weak") for name in _WEAK for text in item.texts(name))
    more = [attached[key] for key in (item.key, *_strings(item, "referents")) if key in attached]
    nested = _Attached()
    for record in item.nested():
        if record.schema in _RECORDS:
            _add(nested, record)
    more.append(nested)
    identifiers = [
        (what, n) for name, what in NUMBERS.items() if name in item.properties for n in item.texts(name)
    ]
    identifiers += (i for b in more for i in b.identifiers)
    countries = [c for name in _COUNTRIES if name in item.properties for c in item.texts(name)]
    countries += (c for b in more for c in b.countries)
    programs = [*(item.texts("program") or item.texts("programId")), *(p for b in more for p in b.programs)]
    ends = [end for b in more for end in b.ends]
    return Entry(
        id=item.key,
        publisher=source.publisher,
        kind=KINDS.get(item.schema, "unknown"),
        names=tuple(dict.fromkeys(names)),
        version=source.version,
        programs=tuple(dict.fromkeys(programs)),
        countries=tuple(dict.fromkeys(countries)),
        identifiers=tuple(dict.fromkeys(identifiers)),
        remarks=" ".join(item.texts("notes")),
        births=births_of(item.texts("birthDate")),
        datasets=_strings(item, "datasets"),
        ended=max((end for end in ends if end), default=None) if all(ends) else None,
    )
