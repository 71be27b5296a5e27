"""Mission, exchange: an event and a plan as JSON documents, for programs that plan with svat or beside it.

An event is believed whole or not at all: a misspelt person or slot would be a meeting at the wrong place. What has no
meaning to svat is left alone and told in a note.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Protocol, TypeVar, cast

from svat.mission.json_part import JsonPart, json_document
from svat.mission.model import (
    PLAIN,
    Delegate,
    Interpreter,
    LanguagePair,
    Meeting,
    MeetingTable,
    Mission,
    Plan,
    PlanBounds,
    PlanCounts,
    Priority,
    Request,
    Slot,
    Status,
    Unplaced,
)
from svat.refusals import Note
from svat.sides import Sides
from svat.wording import say

_STATUSES = ("optimal", "feasible", "infeasible", "unknown")
_PRIORITIES = ("must", "wish")
# The keys of each kind of object. `known` holds what whoever made an event knows of its plans, and is not looked at.
_KEYS: dict[str, tuple[str, ...]] = {
    "": (
        "slots", "tables", "people", "interpreters", "meetings", "precedence", "travel", "held_back", "id", "title",
        "zones", "known",
    ),
    "slots": ("id", "day", "start", "end", "session"),
    "tables": ("id", "kind", "room", "company", "closed"),
    "people": (
        "id", "company", "side", "available", "cap_per_day", "longest_run", "rest", "name", "name_local", "language",
    ),
    "interpreters": ("id", "pairs", "available", "cap_per_day", "longest_run", "rest", "name"),
    "meetings": (
        "id", "people", "priority", "value", "pair", "kind", "slots", "fixed", "clear_days", "either",
    ),
}  # fmt: skip


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Kind = TypeVar("_Kind", bound=_Named)


@dataclass(frozen=True, slots=True)
class EventFile:
    """What an event document holds, and what in it svat has no use for."""

    mission: Mission
    notes: tuple[Note, ...]


def read_event(data: bytes, file: str) -> EventFile:
    """The event of a JSON document. Raises UnusableInput with the place of whatever is odd in it."""
    document = json_document(data, file)
    slots = _slots(document)
    known = frozenset(slot.id for slot in slots)
    tables = _all(document, "tables", lambda part: _table(part, known))
    people = _all(document, "people", lambda part: _delegate(part, known))
    interpreters = _all(document, "interpreters", lambda part: _interpreter(part, known))
    persons = frozenset(person.id for person in people)
    requests = _all(document, "meetings", lambda part: _request(part, known, persons))
    held_back = document.get("held_back")
    mission = Mission(
        slots=slots,
        tables=tables,
        people=people,
        requests=requests,
        interpreters=interpreters,
        precedence=_precedence(document, frozenset(request.id for request in requests)),
        travel=_travel(document),
        held_back=0 if held_back is None else held_back.whole(),
        id=_optional(document, "id"),
        title=_optional(document, "title"),
        zones=_zones(document),
    )
    return EventFile(mission, tuple(_unused(document)))


def _all(document: JsonPart, name: str, read: Callable[[JsonPart], _Kind]) -> tuple[_Kind, ...]:
    """Everything of a kind, each by its own identifier."""
    found: dict[str, _Kind] = {}
    for part in document.list_of(name):
        one = read(part)
        if one.id in found:
            raise part.need("id").wrong(f"another of the {name} has this id")
        found[one.id] = one
    return tuple(found.values())


def _slots(document: JsonPart) -> tuple[Slot, ...]:
    """Slots, which must be in order of time, one over before the next begins."""
    document.need("slots")
    slots, parts = _all(document, "slots", _slot), document.list_of("slots")
    for part, (before, after) in zip(parts[1:], pairwise(slots), strict=True):
        if after.start < before.end:
            raise part.need("start").wrong(
                f"begins before the slot {before.id!r} ends; slots stand in order of time"
            )
        if after.day < before.day:
            raise part.need("day").wrong(f"is a day before that of the slot {before.id!r}, which is earlier")
    return slots


def _slot(part: JsonPart) -> Slot:
    start, end = part.need("start").moment(), part.need("end").moment()
    if end <= start:
        raise part.need("end").wrong("is not after the slot's start")
    return Slot(part.need("id").text(), part.need("day").whole(1), start, end, _optional(part, "session"))


def _table(part: JsonPart, slots: Collection[str]) -> MeetingTable:
    kind = part.get("kind")
    return MeetingTable(
        id=part.need("id").text(),
        kind=PLAIN if kind is None else kind.text(),
        room=_optional(part, "room"),
        company=_optional(part, "company"),
        closed=_some(part, "closed", slots, "slots") or frozenset(),
    )


def _delegate(part: JsonPart, slots: Collection[str]) -> Delegate:
    return Delegate(
        id=part.need("id").text(),
        company=part.need("company").text(),
        side=part.need("side").text(),
        available=_some(part, "available", slots, "slots"),
        cap_per_day=_limit(part, "cap_per_day"),
        longest_run=_limit(part, "longest_run", 1),
        rest=_limit(part, "rest") or 0,
        name=_optional(part, "name"),
        name_local=_optional(part, "name_local"),
        language=_optional(part, "language"),
    )


def _interpreter(part: JsonPart, slots: Collection[str]) -> Interpreter:
    return Interpreter(
        id=part.need("id").text(),
        pairs=frozenset(_pair(pair) for pair in part.need("pairs").items()),
        available=_some(part, "available", slots, "slots"),
        cap_per_day=_limit(part, "cap_per_day"),
        longest_run=_limit(part, "longest_run", 1),
        rest=_limit(part, "rest") or 0,
        name=_optional(part, "name"),
    )


def _request(part: JsonPart, slots: Collection[str], people: Collection[str]) -> Request:
    priority, value, pair = part.get("priority"), part.get("value"), part.get("pair")
    kind, fixed, days = part.get("kind"), part.get("fixed"), part.get("clear_days")
    going = _together(part.need("people"), people)
    either = tuple(_together(group, people) for group in part.list_of("either"))
    for group in either:
        if not group:
            raise part.need("either").wrong("a group of which one is to go has nobody")
    everybody = [person for group in (going, *either) for person in group]
    if len(everybody) != len(set(everybody)):
        raise part.need("either").wrong("a person is named in more than one place of a meeting")
    if len(going) + len(either) < 2:
        raise part.need("people").wrong("a meeting needs two people or more")
    return Request(
        id=part.need("id").text(),
        people=going,
        priority="wish" if priority is None else cast(Priority, priority.word(_PRIORITIES)),
        value=1.0 if value is None else value.number(),
        pair=None if pair is None else _pair(pair),
        kind=None if kind is None else kind.text(),
        slots=_some(part, "slots", slots, "slots"),
        fixed=None if fixed is None else _known(fixed, slots, "slots"),
        clear_days=None if days is None else frozenset(day.whole(1) for day in days.items()),
        either=either,
    )


def _together(part: JsonPart, people: Collection[str]) -> tuple[str, ...]:
    """People of one meeting, each once."""
    found: list[str] = []
    for item in part.items():
        person = _known(item, people, "people")
        if person in found:
            raise item.wrong("is named twice in one meeting")
        found.append(person)
    return tuple(found)


def _pair(part: JsonPart) -> LanguagePair:
    """Two languages, by their codes, in alphabetical order."""
    codes = [item.text().strip().lower() for item in part.items()]
    if len(codes) != 2 or codes[0] == codes[1]:
        raise part.wrong('is not a pair of two languages, as ["ko", "ru"] is')
    return (min(codes), max(codes))


def _precedence(document: JsonPart, requests: Collection[str]) -> tuple[tuple[str, str], ...]:
    found = []
    for part in document.list_of("precedence"):
        ids = [_known(item, requests, "meetings") for item in part.items()]
        if len(ids) != 2 or ids[0] == ids[1]:
            raise part.wrong("is not a pair of two meetings, the first before the second")
        found.append((ids[0], ids[1]))
    return tuple(dict.fromkeys(found))


def _travel(document: JsonPart) -> dict[tuple[str, str], int]:
    """Minutes between rooms: a list of [room, other room, minutes]."""
    found: dict[tuple[str, str], int] = {}
    for part in document.list_of("travel"):
        items = list(part.items())
        if len(items) != 3:
            raise part.wrong('is not two rooms and minutes, as ["Hall", "Annex", 5] is')
        rooms, minutes = (items[0].text(), items[1].text()), items[2].whole()
        if rooms[0] == rooms[1] or rooms in found or rooms[::-1] in found:
            raise part.wrong("names one room twice, or two rooms that were named before")
        found[rooms] = minutes
    return found


def _zones(document: JsonPart) -> Sides[str]:
    zones = document.get("zones")
    if zones is None:
        return Sides("", "")
    items = [item.text() for item in zones.items()]
    if len(items) != 2:
        raise zones.wrong("is not a pair of the visitors' and the hosts' zones")
    return Sides(*items)


def _optional(part: JsonPart, name: str) -> str:
    found = part.get(name)
    return "" if found is None else found.text(empty=True)


def _limit(part: JsonPart, name: str, least: int = 0) -> int | None:
    found = part.get(name)
    return None if found is None else found.whole(least)


def _some(part: JsonPart, name: str, known: Collection[str], kind: str) -> frozenset[str] | None:
    found = part.get(name)
    return None if found is None else frozenset(_known(item, known, kind) for item in found.items())


def _known(part: JsonPart, known: Collection[str], kind: str) -> str:
    found = part.text()
    if found not in known:
        raise part.wrong(f"none of the {kind} has this id")
    return found


def _unused(document: JsonPart) -> Iterable[Note]:
    """A note for each key that svat does not know, at its first place."""
    for name, keys in _KEYS.items():
        told: set[str] = set()
        for part in document.list_of(name) if name else (document,):
            for key in part.object():
                if key not in keys and key not in told:
                    told.add(key)
                    place = f"{part.place}.{key}" if part.place else key
                    yield Note(document.file, 0, place, "", say("key not used by svat"), "key-unknown")


def plan_document(plan: Plan, seconds: float) -> dict[str, Any]:
    """A plan as JSON knows it; `seconds` is what it took to make it."""
    return {
        "version": plan.version,
        "placed": [_placed(meeting) for meeting in plan.meetings],
        "unplaced": [
            {"meeting": each.request, "cause": str(each.cause), "code": each.code, "remedy": str(each.remedy)}
            for each in plan.unplaced
        ],
        "bounds": asdict(plan.bounds) | {"binding": str(plan.bounds.binding)},
        "counts": asdict(plan.counts),
        "status": plan.status,
        "inputs": plan.inputs,
        "notes": [str(note) for note in plan.notes],
        "seconds": round(seconds, 3),
    }


def _placed(meeting: Meeting) -> dict[str, Any]:
    found: dict[str, Any] = {"meeting": meeting.request, "slot": meeting.slot, "table": meeting.table}
    if meeting.interpreter is not None:
        found["interpreter"] = meeting.interpreter
    return found | {"people": list(meeting.people)}


def read_plan(data: bytes, file: str, mission: Mission) -> Plan:
    """The plan of a JSON document, as it was written for a mission that may have changed since.

    What it names and the mission no longer has (slots, tables, meetings) is kept: it is for the change to say what
    becomes of it. People who are not written are those of the request. Raises UnusableInput.
    """
    document = json_document(data, file)
    placed = [_meeting(part, mission) for part in document.need("placed").items()]
    unplaced = [_unplaced(part) for part in document.list_of("unplaced")]
    seen: set[str] = set()
    for part, request in zip(
        (*document.list_of("placed"), *document.list_of("unplaced")),
        (*(x.request for x in placed), *(x.request for x in unplaced)),
        strict=True,
    ):
        if request in seen:
            raise part.need("meeting").wrong("the plan names this meeting twice")
        seen.add(request)
    version, status = document.get("version"), document.get("status")
    return Plan(
        version=1 if version is None else version.whole(),
        meetings=tuple(placed),
        unplaced=tuple(unplaced),
        counts=_counts(document, placed, mission),
        bounds=_bounds(document),
        status="unknown" if status is None else cast(Status, status.word(_STATUSES)),
        inputs=_optional(document, "inputs"),
        notes=tuple(note.text(empty=True) for note in document.list_of("notes")),
    )


def _meeting(part: JsonPart, mission: Mission) -> Meeting:
    request, people, interpreter = part.need("meeting").text(), part.get("people"), part.get("interpreter")
    asked = mission.request.get(request)
    if people is not None:
        going = tuple(item.text() for item in people.items())
    else:
        going = asked.people if asked is not None else ()
    return Meeting(
        request=request,
        slot=part.need("slot").text(),
        table=part.need("table").text(),
        people=going,
        interpreter=None if interpreter is None else interpreter.text(),
    )


def _unplaced(part: JsonPart) -> Unplaced:
    return Unplaced(
        request=part.need("meeting").text(),
        code=_optional(part, "code"),
        cause=_optional(part, "cause"),
        remedy=_optional(part, "remedy"),
    )


def _counts(document: JsonPart, placed: Sequence[Meeting], mission: Mission) -> PlanCounts:
    """What the plan says of itself, and what follows from its meetings where it says nothing."""
    said = document.get("counts")
    given = {} if said is None else {name: said.get(name) for name in PlanCounts.__slots__}
    asked = [mission.request[x.request] for x in placed if x.request in mission.request]
    musts = [request for request in mission.requests if request.priority == "must"]
    own = {"placed": len(placed), "must": len(musts), "must_placed": sum(x.priority == "must" for x in asked)}
    value = given.get("value")
    counts = {
        name: own.get(name, 0) if (part := given.get(name)) is None else part.whole()
        for name in PlanCounts.__slots__
        if name != "value"
    }
    return PlanCounts(value=sum(x.value for x in asked) if value is None else value.number(), **counts)


def _bounds(document: JsonPart) -> PlanBounds:
    said = document.get("bounds")
    if said is None:
        return PlanBounds()
    value = said.get("value")
    whole = {name: _limit(said, name) for name in ("placed", "breaks", "lost", "moved")}
    return PlanBounds(
        value=None if value is None else value.number(), binding=_optional(said, "binding"), **whole
    )
