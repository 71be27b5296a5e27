"""Damage to a right plan: each kind breaks one rule of the plan, or tightens the mission until the plan breaks it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from svat.mission.check import count
from svat.mission.model import Meeting, Mission, Plan, Unplaced

Damaged = tuple[Mission, Plan] | None  # None: this plan has nothing that could be damaged so
Damage = Callable[[Mission, Plan, random.Random], Damaged]


def with_meeting(plan: Plan, number: int, **changes: Any) -> Plan:
    meetings = list(plan.meetings)
    meetings[number] = replace(meetings[number], **changes)
    return replace(plan, meetings=tuple(meetings))


def counted(mission: Mission, plan: Plan) -> Plan:
    """The same with its counts put right, so that only the damage itself can be found."""
    meetings = sorted(plan.meetings, key=lambda x: mission.place.get(x.slot, -1))
    plan = replace(
        plan, meetings=tuple(meetings), bounds=replace(plan.bounds, placed=None, value=None, breaks=None)
    )
    return replace(plan, counts=count(mission, plan))


def pick(draw: random.Random, plan: Plan, fits: Callable[[Meeting], object]) -> int | None:
    found = [number for number, x in enumerate(plan.meetings) if fits(x)]
    return draw.choice(found) if found else None


def person_double(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    one, other = draw.sample(range(len(plan.meetings)), 2)
    busy = plan.meetings[other]
    shared = [p for p in plan.meetings[one].people if p in busy.people]
    if busy.slot == plan.meetings[one].slot or not shared:
        return None
    return mission, counted(mission, with_meeting(plan, one, slot=busy.slot))


def table_double(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    one, other = draw.sample(range(len(plan.meetings)), 2)
    if plan.meetings[one].slot != plan.meetings[other].slot:
        return None
    return mission, counted(mission, with_meeting(plan, one, table=plan.meetings[other].table))


def interpreter_double(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    one, other = draw.sample(range(len(plan.meetings)), 2)
    x, y = plan.meetings[one], plan.meetings[other]
    if x.slot != y.slot or x.interpreter is None or y.interpreter is None:
        return None
    return mission, counted(mission, with_meeting(plan, one, interpreter=y.interpreter))


def table_closed(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    x = draw.choice(plan.meetings)
    tables = tuple(replace(t, closed=t.closed | {x.slot}) if t.id == x.table else t for t in mission.tables)
    return replace(mission, tables=tables), plan


def table_kind(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    number = pick(draw, plan, lambda x: mission.request[x.request].kind)
    if number is None:
        return None
    kind = mission.request[plan.meetings[number].request].kind
    others = [t.id for t in mission.tables if t.kind != kind]
    return mission, counted(mission, with_meeting(plan, number, table=draw.choice(others)))


def table_booth(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    booth = draw.choice([t for t in mission.tables if t.company])
    number = pick(draw, plan, lambda x: all(mission.person[p].company != booth.company for p in x.people))
    return None if number is None else (mission, counted(mission, with_meeting(plan, number, table=booth.id)))


def interpreter_missing(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    number = pick(draw, plan, lambda x: x.interpreter)
    return (
        None if number is None else (mission, counted(mission, with_meeting(plan, number, interpreter=None)))
    )


def interpreter_pair(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    number = pick(draw, plan, lambda x: x.interpreter)
    if number is None:
        return None
    pair = mission.request[plan.meetings[number].request].pair
    wrong = draw.choice([i.id for i in mission.interpreters if pair not in i.pairs])
    return mission, counted(mission, with_meeting(plan, number, interpreter=wrong))


def interpreter_absent(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    number = pick(draw, plan, lambda x: x.interpreter)
    if number is None:
        return None
    x = plan.meetings[number]
    interpreters = tuple(
        replace(i, available=(i.available or frozenset()) - {x.slot}) if i.id == x.interpreter else i
        for i in mission.interpreters
    )
    return replace(mission, interpreters=interpreters), plan


def interpreter_needless(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    number = pick(draw, plan, lambda x: x.interpreter is None)
    return (
        None if number is None else (mission, counted(mission, with_meeting(plan, number, interpreter="I1")))
    )


def person_absent(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    x = draw.choice(plan.meetings)
    who = draw.choice(x.people)
    people = tuple(
        replace(p, available=(p.available or frozenset()) - {x.slot}) if p.id == who else p
        for p in mission.people
    )
    return replace(mission, people=people), plan


def of_request(mission: Mission, request: str, **changes: Any) -> Mission:
    requests = tuple(replace(r, **changes) if r.id == request else r for r in mission.requests)
    return replace(mission, requests=requests)


def slot_not_allowed(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    x = draw.choice(plan.meetings)
    return of_request(mission, x.request, slots=frozenset(mission.slot) - {x.slot}), plan


def slot_not_fixed(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    number = pick(draw, plan, lambda x: mission.request[x.request].fixed)
    if number is None:
        return None
    other = draw.choice([s for s in mission.slot if s != plan.meetings[number].slot])
    return mission, counted(mission, with_meeting(plan, number, slot=other))


def not_clear(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    """A pair that the law holds on the day of its meeting."""
    x = draw.choice(plan.meetings)
    day = mission.slot[x.slot].day
    return of_request(mission, x.request, clear_days=frozenset({1, 2}) - {day}), plan


def precedence(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    one, other = sorted(draw.sample(range(len(plan.meetings)), 2))
    first, second = (
        plan.meetings[other].request,
        plan.meetings[one].request,
    )  # the wrong way round, or at once
    return replace(mission, precedence=(*mission.precedence, (first, second))), plan


def precedence_without_first(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    second = draw.choice(plan.meetings).request
    return replace(mission, precedence=(*mission.precedence, ("U1", second))), plan


def cap(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    who = draw.choice(draw.choice(plan.meetings).people)
    people = tuple(
        replace(p, cap_per_day=(p.cap_per_day or 1) - 1) if p.id == who else p for p in mission.people
    )
    return replace(mission, people=people), plan


def cap_of_interpreter(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    who = draw.choice(plan.meetings).interpreter
    if who is None:
        return None
    interpreters = tuple(replace(i, cap_per_day=0) if i.id == who else i for i in mission.interpreters)
    return replace(mission, interpreters=interpreters), plan


def run(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    long = [p for p in mission.people if (p.longest_run or 0) > 1]
    who = draw.choice(long)
    people = tuple(
        replace(p, longest_run=(p.longest_run or 2) - 1) if p is who else p for p in mission.people
    )
    return replace(mission, people=people), plan


def rest(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    """Nobody may meet again on a day after a longest run."""
    who = draw.choice(mission.people)
    places = sorted(mission.place[x.slot] for x in plan.meetings if who.id in x.people)
    parted = [(a, b) for a, b in pairwise(places) if b - a > 1 and a // 8 == b // 8]
    if not parted or (who.longest_run or 0) != 1:
        return None
    people = tuple(replace(p, rest=8) if p is who else p for p in mission.people)
    return replace(mission, people=people), plan


def travel(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    """A meeting in the other room, beside one before or after it."""
    number = draw.randrange(len(plan.meetings))
    x = plan.meetings[number]
    place = mission.place[x.slot]
    near = [
        y for y in plan.meetings
        if set(x.people) & set(y.people) and abs(mission.place[y.slot] - place) == 1
        and mission.slot[y.slot].day == mission.slot[x.slot].day
    ]  # fmt: skip
    others = [t.id for t in mission.tables if t.room != mission.table[x.table].room]
    return (
        (mission, counted(mission, with_meeting(plan, number, table=draw.choice(others)))) if near else None
    )


def held_back(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    return replace(mission, held_back=len(mission.tables)), plan


def request_missing(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    meetings = list(plan.meetings)
    meetings.remove(draw.choice(meetings))
    return mission, counted(mission, replace(plan, meetings=tuple(meetings)))


def unplaced_missing(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    return mission, replace(plan, unplaced=plan.unplaced[1:])


def no_cause(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    return mission, replace(plan, unplaced=(replace(plan.unplaced[0], cause=""), *plan.unplaced[1:]))


def request_unknown(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    extra = replace(draw.choice(plan.meetings), request="X1")
    return mission, counted(mission, replace(plan, meetings=(*plan.meetings, extra)))


def unplaced_unknown(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    return mission, replace(plan, unplaced=(*plan.unplaced, Unplaced("X1", "unknown", "nobody knows")))


def placed_twice(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    x = draw.choice(plan.meetings)
    other = draw.choice([s for s in mission.slot if s != x.slot])
    return mission, counted(mission, replace(plan, meetings=(*plan.meetings, replace(x, slot=other))))


def placed_and_unplaced(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    x = draw.choice(plan.meetings)
    return mission, replace(plan, unplaced=(*plan.unplaced, Unplaced(x.request, "unknown", "too late")))


def unplaced_twice(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    return mission, replace(plan, unplaced=(*plan.unplaced, plan.unplaced[0]))


def people_wrong(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    number = draw.randrange(len(plan.meetings))
    x = plan.meetings[number]
    stranger = draw.choice(
        [
            p.id
            for p in mission.people
            if p.id not in x.people and p.company != mission.person[x.people[-1]].company
        ]
    )
    people = draw.choice([x.people[:1], (*x.people, stranger), (stranger, *x.people[1:])])
    return mission, counted(mission, with_meeting(plan, number, people=people))


def slot_unknown(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    return mission, counted(mission, with_meeting(plan, draw.randrange(len(plan.meetings)), slot="d9s01"))


def table_unknown(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    return mission, with_meeting(plan, draw.randrange(len(plan.meetings)), table="T99")


def interpreter_unknown(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    number = pick(draw, plan, lambda x: x.interpreter)
    return None if number is None else (mission, with_meeting(plan, number, interpreter="I99"))


def person_unknown(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    number = draw.randrange(len(plan.meetings))
    return mission, counted(
        mission, with_meeting(plan, number, people=(*plan.meetings[number].people[:-1], "Z9"))
    )


def order(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    return mission, replace(plan, meetings=(*plan.meetings[1:], plan.meetings[0]))


def counts(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    name = draw.choice(["placed", "must", "must_placed", "value", "breaks"])
    return mission, replace(plan, counts=replace(plan.counts, **{name: getattr(plan.counts, name) + 1}))


def bounds(mission: Mission, plan: Plan, draw: random.Random) -> Damaged:
    name, step = draw.choice([("placed", -1), ("value", -0.5), ("breaks", 1)])
    return mission, replace(plan, bounds=replace(plan.bounds, **{name: getattr(plan.bounds, name) + step}))


# The code by which each damage must be found.
DAMAGES: dict[Damage, str] = {
    person_double: "person-double", table_double: "table-double", interpreter_double: "interpreter-double",
    table_closed: "table-closed", table_kind: "table-kind", table_booth: "table-booth",
    interpreter_missing: "interpreter-missing", interpreter_pair: "interpreter-pair",
    interpreter_absent: "interpreter-absent", interpreter_needless: "interpreter-needless",
    person_absent: "person-absent", slot_not_allowed: "slot-not-allowed", slot_not_fixed: "slot-not-fixed",
    not_clear: "not-clear", precedence: "precedence", precedence_without_first: "precedence",
    cap: "cap", cap_of_interpreter: "cap", run: "run", rest: "rest", travel: "travel", held_back: "held-back",
    request_missing: "request-missing", unplaced_missing: "request-missing", no_cause: "no-cause",
    request_unknown: "request-unknown", unplaced_unknown: "unplaced-unknown", placed_twice: "placed-twice",
    placed_and_unplaced: "placed-and-unplaced", unplaced_twice: "unplaced-twice", people_wrong: "people-wrong",
    slot_unknown: "slot-unknown", table_unknown: "table-unknown", interpreter_unknown: "interpreter-unknown",
    person_unknown: "person-unknown", order: "order", counts: "counts", bounds: "bounds",
}  # fmt: skip
