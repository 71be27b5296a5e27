"""Corridor room, register: what stood on a day, by nothing but what was published until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Literal

from svat.corridor.debt.state import DebtState, debts
from svat.corridor.model import Corridor, Goal, SettlementFact
from svat.corridor.partial_date import PartialDate
from svat.corridor.register.model import DONE, OVER, STATUSES, Commitment, Event, EventStatus
from svat.corridor.source import Source, known
from svat.notation import count

DueState = Literal["", "ahead", "now", "overdue"]
Context = Literal["military", "civil"]

NOTHING_HEARD = "due, nothing heard"


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event as known on a day: with those of its sources that were out."""

    event: Event
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two events of one commitment that cannot both be right, side by side."""

    about: str
    one: KnownEvent
    other: KnownEvent


@dataclass(frozen=True, slots=True)
class State:
    """One commitment as known on a day."""

    commitment: Commitment
    status: EventStatus
    since: PartialDate  # when the status began, as far as was known
    sources: tuple[Source, ...]  # who said that it has this status
    events: tuple[KnownEvent, ...]  # all that was known, in the order in which it happened
    due: PartialDate | None  # announced and not yet done, cancelled or lapsed
    due_state: DueState
    contradictions: tuple[Contradiction, ...]

    @property
    def said(self) -> str:
        """The last words known about it."""
        return next((k.event.text for k in reversed(self.events) if k.event.text), "")


@dataclass(frozen=True, slots=True)
class DueItem:
    """What is due: what a commitment announced, or the next instalment of a debt."""

    id: str  # of the commitment or the debt
    title: str
    due: PartialDate
    state: DueState
    days: int  # from the day of the view to the first day that it may be; below 0 once all of it is past

    @property
    def words(self) -> str:
        """How near that is."""
        if self.state == "ahead":
            return f"in {count(self.days, 'day')}"
        return "due now" if self.state == "now" else NOTHING_HEARD


@dataclass(frozen=True, slots=True)
class Register:
    """The register as known on a day."""

    corridor: Corridor
    on: date
    context: Context
    states: tuple[State, ...]  # in the file's order
    goals: tuple[Goal, ...]  # those declared by then, with the sources known by then
    settlements: tuple[SettlementFact, ...]  # the same
    debts: tuple[DebtState, ...]
    coming: tuple[DueItem, ...]  # due now or next, the soonest first
    overdue: tuple[DueItem, ...]  # due, and nothing was heard; the longest due first
    unknown: int  # commitments of the file of which nobody had heard yet


def register(corridor: Corridor, on: date) -> Register:
    """The corridor's register as known on a day: nothing that was published later has any part in it."""
    states, known_debts = _states(corridor, on), debts(corridor, on).states
    due = [item for state in sorted(states, key=_due_order) if (item := _due_item(state, on))]
    due += [item for debt in known_debts if (item := _instalment_due(debt))]
    return Register(
        corridor=corridor,
        on=on,
        context=_context(states),
        states=tuple(states),
        goals=tuple(replace(g, sources=known(g.sources, on)) for g in corridor.goals_known(on)),
        settlements=corridor.settlements_known(on),
        debts=known_debts,
        coming=tuple(sorted((i for i in due if i.state != "overdue"), key=lambda i: (i.days, str(i.due)))),
        overdue=tuple(i for i in due if i.state == "overdue"),
        unknown=len(corridor.commitments) - len(states),
    )


def _states(corridor: Corridor, on: date) -> list[State]:
    return [state for c in corridor.commitments if (state := state_of(c, on)) is not None]


def _due_order(state: State) -> tuple[date, date]:
    return state.due.order if state.due else (date.max, date.max)


def _due_item(state: State, on: date) -> DueItem | None:
    if state.due is None:
        return None
    ahead = state.due_state == "ahead"
    days = (state.due.first - on).days if ahead else min((state.due.last - on).days, 0)
    return DueItem(state.commitment.id, state.commitment.title, state.due, state.due_state, days)


def _instalment_due(state: DebtState) -> DueItem | None:
    coming = state.balance.next
    if coming is None:
        return None
    title = f"instalment {coming.number} of {state.debt.title or state.debt.id}"
    return DueItem(state.debt.id, title, PartialDate.of(coming.due), "ahead", (coming.due - state.on).days)


def context(corridor: Corridor, on: date) -> Context:
    """`military` when a military commitment was known on the day and neither cancelled nor lapsed; else `civil`.

    For the gate's review of dual-use goods. svat plans nothing military.
    """
    return _context(_states(corridor, on))


def context_of_law(corridor: Corridor, on: date) -> str:
    """What the gate is told: "military" if the file says so or a military commitment is known on the day, or ""."""
    return "military" if corridor.context or context(corridor, on) == "military" else ""


def _context(states: Sequence[State]) -> Context:
    return "military" if any(s.commitment.military and s.status not in OVER for s in states) else "civil"


def state_of(commitment: Commitment, on: date) -> State | None:
    """One commitment as known on a day; None when nobody had heard of it.

    The status is that of the event that happened last; of several at one time that of the one published last, then
    the later word in the order of STATUSES. Where they cannot both be right, the contradiction stands beside it.
    """
    events = sorted(
        (KnownEvent(event, said) for event in commitment.events if (said := known(event.sources, on))),
        key=_order,
    )
    if not events:
        return None
    status = events[-1].event.status
    run = [events[-1]]
    for before in reversed(events[:-1]):
        if before.event.status != status:
            break
        run.insert(0, before)
    due = _due(events) if status not in DONE | OVER else None
    return State(
        commitment=commitment,
        status=status,
        since=run[0].event.happened,
        sources=tuple(dict.fromkeys(source for k in run for source in k.sources)),
        events=tuple(events),
        due=due,
        due_state=_due_state(due, on),
        contradictions=_contradictions(events),
    )


def _order(known_event: KnownEvent) -> tuple[object, ...]:
    event = known_event.event
    return (*event.happened.order, *event.published.order, STATUSES.index(event.status), event.text)


def _due(events: Sequence[KnownEvent]) -> PartialDate | None:
    return next((k.event.due for k in reversed(events) if k.event.due), None)


def _due_state(due: PartialDate | None, on: date) -> DueState:
    if due is None:
        return ""
    if due.after(on):
        return "ahead"
    return "overdue" if due.last < on else "now"


def _contradictions(events: Sequence[KnownEvent]) -> tuple[Contradiction, ...]:
    """Each pair of events, in the order in which they happened, that cannot both be right."""
    found = []
    for (k, one), (n, other) in combinations(enumerate(events), 2):
        between = [k.event.status for k in events[k : n + 1]]  # after a cancellation any day is a new one
        changed = "changed" in between[1:] or bool(OVER & set(between[:-1]))
        if about := _about(one.event, other.event, changed=changed):
            found.append(Contradiction(about, one, other))
    return tuple(found)


def _about(one: Event, other: Event, *, changed: bool) -> str:
    """What two events contradict each other about; empty when they can both be right."""
    if one.topic and one.topic == other.topic and one.claim != other.claim:
        return one.topic
    same_day = one.happened.day and other.happened.day and one.happened.overlaps(other.happened)
    statuses = {one.status, other.status}
    if same_day and statuses & DONE and statuses & OVER:
        return f"{one.status} or {other.status}"
    if one.due and other.due and not one.due.overlaps(other.due) and not changed:
        return "the day announced"
    return ""
