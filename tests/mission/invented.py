"""Small missions with everything that can bind, drawn by a seed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from svat.mission.model import Delegate, Interpreter, MeetingTable, Mission, Request, Slot

PAIRS = (("ko", "ru"), ("en", "ru"), ("en", "ko"))
FIRST = datetime(2027, 5, 12, 9, tzinfo=UTC)


def slots(days: int, each: int, gap: int = 5) -> tuple[Slot, ...]:
    """So many slots of twenty minutes on so many days."""
    return tuple(
        Slot(f"d{day}s{k}", day, start, start + timedelta(minutes=20))
        for day in range(1, days + 1)
        for k in range(each)
        for start in [FIRST + timedelta(days=day - 1, minutes=(20 + gap) * k)]
    )


def mission(seed: int) -> Mission:
    """A mission in which some requests cannot be placed, for every reason there is."""
    draw = random.Random(seed)
    days = draw.choice([1, 2, 3])
    times = slots(days, draw.choice([3, 6, 8]), draw.choice([0, 5, 10]))
    ids = [slot.id for slot in times]
    people = draw.choice([6, 12, 30])

    def part(share: float) -> frozenset[str] | None:
        return None if draw.random() > share else frozenset(draw.sample(ids, draw.randint(1, len(ids))))

    def rhythm() -> tuple[int | None, int]:
        return draw.choice([(None, 0), (None, 0), (2, 1), (3, 2), (1, 0)])

    crowd = tuple(
        Delegate(f"p{i}", f"c{i // 2}", "ab"[i % 2], part(0.4), draw.choice([None, None, 2, 4]), *rhythm())
        for i in range(people)
    )
    tables = tuple(
        MeetingTable(
            f"t{i}", draw.choice(["plain", "plain", "video"]), draw.choice(["R1", "R2", "R3"]),
            draw.choice(["", "", "", "c1", "c2"]), frozenset(draw.sample(ids, draw.randint(0, 2))),
        )
        for i in range(draw.choice([2, 4, 8]))
    )  # fmt: skip
    interpreters = tuple(
        Interpreter(
            f"i{i}", frozenset(draw.sample(PAIRS, draw.randint(1, 3))), part(0.4), draw.choice([None, 3]), *rhythm()
        )
        for i in range(draw.randint(0, 3))
    )  # fmt: skip
    requests = tuple(_request(draw, i, people, ids, part(0.15)) for i in range(draw.choice([5, 20, 60])))
    order = (sorted(draw.sample(range(len(requests)), 2)) for _ in range(draw.choice([0, 0, 4])))
    travel = {("R1", "R2"): draw.choice([0, 5, 25]), ("R2", "R3"): 10, ("R1", "R3"): draw.choice([3, 30])}
    return Mission(
        times, tables, crowd, requests, interpreters, tuple((f"m{a}", f"m{b}") for a, b in order),
        travel if draw.random() < 0.5 else {}, draw.choice([0, 0, 1]),
    )  # fmt: skip


def _request(
    draw: random.Random, number: int, people: int, ids: list[str], allowed: frozenset[str] | None
) -> Request:
    who = draw.sample(range(people), draw.choice([2, 2, 2, 3]))
    going = tuple(f"p{x}" for x in who)
    either: tuple[tuple[str, ...], ...] = ()
    if draw.random() < 0.2:
        other = draw.choice([x for x in range(people) if x not in who])
        going, either = going[:-1], ((going[-1], f"p{other}"),)
    return Request(
        f"m{number}",
        going,
        draw.choice(["must", "wish", "wish"]),
        round(draw.uniform(0.5, 9), 1),
        draw.choice([None, None, None, *PAIRS]),
        draw.choice([None] * 6 + ["video", "plain", "hall"]),
        allowed,
        draw.choice(ids) if draw.random() < 0.05 else None,
        frozenset(draw.sample([1, 2, 3], draw.randint(0, 2))) if draw.random() < 0.1 else None,
        either,
    )
