"""Mission, files: all files of a mission's folder, read and checked against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from svat.files import reading
from svat.mission.files.availability import StatedHours, hours_of, read_hours
from svat.mission.files.people import Attendee, read_interpreters, read_people
from svat.mission.files.places import read_places
from svat.mission.files.rows import CompanyBook, OfficeRows
from svat.mission.files.settings import VisitSettings, read_settings
from svat.mission.files.times import SlotWords, slots_of
from svat.mission.files.wanted import (
    MeetingOrder,
    OfficeRequest,
    SlotOrder,
    read_fixed,
    read_precedence,
    read_requests,
)
from svat.mission.model import Interpreter, MeetingTable, Slot
from svat.refusals import Note, Refusal
from svat.tables.account import RowCounts
from svat.text.spelling import squash
from svat.wording import unusable

TABLES = ("people", "tables", "interpreters", "availability", "requests", "slots", "precedence")
_SUFFIXES = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet"))


@dataclass(frozen=True)
class VisitFiles:
    """What a mission's folder says, before anybody asks who is to meet."""

    settings: VisitSettings
    slots: tuple[Slot, ...]
    people: tuple[Attendee, ...]
    tables: tuple[MeetingTable, ...]
    interpreters: tuple[Interpreter, ...]
    requests: tuple[OfficeRequest, ...]
    fixed: tuple[SlotOrder, ...]
    precedence: tuple[MeetingOrder, ...]
    people_named: bool  # whether the office has a table of people
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()
    counts: Mapping[str, RowCounts] = field(default_factory=dict)  # of each table, by its name

    @cached_property
    def words(self) -> SlotWords:
        """What an office means by a day or a time of this visit."""
        return SlotWords(self.slots, self.settings.days)

    @cached_property
    def person(self) -> dict[str, Attendee]:
        """People by identifier."""
        return {person.id: person for person in self.people}


def read_visit(folder: Path, book: CompanyBook) -> VisitFiles:
    """All files of a mission's folder. Raises UnusableInput for one that cannot be used at all."""
    settings = read_settings(folder)
    slots = slots_of(settings)
    words = SlotWords(slots, settings.days)
    at = {name: table_of(folder, name) for name in TABLES}
    people = read_people(at["people"], book, settings, words)
    interpreters = read_interpreters(at["interpreters"], settings, words)
    places = read_places(at["tables"], book, words)
    hours = read_hours(at["availability"], called(people.rows, interpreters.rows), words)
    requests = read_requests(at["requests"], book, words)
    fixed = read_fixed(at["slots"], book, words)
    precedence = read_precedence(at["precedence"])
    if at["tables"] is None or not places.rows:
        raise unusable(
            "{folder}: no meeting tables: list them in tables.csv (columns table, kind, room)", folder=folder
        )
    read: dict[str, OfficeRows[Any]] = {
        "people": people, "tables": places, "interpreters": interpreters, "availability": hours,
        "requests": requests, "slots": fixed, "precedence": precedence,
    }  # fmt: skip
    there = {name: rows for name, rows in read.items() if at[name] is not None}
    return VisitFiles(
        settings,
        slots,
        _present(people.rows, hours.rows, slots),
        tuple(sorted(places.rows, key=lambda table: table.id)),
        _interpreting(interpreters.rows, hours.rows, slots),
        tuple(sorted(requests.rows, key=lambda request: request.id)),
        fixed.rows,
        precedence.rows,
        at["people"] is not None,
        tuple(x for rows in there.values() for x in rows.refusals),
        (*settings.notes, *(x for rows in there.values() for x in rows.notes)),
        {name: rows.counts for name, rows in there.items()},
    )


def called(people: Iterable[Attendee], interpreters: Iterable[Interpreter]) -> dict[str, set[str]]:
    """Identifiers by what people are called in tables: their identifier, names and address."""
    found: dict[str, set[str]] = {}
    for person in people:
        own = person.delegate
        for word in (own.id, own.name, own.name_local, person.email):
            if word:
                found.setdefault(squash(word), set()).add(own.id)
    for interpreter in interpreters:
        for word in (interpreter.id, interpreter.name):
            if word:
                found.setdefault(squash(word), set()).add(interpreter.id)
    return found


def _present(
    people: Iterable[Attendee], stated: tuple[StatedHours, ...], slots: tuple[Slot, ...]
) -> tuple[Attendee, ...]:
    own = {person.id: person.delegate.available for person in people}
    found = hours_of(stated, own, frozenset(slot.id for slot in slots))
    return tuple(
        replace(person, delegate=replace(person.delegate, available=found[person.id])) for person in people
    )


def _interpreting(
    interpreters: Iterable[Interpreter], stated: tuple[StatedHours, ...], slots: tuple[Slot, ...]
) -> tuple[Interpreter, ...]:
    found = hours_of(stated, {x.id: x.available for x in interpreters}, frozenset(slot.id for slot in slots))
    return tuple(sorted((replace(x, available=found[x.id]) for x in interpreters), key=lambda x: x.id))


def table_of(folder: Path, name: str) -> Path | None:
    """The table of a name in a folder, of whatever kind. Raises UnusableInput where there are several."""
    with reading(folder):
        found = sorted(
            path
            for path in folder.iterdir()
            if path.stem.casefold() == name and path.suffix.lower() in _SUFFIXES
        )
    if len(found) > 1:
        raise unusable(
            "{folder}: {found}: keep one of them",
            folder=folder,
            found=" and ".join(path.name for path in found),
        )
    return found[0] if found else None
