"""Law, lists: the consolidated list of the UN Security Council from its XML file."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date

from svat.law.births import births_of
from svat.law.lists.model import Entry, EntryKind, ListedName
from svat.law.lists.name_fields import names_in
from svat.law.lists.registries import with_country
from svat.law.lists.source import ListFiles
from svat.law.lists.xmlfile import xml_root
from svat.text.official.stated import in_field, in_sentences
from svat.wording import unusable

ROOT = "CONSOLIDATED_LIST"
_SECTIONS: dict[str, tuple[str, EntryKind]] = {
    "INDIVIDUALS": ("INDIVIDUAL", "person"),
    "ENTITIES": ("ENTITY", "organisation"),
}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def read(source: ListFiles) -> tuple[list[Entry], list[str], date | None]:
    """Entries in file order, oddities, and the date on which the file says that it was made.

    Raises UnusableInput when the file is not the UN's consolidated list, or not whole.
    """
    file = source.file("consolidated")
    if file is None:
        raise unusable("{publisher}: the consolidated file is needed", publisher=source.publisher)
    root = xml_root(file, ROOT, "the UN's")
    sections = [child.tag for child in root]
    for section in _SECTIONS:
        if sections.count(section) != 1:
            raise unusable(
                "{file}: has {count} sections {section}, not one",
                file=file.path,
                count=sections.count(section),
                section=section,
            )
    if other := sorted(set(sections) - set(_SECTIONS)):
        raise unusable("{file}: unknown section {other}", file=file.path, other=other[0])
    entries: list[Entry] = []
    seen: set[str] = set()
    for group in root:
        tag, kind = _SECTIONS[group.tag]
        for number, element in enumerate(group, start=1):
            where = f"{file.path}: {group.tag}, entry {number}"
            if element.tag != tag:
                raise unusable("{file}: is <{tag}>, not <{tag_2}>", file=where, tag=element.tag, tag_2=tag)
            entry = _entry(source, where, element, tag, kind)
            if entry.id in seen:
                raise unusable("{file}: {id} appears twice", file=where, id=entry.id)
            seen.add(entry.id)
            entries.append(entry)
    return entries, [], _made_on(root)


def _made_on(root: ET.Element) -> date | None:
    try:
        return date.fromisoformat(root.get("dateGenerated", "")[:10])
    except ValueError:
        return None


def _text(element: ET.Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _texts(element: ET.Element, path: str) -> Iterator[str]:
    for found in element.findall(path):
        if said := " ".join((found.text or "").split()):
            yield said


def _entry(source: ListFiles, where: str, element: ET.Element, tag: str, kind: EntryKind) -> Entry:
    name = " ".join(filter(None, (_text(element, part) for part in _NAME_PARTS)))
    if not name:
        raise unusable("{file}: has no name", file=where)
    reference = _text(element, "REFERENCE_NUMBER")
    if not reference:
        raise unusable("{file}: has no reference number", file=where)
    names = [ListedName(text) for text in names_in(name)]
    names += (ListedName(x) for text in _texts(element, "NAME_ORIGINAL_SCRIPT") for x in names_in(text))
    for alias in element.findall(f"{tag}_ALIAS"):
        weak = _text(alias, "QUALITY").casefold() == "low"
        aliases = (x for text in _texts(alias, "ALIAS_NAME") for x in names_in(text))
        names += (ListedName(text, "weak" if weak else "strong") for text in aliases)
    remarks = _text(element, "COMMENTS1")
    identifiers = list(in_sentences(remarks))
    for document in element.findall(f"{tag}_DOCUMENT"):
        label = " ".join(
            filter(None, (_text(document, t) for t in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2")))
        )
        country = _text(document, "ISSUING_COUNTRY") or _text(document, "COUNTRY_OF_ISSUE")
        for text in _texts(document, "NUMBER"):
            what, number, _ = in_field(text) or (label or "Document", text, "")
            identifiers.append((with_country(what, country), number))
    countries = (*_texts(element, "NATIONALITY/VALUE"), *_texts(element, f"{tag}_ADDRESS/COUNTRY"))
    return Entry(
        id=reference,
        publisher=source.publisher,
        kind=kind,
        names=tuple(dict.fromkeys(names)),
        version=source.version,
        programs=tuple(_texts(element, "UN_LIST_TYPE")),
        countries=tuple(dict.fromkeys(countries)),
        identifiers=tuple(dict.fromkeys(identifiers)),
        remarks=remarks,
        births=births_of(born for found in element.findall(f"{tag}_DATE_OF_BIRTH") for born in _born(found)),
    )


def _born(element: ET.Element) -> Iterator[str]:
    """The birth dates of one element: a day, a year, years from – to; what is only noted, as noted."""
    circa = "circa " if _text(element, "TYPE_OF_DATE").casefold() == "approximately" else ""
    first, last = _text(element, "FROM_YEAR"), _text(element, "TO_YEAR")
    given = _text(element, "DATE").partition("T")[0] or _text(element, "YEAR")
    if first or last:
        yield f"{circa}{first or last} to {last or first}"
    elif given:
        yield f"{circa}{given}"
    elif note := _text(element, "NOTE"):
        yield f"{circa}{note}"
