"""Mission, change, bound: how many meetings any plan must lose, and how many it must move if it loses no more.

Three relaxations, each of which drops some rules and is then solved exactly: one person of each side meets once in a
slot and tables are counted; tables by kind are counted, or interpreters by pair; and people with more meetings than
slots in which these can be held must drop some, where one meeting may be dropped by two people at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from svat.mission.change.draft import OUT, PlanDraft, bits
from svat.mission.change.kernels import flow
from svat.mission.model import LanguagePair
from svat.mission.solve.board import WITHOUT_LIMIT
from svat.mission.solve.scarcity import most_meetings

Longs = NDArray[np.int64]
_Sort = TypeVar("_Sort")


@dataclass(frozen=True)
class ChangeBound:
    """What every plan of the changed mission must lose and move."""

    lost: int  # of meetings that are still asked for
    anywhere: list[int]  # the slots that are left to each request, precedence counted
    _least: tuple[
        Longs, ...
    ]  # of each relaxation the least moved by how many are lost, -1 where that is too few
    _priced: tuple[tuple[int, int], ...] = ()  # at most so many lost, at least so many moved

    def moved(self, lost: int) -> int:
        """How many any plan must move that loses at most so many."""
        found = [int(least[min(lost, len(least) - 1)]) for least in self._least]
        return max([*found, *(moved for most, moved in self._priced if most >= lost)], default=0)

    def with_lost(self, lost: int) -> ChangeBound:
        """The same, where any plan loses so many."""
        return replace(self, lost=max(self.lost, lost))

    def with_moved(self, lost: int, moved: int) -> ChangeBound:
        """The same, where any plan that loses at most so many moves so many."""
        return replace(self, _priced=(*self._priced, (lost, moved)))


def change_bound(draft: PlanDraft) -> ChangeBound:
    """The bound of a draft on which nothing stands yet: it depends on the mission and the plan before alone."""
    old = [row for row, was in enumerate(draft.old) if was]
    anywhere = _in_order(draft)
    if not old or not draft.size:
        return ChangeBound(len(old), anywhere, ())
    work, requests = _OldMeetings(draft, old, anywhere), draft.mission.requests
    least = [_of_sides(work, side) for side in sorted({one.side for one in draft.mission.people})]
    if any(requests[row].kind is not None for row in old):
        least.append(_of_sorts(work, [requests[row].kind for row in old], draft.tables_of))
    if any(requests[row].pair is not None for row in old):
        least.append(_of_sorts(work, [requests[row].pair for row in old], _speakers(draft)))
    lost = [int(np.flatnonzero(one >= 0)[0]) for one in least]
    return ChangeBound(max(*lost, _dropped(work)), anywhere, tuple(least))


@dataclass(frozen=True)
class _OldMeetings:
    """What stood in the plan before, and where it may be."""

    draft: PlanDraft
    rows: list[int]
    anywhere: list[int]


def _in_order(draft: PlanDraft) -> list[int]:
    """The slots of each request, those of a second after the earliest of its first; none where that has none."""
    found = list(draft.anywhere)
    changed = True
    while changed:
        changed = False
        for second, before in enumerate(draft.before):
            for first in before:
                earliest = found[first] & -found[first]
                left = found[second] & ~(2 * earliest - 1) if earliest else 0
                changed |= left != found[second]
                found[second] = left
    return found


def _of_sides(work: _OldMeetings, side: str) -> Longs:
    """One person of a side in each meeting, the one with the least room for others."""
    draft, old = work.draft, work.rows
    people = draft.mission.people
    count = Counter(p for row in old for p in draft.certain(row))
    person = np.full(len(old), -1, np.int64)
    for k, row in enumerate(old):
        own = [p for p in draft.certain(row) if people[p].side == side]
        if own:
            person[k] = max(own, key=lambda p: (count[p], -p))
    room = np.array([draft.places], np.int64)
    return _flow(work, person, np.zeros(len(old), np.int64), room)


def _of_sorts(work: _OldMeetings, sorts: list[_Sort], room: Callable[[_Sort], list[int]]) -> Longs:
    """Meetings by what they need, of which each slot has so much."""
    names = list(dict.fromkeys(sorts))
    of = np.array([names.index(one) for one in sorts], np.int64)
    rooms = np.array([room(one) for one in names], np.int64)
    return _flow(work, np.full(len(sorts), -1, np.int64), of, rooms)


def _flow(work: _OldMeetings, person: Longs, sort: Longs, room: Longs) -> Longs:
    draft, old = work.draft, work.rows
    allowed = np.zeros((len(old), draft.size), np.uint8)
    for k, row in enumerate(old):
        for slot in bits(work.anywhere[row]):
            allowed[k, slot] = 1
    home = np.array([draft.home[row] for row in old], np.int64)
    places = np.array(draft.places, np.int64)
    found: Longs = flow(allowed, home, person, sort, room, places, len(draft.mission.people))
    return found


def _speakers(draft: PlanDraft) -> Callable[[LanguagePair | None], list[int]]:
    return lambda pair: draft.places if pair is None else draft.speakers_of(pair)


def _dropped(work: _OldMeetings) -> int:
    """How many meetings must be dropped for people with more of them than they have slots for."""
    draft = work.draft
    meetings: dict[int, list[int]] = defaultdict(list)
    for row in work.rows:
        for p in draft.certain(row):
            meetings[p].append(row)
    short = {p: missing for p, rows in meetings.items() if (missing := _missing(work, p, rows)) > 0}
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


def _missing(work: _OldMeetings, person: int, rows: list[int]) -> int:
    """How many of a person's meetings have no slot of their own, or are beyond the limits of days and of runs."""
    draft, anywhere = work.draft, work.anywhere
    holds: dict[int, int] = {}
    for row in rows:
        home = draft.home[row]
        if home != OUT and anywhere[row] >> home & 1:
            holds.setdefault(home, row)

    def seat(row: int, seen: set[int]) -> bool:
        for slot in bits(work.anywhere[row]):
            if slot not in seen:
                seen.add(slot)
                if slot not in holds or seat(holds[slot], seen):
                    holds[slot] = row
                    return True
        return False

    stay = set(holds.values())
    missing = sum(not seat(row, set()) for row in rows if row not in stay)
    if person not in draft.limits.of:
        return missing
    one = draft.mission.people[person]
    limits = (
        WITHOUT_LIMIT if one.cap_per_day is None else one.cap_per_day,
        WITHOUT_LIMIT if one.longest_run is None else one.longest_run,
        one.rest,
    )
    open_slots = reduce(or_, (anywhere[row] for row in rows))
    there = np.array([[open_slots >> t & 1 for t in range(draft.size)]], bool)
    day = np.array([slot.day for slot in draft.mission.slots], np.int64)
    return max(missing, len(rows) - int(most_meetings(np.array([limits]), there, day)[0]))


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
