"""Invented events, small enough to be understood, and small enough to try every timetable."""

from __future__ import annotations

import itertools
import random
from typing import Any

from svat.mission.exact.check import breaks_of, faults_in
from svat.mission.exact.instance import Instance, PairedMeeting

# A whole file: three participants who all meet one another in three slots at two tables.
EVENT = """\
% An invented event.
nBusiness = 3; nMeetings = 3; nTables = 2;
nTotalSlots = 3; nMorningSlots = 2;

requested = [|1, 2,3,
|1, 3,1,
|2, 3,3,
|];

meetingsxBusiness = [{1,2,3},
{1,2,4},
{1,3,4}];
nMeetingsBusiness = [2,2,2];
forbidden = [{0}, {}, {0,1}];
fixed = [0,0,3];
precedences = [{}, {1}, {}];
"""


def event(pairs: str, slots: int, **more: Any) -> Instance:
    """An event of meetings such as "1-2 1-3m 2-3a" (m: morning, a: afternoon), with tables for all."""
    split = [(pair.rstrip("ma").split("-"), {"m": 1, "a": 2}.get(pair[-1], 3)) for pair in pairs.split()]
    meetings = tuple(PairedMeeting(int(a), int(b), session) for (a, b), session in split)
    people = max(max(x.a, x.b) for x in meetings)
    told: dict[str, Any] = {"morning": slots // 2, "tables": people} | more
    for name, count in (("forbidden", people), ("precedences", len(meetings))):
        table = told.get(name, {})
        told[name] = tuple(frozenset(table.get(n, ())) for n in range(1, count + 1))
    fixed = told.get("fixed", {})
    told["fixed"] = tuple(fixed.get(n, 0) for n in range(1, len(meetings) + 1))
    return Instance(people, meetings, slots, **told)


def drawn(seed: int) -> Instance:
    """A tiny event with some of everything."""
    rng = random.Random(seed)
    people, slots, count = rng.randint(2, 5), rng.randint(3, 5), rng.randint(2, 5)
    pairs = [rng.sample(range(1, people + 1), 2) for _ in range(count)]
    meetings = tuple(PairedMeeting(a, b, rng.choice([1, 2, 3, 3, 3, 3])) for a, b in pairs)
    return Instance(
        people,
        meetings,
        slots,
        rng.randint(1, slots),
        rng.randint(1, 3),
        tuple(frozenset(s for s in range(1, slots + 1) if rng.random() < 0.1) for _ in range(people)),
        tuple(rng.randint(1, slots) if rng.random() < 0.2 else 0 for _ in range(count)),
        tuple(frozenset(m for m in range(1, k) if rng.random() < 0.1) for k in range(1, count + 1)),
        rng.choice([None, 0, 0, 1, 2]),
    )


def by_trying(instance: Instance) -> int | None:
    """The fewest breaks of any timetable, from a look at all of them; None where there is none."""
    plans = itertools.product(range(1, instance.slots + 1), repeat=len(instance.meetings))
    good = (dict(enumerate(plan, 1)) for plan in plans)
    return min((sum(breaks_of(instance, p)) for p in good if not faults_in(instance, p)), default=None)
