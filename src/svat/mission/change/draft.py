"""Mission, change, draft: what stands where while a plan is being changed, kept right after every step.

Slots, people, requests, tables and interpreters are known by their place in the mission; a set of slots is a whole
number with a bit for each. Every step can be taken back to any point before it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from svat.mission.change.limits import DayLimits, day_limits
from svat.mission.change.seats import Seats
from svat.mission.model import LanguagePair, Meeting, Mission, Request

MOST_TEAMS = 32  # ways to choose who of the groups goes to one meeting
OUT = -1  # the slot of a request that has no place


@dataclass(frozen=True, slots=True)
class Team:
    """People who might hold a meeting together, and the slots in which all of them may."""

    people: tuple[int, ...]
    slots: int


class PlanDraft:
    """Requests with and without places. `put` and `take` change it; `mark` and `undo` take changes back."""

    def __init__(self, mission: Mission, previous: Sequence[Meeting]) -> None:
        self.mission = mission
        self.size = len(mission.slots)
        person = {one.id: number for number, one in enumerate(mission.people)}
        before = {meeting.request: meeting for meeting in previous}
        open_ = [sum(slot.id not in table.closed for table in mission.tables) for slot in mission.slots]
        self.places = [max(0, count - mission.held_back) for count in open_]
        usable = sum(1 << t for t, count in enumerate(self.places) if count)
        there = [_slots_of(mission, one.available) for one in mission.people]
        self.teams: list[list[Team]] = []
        self.anywhere: list[int] = []  # slots in which a request may be held, whoever goes
        self.home: list[int] = []
        for request in mission.requests:
            may = _allowed(mission, request) & usable
            old = before.get(request.id)
            teams = []
            for going in _teams(request, old):
                people = tuple(person[x] for x in going)
                slots = may
                for p in people:
                    slots &= there[p]
                teams.append(Team(people, slots))
            self.teams.append(teams)
            self.anywhere.append(reduce(or_, (team.slots for team in teams), 0))
            self.home.append(OUT if old is None else mission.place.get(old.slot, OUT))
        self.old = [request.id in before for request in mission.requests]
        self.slot = [OUT] * len(mission.requests)
        self.team = [0] * len(mission.requests)
        self.busy = [0] * len(mission.people)
        self.has: list[list[int]] = [[OUT] * self.size for _ in mission.people]
        self.at: list[dict[int, None]] = [{} for _ in mission.slots]
        self.strangers: list[dict[int, None]] = [
            {} for _ in mission.slots
        ]  # those at a slot that is not their old one
        self.room_left = usable
        self.moved = 0  # old meetings in another slot than before
        self.limits: DayLimits = day_limits(mission)
        self.seats = Seats(self, before)
        number = {request.id: row for row, request in enumerate(mission.requests)}
        self.after: list[list[int]] = [[] for _ in mission.requests]
        self.before: list[list[int]] = [[] for _ in mission.requests]
        for first, second in mission.precedence:
            self.after[number[first]].append(number[second])
            self.before[number[second]].append(number[first])
        self._trail: list[tuple[int, int, int]] = []  # request, slot and team before each step

    def cost(self, request: int, slot: int) -> int:
        """What it adds to what is moved that a request stands in a slot."""
        return 1 if self.old[request] and slot != self.home[request] else 0

    def certain(self, request: int) -> tuple[int, ...]:
        """Who goes to a meeting in any case."""
        teams = self.teams[request]
        return teams[0].people[: len(self.mission.requests[request].people)] if teams else ()

    def tables_of(self, kind: str | None) -> list[int]:
        """How many tables of a kind are open in each slot."""
        tables = [x for x in self.mission.tables if kind in (None, x.kind)]
        return [sum(slot.id not in x.closed for x in tables) for slot in self.mission.slots]

    def speakers_of(self, pair: LanguagePair) -> list[int]:
        """How many interpreters of a pair are there in each slot."""
        speakers = [x for x in self.mission.interpreters if pair in x.pairs]
        return [
            sum(x.available is None or slot.id in x.available for x in speakers)
            for slot in self.mission.slots
        ]

    def mark(self) -> int:
        """The point to which one may come back."""
        return len(self._trail)

    def undo(self, mark: int) -> None:
        """Come back to a point."""
        while len(self._trail) > mark:
            request, slot, team = self._trail.pop()
            if self.slot[request] != OUT:
                self._clear(request)
            if slot != OUT:
                self._set(request, team, slot)
        self.seats.undo(mark)

    def take(self, request: int) -> None:
        """Take a request from its place."""
        self._trail.append((request, self.slot[request], self.team[request]))
        self.seats.note(len(self._trail) - 1)
        self.seats.leave(request)
        self._clear(request)

    def put(self, request: int, team: int, slot: int) -> bool:
        """Place a request where people and a place are free; False, and nothing done, if a rule forbids it."""
        going = self.teams[request][team].people
        if not self.limits.allow(self, going, slot):
            return False
        mark = self.mark()
        self._trail.append((request, OUT, self.team[request]))
        self.seats.note(mark)
        self._set(request, team, slot)
        if self.seats.seat(request):
            return True
        self.undo(mark)
        return False

    def _set(self, request: int, team: int, slot: int) -> None:
        bit = 1 << slot
        for p in self.teams[request][team].people:
            self.busy[p] |= bit
            self.has[p][slot] = request
        self.slot[request], self.team[request] = slot, team
        self.at[slot][request] = None
        if slot != self.home[request]:
            self.strangers[slot][request] = None
        self.moved += self.cost(request, slot)
        if len(self.at[slot]) >= self.places[slot]:
            self.room_left &= ~bit

    def _clear(self, request: int) -> None:
        slot = self.slot[request]
        bit = 1 << slot
        for p in self.teams[request][self.team[request]].people:
            self.busy[p] &= ~bit
            self.has[p][slot] = OUT
        self.moved -= self.cost(request, slot)
        self.slot[request] = OUT
        del self.at[slot][request]
        self.strangers[slot].pop(request, None)
        if len(self.at[slot]) < self.places[slot]:
            self.room_left |= bit

    def in_order(self, request: int) -> bool:
        """Is precedence kept by a request and those before and after it."""
        slot = self.slot[request]
        if slot == OUT:
            return all(self.slot[x] == OUT for x in self.after[request])
        return all(OUT < self.slot[x] < slot for x in self.before[request]) and all(
            self.slot[x] == OUT or self.slot[x] > slot for x in self.after[request]
        )


def bits(slots: int) -> Iterator[int]:
    """The slots of a set, in order of time."""
    while slots:
        low = slots & -slots
        yield low.bit_length() - 1
        slots ^= low


def _slots_of(mission: Mission, available: frozenset[str] | None) -> int:
    if available is None:
        return (1 << len(mission.slots)) - 1
    return sum(1 << place for slot, place in mission.place.items() if slot in available)


def _allowed(mission: Mission, request: Request) -> int:
    """Slots that the request itself and the law allow, and in which some table and some interpreter may serve it."""
    found = _slots_of(mission, request.slots)
    if request.fixed is not None:
        found &= 1 << mission.place[request.fixed]
    if request.clear_days is not None:
        found &= sum(1 << t for t, slot in enumerate(mission.slots) if slot.day in request.clear_days)
    if request.pair is not None:
        speak = 0
        for one in mission.interpreters:
            if request.pair in one.pairs:
                speak |= _slots_of(mission, one.available)
        found &= speak
    return found


def _teams(request: Request, old: Meeting | None) -> list[tuple[str, ...]]:
    """Who might go, who went before first: the request's people and one of each group, nobody twice."""
    ways = (request.people + chosen for chosen in itertools.product(*request.either))
    teams = [way for way in itertools.islice(ways, MOST_TEAMS) if len(set(way)) == len(way)]
    went = set() if old is None else set(old.people)
    return sorted(teams, key=lambda way: len(set(way) - went))
