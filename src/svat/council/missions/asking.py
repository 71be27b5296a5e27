"""The council's changes of a mission as they are asked for: persons by name, times by the clock, made into orders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from svat.council.missions.document import KeptPlan, history
from svat.council.store import Store
from svat.mission.files.rows import CompanyBook
from svat.mission.files.times import SlotWords
from svat.mission.model import Mission
from svat.mission.orders import ChangeOrder, OrderKind
from svat.sides import Side, Sides
from svat.tables.numbers import BadCell
from svat.text.spelling import squash
from svat.wording import say, unusable


@dataclass(frozen=True, slots=True)
class ChangeAsk:
    """What is asked to change, as a person says it. What is empty asks nothing.

    >>> svat.ChangeAsk(late=("P-104",), until="14:00", day=1).absent
    ()
    """

    late: tuple[str, ...] = ()  # persons, until the slot or time `until`
    until: str = ""
    absent: tuple[str, ...] = ()  # persons, on `day`, or from the first day to the last
    day: int | None = None
    replaced: tuple[str, ...] = ()  # the person who does not come, and the colleague who does: `by`
    by: str = ""
    tables: tuple[str, ...] = ()  # lost, in `slots` or on `day`, or for good
    rooms: tuple[str, ...] = ()
    interpreters: tuple[str, ...] = ()
    slots: str = ""
    day_cancelled: int | None = None
    shift_days: int = 0
    cancelled: bool = False
    walk_in: tuple[str, str] = field(default=("", ""))  # two companies
    only_day: int | None = None  # on which alone the people of `companies` are there
    companies: tuple[str, ...] = ()
    added: tuple[str, ...] = ()  # companies that join the visit


def orders_for(store: Store, name: str, ask: ChangeAsk) -> tuple[ChangeOrder, ...]:
    """The orders that a change comes to. Raises UnusableInput where a name or a time means nothing, or several."""
    version = history(store.plans(name), name).needed()
    mission = version.mission
    words = SlotWords(mission.slots, _dates(version))
    found = [_late(who, ask, mission, words) for who in ask.late]
    lost = _lost(ask, mission, words)
    found += [
        ChangeOrder("absent", _person(mission, who), slots=_of_day(mission, ask.day)) for who in ask.absent
    ]
    if ask.replaced:
        found.append(_replaced(ask, mission))
    for kind, subjects in (
        ("table lost", ask.tables),
        ("room lost", ask.rooms),
        ("interpreter lost", ask.interpreters),
    ):
        of: OrderKind = kind  # type: ignore[assignment]
        found += [ChangeOrder(of, _thing(mission, of, subject), slots=lost) for subject in subjects]
    if ask.day_cancelled is not None:
        found.append(ChangeOrder("day cancelled", days=ask.day_cancelled))
    if ask.shift_days:
        found.append(ChangeOrder("shifted", days=ask.shift_days))
    if ask.cancelled:
        found.append(ChangeOrder("cancelled"))
    if any(ask.walk_in):
        found.append(_walk_in(store, ask))
    found += _only_day(store, ask)
    found += [_added(store, mission, company) for company in ask.added]
    return tuple(found)


def _dates(version: KeptPlan) -> tuple[date, ...]:
    found: dict[int, date] = {}
    for slot in version.mission.slots:
        found.setdefault(slot.day, slot.start.date())
    return tuple(found[day] for day in sorted(found))


def _person(mission: Mission, text: str) -> str:
    """The person that a text means, by identifier or name."""
    if text in mission.person:
        return text
    found = [
        x.id for x in mission.people if squash(text) in (squash(x.id), squash(x.name), squash(x.name_local))
    ]
    if len(found) != 1:
        why = (
            say("could be {found}", found=" or ".join(found))
            if found
            else say("no person of this mission has this identifier or name")
        )
        raise unusable("{text}: {why}", text=repr(text), why=why)
    return found[0]


def _thing(mission: Mission, kind: OrderKind, text: str) -> str:
    if kind == "interpreter lost":
        found = [x.id for x in mission.interpreters if squash(text) in (squash(x.id), squash(x.name))]
        if len(found) == 1:
            return found[0]
    return text


def _late(text: str, ask: ChangeAsk, mission: Mission, words: SlotWords) -> ChangeOrder:
    if not ask.until:
        raise unusable("--late: say with --until from which slot or time on the person is there")
    until = f"{ask.day} {ask.until}" if ask.day is not None and ask.until not in mission.slot else ask.until
    first = mission.slot.get(until)
    if first is not None:
        gone = [x.id for x in mission.slots if x.day == first.day and x.start < first.start]
    else:
        try:
            gone = sorted(words.some(f"{_day_part(until)}00:00-{_clock_part(until)}", touching=True))
        except BadCell as bad:
            raise unusable("--until {until}: {reason}", until=repr(ask.until), reason=bad.reason) from None
    days = {mission.slot[slot].day for slot in gone}
    if len(days) > 1:
        raise unusable(
            "--until {until}: say the day too, with --day or as in {id}",
            until=repr(ask.until),
            id=mission.slots[0].id,
        )
    return ChangeOrder("late", _person(mission, text), slots=tuple(gone))


def _day_part(text: str) -> str:
    before, _, _ = text.rpartition(" ")
    return f"{before} " if before else ""


def _clock_part(text: str) -> str:
    return text.rpartition(" ")[2]


def _of_day(mission: Mission, day: int | None) -> tuple[str, ...]:
    found = tuple(x.id for x in mission.slots if day is None or x.day == day)
    if not found:
        raise unusable("--day {day}: the mission has no such day", day=day)
    return found


def _lost(ask: ChangeAsk, mission: Mission, words: SlotWords) -> tuple[str, ...]:
    if not ask.slots:
        return _of_day(mission, ask.day)
    try:
        return tuple(x.id for x in mission.slots if x.id in words.some(ask.slots, touching=True))
    except BadCell as bad:
        raise unusable("--slots {slots}: {reason}", slots=repr(ask.slots), reason=bad.reason) from None


def _replaced(ask: ChangeAsk, mission: Mission) -> ChangeOrder:
    if len(ask.replaced) != 1 or not ask.by:
        raise unusable("--replace: name one person, and with --by the colleague who comes instead")
    known = [x.id for x in mission.people if squash(ask.by) in (squash(x.id), squash(x.name))]
    return ChangeOrder("replaced", _person(mission, ask.replaced[0]), known[0] if len(known) == 1 else ask.by)


def _company(store: Store, option: str, text: str) -> tuple[Side, str]:
    """The company that a text means, with its side."""
    corridor = store.corridor()
    try:
        return CompanyBook(store.rolls(), Sides(corridor.a, corridor.b)).find(text)
    except BadCell as bad:
        raise unusable(
            "{option} {text}: {reason}", option=option, text=repr(text), reason=bad.reason
        ) from None


def _only_day(store: Store, ask: ChangeAsk) -> list[ChangeOrder]:
    if (ask.only_day is None) != (not ask.companies):
        raise unusable("--only-day and --company go together: which company comes on which day alone")
    found = []
    for text in ask.companies:
        side, company = _company(store, "--company", text)
        found.append(ChangeOrder("only day", company, side, days=ask.only_day or 0))
    return found


def _added(store: Store, mission: Mission, text: str) -> ChangeOrder:
    side, company = _company(store, "--company-added", text)
    if any((x.side, x.company) == (side, company) for x in mission.people):
        raise unusable("--company-added {text}: comes already", text=repr(text))
    return ChangeOrder("company added", company, side)


def _walk_in(store: Store, ask: ChangeAsk) -> ChangeOrder:
    found = dict(_company(store, "--walk-in", text) for text in ask.walk_in)
    if len(found) != 2:
        raise unusable("--walk-in {walk_in}: name a company of each side", walk_in=" ".join(ask.walk_in))
    return ChangeOrder("walk-in", found["a"], found["b"])
