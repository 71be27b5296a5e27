"""Mission, difference: what changed between two plans, for each meeting and each person, without words or causes.

What is withdrawn by law, lost to a change or given up by a company is the same here: withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol, get_args

from svat.mission.model import Meeting, Mission, Plan

# What became of a meeting; where several things changed the first of moved, people and table is said.
Turn = Literal["new", "withdrawn", "moved", "people", "table"]
TURNS: tuple[Turn, ...] = get_args(Turn)


class PlannedMission(Protocol):
    """A mission with a plan of it, however it is kept."""

    @property
    def mission(self) -> Mission: ...  # noqa: D102 - as the class says
    @property
    def plan(self) -> Plan: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """Where and when a meeting is, and who is there."""

    request: str
    start: datetime
    end: datetime
    table: str
    room: str
    people: tuple[str, ...]
    interpreter: str
    slot: str = field(default="", compare=False)  # the same hour may have another name in another version


@dataclass(frozen=True, slots=True)
class MeetingTurn:
    """What became of one meeting."""

    request: str
    turn: Turn
    before: MeetingPlace | None
    after: MeetingPlace | None


@dataclass(frozen=True, slots=True)
class PersonTurn:
    """What becomes of one meeting for one person or interpreter, who may come to it anew or leave it."""

    person: str
    request: str
    turn: Turn
    before: MeetingPlace | None
    after: MeetingPlace | None


def places_of(planned: PlannedMission) -> dict[str, MeetingPlace]:
    """The place of each meeting, by request."""
    return {x.request: _place(planned.mission, x) for x in planned.plan.meetings}


def places_by_person(planned: PlannedMission) -> dict[str, dict[str, MeetingPlace]]:
    """Person or interpreter → request → the place."""
    found: dict[str, dict[str, MeetingPlace]] = {}
    for place in places_of(planned).values():
        for person in (*place.people, *filter(None, [place.interpreter])):
            found.setdefault(person, {})[place.request] = place
    return found


def meetings_turned(before: PlannedMission, after: PlannedMission) -> tuple[MeetingTurn, ...]:
    """The meetings that are not what they were, by request."""
    return tuple(
        MeetingTurn(request, turn, old, new)
        for request, turn, old, new in _turned(places_of(before), places_of(after))
    )


def people_turned(before: PlannedMission, after: PlannedMission) -> tuple[PersonTurn, ...]:
    """Every meeting of every person that is not as it was, by person, then by time."""
    then, now = places_by_person(before), places_by_person(after)
    found: list[PersonTurn] = []
    for person in sorted(then.keys() | now.keys()):
        turned = _turned(then.get(person, {}), now.get(person, {}))
        found += sorted((PersonTurn(person, *x) for x in turned), key=_when)
    return tuple(found)


_Turned = tuple[str, Turn, MeetingPlace | None, MeetingPlace | None]


def _turned(then: Mapping[str, MeetingPlace], now: Mapping[str, MeetingPlace]) -> list[_Turned]:
    return [
        (request, turn, then.get(request), now.get(request))
        for request in sorted(then.keys() | now.keys())
        if (turn := _turn(then.get(request), now.get(request))) is not None
    ]


def _turn(before: MeetingPlace | None, after: MeetingPlace | None) -> Turn | None:
    if before is None or after is None:
        return "withdrawn" if after is None else "new"
    if _hours(before) != _hours(after):
        return "moved"
    if (before.people, before.interpreter) != (after.people, after.interpreter):
        return "people"
    return "table" if (before.table, before.room) != (after.table, after.room) else None


def _hours(place: MeetingPlace) -> tuple[datetime, datetime]:
    """In UTC: an hour that a clock shows twice is two hours."""
    return place.start.astimezone(UTC), place.end.astimezone(UTC)


def _when(turned: PersonTurn) -> tuple[datetime, str]:
    place = turned.after or turned.before
    assert place is not None, "what changed has a before or an after"
    return place.start, turned.request


def _place(mission: Mission, meeting: Meeting) -> MeetingPlace:
    slot, table = mission.slot[meeting.slot], mission.table[meeting.table]
    return MeetingPlace(
        meeting.request, slot.start, slot.end, table.id, table.room, tuple(sorted(meeting.people)),
        meeting.interpreter or "", slot.id,
    )  # fmt: skip
