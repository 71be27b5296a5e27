"""Law, lists: the EU's consolidated list of financial sanctions from its XML file (FSF, schema 1.1)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

from svat.law.births import births_of
from svat.law.lists.model import Entry, EntryKind, ListedName
from svat.law.lists.name_fields import names_in
from svat.law.lists.registries import with_country
from svat.law.lists.source import ListFiles
from svat.law.lists.unnamed import screenable
from svat.law.lists.xmlfile import local, xml_root
from svat.text.official.stated import in_sentences
from svat.wording import say, unusable

_KINDS: dict[str, EntryKind] = {
    "person": "person",
    "p": "person",
    "enterprise": "organisation",
    "entity": "organisation",
    "individual": "person",
    "e": "organisation",
}
_NAME_PARTS = ("firstName", "middleName", "lastName")


def read(source: ListFiles) -> tuple[list[Entry], list[str], date | None]:
    """Entries in file order, oddities, and the date on which the file says that it was made.

    Raises UnusableInput when the file is not the EU's list, not whole, or has an entry without number.
    """
    file = source.file("consolidated")
    if file is None:
        raise unusable("{publisher}: the consolidated file is needed", publisher=source.publisher)
    root = xml_root(file, "export", "the EU's")
    try:
        made = date.fromisoformat(root.get("generationDate", "")[:10])
    except ValueError:
        raise unusable(
            "{file}: <export> has no generationDate, so it is not the EU's list", file=file.path
        ) from None
    entries: dict[str, Entry] = {}
    logical: set[str] = set()
    shared = 0
    for number, element in enumerate(root, start=1):
        where = f"{file.path}: entry {number}"
        if local(element) != "sanctionEntity":
            raise unusable("{file}: is <{local}>, not <sanctionEntity>", file=where, local=local(element))
        entry = _entry(source, where, element)
        own = _said(element, "logicalId")
        if entry.id in entries and own and own not in logical:  # another subject under the same reference
            entry = replace(entry, id=f"{entry.id}/{own}")
            shared += 1
        if entry.id in entries:
            raise unusable("{file}: {id} appears twice", file=where, id=entry.id)
        entries[entry.id] = entry
        logical.add(own)
    kept, remarks = screenable(file.path, entries.values())
    if shared:
        said = say("reference numbers are those of two entries, which also go by their logicalId")
        remarks.insert(0, f"{file.path}: {shared} {said}")
    return kept, remarks, made


def _entry(source: ListFiles, where: str, element: ET.Element) -> Entry:
    number = _said(element, "euReferenceNumber") or _said(element, "logicalId")
    if not number:
        raise unusable("{file}: has neither euReferenceNumber nor logicalId", file=where)
    kind: EntryKind = "unknown"
    names: list[ListedName] = []
    programs: list[str] = []
    countries: list[str] = []
    identifiers: list[tuple[str, str]] = []
    remarks: list[str] = []
    births: list[str] = []
    for child in element:
        match local(child):
            case "subjectType":
                codes = (_said(child, key).casefold() for key in ("code", "classificationCode"))
                kind = next((_KINDS[code] for code in codes if code in _KINDS), "unknown")
            case "nameAlias":
                parts = " ".join(filter(None, (_said(child, part) for part in _NAME_PARTS)))
                remark = " ".join(c.text or "" for c in child if local(c) == "remark").casefold()
                weak = _said(child, "strong").casefold() == "false" or "low quality" in remark
                if whole := _said(child, "wholeName") or parts:
                    names += (ListedName(text, "weak" if weak else "strong") for text in names_in(whole))
            case "identification":
                label = _said(child, "identificationTypeDescription") or _said(
                    child, "identificationTypeCode"
                )
                country = _said(child, "countryDescription")
                label = with_country(label or "Document", country)
                numbers = (_said(child, "number"), _said(child, "latinNumber"))
                identifiers += ((label, given) for given in numbers if given)
            case "birthdate":
                births.append(_born(child))
            case "citizenship" | "address":
                country = _said(child, "countryDescription") or _said(child, "countryIso2Code")
                if country and country.upper() not in ("UNKNOWN", "00"):
                    countries.append(country)
            case "regulation":
                programs.append(_said(child, "programme"))
            case "remark":
                remarks.append(" ".join((child.text or "").split()))
    # a weak name must not come first where the entry has a strong one
    names.sort(key=lambda name: name.strength == "weak")
    return Entry(
        id=number,
        publisher=source.publisher,
        kind=kind,
        names=tuple(dict.fromkeys(names)),
        version=source.version,
        programs=tuple(dict.fromkeys(filter(None, programs))),
        countries=tuple(dict.fromkeys(countries)),
        identifiers=tuple(dict.fromkeys((*identifiers, *in_sentences(" ".join(remarks))))),
        remarks=" ".join(filter(None, remarks)),
        births=births_of(births),
    )


def _born(element: ET.Element) -> str:
    """A birth date: a day, a month, a year, or years from – to; in another calendar as it stands, with its name."""
    day, month, year = (_said(element, key) for key in ("dayOfMonth", "monthOfYear", "year"))
    first, last = _said(element, "yearRangeFrom"), _said(element, "yearRangeTo")
    found = _said(element, "birthdate")
    if not found and (first or last):
        found = f"{first or last} to {last or first}"
    elif not found and year:
        found = "-".join([year, *(part.zfill(2) for part in (month, day if month else "") if part)])
    calendar = _said(element, "calendarType")
    if found and calendar and calendar.upper() != "GREGORIAN":
        return f"{found} ({calendar.lower()} calendar)"
    return f"circa {found}" if found and _said(element, "circa").casefold() == "true" else found


def _said(element: ET.Element, attribute: str) -> str:
    return " ".join(element.get(attribute, "").split())
