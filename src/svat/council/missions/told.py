"""The council's word to people: whose places differ between two plans, and how, without any cause.

What is withdrawn by law, lost to a change or given up by a company reads the same: withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from svat.council.missions.document import KeptPlan
from svat.mission.model import Meeting, Mission

Turn = Literal["new", "moved", "table", "people", "withdrawn"]


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """Where and when somebody meets, and with whom."""

    request: str
    start: datetime
    end: datetime
    table: str
    room: str
    people: tuple[str, ...]
    interpreter: str


@dataclass(frozen=True, slots=True)
class TableChange:
    """What becomes of one meeting of one person."""

    person: str
    request: str
    turn: Turn
    before: MeetingPlace | None
    after: MeetingPlace | None


def places_of(version: KeptPlan) -> dict[str, dict[str, MeetingPlace]]:
    """Person or interpreter → request → the place."""
    found: dict[str, dict[str, MeetingPlace]] = {}
    for meeting in version.plan.meetings:
        place = _place(version.mission, meeting)
        for person in (*meeting.people, *((meeting.interpreter,) if meeting.interpreter else ())):
            found.setdefault(person, {})[meeting.request] = place
    return found


def _place(mission: Mission, meeting: Meeting) -> MeetingPlace:
    slot, table = mission.slot[meeting.slot], mission.table[meeting.table]
    return MeetingPlace(
        meeting.request, slot.start, slot.end, table.id, table.room, tuple(sorted(meeting.people)),
        meeting.interpreter or "",
    )  # fmt: skip


def changes_between(before: KeptPlan, after: KeptPlan) -> tuple[TableChange, ...]:
    """Every meeting of every person that is not as it was, by person, then by time."""
    then, now = places_of(before), places_of(after)
    found = []
    for person in sorted({*then, *now}):
        old, new = then.get(person, {}), now.get(person, {})
        changes = [
            TableChange(
                person, request, _turn(old.get(request), new.get(request)), old.get(request), new.get(request)
            )
            for request in sorted({*old, *new})
            if old.get(request) != new.get(request)
        ]
        found += sorted(changes, key=_when)
    return tuple(found)


def _when(change: TableChange) -> tuple[datetime, str]:
    place = change.after or change.before
    assert place is not None, "a change has a before or an after"
    return place.start, change.request


def _turn(before: MeetingPlace | None, after: MeetingPlace | None) -> Turn:
    if before is None:
        return "new"
    if after is None:
        return "withdrawn"
    if (before.start, before.end) != (after.start, after.end):
        return "moved"
    return "table" if (before.table, before.room) != (after.table, after.room) else "people"
