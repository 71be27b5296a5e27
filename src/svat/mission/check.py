"""Mission, check: a plan held against its mission, rule by rule, by code that shares nothing with what made the plan.

A run is a stretch of meetings of one person in slots that follow one another on one day; a break is a stretch of idle
slots between two meetings of one person on one day. Both are counted here anew.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from svat.mission.model import Delegate, Interpreter, Meeting, Mission, Plan, PlanCounts, Request
from svat.wording import say

_VALUE = 1e-6  # what two sums of the same values may differ by, for each unit of value


@dataclass(frozen=True, slots=True)
class PlanFault:
    """A rule that a plan breaks. `code` is for programs; `subject` is the id of the meeting, person or slot."""

    code: str
    subject: str
    words: str


def check(mission: Mission, plan: Plan, previous: Plan | None = None) -> tuple[PlanFault, ...]:
    """Everything that is wrong with a plan; none when it may be used.

    `previous` is the plan that this one is a change of: what was lost and moved is counted only when it is given.

    >>> from datetime import datetime
    >>> nine, ten = (datetime.fromisoformat(f"2026-12-08T{x}:00+05:00") for x in ("09", "10"))
    >>> people = svat.Delegate("P1", "KZ-1", "a"), svat.Delegate("P2", "KR-1", "b")
    >>> asked = svat.Request("KZ-1+KR-1", ("P1", "P2"), "must")
    >>> slots, tables = (svat.Slot("1-0900", 1, nine, ten),), (svat.MeetingTable("T1"),)
    >>> mission = svat.Mission(slots, tables, people, (asked,))
    >>> plan = svat.solve_mission(mission, seconds=5)
    >>> [fault.code for fault in svat.check_plan(mission, plan)]
    []
    """
    faults = list(_unknown(mission, plan))
    faults += _listed(mission, plan)
    usable = [meeting for meeting in plan.meetings if _is_known(mission, meeting)]
    for meeting in usable:
        faults += _of_meeting(mission, meeting)
    faults += _doubles(mission, usable)
    faults += _held_back(mission, usable)
    faults += _precedence(mission, usable)
    for person, meetings in _by_person(usable).items():
        faults += _of_person(mission, mission.person[person], meetings)
    for interpreter, meetings in _by_interpreter(mission, usable).items():
        faults += _of_person(mission, mission.interpreter[interpreter], meetings)
    faults += _claims(plan, count(mission, plan, previous), counted_before=previous is not None)
    return tuple(faults)


def count(mission: Mission, plan: Plan, previous: Plan | None = None) -> PlanCounts:
    """What a plan comes to, counted from its meetings alone; lost and moved are 0 without a plan before."""
    known = [x for x in plan.meetings if x.request in mission.request]
    musts = [request for request in mission.requests if request.priority == "must"]
    placed_musts = {x.request for x in known if mission.request[x.request].priority == "must"}
    before = {} if previous is None else {x.request: x.slot for x in previous.meetings}
    now = {x.request: x.slot for x in plan.meetings}
    usable = [x for x in known if x.slot in mission.slot]
    return PlanCounts(
        placed=len(plan.meetings),
        must=len(musts),
        must_placed=len(placed_musts),
        value=math.fsum(mission.request[x.request].value for x in known),
        breaks=sum(_breaks(mission, meetings) for meetings in _by_person(usable).values()),
        lost=sum(request not in now for request in before),
        moved=sum(request in now and now[request] != slot for request, slot in before.items()),
    )


def _breaks(mission: Mission, meetings: Iterable[Meeting]) -> int:
    """Stretches of idle slots between two meetings of one person on one day."""
    places = sorted(mission.place[x.slot] for x in meetings)
    return sum(
        after - before > 1 and mission.slots[before].day == mission.slots[after].day
        for before, after in pairwise(places)
    )


def _unknown(mission: Mission, plan: Plan) -> Iterator[PlanFault]:
    """Meetings that name what the mission does not have."""
    for x in plan.meetings:
        if x.request not in mission.request:
            yield PlanFault(
                "request-unknown",
                x.request,
                say("{meeting}: nobody asked for this meeting", meeting=x.request),
            )
        if x.slot not in mission.slot:
            words = say("{meeting}: the mission has no slot {slot}", meeting=x.request, slot=x.slot)
            yield PlanFault("slot-unknown", x.request, words)
        if x.table not in mission.table:
            words = say("{meeting}: the mission has no table {table}", meeting=x.request, table=x.table)
            yield PlanFault("table-unknown", x.request, words)
        if x.interpreter is not None and x.interpreter not in mission.interpreter:
            words = say(
                "{meeting}: the mission has no interpreter {person}", meeting=x.request, person=x.interpreter
            )
            yield PlanFault("interpreter-unknown", x.request, words)
        for person in x.people:
            if person not in mission.person:
                words = say("{meeting}: the mission has no person {person}", meeting=x.request, person=person)
                yield PlanFault("person-unknown", x.request, words)


def _is_known(mission: Mission, meeting: Meeting) -> bool:
    return (
        meeting.request in mission.request
        and meeting.slot in mission.slot
        and meeting.table in mission.table
        and all(person in mission.person for person in meeting.people)
    )


def _listed(mission: Mission, plan: Plan) -> Iterator[PlanFault]:
    """Each request is placed once or unplaced once, with a cause; meetings stand in order of time."""
    placed = Counter(x.request for x in plan.meetings)
    unplaced = Counter(x.request for x in plan.unplaced)
    for request, times in placed.items():
        if times > 1:
            yield PlanFault(
                "placed-twice", request, say("{meeting}: is placed more than once", meeting=request)
            )
        if request in unplaced:
            words = say("{meeting}: is among the placed and the unplaced", meeting=request)
            yield PlanFault("placed-and-unplaced", request, words)
    for request, times in unplaced.items():
        if times > 1:
            yield PlanFault(
                "unplaced-twice", request, say("{meeting}: is unplaced more than once", meeting=request)
            )
        if request not in mission.request:
            words = say("{meeting}: is unplaced, and nobody asked for it", meeting=request)
            yield PlanFault("unplaced-unknown", request, words)
    for request in mission.request:
        if request not in placed and request not in unplaced:
            words = say("{meeting}: was asked for, and is neither placed nor unplaced", meeting=request)
            yield PlanFault("request-missing", request, words)
    for each in plan.unplaced:
        if not each.cause:
            yield PlanFault(
                "no-cause", each.request, say("{meeting}: is unplaced without a cause", meeting=each.request)
            )
    places = [mission.place[x.slot] for x in plan.meetings if x.slot in mission.place]
    if places != sorted(places):
        yield PlanFault("order", "", say("the meetings do not stand in order of time"))


def _of_meeting(mission: Mission, meeting: Meeting) -> Iterator[PlanFault]:
    """What is wrong with one meeting by itself."""
    request, slot = mission.request[meeting.request], mission.slot[meeting.slot]
    of, at = meeting.request, meeting.slot
    if not _are_asked_for(request, meeting.people):
        yield PlanFault(
            "people-wrong", of, say("{meeting}: its people are not those who were asked for", meeting=of)
        )
    if request.slots is not None and at not in request.slots:
        words = say("{meeting}: the slot {slot} is not among its own", meeting=of, slot=at)
        yield PlanFault("slot-not-allowed", of, words)
    if request.fixed is not None and at != request.fixed:
        words = say("{meeting}: is fixed at {fixed}, not at {slot}", meeting=of, fixed=request.fixed, slot=at)
        yield PlanFault("slot-not-fixed", of, words)
    if request.clear_days is not None and slot.day not in request.clear_days:
        words = say("{meeting}: the law does not clear it on day {day}", meeting=of, day=slot.day)
        yield PlanFault("not-clear", of, words)
    for person in meeting.people:
        if not _is_there(mission.person[person], at):
            words = say("{meeting}: {person} is not there at {slot}", meeting=of, person=person, slot=at)
            yield PlanFault("person-absent", of, words)
    yield from _of_table(mission, meeting, request)
    yield from _of_interpreter(mission, meeting, request)


def _are_asked_for(request: Request, people: Sequence[str]) -> bool:
    """The request's people, and one of each group."""
    going = set(people)
    if len(going) != len(people) or not going >= set(request.people):
        return False
    others = going - set(request.people)
    return len(others) == len(request.either) and all(len(others & set(g)) == 1 for g in request.either)


def _is_there(person: Delegate | Interpreter, slot: str) -> bool:
    return person.available is None or slot in person.available


def _of_table(mission: Mission, meeting: Meeting, request: Request) -> Iterator[PlanFault]:
    table, of = mission.table[meeting.table], meeting.request
    if meeting.slot in table.closed:
        words = say(
            "{meeting}: the table {table} is closed at {slot}", meeting=of, table=table.id, slot=meeting.slot
        )
        yield PlanFault("table-closed", of, words)
    if request.kind is not None and table.kind != request.kind:
        words = say(
            "{meeting}: needs a table of the kind {needed}; {table} is of the kind {kind}",
            meeting=of, needed=request.kind, table=table.id, kind=table.kind,
        )  # fmt: skip
        yield PlanFault("table-kind", of, words)
    if table.company and all(mission.person[x].company != table.company for x in meeting.people):
        words = say(
            "{meeting}: the table {table} is the booth of another company", meeting=of, table=table.id
        )
        yield PlanFault("table-booth", of, words)


def _of_interpreter(mission: Mission, meeting: Meeting, request: Request) -> Iterator[PlanFault]:
    of = meeting.request
    if meeting.interpreter is None:
        if request.pair is not None:
            words = say("{meeting}: has no interpreter for {pair}", meeting=of, pair="–".join(request.pair))
            yield PlanFault("interpreter-missing", of, words)
        return
    if request.pair is None:
        words = say("{meeting}: has an interpreter and needs none", meeting=of)
        yield PlanFault("interpreter-needless", of, words)
    interpreter = mission.interpreter.get(meeting.interpreter)
    if interpreter is None:
        return
    if request.pair is not None and request.pair not in interpreter.pairs:
        words = say(
            "{meeting}: {person} does not interpret {pair}",
            meeting=of, person=interpreter.id, pair="–".join(request.pair),
        )  # fmt: skip
        yield PlanFault("interpreter-pair", of, words)
    if not _is_there(interpreter, meeting.slot):
        words = say(
            "{meeting}: the interpreter {person} is not there at {slot}",
            meeting=of, person=interpreter.id, slot=meeting.slot,
        )  # fmt: skip
        yield PlanFault("interpreter-absent", of, words)


def _doubles(mission: Mission, meetings: Sequence[Meeting]) -> Iterator[PlanFault]:
    """People, tables and interpreters who are in two meetings at once."""
    people: dict[tuple[str, str], list[str]] = defaultdict(list)
    tables: dict[tuple[str, str], list[str]] = defaultdict(list)
    interpreters: dict[tuple[str, str], list[str]] = defaultdict(list)
    for x in meetings:
        for person in x.people:
            people[person, x.slot].append(x.request)
        tables[x.table, x.slot].append(x.request)
        if x.interpreter in mission.interpreter:
            interpreters[str(x.interpreter), x.slot].append(x.request)
    for code, found in (
        ("person-double", people), ("table-double", tables), ("interpreter-double", interpreters),
    ):  # fmt: skip
        for (who, slot), requests in found.items():
            if len(requests) > 1:
                words = say(
                    "{who}: has several meetings at {slot}: {meetings}",
                    who=who,
                    slot=slot,
                    meetings=", ".join(requests),
                )
                yield PlanFault(code, who, words)


def _held_back(mission: Mission, meetings: Sequence[Meeting]) -> Iterator[PlanFault]:
    """Places that are held back for walk-ins."""
    if not mission.held_back:
        return
    for slot, taken in Counter(x.slot for x in meetings).items():
        left = sum(slot not in table.closed for table in mission.tables) - taken
        if left < mission.held_back:
            words = say(
                "{slot}: {left} tables are left, and {held} are held back for walk-ins",
                slot=slot, left=left, held=mission.held_back,
            )  # fmt: skip
            yield PlanFault("held-back", slot, words)


def _precedence(mission: Mission, meetings: Sequence[Meeting]) -> Iterator[PlanFault]:
    """Of two meetings one of which comes first: where the second is placed, the first is, earlier."""
    places = {x.request: mission.place[x.slot] for x in meetings}
    for first, second in mission.precedence:
        if second in places and places.get(first, math.inf) >= places[second]:
            words = say("{second}: comes before {first}, which must be earlier", second=second, first=first)
            yield PlanFault("precedence", second, words)


def _by_person(meetings: Iterable[Meeting]) -> Mapping[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = defaultdict(list)
    for x in meetings:
        for person in x.people:
            found[person].append(x)
    return found


def _by_interpreter(mission: Mission, meetings: Iterable[Meeting]) -> Mapping[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = defaultdict(list)
    for x in meetings:
        if x.interpreter in mission.interpreter:
            found[str(x.interpreter)].append(x)
    return found


def _of_person(
    mission: Mission, person: Delegate | Interpreter, meetings: Sequence[Meeting]
) -> Iterator[PlanFault]:
    """What somebody's days break: the cap of a day, the longest run and its rest, the way between rooms."""
    in_time = sorted(meetings, key=lambda x: mission.place[x.slot])
    days: dict[int, list[int]] = defaultdict(list)
    for x in in_time:
        days[mission.slot[x.slot].day].append(mission.place[x.slot])
    for day, places in days.items():
        if person.cap_per_day is not None and len(places) > person.cap_per_day:
            words = say(
                "{who}: has {meetings} meetings on day {day}; the most are {most}",
                who=person.id, meetings=len(places), day=day, most=person.cap_per_day,
            )  # fmt: skip
            yield PlanFault("cap", person.id, words)
        if person.longest_run is not None:
            yield from _runs(person, day, sorted(set(places)))
    yield from _ways(mission, person, in_time)


def _runs(person: Delegate | Interpreter, day: int, places: Sequence[int]) -> Iterator[PlanFault]:
    longest = person.longest_run or 0
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        if len(run) > longest:
            words = say(
                "{who}: has {meetings} meetings one after the other on day {day}; the most are {most}",
                who=person.id, meetings=len(run), day=day, most=longest,
            )  # fmt: skip
            yield PlanFault("run", person.id, words)
    for run, following in pairwise(runs):
        free = following[0] - run[-1] - 1
        if len(run) >= longest and free < person.rest:
            words = say(
                "{who}: has {free} free slots after a longest run on day {day}; the least are {rest}",
                who=person.id, free=free, day=day, rest=person.rest,
            )  # fmt: skip
            yield PlanFault("rest", person.id, words)


def _ways(
    mission: Mission, person: Delegate | Interpreter, in_time: Sequence[Meeting]
) -> Iterator[PlanFault]:
    """Whether there is time to get from each meeting to the next."""
    if not mission.travel:
        return
    for one, other in pairwise(in_time):
        rooms = mission.table[one.table].room, mission.table[other.table].room
        needed = mission.minutes_between(*rooms) * 60
        if 0 < needed > (mission.slot[other.slot].start - mission.slot[one.slot].end).total_seconds():
            words = say(
                "{who}: has too little time to get from {room} to {other} before {slot}",
                who=person.id, room=rooms[0], other=rooms[1], slot=other.slot,
            )  # fmt: skip
            yield PlanFault("travel", person.id, words)


def _claims(plan: Plan, own: PlanCounts, *, counted_before: bool) -> Iterator[PlanFault]:
    """What the plan says of itself: its counts are right, and none is beyond what it says is proved."""
    said, bounds = plan.counts, plan.bounds
    for name in PlanCounts.__slots__:
        claimed, found = getattr(said, name), getattr(own, name)
        if name in ("lost", "moved") and not counted_before:
            found = claimed
        if not math.isclose(claimed, found, rel_tol=_VALUE, abs_tol=_VALUE):
            words = say(
                "{name}: the plan says {claimed}; counted are {found}",
                name=name,
                claimed=claimed,
                found=found,
            )
            yield PlanFault("counts", name, words)
        bound = getattr(bounds, name, None)
        if bound is None:
            continue
        beyond = found - bound if name in ("placed", "value") else bound - found
        if beyond > _VALUE * max(1.0, abs(bound)):
            words = say(
                "{name}: is {found}, beyond the bound {bound} that no plan can beat",
                name=name,
                found=found,
                bound=bound,
            )
            yield PlanFault("bounds", name, words)
