"""Report, mission: mission.json, the published plan for programs; its schema is schemas/mission.schema.json."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from svat.mission.calendar import tzdata_version, utc
from svat.mission.difference import TURNS
from svat.mission.model import Mission, Plan
from svat.report.mission.changes import versions
from svat.report.mission.model import MissionView

SCHEMA = "svat/mission/1"


def encoded(view: MissionView) -> bytes:
    """The document; the same publications give the same bytes."""
    text = json.dumps(document(view), ensure_ascii=False, indent=1, default=str)
    return (text + "\n").encode("utf-8", "backslashreplace")


def document(view: MissionView) -> dict[str, Any]:
    """The document as dictionaries and lists."""
    mission, plan = view.mission, view.plan
    return {
        "schema": SCHEMA,
        "mission": {
            "id": mission.id,
            "title": mission.title,
            "zones": {"a": mission.zones.a, "b": mission.zones.b},
            "tzdata": tzdata_version(),
        },
        "plan": {
            "version": plan.version,
            "published": _instant(view.last.at),
            "inputs": plan.inputs,
            "status": plan.status,
            "counts": asdict(plan.counts),
            "bounds": {**asdict(plan.bounds), "binding": str(plan.bounds.binding)},
            "notes": [str(note) for note in plan.notes],
        },
        **_house(mission),
        **_people(view, mission),
        **_meetings(mission, plan),
        "versions": [
            {
                "version": x.number,
                "published": _instant(x.at),
                "placed": x.placed,
                "turns": {turn: x.turns.get(turn, 0) for turn in TURNS},
            }
            for x in versions(view)
        ],
    }


def _house(mission: Mission) -> dict[str, Any]:
    slots = [
        {
            "id": slot.id,
            "day": slot.day,
            "start": slot.start.isoformat(),
            "end": slot.end.isoformat(),
            "start_utc": _instant(slot.start),
            "session": slot.session,
        }
        for slot in mission.slots
    ]
    tables = [
        {
            "id": table.id,
            "kind": table.kind,
            "room": table.room,
            "company": table.company,
            "closed": sorted(table.closed),
        }
        for table in mission.tables
    ]
    return {"slots": slots, "tables": tables}


def _people(view: MissionView, mission: Mission) -> dict[str, Any]:
    people = [
        {
            "id": person.id,
            "company": person.company,
            "side": person.side,
            "name": person.name,
            "name_local": person.name_local,
            "language": person.language,
        }
        for person in mission.people
    ]
    companies = [
        {"side": side, "id": company, "names": list(words.names)}
        for side, company in sorted({(x.side, x.company) for x in mission.people})
        if (words := view.words.companies.get((side, company))) is not None
    ]
    interpreters = [
        {"id": x.id, "name": x.name, "pairs": sorted(list(pair) for pair in x.pairs)}
        for x in mission.interpreters
    ]
    return {"people": people, "companies": companies, "interpreters": interpreters}


def _meetings(mission: Mission, plan: Plan) -> dict[str, Any]:
    meetings = [
        {
            "request": x.request,
            "priority": _priority(mission, x.request),
            "slot": x.slot,
            "table": x.table,
            "people": list(x.people),
            "interpreter": x.interpreter,
        }
        for x in plan.meetings
    ]
    unplaced = [
        {
            "request": x.request,
            "priority": _priority(mission, x.request),
            "code": x.code,
            "cause": x.cause,
            "remedy": x.remedy,
        }
        for x in plan.unplaced
    ]
    return {"meetings": meetings, "unplaced": unplaced}


def _priority(mission: Mission, request: str) -> str | None:
    known = mission.request.get(request)
    return known.priority if known else None


def _instant(moment: Any) -> str:
    return utc(moment).strftime("%Y-%m-%dT%H:%M:%SZ")
