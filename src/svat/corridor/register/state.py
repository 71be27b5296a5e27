"""Corridor room, register: what stood on a day, by nothing but what was published until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from svat.corridor.model import Corridor, Goal, SettlementFact
from svat.corridor.partial_date import PartialDate
from svat.corridor.register.model import DONE, OVER, STATUSES, Commitment, Event, EventStatus
from svat.corridor.source import Source, known

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
class Register:
    """The register as known on a day."""

    on: date
    context: Context
    states: tuple[State, ...]  # in the file's order
    goals: tuple[Goal, ...]  # those declared by then, with the sources known by then
    settlements: tuple[SettlementFact, ...]
    unknown: int  # commitments of the file of which nobody had heard yet

    @property
    def coming(self) -> tuple[State, ...]:
        """What is due now or next, the soonest first; of one day in the file's order."""
        found = [s for s in self.states if s.due_state in ("ahead", "now")]
        return tuple(sorted(found, key=lambda s: s.due.order if s.due else (date.max, date.max)))

    @property
    def overdue(self) -> tuple[State, ...]:
        """What was due and of which nothing was heard, the longest due first."""
        found = [s for s in self.states if s.due_state == "overdue"]
        return tuple(sorted(found, key=lambda s: s.due.order if s.due else (date.max, date.max)))


def settlements_known(corridor: Corridor, on: date) -> tuple[SettlementFact, ...]:
    """The facts on settlements that were published by a day."""
    return tuple(fact for fact in corridor.settlements if known(fact.sources, on))


def register(corridor: Corridor, on: date) -> Register:
    """The corridor's register as known on a day: nothing that was published later has any part in it."""
    states = [state for c in corridor.commitments if (state := state_of(c, on)) is not None]
    return Register(
        on=on,
        context=_context(states),
        states=tuple(states),
        goals=tuple(g for g in corridor.goals if g.known_on(on)),
        settlements=settlements_known(corridor, on),
        unknown=len(corridor.commitments) - len(states),
    )


def context(corridor: Corridor, on: date) -> Context:
    """`military` when a military commitment was known on the day and neither cancelled nor lapsed; else `civil`.

    For the gate's review of dual-use goods. svat plans nothing military.
    """
    return register(corridor, on).context


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
