"""Report, mission: the figures of a plan for the chair: what was placed, for whom, and how the house was used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from svat.market.fairness import gini
from svat.mission.breaks import breaks_by_person
from svat.mission.calendar.zones import utc
from svat.mission.model import Meeting, Mission, Plan, Priority, Request, Unplaced
from svat.report.mission.clocks import hours

MANY_BREAKS = 3  # from here on people are counted together


@dataclass(frozen=True, slots=True)
class PlacedShare:
    """How many meetings were asked for, and how many have a place."""

    asked: int
    placed: int

    @property
    def share(self) -> float:
        """0 … 1; 1 where nothing was asked for."""
        return self.placed / self.asked if self.asked else 1.0


@dataclass(frozen=True, slots=True)
class HourUse:
    """How far the tables are taken in one hour of one day: slots that begin in it, at tables that are open."""

    taken: int
    open: int


@dataclass(frozen=True, slots=True)
class InterpreterLoad:
    """What one interpreter does."""

    id: str
    name: str
    meetings: int
    worked: timedelta
    longest_run: int  # meetings in slots that follow one another
    by_day: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class MissionFigures:
    """Everything that is counted of one plan."""

    by_priority: Mapping[Priority, PlacedShare]
    by_company: Mapping[tuple[str, str], PlacedShare]  # (side, company)
    gini: float  # of companies' shares of meetings placed: 0 is even
    musts_unplaced: tuple[Unplaced, ...]
    use: Mapping[tuple[int, int], HourUse]  # (day, hour)
    people_by_breaks: Mapping[int, int]  # MANY_BREAKS: so many or more
    interpreters: tuple[InterpreterLoad, ...]


def mission_figures(mission: Mission, plan: Plan) -> MissionFigures:
    """The figures of a plan."""
    placed = {meeting.request for meeting in plan.meetings}
    by_company = _by_company(mission, placed)
    return MissionFigures(
        by_priority=_by_priority(mission, placed),
        by_company=by_company,
        gini=gini(np.array([x.share for x in by_company.values()], dtype=np.float64)),
        musts_unplaced=tuple(x for x in plan.unplaced if _is_must(mission, x)),
        use=_use(mission, plan),
        people_by_breaks=_people_by_breaks(mission, plan),
        interpreters=tuple(_loads(mission, plan)),
    )


def _by_priority(mission: Mission, placed: set[str]) -> Mapping[Priority, PlacedShare]:
    kinds: tuple[Priority, ...] = ("must", "wish")
    of = {kind: [x.id for x in mission.requests if x.priority == kind] for kind in kinds}
    return {kind: PlacedShare(len(ids), sum(x in placed for x in ids)) for kind, ids in of.items()}


def _by_company(mission: Mission, placed: set[str]) -> Mapping[tuple[str, str], PlacedShare]:
    asked: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for request in mission.requests:
        for company in companies_of(mission, request):
            asked[company] += 1
            found[company] += request.id in placed
    return {company: PlacedShare(asked[company], found[company]) for company in sorted(asked)}


def companies_of(mission: Mission, request: Request) -> tuple[tuple[str, str], ...]:
    """The companies that a request is of, each once."""
    people = (*request.people, *(person for group in request.either for person in group))
    known = [mission.person[x] for x in people if x in mission.person]
    return tuple(dict.fromkeys((person.side, person.company) for person in known))


def _is_must(mission: Mission, unplaced: Unplaced) -> bool:
    request = mission.request.get(unplaced.request)
    return request is not None and request.priority == "must"


def _use(mission: Mission, plan: Plan) -> Mapping[tuple[int, int], HourUse]:
    taken = Counter(meeting.slot for meeting in plan.meetings)
    found: dict[tuple[int, int], list[int]] = {}
    for slot in mission.slots:
        cell = found.setdefault((slot.day, hours(slot.start, slot.end).start.hour), [0, 0])
        cell[0] += taken[slot.id]
        cell[1] += sum(slot.id not in table.closed for table in mission.tables)
    return {key: HourUse(*cell) for key, cell in found.items()}


def _people_by_breaks(mission: Mission, plan: Plan) -> Mapping[int, int]:
    """People who have a meeting, by how many stretches of idle slots lie between two of their meetings on a day."""
    found = Counter(min(breaks, MANY_BREAKS) for breaks in breaks_by_person(mission, plan.meetings).values())
    return {count: found[count] for count in range(MANY_BREAKS + 1)}


def _loads(mission: Mission, plan: Plan) -> Iterable[InterpreterLoad]:
    of: dict[str, list[Meeting]] = {x.id: [] for x in mission.interpreters}
    for meeting in plan.meetings:
        if meeting.interpreter in of:
            of[meeting.interpreter].append(meeting)
    for each in mission.interpreters:
        slots = [mission.slot[x.slot] for x in of[each.id]]
        yield InterpreterLoad(
            id=each.id,
            name=each.name or each.id,
            meetings=len(slots),
            worked=sum((utc(slot.end) - utc(slot.start) for slot in slots), timedelta()),
            longest_run=_longest_run(mission, of[each.id]),
            by_day=Counter(slot.day for slot in slots),
        )


def _longest_run(mission: Mission, meetings: Iterable[Meeting]) -> int:
    places = sorted({mission.place[meeting.slot] for meeting in meetings})
    longest = run = 0
    for number, place in enumerate(places):
        before = places[number - 1] if number else None
        follows = before == place - 1 and mission.slots[place].day == mission.slots[place - 1].day
        run = run + 1 if follows else 1
        longest = max(longest, run)
    return longest
