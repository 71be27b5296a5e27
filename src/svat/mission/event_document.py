"""Mission, exchange: an event as a JSON document, the other way round than `read_event` reads it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from svat.mission.model import Delegate, Interpreter, MeetingTable, Mission, Request, Slot


def event_document(mission: Mission) -> dict[str, Any]:
    """All of a mission in what JSON knows, sets in the order of time or of letters; what says nothing is left out."""
    place = mission.place

    def slots(of: frozenset[str] | None) -> list[str] | None:
        return None if of is None else sorted(of, key=lambda slot: (place.get(slot, len(place)), slot))

    found = {
        "id": mission.id,
        "title": mission.title,
        "zones": list(mission.zones) if any(mission.zones) else None,
        "slots": [_slot(x) for x in mission.slots],
        "tables": [_table(x, slots(x.closed)) for x in mission.tables],
        "people": [_person(x, slots(x.available)) for x in mission.people],
        "interpreters": [_interpreter(x, slots(x.available)) for x in mission.interpreters],
        "meetings": [_request(x, slots(x.slots)) for x in mission.requests],
        "precedence": [list(pair) for pair in mission.precedence],
        "travel": [[*rooms, minutes] for rooms, minutes in sorted(mission.travel.items())],
        "held_back": mission.held_back,
    }
    return _said(found)


def digest(mission: Mission) -> str:
    """What a plan is made of, in 64 digits: the same for the same mission."""
    text = json.dumps(event_document(mission), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _said(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value is not None and value != ""}


def _slot(x: Slot) -> dict[str, Any]:
    ends = {"start": x.start.isoformat(), "end": x.end.isoformat()}
    return _said({"id": x.id, "day": x.day, **ends, "session": x.session})


def _table(x: MeetingTable, closed: list[str] | None) -> dict[str, Any]:
    return _said({"id": x.id, "kind": x.kind, "room": x.room, "company": x.company, "closed": closed or None})


def _person(x: Delegate, available: list[str] | None) -> dict[str, Any]:
    limits = {"cap_per_day": x.cap_per_day, "longest_run": x.longest_run, "rest": x.rest or None}
    names = {"name": x.name, "name_local": x.name_local, "language": x.language}
    return _said(
        {"id": x.id, "company": x.company, "side": x.side, "available": available, **limits, **names}
    )


def _interpreter(x: Interpreter, available: list[str] | None) -> dict[str, Any]:
    limits = {"cap_per_day": x.cap_per_day, "longest_run": x.longest_run, "rest": x.rest or None}
    pairs = [list(pair) for pair in sorted(x.pairs)]
    return _said({"id": x.id, "pairs": pairs, "available": available, **limits, "name": x.name})


def _request(x: Request, slots: list[str] | None) -> dict[str, Any]:
    return _said(
        {
            "id": x.id,
            "people": list(x.people),
            "priority": x.priority,
            "value": x.value,
            "pair": None if x.pair is None else list(x.pair),
            "kind": x.kind,
            "slots": slots,
            "fixed": x.fixed,
            "clear_days": None if x.clear_days is None else sorted(x.clear_days),
            "either": [list(group) for group in x.either] or None,
        }
    )
