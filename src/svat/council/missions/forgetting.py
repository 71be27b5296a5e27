"""The council's forgetting in missions: rows of a visit's tables that name somebody, and what is left to an officer.

Plans are never written over and letters that were sent stay as they were: both are named, with what is to be done.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from svat.council.missions.shelf import MARKS, PLANS, missions_in
from svat.law.screening.rulings import name_key
from svat.mission.files.availability import HOURS
from svat.mission.files.people import INTERPRETERS, PEOPLE
from svat.mission.files.places import PLACES
from svat.mission.files.read import table_of
from svat.mission.files.wanted import FIXED, PRECEDENCE, REQUESTS, meeting_named
from svat.tables.cells import Cells
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.text.spelling import squash
from svat.wording import say

MISSIONS = "missions"
_REACHED = ("name", "name_local", "email", "phone")


@dataclass(frozen=True, slots=True)
class MissionTable:
    """Rows of one table of a mission that name somebody; for each the columns that are cleared, none for all of it."""

    path: Path
    schema: TableSchema
    rows: tuple[tuple[Cells, Sequence[str]], ...]


@dataclass(frozen=True)
class ForgottenInMissions:
    """The tables' rows, and texts by which those people are known in plans and letters."""

    tables: tuple[MissionTable, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass
class _Sought:
    company: frozenset[str]  # identifier and names, squashed; empty: of whichever company
    person: str  # key of the name; "" for a whole company
    own: set[str] = field(default_factory=set)  # what those people are called in tables, squashed
    texts: list[str] = field(default_factory=list)

    def is_company(self, text: str) -> bool:
        return squash(text) in self.company

    def is_person(self, cells: Cells) -> bool:
        if self.company and not self.is_company(cells.text("company")):
            return False
        names = [cells.text("name"), cells.text("name_local")]
        names.append(" ".join(filter(None, (cells.text("first"), cells.text("last")))))
        return not self.person or self.person in {name_key(x) for x in names if x}

    def keep(self, cells: Cells) -> None:
        self.own |= {squash(text) for x in ("id", "name", "name_local", "email") if (text := cells.text(x))}
        self.texts += [text for x in _REACHED if (text := cells.text(x))]


def named_in_missions(
    council: Path, company: str, names: Collection[str], person: str
) -> ForgottenInMissions:
    """What the tables of all missions say of a company, or of a person by the key of the name."""
    meant = frozenset(map(squash, filter(None, (company, *names)))) if company else frozenset()
    tables: list[MissionTable] = []
    texts: list[str] = []
    for mission in missions_in(council / MISSIONS):
        sought = _Sought(meant, person)
        tables += [x for x in _tables(council / MISSIONS / mission, sought) if x.rows]
        texts += sought.texts
    return ForgottenInMissions(tuple(tables), tuple(dict.fromkeys(texts)))


def _tables(folder: Path, sought: _Sought) -> Iterator[MissionTable]:
    for name, schema in (("people", PEOPLE), ("interpreters", INTERPRETERS)):
        if name == "interpreters" and not sought.person:
            continue
        yield from _table(folder, name, schema, lambda cells: _own(cells, sought))
    yield from _table(folder, "availability", HOURS, lambda cells: _hours(cells, sought))
    yield from _table(folder, "requests", REQUESTS, lambda cells: _request(cells, sought))
    if sought.person:
        return
    yield from _table(
        folder,
        "tables",
        PLACES,
        lambda cells: ("company",) if sought.is_company(cells.text("company")) else None,
    )
    yield from _table(folder, "slots", FIXED, lambda cells: _pairs(cells, sought, ("id", "a", "b")))
    yield from _table(
        folder, "precedence", PRECEDENCE, lambda cells: _pairs(cells, sought, ("first", "second"))
    )


def _table(
    folder: Path, name: str, schema: TableSchema, looked: Callable[[Cells], Sequence[str] | None]
) -> Iterator[MissionTable]:
    path = table_of(folder, name)
    if path is not None:
        rows = ((cells, looked(cells)) for cells in read_table(path, schema).below_header())
        yield MissionTable(
            path, schema, tuple((cells, columns) for cells, columns in rows if columns is not None)
        )


def _own(cells: Cells, sought: _Sought) -> Sequence[str] | None:
    """The row of somebody who comes, or interprets for whichever company."""
    if not sought.is_person(cells):
        return None
    sought.keep(cells)
    return ()


def _hours(cells: Cells, sought: _Sought) -> Sequence[str] | None:
    who = cells.text("who")
    return () if squash(who) in sought.own or (sought.person and name_key(who) == sought.person) else None


def _request(cells: Cells, sought: _Sought) -> Sequence[str] | None:
    if not sought.person:
        return _pairs(cells, sought, ("id", "a", "b"))
    named = [x for x in ("person_a", "person_b") if squash(cells.text(x)) in sought.own and cells.text(x)]
    return named or None


def _pairs(cells: Cells, sought: _Sought, columns: Sequence[str]) -> Sequence[str] | None:
    """A row about a meeting of the company."""
    parts = (part for x in columns for part in (cells.text(x), *meeting_named(cells.text(x)).split("+")))
    return () if any(map(sought.is_company, filter(None, parts))) else None


def to_do(file: str) -> str:
    """What an officer does about a file that still names somebody; file as under the council's folder."""
    parts = file.split("/")
    kind = parts[2] if len(parts) > 2 and parts[0] == MISSIONS else ""
    if kind in (PLANS, MARKS):
        return say(
            "plans are never written over: change and publish without them, and delete the mission's plans, marks and "
            "letters together once none is needed any more"
        )
    if kind == "sent":
        return say("letters that were sent stay as they were: delete them with the mission's plans")
    if kind == "out":
        return say("is written anew by the next `svat mission publish`; delete what it leaves of them")
    return say("erase it or make it anew")
