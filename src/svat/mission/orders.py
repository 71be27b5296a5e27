"""Mission, orders: what is asked for between two plans: somebody late or absent, a table lost, a day called off.

An order changes what a mission offers; what becomes of the meetings is for the plan that is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any, Literal, get_args

from svat.mission.model import Delegate, Mission, Plan, Request
from svat.wording import say, unusable

OrderKind = Literal[
    "late", "absent", "only day", "replaced", "table lost", "room lost", "interpreter lost", "day cancelled",
    "shifted", "cancelled", "walk-in", "company added",
]  # fmt: skip
ORDER_KINDS: tuple[OrderKind, ...] = get_args(OrderKind)


@dataclass(frozen=True, slots=True)
class ChangeOrder:
    """One change of a mission. What a kind does not ask is empty."""

    kind: OrderKind
    subject: str = ""  # a person, table, room, interpreter or company; of a walk-in the company of side a
    other: str = ""  # who comes instead; of a walk-in the company of side b; of a company its side
    slots: tuple[str, ...] = ()  # in which somebody or something is not there; empty: in none
    days: int = 0  # which day is called off, or the only one; or by how many days the visit moves

    def document(self) -> dict[str, Any]:
        """The order in what JSON knows."""
        return {key: value for key, value in asdict(self).items() if value}


def order_of(document: Mapping[str, Any]) -> ChangeOrder:
    """The order of a document. Raises ValueError or TypeError for what is none."""
    kind = next((kind for kind in ORDER_KINDS if kind == document["kind"]), None)
    if kind is None:
        raise ValueError(say("{kind} is no kind of change", kind=repr(document["kind"])))
    return ChangeOrder(
        kind,
        str(document.get("subject", "")),
        str(document.get("other", "")),
        tuple(map(str, document.get("slots", ()))),
        int(document.get("days", 0)),
    )


def ordered(mission: Mission, order: ChangeOrder) -> Mission:
    """A mission after a change. Raises UnusableInput where it knows nobody and nothing of that name."""
    return _CHANGES[order.kind](mission, order)


def _is_known(known: Collection[str], name: str, what: str) -> None:
    if name not in known:
        raise unusable("{name}: the mission has no {what} of this identifier", name=repr(name), what=what)


def _less(available: frozenset[str] | None, slots: Collection[str], mission: Mission) -> frozenset[str]:
    every = frozenset(mission.slot) if available is None else available
    return every.difference(slots)


def _person_away(mission: Mission, order: ChangeOrder) -> Mission:
    _is_known(mission.person, order.subject, "person")
    people = tuple(
        replace(x, available=_less(x.available, order.slots, mission)) if x.id == order.subject else x
        for x in mission.people
    )
    return replace(mission, people=people)


def _only_day(mission: Mission, order: ChangeOrder) -> Mission:
    """All people of a company are there on one day and on no other."""
    _is_known({x.company for x in mission.people if x.side == order.other}, order.subject, "company")
    slots = [slot.id for slot in mission.slots if slot.day != order.days]
    if len(slots) == len(mission.slots):
        raise unusable("day {days}: the mission has no slot on such a day", days=order.days)
    people = tuple(
        replace(x, available=_less(x.available, slots, mission))
        if (x.side, x.company) == (order.other, order.subject)
        else x
        for x in mission.people
    )
    return replace(mission, people=people)


def _person_replaced(mission: Mission, order: ChangeOrder) -> Mission:
    """The colleague keeps the places: whoever asks for one of the two asks for the other."""
    _is_known(mission.person, order.subject, "person")
    old = mission.person[order.subject]
    people = mission.people
    if order.other in mission.person:
        new = mission.person[order.other]
        if (new.side, new.company) != (old.side, old.company):
            raise unusable(
                "{other}: is of {company}, not of {company_2}",
                other=repr(order.other),
                company=new.company,
                company_2=old.company,
            )
    else:
        new = Delegate(order.other, old.company, old.side, None, old.cap_per_day, old.longest_run, old.rest,
                       order.other, language=old.language)  # fmt: skip
        people = tuple(sorted((*people, new), key=lambda x: x.id))
    people = tuple(replace(x, available=frozenset()) if x.id == old.id else x for x in people)
    return replace(mission, people=people, requests=tuple(_in_place(x, order) for x in mission.requests))


def _in_place(request: Request, order: ChangeOrder) -> Request:
    def put(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(order.other if x == order.subject else x for x in people))

    people = put(request.people)
    either = tuple(group for group in map(put, request.either) if not set(group) & set(people))
    return replace(request, people=people, either=either)


def plan_in_place(plan: Plan, order: ChangeOrder) -> Plan:
    """A plan in which the colleague stands where the other one stood, so that nothing has moved."""
    if order.kind != "replaced":
        return plan
    meetings = tuple(
        replace(
            x, people=tuple(dict.fromkeys(order.other if who == order.subject else who for who in x.people))
        )
        for x in plan.meetings
    )
    return replace(plan, meetings=meetings)


def _table_lost(mission: Mission, order: ChangeOrder) -> Mission:
    _is_known(mission.table, order.subject, "table")
    tables = tuple(
        replace(x, closed=x.closed.union(order.slots)) if x.id == order.subject else x for x in mission.tables
    )
    return replace(mission, tables=tables)


def _room_lost(mission: Mission, order: ChangeOrder) -> Mission:
    _is_known({x.room for x in mission.tables if x.room}, order.subject, "room")
    tables = tuple(
        replace(x, closed=x.closed.union(order.slots)) if x.room == order.subject else x
        for x in mission.tables
    )
    return replace(mission, tables=tables)


def _interpreter_lost(mission: Mission, order: ChangeOrder) -> Mission:
    _is_known(mission.interpreter, order.subject, "interpreter")
    interpreters = tuple(
        replace(x, available=_less(x.available, order.slots, mission)) if x.id == order.subject else x
        for x in mission.interpreters
    )
    return replace(mission, interpreters=interpreters)


def _day_cancelled(mission: Mission, order: ChangeOrder) -> Mission:
    """Nobody is there on that day; its slots stay known, so that what is called off can be named."""
    gone = frozenset(slot.id for slot in mission.slots if slot.day == order.days)
    if not gone:
        raise unusable("day {days}: the mission has no slot on such a day", days=order.days)
    return _all_closed(mission, gone)


def _cancelled(mission: Mission, order: ChangeOrder) -> Mission:  # noqa: ARG001 - one signature
    return _all_closed(mission, frozenset(mission.slot))


def _all_closed(mission: Mission, slots: frozenset[str]) -> Mission:
    return replace(mission, tables=tuple(replace(x, closed=x.closed | slots) for x in mission.tables))


def _shifted(mission: Mission, order: ChangeOrder) -> Mission:
    """Every slot so many dates later, on the same clock; slots keep their names, so that nothing has moved."""
    by = timedelta(days=order.days)
    return replace(
        mission, slots=tuple(replace(x, start=x.start + by, end=x.end + by) for x in mission.slots)
    )


def _nothing(mission: Mission, order: ChangeOrder) -> Mission:  # noqa: ARG001 - one signature
    return mission


_CHANGES: dict[OrderKind, Callable[[Mission, ChangeOrder], Mission]] = {
    "late": _person_away,
    "absent": _person_away,
    "only day": _only_day,
    "replaced": _person_replaced,
    "table lost": _table_lost,
    "room lost": _room_lost,
    "interpreter lost": _interpreter_lost,
    "day cancelled": _day_cancelled,
    "shifted": _shifted,
    "cancelled": _cancelled,
    "walk-in": _nothing,  # whoever makes the requests adds it
    "company added": _nothing,  # whoever makes the people and the requests adds it
}
