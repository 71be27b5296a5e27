"""Mission, change, bound: how many meetings any plan must lose, and how many it must move if it loses no more.

Three relaxations, each of which drops some rules and is then solved exactly: one person of each side meets once in a
slot and tables are counted; tables by kind are counted, or interpreters by pair; and people with more meetings than
slots in which these can be held must drop some, where one meeting may be dropped by two people at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svat.mission.change.draft import OUT, PlanDraft, bits
from svat.mission.change.kernels import flow

Longs = NDArray[np.int64]


@dataclass(frozen=True)
class ChangeBound:
    """What every plan of the changed mission must lose and move."""

    lost: int  # of meetings that are still asked for
    _least: tuple[
        Longs, ...
    ]  # of each relaxation the least moved by how many are lost, -1 where that is too few

    def moved(self, lost: int) -> int:
        """How many any plan must move that loses at most so many."""
        return max((int(least[min(lost, len(least) - 1)]) for least in self._least), default=0)


def change_bound(draft: PlanDraft) -> ChangeBound:
    """The bound of a draft on which nothing stands yet: it depends on the mission and the plan before alone."""
    old = [row for row, was in enumerate(draft.old) if was]
    if not old or not draft.size:
        return ChangeBound(len(old), ())
    least = [_of_sides(draft, old, side) for side in sorted({one.side for one in draft.mission.people})]
    requests = draft.mission.requests
    if any(requests[row].kind is not None for row in old):
        least.append(_of_sorts(draft, old, [requests[row].kind for row in old], _tables(draft)))
    if any(requests[row].pair is not None for row in old):
        least.append(_of_sorts(draft, old, [requests[row].pair for row in old], _speakers(draft)))
    lost = [int(np.flatnonzero(one >= 0)[0]) for one in least]
    return ChangeBound(max(*lost, _dropped(draft, old)), tuple(least))


def _of_sides(draft: PlanDraft, old: list[int], side: str) -> Longs:
    """One person of a side in each meeting, the one with the least room for others."""
    people = draft.mission.people
    count = Counter(p for row in old for p in _certain(draft, row))
    person = np.full(len(old), -1, np.int64)
    for k, row in enumerate(old):
        own = [p for p in _certain(draft, row) if people[p].side == side]
        if own:
            person[k] = max(own, key=lambda p: (count[p], -p))
    room = np.array([draft.places], np.int64)
    return _flow(draft, old, person, np.zeros(len(old), np.int64), room)


def _of_sorts(
    draft: PlanDraft, old: list[int], sorts: list[Hashable], room: Callable[[Hashable], list[int]]
) -> Longs:
    """Meetings by what they need, of which each slot has so much."""
    names = list(dict.fromkeys(sorts))
    of = np.array([names.index(one) for one in sorts], np.int64)
    rooms = np.array([room(one) for one in names], np.int64)
    return _flow(draft, old, np.full(len(old), -1, np.int64), of, rooms)


def _flow(draft: PlanDraft, old: list[int], person: Longs, sort: Longs, room: Longs) -> Longs:
    allowed = np.zeros((len(old), draft.size), np.uint8)
    for k, row in enumerate(old):
        for slot in bits(draft.anywhere[row]):
            allowed[k, slot] = 1
    home = np.array([draft.home[row] for row in old], np.int64)
    places = np.array(draft.places, np.int64)
    found: Longs = flow(allowed, home, person, sort, room, places, len(draft.mission.people))
    return found


def _certain(draft: PlanDraft, row: int) -> tuple[int, ...]:
    """Who goes to a meeting in any case."""
    return draft.teams[row][0].people[: len(draft.mission.requests[row].people)] if draft.teams[row] else ()


def _tables(draft: PlanDraft) -> Callable[[Hashable], list[int]]:
    def room(kind: Hashable) -> list[int]:
        return [
            sum(slot.id not in table.closed for table in draft.mission.tables if kind in (None, table.kind))
            for slot in draft.mission.slots
        ]

    return room


def _speakers(draft: PlanDraft) -> Callable[[Hashable], list[int]]:
    def room(pair: Hashable) -> list[int]:
        if pair is None:
            return draft.places
        return [
            sum(
                pair in one.pairs and (one.available is None or slot.id in one.available)
                for one in draft.mission.interpreters
            )
            for slot in draft.mission.slots
        ]

    return room


def _dropped(draft: PlanDraft, old: Iterable[int]) -> int:
    """How many meetings must be dropped for people with more of them than they have slots for."""
    meetings: dict[int, list[int]] = defaultdict(list)
    for row in old:
        for p in _certain(draft, row):
            meetings[p].append(row)
    short = {p: missing for p, rows in meetings.items() if (missing := _missing(draft, p, rows)) > 0}
    shared: dict[int, list[int]] = defaultdict(list)  # the people who are short, of each of their meetings
    for p in short:
        for row in meetings[p]:
            shared[row].append(p)
    side = {p: draft.mission.people[p].side for p in short}
    first = min(side.values(), default="")
    if all(len(who) <= 2 and len({side[p] == first for p in who}) == len(who) for who in shared.values()):
        pairs = [
            (who[0], who[1]) if side[who[0]] == first else (who[1], who[0])
            for who in shared.values()
            if len(who) == 2
        ]
        return sum(short.values()) - _pairs(pairs, short)
    most = {p: max(len(shared[row]) for row in meetings[p]) for p in short}
    return int(np.ceil(sum(short[p] / most[p] for p in sorted(short)) - 1e-9))


def _missing(draft: PlanDraft, person: int, rows: list[int]) -> int:
    """How many of a person's meetings have no slot of their own."""
    holds: dict[int, int] = {}
    for row in rows:
        home = draft.home[row]
        if home != OUT and draft.anywhere[row] >> home & 1:
            holds.setdefault(home, row)

    def seat(row: int, seen: set[int]) -> bool:
        for slot in bits(draft.anywhere[row]):
            if slot not in seen:
                seen.add(slot)
                if slot not in holds or seat(holds[slot], seen):
                    holds[slot] = row
                    return True
        return False

    stay = set(holds.values())
    missing = sum(not seat(row, set()) for row in rows if row not in stay)
    limit = draft.limits.of.get(person)
    if limit is None or limit.cap is None:
        return missing
    anywhere = 0
    for row in rows:
        anywhere |= draft.anywhere[row]
    bearable = sum(min(limit.cap, (anywhere & day).bit_count()) for day in set(draft.limits.day))
    return max(missing, len(rows) - bearable)


def _pairs(pairs: list[tuple[int, int]], most: Mapping[int, int]) -> int:
    """The most of these meetings, none of which has a person in more than `most`: augmenting paths."""
    chosen: dict[int, list[int]] = defaultdict(list)  # meetings of each person of the second side
    used: Counter[int] = Counter()
    near: dict[int, list[int]] = defaultdict(list)
    for number, (a, _) in enumerate(pairs):
        near[a].append(number)
    taken: set[int] = set()

    def extend(a: int, seen: set[int]) -> bool:
        for number in near[a]:
            if number in taken or number in seen:
                continue
            seen.add(number)
            b = pairs[number][1]
            if len(chosen[b]) < most[b]:
                chosen[b].append(number)
                taken.add(number)
                return True
            for other in list(chosen[b]):
                if other in seen:
                    continue
                seen.add(other)
                # The meeting of another gives way, if that one finds another.
                chosen[b].remove(other)
                taken.discard(other)
                chosen[b].append(number)
                taken.add(number)
                if extend(pairs[other][0], seen):
                    return True
                chosen[b].remove(number)
                taken.discard(number)
                chosen[b].append(other)
                taken.add(other)
        return False

    for a in sorted(near):
        while used[a] < most[a] and extend(a, set()):
            used[a] += 1
    return sum(used.values())
