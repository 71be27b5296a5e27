"""Mission, model: what a visit offers (slots, tables, people, interpreters), who is to meet, and one plan of it.

A clash is a clash of people: two companies may meet twice at once when each has two delegates. All identifiers are
texts given from outside and are kept; nothing is known by its place in a list, so that adding a row moves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, TypeAlias

from svat.sides import Sides

Priority: TypeAlias = Literal["must", "wish"]
Status: TypeAlias = Literal["optimal", "feasible", "infeasible", "unknown"]
LanguagePair: TypeAlias = tuple[str, str]  # two codes in alphabetical order
_NO_ZONES: Sides[str] = Sides("", "")
PLAIN = "plain"  # the kind of a table where nothing else is said


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time in which one meeting fits; one that ends on the next date belongs to the day it began on.

    >>> from datetime import datetime
    >>> nine, ten = (datetime.fromisoformat(f"2026-12-08T{x}:00+05:00") for x in ("09", "10"))
    >>> svat.Slot("1-0900", 1, nine, ten).day
    1
    """

    id: str
    day: int  # which day of the visit, from 1
    start: datetime  # with its zone
    end: datetime
    session: str = ""  # "morning", "afternoon": as the office calls it


@dataclass(frozen=True, slots=True)
class MeetingTable:
    """Where a meeting takes place.

    >>> svat.MeetingTable("T1").kind
    'plain'
    """

    id: str
    kind: str = PLAIN  # "plain", "interpreter", "booth", "video", or the office's own word
    room: str = ""
    company: str = ""  # a booth: only meetings of this company are held here
    closed: frozenset[str] = frozenset()  # slots in which it cannot be used


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person who meets. Limits that are None do not bind.

    >>> svat.Delegate("P1", "KZ-1", "a", cap_per_day=5).cap_per_day
    5
    """

    id: str
    company: str
    side: str
    available: frozenset[str] | None = None  # slots; None: all
    cap_per_day: int | None = None  # most meetings on one day
    longest_run: int | None = None  # most meetings in slots that follow one another on one day
    rest: int = 0  # slots to be left free after the longest run
    name: str = ""
    name_local: str = ""
    language: str = ""  # in which the timetable is written


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A person who interprets, for any of these pairs of languages, at one meeting at a time.

    >>> svat.Interpreter("I1", frozenset({("ko", "ru")})).available is None  # in every slot
    True
    """

    id: str
    pairs: frozenset[LanguagePair]
    available: frozenset[str] | None = None
    cap_per_day: int | None = None
    longest_run: int | None = None
    rest: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A meeting that is asked for: all of `people` must be there, and one of each group in `either`.

    Companies whose people split their meetings name them as one group; the plan says who of them goes.

    >>> svat.Request("KZ-1+KR-1", ("P1",), either=(("P2", "P3"),)).priority
    'wish'
    """

    id: str
    people: tuple[str, ...]
    priority: Priority = "wish"
    value: float = 1.0  # what the introduction is expected to bring, >= 0
    pair: LanguagePair | None = None  # needs an interpreter of this pair
    kind: str | None = None  # needs a table of this kind
    slots: frozenset[str] | None = None  # allowed ones; None: all
    fixed: str | None = None  # this slot and no other
    clear_days: frozenset[int] | None = None  # days on which the law clears it; None: all
    either: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Mission:
    """A visit as it is to be planned. Slots are in order of time.

    `precedence` holds pairs of requests: if the second is placed, the first is, earlier. `travel` gives minutes between
    two rooms (either order); rooms that are not named are next door. `held_back` places in each slot are for walk-ins.

    >>> from datetime import datetime
    >>> nine, ten = (datetime.fromisoformat(f"2026-12-08T{x}:00+05:00") for x in ("09", "10"))
    >>> people = svat.Delegate("P1", "KZ-1", "a"), svat.Delegate("P2", "KR-1", "b")
    >>> asked = svat.Request("KZ-1+KR-1", ("P1", "P2"), "must")
    >>> slots, tables = (svat.Slot("1-0900", 1, nine, ten),), (svat.MeetingTable("T1"),)
    >>> mission = svat.Mission(slots, tables, people, (asked,))
    >>> mission.request["KZ-1+KR-1"].priority, mission.minutes_between("Hall", "Annex")
    ('must', 0)
    """

    slots: tuple[Slot, ...]
    tables: tuple[MeetingTable, ...]
    people: tuple[Delegate, ...]
    requests: tuple[Request, ...]
    interpreters: tuple[Interpreter, ...] = ()
    precedence: tuple[tuple[str, str], ...] = ()
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    held_back: int = 0
    id: str = ""
    title: str = ""
    zones: Sides[str] = _NO_ZONES  # of the visitors' and the hosts' clocks, IANA names

    @cached_property
    def slot(self) -> dict[str, Slot]:
        """Slots by identifier."""
        return {slot.id: slot for slot in self.slots}

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each slot in time, from 0."""
        return {slot.id: place for place, slot in enumerate(self.slots)}

    @cached_property
    def table(self) -> dict[str, MeetingTable]:
        """Tables by identifier."""
        return {table.id: table for table in self.tables}

    @cached_property
    def person(self) -> dict[str, Delegate]:
        """People by identifier."""
        return {person.id: person for person in self.people}

    @cached_property
    def request(self) -> dict[str, Request]:
        """Requests by identifier."""
        return {request.id: request for request in self.requests}

    @cached_property
    def interpreter(self) -> dict[str, Interpreter]:
        """Interpreters by identifier."""
        return {interpreter.id: interpreter for interpreter in self.interpreters}

    def minutes_between(self, one: str, other: str) -> int:
        """How long it takes from one room to another."""
        return 0 if one == other else self.travel.get((one, other), self.travel.get((other, one), 0))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A request that has its place: who is there, when, where, and who interprets.

    >>> svat.Meeting("KZ-1+KR-1", "1-0900", "T1", ("P1", "P2")).interpreter is None
    True
    """

    request: str
    slot: str
    table: str
    people: tuple[str, ...]  # the request's, then who was chosen of each group
    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A request without a place, and why. `code` is for programs, `cause` and `remedy` are for people.

    >>> svat.Unplaced("KZ-1+KR-1", "no-table", "there is no table").remedy
    ''
    """

    request: str
    code: str
    cause: str
    remedy: str = ""  # the cheapest change that would place it, tried before it is offered


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """What a plan comes to. A break is a run of idle slots between two meetings of one person on one day.

    >>> svat.PlanCounts(placed=14, must=2, must_placed=2, value=13.45, breaks=0).lost
    0
    """

    placed: int
    must: int  # asked for
    must_placed: int
    value: float
    breaks: int
    lost: int = 0  # placed in the plan before, not in this one
    moved: int = 0  # in another slot than in the plan before


@dataclass(frozen=True, slots=True)
class PlanBounds:
    """What no plan can beat, where it is proved (None: it is not): at most placed and value, at least the others.

    >>> svat.PlanBounds(placed=14).value is None
    True
    """

    placed: int | None = None
    value: float | None = None
    breaks: int | None = None
    lost: int | None = None
    moved: int | None = None
    binding: str = ""  # which bound binds `placed`, in words


@dataclass(frozen=True, slots=True)
class Plan:
    """One immutable version of a mission's timetable. Meetings stand in order of time, then of table.

    >>> empty = svat.PlanCounts(placed=0, must=0, must_placed=0, value=0, breaks=0)
    >>> svat.Plan(1, (), (), empty, svat.PlanBounds(), "feasible").meetings
    ()
    """

    version: int
    meetings: tuple[Meeting, ...]
    unplaced: tuple[Unplaced, ...]
    counts: PlanCounts
    bounds: PlanBounds
    status: Status
    inputs: str = ""  # digest of what it was made of
    notes: tuple[str, ...] = ()  # what the solver has to say: bounds by stage, what was cut by time
