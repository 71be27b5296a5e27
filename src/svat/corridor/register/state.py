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
from svat.corridor.register.words import plain_words
from svat.corridor.source import Source, known
from svat.notation import count
from svat.wording import say, say_any

DueState = Literal["", "ahead", "now", "overdue"]
Context = Literal["military", "civil"]

NOTHING_HEARD = say("due, nothing heard")


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event as known on a day: with those of its sources that were out."""

    event: Event
    sources: tuple[Source, ...]

    @property
    def doubtful(self) -> bool:
        """Whether nothing may rest on it: all its sources are of confidence D."""
        return all(source.confidence == "D" for source in self.sources)


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
    status: EventStatus | Literal["doubtful"]  # "doubtful": nothing but doubtful events was known
    since: PartialDate  # when the status began, as far as was known
    sources: tuple[Source, ...]  # who said that it has this status
    events: tuple[KnownEvent, ...]  # all that was known, in the order in which it happened
    due: PartialDate | None  # announced and not yet done, cancelled or lapsed
    due_state: DueState
    contradictions: tuple[Contradiction, ...]
    order_unknown: str = ""  # which other event may have happened last, in words
    military: bool = False  # whether it makes the corridor's context military

    @property
    def doubtful(self) -> tuple[KnownEvent, ...]:
        """The events that are shown and on which nothing rests."""
        return tuple(known_event for known_event in self.events if known_event.doubtful)

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
            return say("in {days}", days=count(self.days, "day"))
        return say("due now") if self.state == "now" else NOTHING_HEARD


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
    title = say(
        "instalment {number} of {title}", number=coming.number, title=state.debt.title or state.debt.id
    )
    return DueItem(state.debt.id, title, PartialDate.of(coming.due), "ahead", (coming.due - state.on).days)


def context(corridor: Corridor, on: date) -> Context:
    """`military` when a military commitment was known on the day and is not certainly over; else `civil`.

    For the gate's review of dual-use goods: a rumour neither begins nor ends it, and it ends only by a source of
    confidence A or B that certainly speaks of the last thing that happened. svat plans nothing military.
    """
    return _context(_states(corridor, on))


def context_of_law(corridor: Corridor, on: date) -> str:
    """What the gate is told: "military" if the file says so or a military commitment is known on the day, or ""."""
    return "military" if corridor.context or context(corridor, on) == "military" else ""


def _context(states: Sequence[State]) -> Context:
    return "military" if any(state.military for state in states) else "civil"


def state_of(commitment: Commitment, on: date) -> State | None:
    """One commitment as known on a day; None when nobody had heard of it.

    The status is that of the event that happened last; of several at one time that of the one published last, then
    the later word in the order of STATUSES. It rests on events with a source better than D; the others are shown.
    Where events cannot all be right, the contradiction stands beside it, and so does an order that is not known.
    """
    events = sorted(
        (KnownEvent(event, said) for event in commitment.events if (said := known(event.sources, on))),
        key=_order,
    )
    if not events:
        return None
    sound = [known_event for known_event in events if not known_event.doubtful]
    status: EventStatus | Literal["doubtful"] = sound[-1].event.status if sound else "doubtful"
    run = _run(sound) if sound else events
    due = _due(sound) if status not in DONE | OVER else None
    others = _maybe_last(sound)
    settled = status in OVER and not any(k.event.status not in OVER for k in others)
    believed = any(source.confidence in ("A", "B") for k in run for source in k.sources)
    return State(
        commitment=commitment,
        status=status,
        since=run[0].event.happened,
        sources=tuple(dict.fromkeys(source for k in run for source in k.sources)),
        events=tuple(events),
        due=due,
        due_state=_due_state(due, on),
        contradictions=_contradictions(events),
        order_unknown=_order_words(sound, others),
        military=commitment.military and bool(sound) and not (settled and believed),
    )


def _run(events: Sequence[KnownEvent]) -> list[KnownEvent]:
    """The last events, all of one status."""
    run = [events[-1]]
    for before in reversed(events[:-1]):
        if before.event.status != run[0].event.status:
            break
        run.insert(0, before)
    return run


def _order(known_event: KnownEvent) -> tuple[object, ...]:
    event = known_event.event
    first, last = event.within
    return (last, first, *event.published.order, STATUSES.index(event.status), event.text)


def _maybe_last(events: Sequence[KnownEvent]) -> list[KnownEvent]:
    """Events of another status that may have happened after the one taken for the last: dates overlap."""
    if not events:
        return []
    last = events[-1].event
    begin, end = last.within
    return [
        k
        for k in events[:-1]
        if k.event.status != last.status and k.event.within[1] >= begin and (begin, end) != k.event.within
    ]


def _order_words(events: Sequence[KnownEvent], others: Sequence[KnownEvent]) -> str:
    if not others:
        return ""
    each = say_any(
        say("{status} ({happened})", status=plain_words(k.event.status), happened=str(k.event.happened))
        for k in (*others, events[-1])
    )
    return say("not known which came last: {each}", each=each)


def _due(events: Sequence[KnownEvent]) -> PartialDate | None:
    """The day announced last; none once it was put off to no day."""
    for known_event in reversed(events):
        if known_event.event.due or known_event.event.status == "postponed":
            return known_event.event.due
    return None


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
        changed = bool({"changed", "postponed"} & set(between[1:])) or bool(OVER & set(between[:-1]))
        again = bool(set(between[1:-1]) - DONE - OVER)  # taken up anew: a second one was held or cancelled
        if about := _about(one, other, changed=changed, again=again):
            found.append(Contradiction(about, one, other))
    return tuple(found)


def _about(one: KnownEvent, other: KnownEvent, *, changed: bool, again: bool) -> str:
    """What two events contradict each other about; empty when they can both be right."""
    first, second = one.event, other.event
    if first.topic and first.topic == second.topic and first.claim != second.claim:
        return first.topic
    same_day = first.happened.day and second.happened.day and first.happened.overlaps(second.happened)
    done, over = ({first.status, second.status} & those for those in (DONE, OVER))
    if done and over and not again and (same_day or over != {"lapsed"}):
        return say("{first} or {second}", first=plain_words(first.status), second=plain_words(second.status))
    if second.status == "denied" and first.status in ("confirmed", "signed") and _others(one, other):
        return say("{first} or {second}", first=plain_words(first.status), second=plain_words(second.status))
    if first.due and second.due and not first.due.overlaps(second.due) and not changed:
        return say("the day announced")
    return ""


def _others(one: KnownEvent, other: KnownEvent) -> bool:
    """Whether other people speak: who takes back his own word contradicts nobody."""
    return not {(s.speaker, s.role, s.agency) for s in one.sources} & {
        (s.speaker, s.role, s.agency) for s in other.sources
    }
