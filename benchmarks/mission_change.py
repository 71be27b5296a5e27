"""Plans of invented events after something has changed: what is lost and moved, beside what is proved.

    python benchmarks/mission_change.py [--people 400,1000] [--tables 0.85,1.0,1.2] [--seconds 20] [--seed 0]

The events are those of mission_events.py (two days of twelve slots, 8 wishes each on side A); the plan before is what
`solve` makes of them. `forced` are meetings that cannot stay where they are. CPU seconds are of one change, after
compilation; every plan passes the check.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import timedelta

from mission_events import event
from svat.mission.change import replan
from svat.mission.check import check
from svat.mission.model import MeetingTable, Mission, Plan, Request
from svat.mission.solve import solve

HALF_A_DAY = 6  # slots
LATE = 4  # slots
Changed = tuple[str, Mission]


def without(mission: Mission, people: Collection[str], slots: Collection[str]) -> Mission:
    """These people are not there in these slots."""
    return replace(
        mission,
        people=tuple(
            replace(x, available=frozenset(mission.slot if x.available is None else x.available) - set(slots))
            if x.id in people
            else x
            for x in mission.people
        ),
    )


def closed(mission: Mission, tables: Collection[str], slots: Collection[str]) -> Mission:
    """These tables cannot be used in these slots."""

    def after(table: MeetingTable) -> MeetingTable:
        return replace(table, closed=table.closed | set(slots)) if table.id in tables else table

    return replace(mission, tables=tuple(map(after, mission.tables)))


def a_day_later(mission: Mission, busy: Collection[str]) -> Mission:
    """The visit is one day later, and some people are busy on what is its second day then."""
    slots = tuple(
        replace(x, start=x.start + timedelta(days=1), end=x.end + timedelta(days=1)) for x in mission.slots
    )
    return without(replace(mission, slots=slots), busy, of_day(mission, 2))


def of_day(mission: Mission, day: int) -> list[str]:
    """The slots of a day."""
    return [slot.id for slot in mission.slots if slot.day == day]


def with_company(mission: Mission, draw: random.Random) -> Mission:
    """One more of side A, with eight wishes."""
    guests = [x for x in mission.people if x.side == mission.people[-1].side]
    new = replace(mission.people[0], id="new", company="new", available=None)
    wishes = tuple(
        Request(f"new{number}", (new.id, guest.id), "must")
        for number, guest in enumerate(draw.sample(guests, 8))
    )
    return replace(mission, people=(*mission.people, new), requests=(*mission.requests, *wishes))


def changes(mission: Mission, plan: Plan, draw: random.Random) -> Iterator[Changed]:
    """What may happen to a visit. Who is late has meetings at that time."""
    ids = [slot.id for slot in mission.slots]
    everybody = [person.id for person in mission.people]
    some = set(draw.sample(everybody, len(everybody) // 10))
    fifth = {table.id for table in mission.tables[: len(mission.tables) // 5]}
    first = ids[:LATE]
    early = sorted(
        {person for meeting in plan.meetings if meeting.slot in first for person in meeting.people}
    )
    yield "one is absent", without(mission, {draw.choice(everybody)}, ids)
    yield "one is late", without(mission, {draw.choice(early)}, first)
    yield "three are late", without(mission, set(draw.sample(early, 3)), first)
    yield "room lost, half a day", closed(mission, fifth, ids[:HALF_A_DAY])
    yield "one table lost", closed(mission, set(sorted(fifth)[:1]), ids)
    if mission.interpreters:
        gone = draw.choice(mission.interpreters)
        rest = tuple(replace(x, available=frozenset()) if x is gone else x for x in mission.interpreters)
        yield "an interpreter is absent", replace(mission, interpreters=rest)
    yield "a company more", with_company(mission, draw)
    yield "a tenth on day 2 alone", without(mission, some, of_day(mission, 1))
    yield "a day later, a tenth busy", a_day_later(mission, some)
    yield "day 2 called off", closed(mission, {table.id for table in mission.tables}, of_day(mission, 2))


def forced(mission: Mission, plan: Plan) -> int:
    """Meetings whose people are not all there any more in their slots."""
    there = {person.id: person.available for person in mission.people}
    return sum(
        any((slots := there[person]) is not None and meeting.slot not in slots for person in meeting.people)
        for meeting in plan.meetings
    )


def timed(work: Callable[[], Plan]) -> tuple[Plan, float]:
    """What is made, and how many CPU seconds it took."""
    began = time.process_time()
    made = work()
    return made, time.process_time() - began


def rows(people: int, share: float, variant: str, options: argparse.Namespace) -> Iterator[str]:
    """A line for each change of one event."""
    mission = event(people, share, variant, options.seed)
    plan = solve(mission, options.seconds, options.seed)
    assert check(mission, plan) == ()
    draw = random.Random(options.seed)  # noqa: S311 - no secret
    for name, changed in changes(mission, plan, draw):
        after, seconds = timed(lambda changed=changed: replan(changed, plan, options.seconds))  # type: ignore[misc]
        assert check(changed, after, plan) == ()
        counts, bounds = after.counts, after.bounds
        proved = "yes" if after.status == "optimal" else (
            f"gap {counts.lost - (bounds.lost or 0)} + {counts.moved - (bounds.moved or 0)}"
        )  # fmt: skip
        yield (
            f"| {people:,}, {share}, {variant} | {len(plan.meetings):,} | {name} | {forced(changed, plan)} | "
            f"{bounds.lost} + {bounds.moved} | {counts.lost} + {counts.moved} | {proved} | {seconds:.2f} |"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", default="400,1000")
    parser.add_argument("--tables", default="0.85,1.0,1.2")
    parser.add_argument("--variants", default="plain")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    small = event(40, 1.0, "plain", 0)
    replan(small, solve(small, 5), 1)  # compiles
    print(
        "| people, tables, kind | placed before | change | forced | bound: lost + moved | found | proved | CPU s |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for people in map(int, options.people.split(",")):
        for share in map(float, options.tables.split(",")):
            for variant in options.variants.split(","):
                for row in rows(people, share, variant, options):
                    print(row, flush=True)


if __name__ == "__main__":
    main()
