"""Law, lists: the UK's list of sanctions targets from its CSV file, in either of its forms, told apart by the header.

OFSI's ConList.csv was closed on 28 January 2026; since then the UK Sanctions List (UK-Sanctions-List.csv) is the only
one. In both the first line gives the date of the file, the second is the header, and an entry has a row for each
name, address and number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from svat.law.births import births_of
from svat.law.lists.csvfile import Row, rows_of, western
from svat.law.lists.model import Entry, EntryKind, ListedName
from svat.law.lists.name_fields import names_in
from svat.law.lists.source import ListFiles
from svat.law.lists.unnamed import screenable
from svat.text.official.kinds import names_a_kind
from svat.text.official.stated import in_sentences
from svat.wording import say, unusable

_NAME_PARTS = ("name 1", "name 2", "name 3", "name 4", "name 5", "name 6")  # the family name is part 6
_KINDS: dict[str, EntryKind] = {"individual": "person", "entity": "organisation", "ship": "vessel"}
_FIRST = re.compile(
    r"(?:last updated|report date)\W+(\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-[a-z]{3}-\d{4})", re.IGNORECASE
)
_RANKS = {"primary name": 0, "primary name variation": 1}  # whose name comes first; aliases last
_FREE = ("information", "details")  # columns of sentences about a number
_BIRTHS = ("dob", "d.o.b", "date of birth")  # a column of the one form or the other
_DAY_FIRST = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_NUMBERS = (  # part of a column's name → what the number is
    ("passport number", "Passport"),
    ("national identification number", "National identification"),
    ("national identifier number", "National identification"),
    ("imo number", "IMO"),
    ("business registration", "Registration number"),
)
_ITEM = re.compile(r"\(\d{1,2}\)\s*|[\r\n;]+")  # "(1) Exampleland (2) Samplia"
_REGISTERED = re.compile(
    r"\(Business Reg(?:istration)? No\.?\):\s*(.*?)(?=\s\([A-Z][^()\d]*\):|$)", re.DOTALL
)
# "Exampleland INN - 7700000000 (Exampleland)": up to five words of what it is, and the number
_LABELLED = re.compile(r"((?:[^\W\d_]{2,}\.?[\s:–-]*){0,5})(\d[\dA-Z]{4,})")


@dataclass(frozen=True, slots=True)
class _Form:
    """Where one of the two forms has what; columns are in lower case."""

    whose: str
    id: str
    an_id: re.Pattern[str]
    kind: str
    name_type: str
    quality: str
    regime: str
    countries: tuple[str, ...]
    remarks: tuple[str, ...]
    also: tuple[str, ...] = ()  # further columns that the form always has

    def needed(self) -> tuple[str, ...]:
        """The columns without which it is not this form."""
        return (*_NAME_PARTS, self.id, self.kind, self.name_type, self.regime, *self.also)


_FORMS = (
    _Form(
        "OFSI's list", "group id", re.compile(r"\d+"), "group type", "alias type", "alias quality", "regime",
        ("nationality", "country"), ("other information",),
    ),
    _Form(
        "the UK Sanctions List", "unique id", re.compile(r"[A-Za-z]+[A-Za-z0-9-]*\d"), "designation type",
        "name type", "alias strength", "regime name",
        ("nationality(/ies)", "address country", "current believed flag of ship"),
        ("other information", "uk statement of reasons"), ("name non-latin script", "alias strength"),
    ),
)  # fmt: skip


def read(source: ListFiles) -> tuple[list[Entry], list[str], date | None]:
    """Entries in the order of their first rows, oddities, and the date in the first line.

    Raises UnusableInput when the file is cut, of another kind or out of form.
    """
    file = source.file("conlist")
    if file is None:
        raise unusable("{publisher}: the conlist file is needed", publisher=source.publisher)
    first, _, rest = western(file).partition("\n")
    said = _FIRST.fullmatch(",".join(next(csv.reader([first]), [])).strip(", "))
    if said is None:
        raise unusable(
            "{file}: line 1: is neither 'Last Updated,dd/mm/yyyy' nor 'Report Date: "
            "dd-Mmm-yyyy', so it is not a list of the UK",
            file=file.path,
        )
    try:
        made = datetime.strptime(said[1], "%d/%m/%Y" if "/" in said[1] else "%d-%b-%Y").date()  # noqa: DTZ007 - a day without a clock
    except ValueError:
        raise unusable("{file}: line 1: {said} is not a date", file=file.path, said=repr(said[1])) from None
    header = {_column(cell) for cell in next(csv.reader(rest.splitlines()[:1]), [])}
    form = next((f for f in _FORMS if f.id in header), _FORMS[0])
    entries: dict[str, Entry] = {}
    ranks: dict[str, int] = {}
    for line, row in rows_of(file, rest, form.needed(), line=2, column=_column):
        where = f"{file.path}: line {line}"
        found = _entry(source, where, form, row)
        rank = _RANKS.get(" ".join(row[form.name_type].split()).casefold(), 2) if found.names else 3
        before = entries.get(found.id)
        if before is None:
            entries[found.id], ranks[found.id] = found, rank
            continue
        if before.kind != found.kind:
            raise unusable(
                "{file}: {id} is {kind} here and {kind_2} above",
                file=where,
                id=found.id,
                kind=found.kind,
                kind_2=before.kind,
            )
        ahead = rank < ranks[found.id]
        ranks[found.id] = min(rank, ranks[found.id])
        entries[found.id] = _joined(found, before) if ahead else _joined(before, found)
    kept, remarks = screenable(file.path, entries.values())
    return kept, remarks, made


def _column(cell: str) -> str:
    return " ".join(cell.split()).casefold()


def _entry(source: ListFiles, where: str, form: _Form, row: Row) -> Entry:
    key = row[form.id]
    if not form.an_id.fullmatch(key):
        raise unusable(
            "{file}: {title} is {key}, not one of {whose}",
            file=where,
            title=form.id.title(),
            key=repr(key),
            whose=form.whose,
        )
    kind = _KINDS.get(row[form.kind].casefold())
    if kind is None:
        raise unusable(
            "{file}: {title} is {row}, not Individual, Entity or Ship",
            file=where,
            title=form.kind.title(),
            row=repr(row[form.kind]),
        )
    name = " ".join(filter(None, (" ".join(row[part].split()) for part in _NAME_PARTS)))
    original = " ".join(row.get("name non-latin script", "").split())
    weak = any(word in row.get(form.quality, "").casefold() for word in ("low", "weak"))
    names = [ListedName(x, "weak" if weak else "strong") for x in (names_in(name) if name else ())]
    names += (ListedName(text) for text in (names_in(original) if original else ()))
    countries = [x for k in form.countries for x in _items(row.get(k, ""))]
    remarks = " ".join(filter(None, (row.get(k, "") for k in form.remarks)))
    identifiers = list(in_sentences(remarks))
    identifiers += (n for text in _REGISTERED.findall(remarks) for n in _registered(_items(text)))
    for column, text in row.items():
        label = next((what for part, what in _NUMBERS if part in column), None)
        if label is None and names_a_kind(column) and not any(word in column for word in _FREE):
            identifiers += ((column, n) for n in _items(text) if any(c.isdigit() for c in n))
        if label == "Registration number":
            identifiers += _registered(_items(text))
        elif label is not None:
            plain = (
                n.upper().removeprefix("IMO").strip(" :.") if label == "IMO" else n for n in _items(text)
            )
            identifiers += ((label, number) for number in plain)
    return Entry(
        id=key,
        publisher=source.publisher,
        kind=kind,
        names=tuple(dict.fromkeys(names)),
        version=source.version,
        programs=tuple(filter(None, (row[form.regime],))),
        countries=tuple(dict.fromkeys(countries)),
        identifiers=tuple(dict.fromkeys(identifiers)),
        remarks=remarks,
        births=births_of(_DAY_FIRST.sub(_iso, x) for k in _BIRTHS for x in _items(row.get(k, ""))),
    )


def _iso(found: re.Match[str]) -> str:
    """A day in the UK's order, "00" for what is not known."""
    day, month, year = found.groups()
    return year if month == "00" else f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"


def _items(text: str) -> list[str]:
    return [part.strip() for part in _ITEM.split(text) if part.strip()]


def _registered(items: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Registration numbers, each with what it is called where the item says so."""
    for item in items:
        found = _LABELLED.findall(item) if " " in item else []
        for label, number in found or [("", item)]:
            called = label.strip(" .:–-\n")
            yield (
                say("Registration number, {called}", called=called) if called else "Registration number",
                number,
            )


def _joined(a: Entry, b: Entry) -> Entry:
    return replace(
        a,
        names=tuple(dict.fromkeys(a.names + b.names)),
        programs=tuple(dict.fromkeys(a.programs + b.programs)),
        countries=tuple(dict.fromkeys(a.countries + b.countries)),
        identifiers=tuple(dict.fromkeys(a.identifiers + b.identifiers)),
        births=tuple(dict.fromkeys(a.births + b.births)),
        remarks=a.remarks or b.remarks,
    )
