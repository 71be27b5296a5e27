"""Report, mission: what became of each meeting from one published plan to the next, for the council alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal, get_args

from svat.mission.calendar import Publication
from svat.mission.calendar.zones import utc
from svat.mission.model import Meeting
from svat.report.mission.model import MissionView

Turn = Literal["new", "called off", "moved", "table", "people"]
TURNS: tuple[Turn, ...] = get_args(Turn)


@dataclass(frozen=True, slots=True)
class MeetingTurn:
    """What became of one meeting; what changed most counts."""

    request: str
    turn: Turn
    before: Meeting | None
    after: Meeting | None


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One published plan, and how many meetings turned since the one before it."""

    number: int
    at: datetime
    placed: int
    turns: Mapping[Turn, int]


def turns(before: Publication, after: Publication) -> tuple[MeetingTurn, ...]:
    """The meetings that are not what they were, by request."""
    old = {meeting.request: meeting for meeting in before.plan.meetings}
    new = {meeting.request: meeting for meeting in after.plan.meetings}
    return tuple(
        MeetingTurn(request, turn, old.get(request), new.get(request))
        for request in sorted(old.keys() | new.keys())
        if (turn := _turn(before, after, old.get(request), new.get(request))) is not None
    )


def versions(view: MissionView) -> tuple[PlanVersion, ...]:
    """Every published plan, the first first."""
    first = view.publications[0]
    found = [PlanVersion(first.plan.version, first.at, len(first.plan.meetings), {})]
    for before, after in pairwise(view.publications):
        counted = Counter(x.turn for x in turns(before, after))
        shown = {turn: counted[turn] for turn in TURNS if counted[turn]}
        found.append(PlanVersion(after.plan.version, after.at, len(after.plan.meetings), shown))
    return tuple(found)


def last_turns(view: MissionView) -> tuple[MeetingTurn, ...]:
    """What the last published plan changed."""
    return turns(*view.publications[-2:]) if len(view.publications) > 1 else ()


def _turn(before: Publication, after: Publication, old: Meeting | None, new: Meeting | None) -> Turn | None:
    if old is None or new is None:
        return "called off" if new is None else "new"
    kinds: Iterator[tuple[Turn, bool]] = iter(
        (
            ("moved", _start(before, old) != _start(after, new)),
            ("people", set(old.people) != set(new.people) or old.interpreter != new.interpreter),
            ("table", (old.table, _room(before, old)) != (new.table, _room(after, new))),
        )
    )
    return next((kind for kind, holds in kinds if holds), None)


def _start(publication: Publication, meeting: Meeting) -> datetime:
    return utc(publication.mission.slot[meeting.slot].start)


def _room(publication: Publication, meeting: Meeting) -> str:
    return publication.mission.table[meeting.table].room
