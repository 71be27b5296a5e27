"""The mission's solver on invented events, beside a fill in alphabetical order.

    python benchmarks/mission_events.py [--people 200,1000,5000] [--seeds 0,1] [--seconds 60]

Half of the people are of side A, half of side B; each of side A has 8 wishes, 15 % of the people miss half a day, an
eighth of the wishes are musts. Two days of 12 slots. Tables are 85, 100 or 110 % of what all meetings need; plain, or
with interpreters of three pairs whose hours are 90 % of need, or with a colleague at a fifth of the meetings.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from math import ceil

from svat.mission.check import check, count
from svat.mission.model import (
    Delegate,
    Interpreter,
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
from svat.mission.solve import solve

WISHES, SLOTS_A_DAY, DAYS = 8, 12, 2
PAIRS = (("en", "ru"), ("ko", "ru"), ("en", "ko"))
VARIANTS = ("plain", "interpreters", "joint")


def slots() -> tuple[Slot, ...]:
    """Two days of twelve slots of twenty minutes."""
    first = datetime(2027, 5, 12, 9, tzinfo=timezone(timedelta(hours=5)))
    return tuple(
        Slot(f"d{day + 1}s{k + 1:02d}", day + 1, start, start + timedelta(minutes=20))
        for day in range(DAYS)
        for k in range(SLOTS_A_DAY)
        for start in [first + timedelta(days=day, minutes=25 * k)]
    )


def event(people: int, share: float, variant: str, seed: int) -> Mission:
    """An invented event."""
    draw = random.Random(f"{people} {share} {variant} {seed}")  # noqa: S311 - no secret
    times = slots()
    crowd = [_person(draw, number, people, times) for number in range(people)]
    half = people // 2
    requests: list[Request] = []
    for host in range(half):
        for guest in sorted(draw.sample(range(half, people), WISHES)):
            who = [crowd[host].id, crowd[guest].id]
            if variant == "joint" and draw.random() < 0.2:
                colleague = host + 1 if host % 2 == 0 and host + 1 < half else host - 1
                who.append(crowd[colleague].id)
            requests.append(
                Request(
                    f"M{len(requests):05d}",
                    tuple(who),
                    "must" if draw.random() < 0.125 else "wish",
                    round(draw.uniform(1, 10), 1),
                    PAIRS[host % 3] if variant == "interpreters" and draw.random() < 0.5 else None,
                )
            )
    tables = ceil(share * len(requests) / len(times))
    interpreters: list[Interpreter] = []
    for pair in PAIRS if variant == "interpreters" else ():
        need = sum(request.pair == pair for request in requests)
        for number in range(max(1, round(0.9 * need / (0.85 * len(times))))):
            there = _there(draw, times, 0.3)
            interpreters.append(Interpreter(f"I-{pair[0]}-{pair[1]}-{number}", frozenset([pair]), there))
    return Mission(
        times,
        tuple(MeetingTable(f"T{number:04d}") for number in range(tables)),
        tuple(crowd),
        tuple(requests),
        tuple(interpreters),
    )


def _person(draw: random.Random, number: int, people: int, times: tuple[Slot, ...]) -> Delegate:
    side = "a" if number < people // 2 else "b"
    return Delegate(f"{side}{number:04d}", f"{side}-company-{number // 2}", side, _there(draw, times, 0.15))


def _there(draw: random.Random, times: tuple[Slot, ...], share: float) -> frozenset[str] | None:
    """The slots of somebody who misses half a day with this probability."""
    if draw.random() >= share:
        return None
    half = SLOTS_A_DAY // 2
    block = draw.randrange(len(times) // half)
    return frozenset(slot.id for k, slot in enumerate(times) if k // half != block)


def greedy(mission: Mission) -> Plan:
    """The first free slot for each request in alphabetical order of whom it is for."""
    used: dict[str, int] = {slot.id: 0 for slot in mission.slots}
    taken: set[tuple[str, str]] = set()
    meetings = []
    for request in sorted(mission.requests, key=lambda x: (x.people, x.id)):
        for slot in mission.slots:
            if used[slot.id] >= len(mission.tables) or any(
                (x, slot.id) in taken
                or not (mission.person[x].available is None or slot.id in (mission.person[x].available or ()))
                for x in request.people
            ):
                continue
            interpreter = None
            if request.pair is not None:
                interpreter = next(_free(mission, request, slot.id, taken), None)
                if interpreter is None:
                    continue
                taken.add((interpreter, slot.id))
            taken |= {(x, slot.id) for x in request.people}
            table = mission.tables[used[slot.id]].id
            used[slot.id] += 1
            meetings.append(Meeting(request.id, slot.id, table, request.people, interpreter))
            break
    placed = {meeting.request for meeting in meetings}
    meetings.sort(key=lambda x: (mission.place[x.slot], x.table))
    unplaced = tuple(Unplaced(x.id, "none", "none") for x in mission.requests if x.id not in placed)
    nothing = PlanCounts(0, 0, 0, 0, 0)
    plan = Plan(1, tuple(meetings), unplaced, nothing, PlanBounds(), "feasible")
    plan = replace(plan, counts=count(mission, plan))
    assert check(mission, plan) == ()
    return plan


def _free(mission: Mission, request: Request, slot: str, taken: set[tuple[str, str]]) -> Iterator[str]:
    for x in mission.interpreters:
        if (
            request.pair in x.pairs
            and (x.id, slot) not in taken
            and (x.available is None or slot in x.available)
        ):
            yield x.id


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", default="200,1000,5000")
    parser.add_argument("--shares", default="0.85,1.0,1.1")
    parser.add_argument("--variants", default=",".join(VARIANTS))
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    solve(event(20, 1.0, "plain", 0), seconds=5)  # compiled before it is measured
    print("| people | variant | tables | seed | meetings | greedy: placed, musts, value, breaks | ours: placed, musts, "
          "value, breaks | bound: placed, value | value of bound | breaks of greedy's | CPU s | wall s |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for people in map(int, options.people.split(",")):
        for variant in options.variants.split(","):
            for share in map(float, options.shares.split(",")):
                for seed in map(int, options.seeds.split(",")):
                    row(
                        event(people, share, variant, seed),
                        f"{people:,} | {variant} | {share} | {seed}",
                        options.seconds,
                    )
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def row(mission: Mission, words: str, seconds: float) -> None:
    """One event."""
    theirs = greedy(mission).counts
    cpu, wall = time.process_time(), time.perf_counter()
    plan = solve(mission, seconds=seconds)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    faults = check(mission, plan)
    assert faults == (), faults[:3]
    ours, bounds = plan.counts, plan.bounds
    share = f"{ours.value / bounds.value:.2%}" if bounds.value else "-"
    print(f"| {words} | {len(mission.requests):,} | {theirs.placed:,}, {theirs.must_placed}, {theirs.value:,.0f}, "
          f"{theirs.breaks:,} | {ours.placed:,}, {ours.must_placed}/{ours.must}, {ours.value:,.0f}, {ours.breaks:,} | "
          f"{bounds.placed}, {bounds.value} | {share} | {ours.breaks / max(theirs.breaks, 1):.3f} | {cpu:.1f} | "
          f"{wall:.1f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
