"""Mission, change: the plan before, kept as far as the mission still allows: fewest lost, then fewest moved.

What may stay stays. What may not looks for another place on the shortest chain of meetings that drive out one another.
What nobody can beat is proved beside it. Then what is new fills the gaps, and tables are given out so that the fewest
change.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from svat.mission.causes import Standing, why
from svat.mission.change.bound import ChangeBound, change_bound
from svat.mission.change.chains import EXTRA, TRIES, Chains
from svat.mission.change.draft import OUT, PlanDraft, bits
from svat.mission.change.gaps import fill
from svat.mission.change.prices import ScarceHours, can_price, least_lost, least_moved, scarce_hours
from svat.mission.change.seats import INTERPRETER, TABLE
from svat.mission.check import count
from svat.mission.model import Delegate, Interpreter, Meeting, Mission, Plan, PlanBounds, Unplaced
from svat.mission.solve.board import lay
from svat.mission.solve.plans import stand
from svat.mission.solve.remedies import unplaced_of
from svat.wording import say, say_list

_SOUGHT = 0.9  # of the time goes into the plan; remedies are tried in what is left
_ROUNDS = 400  # attempts to do better than what was found first
_FAR = 12  # moves more than the bound: prices are sooner there than small steps
_PATIENCE = 60  # of them in vain, one after the other
_MOST_RUINED = 8
_AT_RANDOM = 0.5  # of the attempts look at places in another order


def replan(
    mission: Mission, previous: Plan, seconds: float = 60.0, seed: int = 0, *, keep_unmoved: bool = True
) -> Plan:
    """The plan of a changed mission that keeps most of the plan before, with what is proved of it.

    With `keep_unmoved` what is new fills gaps alone; without, it may move others from their places.
    """
    draft = PlanDraft(mission, previous.meetings)
    bound = change_bound(draft)  # may compile first: that is none of the seconds
    began = time.monotonic()
    work = _Change(draft, bound, began + _SOUGHT * seconds)
    work.keep()
    work.place_the_rest()
    work.improve(random.Random(seed))  # noqa: S311 - not for secrets
    work.lose_wishes_first()
    work.drop_out_of_order()
    fill(draft, previous, keep_unmoved=keep_unmoved)
    draft.seats.give_out()
    return _plan(draft, work.bound, previous, _remedies_of(draft, seed, began + seconds))


class _Change:
    """The old meetings of a draft on their way to as few lost and moved as can be."""

    def __init__(self, draft: PlanDraft, bound: ChangeBound, end: float) -> None:
        self._draft, self.bound, self._end = draft, bound, end
        self._chains = Chains(draft)
        self._old = [row for row, was in enumerate(draft.old) if was]
        requests = draft.mission.requests
        self._homeless = {row for row in self._old if draft.seats.has_lost_table(row)}
        # Who comes first where not all can: musts, who keeps a table, then value, then who has the fewest choices.
        self._rank = {
            row: (
                requests[row].priority != "must",
                row in self._homeless,
                -requests[row].value,
                draft.anywhere[row].bit_count(),
                row,
            )
            for row in self._old
        }

    @property
    def lost(self) -> list[int]:
        """Old meetings without a place."""
        return [row for row in self._old if self._draft.slot[row] == OUT]

    def keep(self) -> None:
        """Everything that may stays where it was; where not all may, the more important."""
        draft = self._draft
        for row in sorted(self._old, key=self._rank.__getitem__):
            self._stay(row)
        for row in self._old:  # the second of a pair may have waited for its first
            if draft.slot[row] == OUT:
                self._stay(row)
        self.drop_out_of_order()

    def _stay(self, row: int) -> None:
        draft, home = self._draft, self._draft.home[row]
        if home == OUT or len(draft.at[home]) >= draft.places[home]:
            return
        for number, team in enumerate(draft.teams[row]):
            free = team.slots >> home & 1 and not any(draft.busy[p] >> home & 1 for p in team.people)
            if free and draft.put(row, number, home):
                return

    def drop_out_of_order(self) -> None:
        """Take out what stands before its first, or without it."""
        draft = self._draft
        while wrong := [
            row
            for row, slot in enumerate(draft.slot)
            if slot != OUT and not all(OUT < draft.slot[x] < slot for x in draft.before[row])
        ]:
            for row in wrong:
                draft.take(row)

    def place_the_rest(self, tries: int = TRIES // 10) -> None:
        """A place for each that may not stay, at the least cost at which one is found."""
        for row in sorted(self.lost, key=self._rank.__getitem__):
            if self._done_losing():
                return
            self._insert(row, tries)

    def _done_losing(self) -> bool:
        return not self._draft.room_left or len(self.lost) <= self.bound.lost or time.monotonic() > self._end

    def _insert(self, row: int, tries: int) -> bool:
        moved = self._draft.moved
        return any(self._chains.insert(row, moved + extra, tries) for extra in range(EXTRA))

    def _score(self) -> tuple[int, int, int, int, float]:
        """Lost, moved, musts lost, only tables changed, value lost: the less the better."""
        draft = self._draft
        lost = [draft.mission.requests[row] for row in self.lost]
        musts = sum(request.priority == "must" for request in lost)
        tables = sum(draft.slot[row] == draft.home[row] != OUT for row in self._homeless)
        return len(lost), draft.moved, musts, tables, sum(request.value for request in lost)

    def _proved(self) -> bool:
        lost = len(self.lost)
        return lost == self.bound.lost and self._draft.moved == self.bound.moved(lost)

    def improve(self, draw: random.Random) -> None:
        """Bring home what was moved, change which are lost, begin parts anew, until nothing better is found."""
        self.place_the_rest(TRIES)
        lost = len(self.lost)
        if lost == self.bound.lost and self._draft.moved - self.bound.moved(lost) < _FAR:
            self._polish()
        self._begin_from_prices()
        self._polish()
        best, since = self._score(), 0
        for _ in range(_ROUNDS):
            if self._proved() or since == _PATIENCE or time.monotonic() > self._end:
                break
            mark = self._draft.mark()
            self._ruin(draw)
            self._polish()
            now, since = self._score(), since + 1
            if now > best:
                self._draft.undo(mark)
            else:
                since = since if now == best else 0
                best = now
        self._prove_moved()

    @cached_property
    def _hours(self) -> ScarceHours:
        return scarce_hours(self._draft, self.bound.anywhere)

    def _begin_from_prices(self) -> None:
        """Raise the bounds by prices, and begin from the plan that they suggest, where it is better."""
        if self._proved() or not can_price(self._hours):
            return
        if len(self.lost) > self.bound.lost and (found := least_lost(self._hours, self._end)):
            self.bound = self.bound.with_lost(found.bound)
        if found := least_moved(self._hours, self.bound.lost, self._end):
            self.bound = self.bound.with_moved(self.bound.lost, found.bound)
            if not self._proved():
                self._put_at(found.slots)

    def _prove_moved(self) -> None:
        """Where more is lost than must be, what must be moved by whoever loses no more."""
        lost = len(self.lost)
        if self._proved() or lost == self.bound.lost or not can_price(self._hours):
            return
        if found := least_moved(self._hours, lost, self._end):
            self.bound = self.bound.with_moved(lost, found.bound)

    def _put_at(self, slots: Mapping[int, int]) -> None:
        """Begin anew with these slots; kept where it comes to something better."""
        draft, before, mark = self._draft, self._score(), self._draft.mark()
        for row in self._old:
            if draft.slot[row] != OUT:
                draft.take(row)
        for row in sorted(self._old, key=self._rank.__getitem__):
            for number, team in enumerate(draft.teams[row]):
                slot = slots[row]
                full = slot < 0 or len(draft.at[slot]) >= draft.places[slot]
                free = not full and team.slots >> slot & 1
                free = free and not any(draft.busy[p] >> slot & 1 for p in team.people)
                if free and draft.put(row, number, slot):
                    break
        self.drop_out_of_order()
        self.place_the_rest()
        self._polish()
        if self._score() > before:
            draft.undo(mark)

    def lose_wishes_first(self) -> None:
        """Of what is lost in any case, wishes rather than musts, though fewest lost and moved is proved already."""
        requests = self._draft.mission.requests
        for row in [row for row in self.lost if requests[row].priority == "must"]:
            self._exchange(row)

    def _polish(self) -> None:
        better = True
        while better and not self._proved() and time.monotonic() < self._end:
            before = self._score()
            for row in self.lost:
                if not self._done_losing():
                    self._insert(row, TRIES // 10)
            for row in self._moved():
                self._bring_home(row)
            for row in self.lost:
                self._exchange(row)
            better = self._score() < before

    def _moved(self) -> list[int]:
        draft = self._draft
        return [row for row in self._old if draft.slot[row] not in (OUT, draft.home[row])]

    def _bring_home(self, row: int) -> None:
        """Another place for a moved meeting, with fewer moved in all."""
        draft = self._draft
        if draft.slot[row] in (OUT, draft.home[row]):
            return
        mark, moved = draft.mark(), draft.moved
        draft.take(row)
        if not self._chains.insert(row, moved - 1, TRIES // 10):
            draft.undo(mark)

    def _exchange(self, row: int) -> None:
        """Lose another in the place of a lost one, where that moves fewer or loses less of weight."""
        draft = self._draft
        for number, team in enumerate(draft.teams[row]):
            for slot in bits(team.slots):
                blockers = {draft.has[p][slot] for p in team.people} - {OUT}
                if len(blockers) > 1:
                    continue
                for other in blockers or self._giving_way(row, slot):
                    if not draft.old[other] or not self._may_give_way(row, slot, other):
                        continue
                    if self._swap(row, number, slot, other):
                        return

    def _swap(self, row: int, team: int, slot: int, other: int) -> bool:
        """Lose another and place a lost one in this slot, if that is better and keeps precedence."""
        draft, before, mark = self._draft, self._score(), self._draft.mark()
        draft.take(other)
        full = len(draft.at[slot]) >= draft.places[slot]
        put = not full and draft.put(row, team, slot) and self._score() < before
        if put and draft.in_order(row) and draft.in_order(other):
            return True
        draft.undo(mark)
        return False

    def _giving_way(self, row: int, slot: int) -> list[int]:
        """Meetings of a slot that might be lost: at a meeting's old slot anybody, elsewhere those that were moved."""
        draft = self._draft
        if slot == draft.home[row]:
            return list(draft.at[slot])
        return [x for x in draft.at[slot] if draft.cost(x, slot)] if draft.moved else []

    def _may_give_way(self, row: int, slot: int, other: int) -> bool:
        """Could it be better that one meeting is lost and the other stands in its slot."""
        draft = self._draft
        change = draft.cost(row, slot) - draft.cost(other, slot)
        return change < 0 or (change == 0 and self._rank[row][:3] < self._rank[other][:3])

    def _ruin(self, draw: random.Random) -> None:
        """Take out some that were moved and some beside what is moved or lost, and place all anew in another order."""
        draft = self._draft
        lost, moved = self.lost, self._moved()
        chosen = draw.sample(moved, min(len(moved), draw.randint(1, _MOST_RUINED)))
        out = draw.sample(lost, min(len(lost), _MOST_RUINED))
        near = [x for row in (*chosen, *out) for x in self._beside(row)]
        chosen += draw.sample(near, min(len(near), draw.randint(0, 3)))
        for row in dict.fromkeys(chosen):
            draft.take(row)
        again = [*dict.fromkeys(chosen), *out]
        draw.shuffle(again)
        self._chains.draw = draw if draw.random() < _AT_RANDOM else None
        for row in again:
            if draft.slot[row] == OUT and draft.room_left:
                self._insert(row, TRIES // 10)
        self._chains.draw = None
        self.drop_out_of_order()

    def _beside(self, row: int) -> list[int]:
        """Other meetings of a meeting's people, and those before and after it."""
        draft = self._draft
        people = draft.teams[row][draft.team[row]].people if draft.teams[row] else ()
        near = [x for p in people for x in draft.has[p] if x != OUT]
        near += [x for x in (*draft.before[row], *draft.after[row]) if draft.slot[x] != OUT]
        return [x for x in dict.fromkeys(near) if x != row and draft.old[x]]


def _meetings(draft: PlanDraft) -> Iterable[Meeting]:
    mission = draft.mission
    for row, slot in enumerate(draft.slot):
        if slot != OUT:
            interpreter = draft.seats.of[INTERPRETER][row]
            yield Meeting(
                request=mission.requests[row].id,
                slot=mission.slots[slot].id,
                table=mission.tables[draft.seats.of[TABLE][row]].id,
                people=tuple(mission.people[p].id for p in draft.teams[row][draft.team[row]].people),
                interpreter=None if interpreter < 0 else mission.interpreters[interpreter].id,
            )


def _remedies_of(draft: PlanDraft, seed: int, end: float) -> tuple[Unplaced, ...]:
    """Causes and remedies of all that has no place, tried on the changed plan."""
    meetings = _in_time(draft)
    if not draft.size:
        nothing = Standing(draft.mission, meetings)
        return tuple(Unplaced(x.id, (c := why(nothing, x)).code, c.words) for x in draft.mission.requests)
    laid = lay(draft.mission, seed)
    stand(laid, meetings)
    return unplaced_of(laid, meetings, end)


def _in_time(draft: PlanDraft) -> tuple[Meeting, ...]:
    return tuple(sorted(_meetings(draft), key=lambda x: (draft.mission.place[x.slot], x.table)))


def _plan(draft: PlanDraft, bound: ChangeBound, previous: Plan, unplaced: tuple[Unplaced, ...]) -> Plan:
    mission = draft.mission
    lost = [row for row, slot in enumerate(draft.slot) if slot == OUT and draft.old[row]]
    withdrawn = sum(meeting.request not in mission.request for meeting in previous.meetings)  # by the office
    plan = Plan(
        version=previous.version + 1,
        meetings=_in_time(draft),
        unplaced=unplaced,
        counts=previous.counts,
        bounds=PlanBounds(lost=bound.lost + withdrawn, moved=bound.moved(len(lost))),
        status="feasible",
    )
    counts = count(mission, plan, previous)
    proved = (counts.lost, counts.moved) == (plan.bounds.lost, plan.bounds.moved)
    if proved:
        return replace(plan, counts=counts, status="optimal")
    return replace(plan, counts=counts, notes=tuple(_left_out(mission)))


def _left_out(mission: Mission) -> Iterable[str]:
    """Which rules of this mission the bounds do not count, or not wholly: where they bind a bound may be too low."""
    everybody: tuple[Delegate | Interpreter, ...] = (*mission.people, *mission.interpreters)
    rules = [
        words
        for binds, words in (
            (any(x.cap_per_day is not None for x in everybody), say("the most meetings a day")),
            (
                any(x.longest_run is not None for x in everybody),
                say("the most in a row and the rest after them"),
            ),
            (bool(mission.precedence), say("which meeting comes before which")),
            (bool(mission.travel), say("ways between rooms")),
            (any(x.company for x in mission.tables), say("whose booth a table is")),
            (any(x.either for x in mission.requests), say("which of several people goes")),
        )
        if binds
    ]
    if rules:
        yield say(
            "What must be lost and moved at the least does not count, or not wholly: {rules}.",
            rules=say_list(rules),
        )
