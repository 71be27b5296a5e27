"""Mission, change, seats: which table and which interpreter every meeting of a draft has.

Within a slot both are matchings: one more meeting is seated by a path on which others change theirs. Where any table
does for any meeting, tables are given out only at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from svat.mission.change.limits import DayLimit, days, limit_of
from svat.mission.model import Meeting

if TYPE_CHECKING:
    from svat.mission.change.draft import PlanDraft

NONE = -1
TABLE, INTERPRETER = 0, 1


class Seats:
    """Tables and interpreters of the meetings of a draft."""

    def __init__(self, draft: PlanDraft, before: Mapping[str, Meeting]) -> None:
        mission = draft.mission
        self._draft = draft
        self._limits: dict[int, DayLimit] = {}
        self._day = days(mission)
        for number, one in enumerate(mission.interpreters):
            limit = limit_of(one)
            if limit is not None:
                self._limits[number] = limit
        self.any_table = (
            not mission.travel
            and not any(table.company for table in mission.tables)
            and not any(request.kind is not None for request in mission.requests)
        )
        self._open = [
            sum(1 << t for t, slot in enumerate(mission.slots) if slot.id not in table.closed)
            for table in mission.tables
        ]
        self._works = [
            sum(
                1 << t
                for t, slot in enumerate(mission.slots)
                if one.available is None or slot.id in one.available
            )
            for one in mission.interpreters
        ]
        table = {one.id: number for number, one in enumerate(mission.tables)}
        interpreter = {one.id: number for number, one in enumerate(mission.interpreters)}
        self._old: tuple[list[int], list[int]] = ([], [])
        for request in mission.requests:
            old = before.get(request.id)
            self._old[TABLE].append(NONE if old is None else table.get(old.table, NONE))
            self._old[INTERPRETER].append(
                NONE if old is None else interpreter.get(old.interpreter or "", NONE)
            )
        self.of: tuple[list[int], list[int]] = (
            [NONE] * len(mission.requests), [NONE] * len(mission.requests),
        )  # fmt: skip
        self._holds: tuple[list[dict[int, int]], list[dict[int, int]]] = (
            [{} for _ in mission.slots], [{} for _ in mission.slots],
        )  # fmt: skip
        self.busy = [0] * len(mission.interpreters)
        self._fit: dict[tuple[int, int], tuple[int, ...]] = {}
        self._trail: list[tuple[int, int, int, int, int]] = []  # stamp, kind, request, slot, what it had
        self._stamp = 0

    @cached_property
    def _speakers(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """Interpreters of each pair, those with the fewest pairs first."""
        mission = self._draft.mission
        order = sorted(enumerate(mission.interpreters), key=lambda item: len(item[1].pairs))
        pairs = {request.pair for request in mission.requests if request.pair is not None}
        return {pair: tuple(number for number, one in order if pair in one.pairs) for pair in pairs}

    def has_lost_table(self, request: int) -> bool:
        """Is the table that a meeting had gone, or closed in its slot."""
        old, home = self._old[TABLE][request], self._draft.home[request]
        return old == NONE or home == NONE or not self._open[old] >> home & 1

    def note(self, stamp: int) -> None:
        """What is done from now on belongs to this step of the draft."""
        self._stamp = stamp

    def undo(self, stamp: int) -> None:
        """Take back what was done since a step, this one too."""
        while self._trail and self._trail[-1][0] >= stamp:
            _, kind, request, slot, had = self._trail.pop()
            self._give(kind, request, slot, had)

    def _change(self, kind: int, request: int, slot: int, to: int) -> None:
        self._trail.append((self._stamp, kind, request, slot, self.of[kind][request]))
        self._give(kind, request, slot, to)

    def _give(self, kind: int, request: int, slot: int, to: int) -> None:
        has, holds = self.of[kind], self._holds[kind][slot]
        now = has[request]
        if now != NONE and holds.get(now) == request:
            del holds[now]
            if kind == INTERPRETER:
                self.busy[now] &= ~(1 << slot)
        has[request] = to
        if to != NONE:
            holds[to] = request
            if kind == INTERPRETER:
                self.busy[to] |= 1 << slot

    def leave(self, request: int) -> None:
        """Free the table and the interpreter of a meeting that is about to leave its slot."""
        slot = self._draft.slot[request]
        for kind in (TABLE, INTERPRETER):
            if self.of[kind][request] != NONE:
                self._change(kind, request, slot, NONE)

    def seat(self, request: int) -> bool:
        """A table and, where it needs one, an interpreter for a meeting that has come to its slot."""
        if not self.any_table and not self._find(TABLE, request):
            return False
        return self._draft.mission.requests[request].pair is None or self._find(INTERPRETER, request)

    def _find(self, kind: int, request: int) -> bool:
        """Give a meeting a table or interpreter, on the shortest path of others who change theirs."""
        slot = self._draft.slot[request]
        holds = self._holds[kind][slot]
        came: dict[int, int] = {}  # the meeting from which a table or interpreter was reached
        queue = [request]
        for one in queue:
            for x in self._candidates(kind, one):
                if x in came or x == self.of[kind][one] or not self._may(kind, one, x, slot):
                    continue
                other = holds.get(x)
                if other is None:
                    if kind == TABLE or self._bears(x, slot):
                        came[x] = one
                        self._along(kind, came, x, slot)
                        return True
                    continue
                came[x] = one
                queue.append(other)
        return False

    def _along(self, kind: int, came: Mapping[int, int], end: int, slot: int) -> None:
        """Everybody on the path takes what was reached from them."""
        while end != NONE:
            one = came[end]
            had = self.of[kind][one]
            self._change(kind, one, slot, end)
            end = had

    def _candidates(self, kind: int, request: int) -> Iterable[int]:
        """Tables or interpreters that a meeting might have: first the one that it had, in the slot that it had."""
        old = self._old[kind][request]
        fits = self._tables(request) if kind == TABLE else self._speakers[self._pair(request)]
        if old != NONE and self._draft.slot[request] == self._draft.home[request] and old in fits:
            return (old, *fits)
        return fits

    def _pair(self, request: int) -> tuple[str, str]:
        pair = self._draft.mission.requests[request].pair
        assert pair is not None
        return pair

    def _tables(self, request: int) -> tuple[int, ...]:
        """Tables of the right kind, booths of own companies first, then those that everybody may have."""
        key = request, self._draft.team[request]
        if key not in self._fit:
            mission = self._draft.mission
            kind = mission.requests[request].kind
            people = self._draft.teams[request][key[1]].people
            companies = {mission.people[p].company for p in people}
            found = [
                number
                for number, table in enumerate(mission.tables)
                if (kind is None or table.kind == kind) and (not table.company or table.company in companies)
            ]
            self._fit[key] = tuple(sorted(found, key=lambda number: not mission.tables[number].company))
        return self._fit[key]

    def _may(self, kind: int, request: int, x: int, slot: int) -> bool:
        open_ = self._open if kind == TABLE else self._works
        if not open_[x] >> slot & 1:
            return False
        if not self._draft.mission.travel:
            return True
        if kind == INTERPRETER:
            return self._reaches(
                self.busy[x], lambda t: self._holds[INTERPRETER][t][x], slot, self.of[TABLE][request]
            )
        draft = self._draft
        return all(
            self._reaches(draft.busy[p], lambda t, p=p: draft.has[p][t], slot, x)  # type: ignore[misc]
            for p in draft.teams[request][draft.team[request]].people
        ) and self._interpreter_reaches(request, slot, x)

    def _interpreter_reaches(self, request: int, slot: int, table: int) -> bool:
        x = self.of[INTERPRETER][request]
        return x == NONE or self._reaches(self.busy[x], lambda t: self._holds[INTERPRETER][t][x], slot, table)

    def _reaches(self, busy: int, meeting: Callable[[int], int], slot: int, table: int) -> bool:
        """Is there time to come to a table in a slot from the meeting before, and from there to the one after."""
        mission = self._draft.mission
        earlier = busy & ((1 << slot) - 1)
        later = busy >> slot + 1
        room = mission.tables[table].room
        if earlier:
            t = earlier.bit_length() - 1
            gap = (mission.slots[slot].start - mission.slots[t].end).total_seconds()
            if mission.minutes_between(self._room(meeting(t)), room) * 60 > max(gap, 0):
                return False
        if later:
            t = slot + (later & -later).bit_length()
            gap = (mission.slots[t].start - mission.slots[slot].end).total_seconds()
            if mission.minutes_between(room, self._room(meeting(t))) * 60 > max(gap, 0):
                return False
        return True

    def _room(self, request: int) -> str:
        return self._draft.mission.tables[self.of[TABLE][request]].room

    def _bears(self, interpreter: int, slot: int) -> bool:
        limit = self._limits.get(interpreter)
        return limit is None or limit.allows(self.busy[interpreter], slot, self._day[slot])

    def give_out(self) -> None:
        """At the end: tables to everybody where any does, and everybody's old table as far as that can be."""
        for slot, meetings in enumerate(self._draft.at):
            if self.any_table or not self._draft.mission.travel:
                self._anew(slot, list(meetings))
            else:
                self._back(slot, list(meetings))

    def _anew(self, slot: int, meetings: list[int]) -> None:
        """All tables of a slot: those who stayed keep theirs, the others find one with the fewest of them changing."""
        for request in meetings:
            self._give(TABLE, request, slot, NONE)
        for request in meetings:
            old = self._old[TABLE][request]
            stays = slot == self._draft.home[request]
            if stays and old != NONE and self._open[old] >> slot & 1 and old in self._tables(request):
                self._give(TABLE, request, slot, old)
        for request in meetings:
            if self.of[TABLE][request] == NONE:
                found = self._find(TABLE, request)
                assert found, "tables were counted before"

    def _back(self, slot: int, meetings: list[int]) -> None:
        """Old tables that have become free, where rooms are apart."""
        for request in meetings:
            old = self._old[TABLE][request]
            free = old != NONE and old not in self._holds[TABLE][slot]
            stays = slot == self._draft.home[request] and old in self._tables(request)
            if free and stays and self._may(TABLE, request, old, slot):
                self._give(TABLE, request, slot, old)
