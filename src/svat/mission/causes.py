"""Mission, causes: why a request has no place, in words: first what no plan could do, then what this one leaves.

Each cause has a code for programs and a sentence for people. The cheapest change that would place the request is tried
elsewhere, by the solver that has the plan before it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from svat.mission.model import Delegate, Interpreter, LanguagePair, Meeting, Mission, Request, Slot
from svat.wording import Said, say, say_count, say_list

_NAMED = 3  # slots that a sentence names
_WAYS = 200  # to choose who goes, that are looked at


@dataclass(frozen=True, slots=True)
class NoPlace:
    """Why a request has no place."""

    code: str
    words: Said


@dataclass(frozen=True)
class Standing:
    """A mission and the meetings that have a place, looked up by person, interpreter and slot."""

    mission: Mission
    meetings: tuple[Meeting, ...]
    busy: dict[tuple[str, str], str] = field(default_factory=dict, init=False)  # person and slot: request

    def __post_init__(self) -> None:
        for meeting in self.meetings:
            for person in (*meeting.people, *filter(None, [meeting.interpreter])):
                self.busy[person, meeting.slot] = meeting.request

    @cached_property
    def placed(self) -> dict[str, Meeting]:
        """Meetings by request."""
        return {meeting.request: meeting for meeting in self.meetings}

    @cached_property
    def used(self) -> dict[str, set[str]]:
        """Tables in use, by slot."""
        found: dict[str, set[str]] = {slot.id: set() for slot in self.mission.slots}
        for meeting in self.meetings:
            found[meeting.slot].add(meeting.table)
        return found

    @cached_property
    def open_tables(self) -> dict[str, int]:
        """How many tables can be used in each slot."""
        return {
            slot.id: sum(slot.id not in x.closed for x in self.mission.tables) for slot in self.mission.slots
        }

    @cached_property
    def asked(self) -> Counter[str]:
        """How many requests each person is bound to go to."""
        return Counter(person for request in self.mission.requests for person in request.people)

    def is_free(self, person: str, slot: Slot) -> bool:
        """Whether a person is there then and meets nobody."""
        return _is_there(self.mission.person[person], slot) and (person, slot.id) not in self.busy


def why(standing: Standing, request: Request) -> NoPlace:
    """The first cause that applies to a request without a place."""
    teams = teams_of(request)
    if not teams:
        return NoPlace("nobody", say("nobody is left who could go, of those who might"))
    slots = [slot for slot in standing.mission.slots if _may(request, slot)]
    for look in (
        _not_clear,
        _never,
        _no_table,
        _no_interpreter,
        _precedence,
        _too_many,
        _no_common,
        _taken,
        _hours,
    ):
        found, slots = look(standing, request, teams, slots)
        if found is not None:
            return found
    return NoPlace(
        "limits",
        say(
            "the most meetings a day or in a row, or the ways between rooms, leave no slot that is free otherwise"
        ),
    )


_Teams = Sequence[tuple[str, ...]]
_Look = tuple[NoPlace | None, list[Slot]]


def teams_of(request: Request, order: Callable[[str], bytes] | None = None) -> list[tuple[str, ...]]:
    """Who might go: the request's people and one of each group, nobody twice; the first ways where there are many."""
    groups = [sorted(group, key=order) if order else group for group in request.either]
    ways = (request.people + chosen for chosen in itertools.product(*groups))
    return list(itertools.islice((way for way in ways if len(set(way)) == len(way)), _WAYS))


def at(slot: Slot) -> Said:
    """A slot as sentences name it: its day and time."""
    return say("{day} {time}", day=slot.start.date(), time=f"{slot.start:%H:%M}")


def times(slots: Sequence[Slot]) -> Said:
    """Slots as sentences name them: the first few, a day once, then how many more."""
    shown = slots[:_NAMED]
    days = [slot.start.date() for slot in shown]
    named = say_list(
        at(slot) if day != before else f"{slot.start:%H:%M}"
        for slot, day, before in zip(shown, days, [None, *days], strict=False)
    )
    more = len(slots) - _NAMED
    return named if more <= 0 else say("{named} and {more} more", named=named, more=more)


def _names(standing: Standing, people: Iterable[str]) -> Said:
    return say_list([standing.mission.person[x].name or x for x in people])


def _pair(pair: LanguagePair) -> str:
    return "–".join(pair)


def _may(request: Request, slot: Slot) -> bool:
    return (request.slots is None or slot.id in request.slots) and (
        request.fixed is None or slot.id == request.fixed
    )


def _is_there(person: Delegate | Interpreter, slot: Slot) -> bool:
    return person.available is None or slot.id in person.available


def _not_clear(_standing: Standing, request: Request, _teams: _Teams, slots: list[Slot]) -> _Look:
    if not slots:
        return NoPlace("no-slot", say("none of the slots that it may be held in is there")), slots
    clear = [slot for slot in slots if request.clear_days is None or slot.day in request.clear_days]
    days = say_list([str(day) for day in sorted({slot.day for slot in slots})])
    words = say("not clear by law on any day that it could be held on (day {days})", days=days)
    return (None if clear else NoPlace("not-clear", words)), clear


def _never(standing: Standing, _request: Request, teams: _Teams, slots: list[Slot]) -> _Look:
    person = standing.mission.person
    there = [slot for slot in slots if any(all(_is_there(person[x], slot) for x in team) for team in teams)]
    words = say(
        "{people} are not there in any slot in common that it may be held in",
        people=_names(standing, teams[0]),
    )
    return (None if there else NoPlace("never-together", words)), there


def _no_table(standing: Standing, request: Request, teams: _Teams, slots: list[Slot]) -> _Look:
    companies = {standing.mission.person[x].company for team in teams for x in team}
    fit = [
        x
        for x in standing.mission.tables
        if (request.kind is None or x.kind == request.kind) and (not x.company or x.company in companies)
    ]
    if not fit:
        words = say("there is no table") if request.kind is None else say(
            "it needs a table of the kind {kind}, and there is none", kind=request.kind
        )  # fmt: skip
        return NoPlace("no-table", words), []
    open_ = [slot for slot in slots if any(slot.id not in table.closed for table in fit)]
    if not open_:
        words = say("the tables that it could have are closed at {times}", times=times(slots))
        return NoPlace("tables-closed", words), []
    usable = [slot for slot in open_ if standing.open_tables[slot.id] > standing.mission.held_back]
    words = say("every open table is held back for walk-ins at {times}", times=times(open_))
    return (None if usable else NoPlace("tables-held-back", words)), usable


def _no_interpreter(standing: Standing, request: Request, _teams: _Teams, slots: list[Slot]) -> _Look:
    if request.pair is None:
        return None, slots
    speakers = [x for x in standing.mission.interpreters if request.pair in x.pairs]
    pair = _pair(request.pair)
    if not speakers:
        return NoPlace("no-interpreter", say("there is no interpreter of {pair}", pair=pair)), []
    usable = [slot for slot in slots if any(_is_there(x, slot) for x in speakers)]
    words = say("no interpreter of {pair} is there at {times}", pair=pair, times=times(slots))
    return (None if usable else NoPlace("interpreter-absent", words)), usable


def _precedence(standing: Standing, request: Request, _teams: _Teams, slots: list[Slot]) -> _Look:
    place = standing.mission.place
    for first, second in standing.mission.precedence:
        if second == request.id:
            other = standing.placed.get(first)
            if other is None:
                return NoPlace(
                    "first-unplaced", say("{first}, which must come first, has no place", first=first)
                ), []
            slots = [slot for slot in slots if place[slot.id] > place[other.slot]]
            if not slots:
                words = say("{first}, which must come first, leaves no slot after it", first=first)
                return NoPlace("first-late", words), []
        if first == request.id and second in standing.placed:
            limit = place[standing.placed[second].slot]
            slots = [slot for slot in slots if place[slot.id] < limit]
            if not slots:
                words = say("{second}, which must come after it, leaves no slot before it", second=second)
                return NoPlace("second-early", words), []
    return None, slots


def _too_many(standing: Standing, request: Request, _teams: _Teams, slots: list[Slot]) -> _Look:
    for person in request.people:
        there = [slot for slot in standing.mission.slots if _is_there(standing.mission.person[person], slot)]
        if standing.asked[person] > len(there) and all((person, slot.id) in standing.busy for slot in there):
            words = say(
                "{person} has {asked} meetings in {slots} slots",
                person=_names(standing, [person]), asked=standing.asked[person], slots=len(there),
            )  # fmt: skip
            return NoPlace("person-full", words), []
    return None, slots


def _no_common(standing: Standing, _request: Request, teams: _Teams, slots: list[Slot]) -> _Look:
    free = [slot for slot in slots if any(all(standing.is_free(x, slot) for x in team) for team in teams)]
    words = say_count(
        "{people} have no common free slot: in the one that they could meet in somebody has another meeting",
        "{people} have no common free slot: in each of {count} that they could meet in somebody has another meeting",
        len(slots),
        people=_names(standing, teams[0]),
    )
    return (None if free else NoPlace("no-common-slot", words)), free


def _taken(standing: Standing, request: Request, teams: _Teams, slots: list[Slot]) -> _Look:
    companies = {standing.mission.person[x].company for team in teams for x in team}
    held = standing.mission.held_back

    def has_table(slot: Slot) -> bool:
        used = standing.used[slot.id]
        return any(
            x.id not in used
            and slot.id not in x.closed
            and (request.kind is None or x.kind == request.kind)
            and (not x.company or x.company in companies)
            for x in standing.mission.tables
        )

    with_table = [slot for slot in slots if has_table(slot)]
    if not with_table:
        words = say("all tables are taken at {times}", times=times(slots))
        if request.kind is not None:
            words = say(
                "all tables of the kind {kind} are taken at {times}", kind=request.kind, times=times(slots)
            )
        return NoPlace("tables-taken", words), []
    free = [slot for slot in with_table if len(standing.used[slot.id]) + held < standing.open_tables[slot.id]]
    words = say("what is free is held back for walk-ins at {times}", times=times(with_table))
    return (None if free else NoPlace("tables-held-back", words)), free


def _hours(standing: Standing, request: Request, _teams: _Teams, slots: list[Slot]) -> _Look:
    if request.pair is None:
        return None, slots
    speakers = [x for x in standing.mission.interpreters if request.pair in x.pairs]
    free = [
        slot
        for slot in slots
        if any(_is_there(x, slot) and (x.id, slot.id) not in standing.busy for x in speakers)
    ]
    words = say(
        "every interpreter of {pair} is taken, or must rest, at {times}",
        pair=_pair(request.pair),
        times=times(slots),
    )
    return (None if free else NoPlace("interpreter-exhausted", words)), free
