"""Events made around a plan that is right by construction, with every kind of limit drawn tight around it."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache

from svat.mission.check import count
from svat.mission.model import (
    Delegate,
    Interpreter,
    LanguagePair,
    Meeting,
    MeetingTable,
    Mission,
    Plan,
    PlanBounds,
    PlanCounts,
    Request,
    Slot,
    Unplaced,
)

DAYS, SLOTS = 2, 8  # of each day
PAIRS: tuple[LanguagePair, ...] = (("ko", "ru"), ("kk", "ko"))
ROOMS = ("hall", "annex")
NO_COUNTS = PlanCounts(0, 0, 0, 0.0, 0)


def slots(days: int = DAYS, a_day: int = SLOTS) -> tuple[Slot, ...]:
    """Slots of twenty minutes with ten between, from four in the morning of UTC."""
    made = []
    for day in range(1, days + 1):
        first = datetime(2027, 5, 11 + day, 4, tzinfo=UTC)
        for number in range(a_day):
            start = first + timedelta(minutes=30 * number)
            made.append(Slot(f"d{day}s{number + 1:02}", day, start, start + timedelta(minutes=20)))
    return tuple(made)


@cache
def planted(seed: int, people: int = 12) -> tuple[Mission, Plan]:
    """A mission and a right plan of it: interpreters, booths, groups, precedence, caps, runs, travel, held back."""
    draw = random.Random(seed)
    when = slots()
    tables = [
        MeetingTable(
            f"T{number}",
            "booth" if number < 2 else "plain",
            ROOMS[number % 2],
            f"AC{number}" if number < 2 else "",
        )
        for number in range(6)
    ]
    persons = [f"{side}{number}" for side in "AB" for number in range(people // 2)]
    company = {person: f"{person[0]}C{int(person[1:]) // 2}" for person in persons}
    interpreters = [("I1", PAIRS[0]), ("I2", PAIRS[1]), ("I3", PAIRS[0])]
    meetings: list[Meeting] = []
    requests: list[Request] = []
    room_of: dict[str, str] = {}  # of everybody: nobody changes rooms
    for slot in when:
        free = set(persons)
        free_tables = list(tables)
        free_interpreters = list(interpreters)
        for _ in range(draw.randint(2, 4)):
            table = draw.choice(free_tables)
            fits = sorted(p for p in free if room_of.get(p, table.room) == table.room)
            a = [p for p in fits if p[0] == "A" and table.company in ("", company[p])]
            b = [p for p in fits if p[0] == "B"]
            if not a or not b:
                continue
            going = [draw.choice(a), draw.choice(b)]
            near = [i for i in free_interpreters if room_of.get(i[0], table.room) == table.room]
            interpreter = draw.choice([None, *near])
            for who in (*going, *(interpreter or ())[:1]):
                room_of[str(who)] = table.room
            name = f"M{len(meetings):03}"
            free -= set(going)
            free_tables.remove(table)
            if interpreter is not None:
                free_interpreters.remove(interpreter)
            colleague = [p for p in persons if company[p] == company[going[1]] and p != going[1]]
            shared = draw.random() < 0.3 and bool(colleague)
            requests.append(
                Request(
                    name,
                    (going[0],) if shared else tuple(going),
                    draw.choice(["must", "wish"]),
                    round(draw.uniform(1, 9), 1),
                    None if interpreter is None else interpreter[1],
                    table.kind if draw.random() < 0.5 else None,
                    frozenset({slot.id, draw.choice(when).id}) if draw.random() < 0.3 else None,
                    slot.id if draw.random() < 0.2 else None,
                    frozenset({slot.day}) if draw.random() < 0.5 else None,
                    ((going[1], *colleague),) if shared else (),
                )
            )
            meetings.append(
                Meeting(
                    name, slot.id, table.id, tuple(going), None if interpreter is None else interpreter[0]
                )
            )
    left_out = [Request(f"U{number}", ("A0", f"B{number}")) for number in range(3)]
    place = {slot.id: number for number, slot in enumerate(when)}
    order = sorted(meetings, key=lambda x: place[x.slot])
    pairs = [
        (one.request, other.request)
        for one, other in (draw.sample(order, 2) for _ in range(8))
        if place[one.slot] < place[other.slot]
    ]
    busy: dict[str, set[str]] = defaultdict(set)
    for x in meetings:
        for who in (*x.people, *filter(None, (x.interpreter,))):
            busy[who].add(x.slot)
    used = defaultdict(set)
    for x in meetings:
        used[x.table].add(x.slot)
    ids = [slot.id for slot in when]

    def some(of: set[str]) -> frozenset[str]:
        return frozenset(i for i in ids if i in of or draw.random() < 0.6)

    def limits(who: str) -> tuple[int, int, int]:
        days = [
            sorted(place[s] for s in busy[who] if when[place[s]].day == day) for day in range(1, DAYS + 1)
        ]
        return max(1, *map(len, days)), max(1, *(longest(d) for d in days)), 0

    mission = Mission(
        slots=when,
        tables=tuple(
            MeetingTable(t.id, t.kind, t.room, t.company, frozenset(ids) - some(used[t.id])) for t in tables
        ),
        people=tuple(Delegate(p, company[p], p[0], some(busy[p]), *limits(p)) for p in persons),
        requests=(*requests, *left_out),
        interpreters=tuple(
            Interpreter(name, frozenset({pair}), some(busy[name]), *limits(name))
            for name, pair in interpreters
        ),
        precedence=tuple(dict.fromkeys(pairs)),
        travel={("hall", "annex"): 20},
        held_back=0,
        id="planted",
    )
    plan = Plan(
        1,
        tuple(order),
        tuple(Unplaced(r.id, "unknown", "was left out") for r in left_out),
        NO_COUNTS,
        PlanBounds(),
        "feasible",
    )
    counts = count(mission, plan)
    bounds = PlanBounds(len(order), counts.value, counts.breaks)
    return mission, Plan(1, plan.meetings, plan.unplaced, counts, bounds, "feasible")


def longest(places: list[int]) -> int:
    """The most places that follow one another."""
    best = run = 0
    before = -2
    for place in places:
        run = run + 1 if place == before + 1 else 1
        best, before = max(best, run), place
    return best
