"""Mission, change, chains: a meeting finds a place by driving others from theirs, who find places in turn.

Every search is held to a limit of what may be moved in all and to a number of tries, and leaves everything as it was
when it finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from svat.mission.change.draft import OUT, PlanDraft, bits

EXTRA = 8  # what one meeting's place may cost in moves, at most
TRIES = 3_000  # places looked at for one meeting
DEPTH = 3  # meetings that drive out one another in turn
_MOST_BLOCKERS = 2  # meetings of one's own people that are driven out at once


@dataclass(frozen=True, slots=True, order=True)
class _Option:
    least: int  # what is moved in all if everything else goes well
    driven: int  # how many are driven out
    away: bool  # from the old slot
    slot: int
    team: int
    blockers: tuple[int, ...]  # own people's other meetings


class Chains:
    """The search for places on a draft."""

    def __init__(self, draft: PlanDraft) -> None:
        self._draft = draft
        self.draw: Random | None = None  # looks at places in another order each time, where it is given
        self._settled: set[int] = set()  # on the way here: placed, or about to be
        self._tries = 0

    def insert(self, request: int, most_moved: int, tries: int, depth: int = DEPTH) -> bool:
        """Place a request with at most so many moved in all; False, and nothing done, where no way was found."""
        mark = self._draft.mark()
        self._settled, self._tries = {request}, tries
        if self._settle(request, most_moved, depth):
            return True
        self._draft.undo(mark)
        return False

    def _settle(self, request: int, limit: int, depth: int) -> bool:
        draft = self._draft
        for option in self._options(request, limit, depth):
            if not self._spend():
                return False
            mark = draft.mark()
            if self._take_place(request, option, limit, depth):
                return True
            draft.undo(mark)
        return False

    def _spend(self) -> bool:
        self._tries -= 1
        return self._tries >= 0

    def _options(self, request: int, limit: int, depth: int) -> list[_Option]:
        """Where a request might go, the least costly first."""
        draft, found = self._draft, []
        for number, team in enumerate(draft.teams[request]):
            for slot in bits(team.slots):
                cost = draft.moved + draft.cost(request, slot)
                if cost > limit:
                    continue
                blockers = {draft.has[p][slot] for p in team.people}
                blockers.discard(OUT)
                full = not blockers and not draft.room_left >> slot & 1
                if blockers or full:
                    if not depth or len(blockers) > _MOST_BLOCKERS:
                        continue
                    if not blockers.isdisjoint(self._settled):
                        continue
                least = cost + sum(self._change(one, slot) for one in blockers)
                if least <= limit:
                    away = slot != draft.home[request]
                    found.append(
                        _Option(least, len(blockers) + full, away, slot, number, tuple(sorted(blockers)))
                    )
        if self.draw is None:
            return sorted(found)
        draw = self.draw.random
        return sorted(found, key=lambda option: (option.least + 2 * draw(), option))

    def _change(self, one: int, slot: int) -> int:
        """What it adds to what is moved, at the least, that a meeting leaves a slot for another."""
        return self._future(one, slot) - self._draft.cost(one, slot)

    def _future(self, one: int, left: int) -> int:
        """What a meeting that has left a slot will add to what is moved, at the least."""
        draft = self._draft
        home = draft.home[one]
        if not draft.old[one] or (home not in (OUT, left) and draft.anywhere[one] >> home & 1):
            return 0
        return 1

    def _take_place(self, request: int, option: _Option, limit: int, depth: int) -> bool:
        """Drive out who is in the way, sit down, and find places for those who were driven out."""
        draft, slot = self._draft, option.slot
        for one in option.blockers:
            draft.take(one)
        driven = option.blockers
        self._settled.update(driven)  # in hand: driven out, and to be placed again
        if self._put(request, option) and self._find_places(driven, slot, limit, depth):
            return True
        if depth and draft.slot[request] == OUT:
            moved = draft.moved + draft.cost(request, slot) + sum(self._future(one, slot) for one in driven)
            for one in self._others(request, option, limit - moved, depth):
                if not self._spend():
                    break
                if self._with(one, request, option, limit, depth):
                    return True
        self._settled.difference_update(driven)
        return False

    def _with(self, one: int, request: int, option: _Option, limit: int, depth: int) -> bool:
        """Do the same with one more driven out."""
        draft = self._draft
        mark, left = draft.mark(), draft.slot[one]
        draft.take(one)
        self._settled.add(one)
        if self._put(request, option) and self._find_places((*option.blockers, one), left, limit, depth):
            return True
        self._settled.discard(one)
        draft.undo(mark)
        return False

    def _put(self, request: int, option: _Option) -> bool:
        draft = self._draft
        if len(draft.at[option.slot]) >= draft.places[option.slot] or not self._in_order(
            request, option.slot
        ):
            return False
        return draft.put(request, option.team, option.slot)

    def _in_order(self, request: int, slot: int) -> bool:
        """Is precedence kept beside everything that has its place; what is still in hand is looked at in its turn."""
        draft = self._draft
        for x in draft.before[request]:
            if not (draft.slot[x] == OUT and x in self._settled) and not OUT < draft.slot[x] < slot:
                return False
        return all(draft.slot[x] == OUT or draft.slot[x] > slot for x in draft.after[request])

    def _others(self, request: int, option: _Option, left: int, depth: int) -> Iterator[int]:
        """Meetings that might make room: of the slot, of one's own people where limits bind, and of one's order."""
        draft, slot = self._draft, option.slot
        direct, further = [], []
        # Who is at the old slot costs one more at the least; others may cost nothing, or less.
        near = list(draft.at[slot] if left > 0 else draft.strangers[slot])
        people = draft.teams[request][option.team].people
        for p in people:
            if p in draft.limits.of:
                near += [
                    x
                    for t in bits(draft.busy[p] & draft.limits.day[slot])
                    if (x := draft.has[p][t]) not in near
                ]
        near += [x for x in (*draft.before[request], *draft.after[request]) if draft.slot[x] != OUT]
        for one in dict.fromkeys(near):
            if one in self._settled:
                continue
            at = draft.slot[one]
            least = 1 if draft.old[one] and at == draft.home[one] else self._change(one, at)
            if least > left:
                continue
            cost = self._direct(one, at)
            if cost is not None and cost - draft.cost(one, at) <= left:
                direct.append((cost, one))
            elif depth > 1:
                further.append((least, one))
        yield from (one for _, one in sorted(direct))
        yield from (one for _, one in sorted(further))

    def _direct(self, one: int, left: int) -> int | None:
        """What it would add to what is moved that a meeting goes elsewhere and drives nobody out; None if it cannot."""
        draft = self._draft
        room, best = draft.room_left & ~(1 << left), None
        for team in draft.teams[one]:
            slots = team.slots & room
            for p in team.people:
                slots &= ~draft.busy[p]
            if slots:
                home = draft.home[one]
                cost = 0 if not draft.old[one] or (home != OUT and slots >> home & 1) else 1
                best = cost if best is None else min(best, cost)
        return best

    def _find_places(self, driven: Sequence[int], left: int, limit: int, depth: int) -> bool:
        """Places for all who were driven out, the one with the fewest choices first."""
        draft = self._draft
        futures = {one: self._future(one, left) for one in driven}
        rest = sum(futures.values())
        if draft.moved + rest > limit:
            return False
        for one in sorted(driven, key=lambda x: (draft.anywhere[x].bit_count(), x)):
            rest -= futures[one]
            if not self._settle(one, limit - rest, depth - 1):
                return False
        return True
