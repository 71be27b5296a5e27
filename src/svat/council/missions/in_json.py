"""The council's missions as JSON: what `--json` prints of plans, changes, publications and what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from svat.council.missions.document import KeptPlan
from svat.council.missions.planning import PlanMade
from svat.council.missions.publishing import Published
from svat.council.missions.rechecking import Rechecked
from svat.council.missions.returns import CheckedIn, OutcomesTaken
from svat.mission.difference import MeetingPlace
from svat.mission.model import Meeting, Unplaced


def plan_in_json(made: PlanMade) -> dict[str, Any]:
    """A version as `--json` prints it."""
    version = made.version
    return {
        "mission": version.mission.id,
        "version": version.version,
        "made": version.made,
        "on": version.on,
        "inputs": version.plan.inputs,
        "status": version.plan.status,
        "counts": version.plan.counts,
        "bounds": version.plan.bounds,
        "placed": [_placed(version, x) for x in version.plan.meetings],
        "unplaced": [
            {"meeting": x.request, "code": x.code, "cause": str(x.cause), "remedy": str(x.remedy)}
            for x in version.plan.unplaced
        ],
        "passed": [{"meeting": own, "code": code, "cause": cause} for own, code, cause in version.passed],
        "withdrawn": [x.request for x in version.withdrawn],
        "against": made.against,
        "changes": _changes(made),
        "notes": made.notes,
    }


def _placed(version: KeptPlan, meeting: Meeting) -> dict[str, Any]:
    """A meeting with its time."""
    slot = version.mission.slot[meeting.slot]
    return {
        "meeting": meeting.request,
        "slot": meeting.slot,
        "start": slot.start.isoformat(),
        "end": slot.end.isoformat(),
        "table": meeting.table,
        "people": list(meeting.people),
        "interpreter": meeting.interpreter,
    }


def _changes(made: PlanMade) -> list[dict[str, Any]]:
    return [
        {
            "person": x.person,
            "meeting": x.request,
            "turn": x.turn,
            "before": _place(x.before),
            "after": _place(x.after),
        }
        for x in made.changes
    ]


def _place(place: MeetingPlace | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "start": place.start.isoformat(),
        "end": place.end.isoformat(),
        "table": place.table,
        "room": place.room,
        "people": list(place.people),
        "interpreter": place.interpreter,
    }


def compared_in_json(made: PlanMade) -> dict[str, Any]:
    """What differs between two versions."""
    return {"from": made.against, "to": made.version.version, "changes": _changes(made)}


def published_in_json(name: str, found: Published) -> dict[str, Any]:
    """What was published, who is told and what was written."""
    return {
        "mission": name,
        "version": found.version.version,
        "on": found.version.on,
        "told": list(found.told),
        "withdrawn": _withdrawn(found.withdrawn),
        "letters": found.letters,
        "files": list(found.written.paths),
    }


def rechecked_in_json(found: Rechecked) -> dict[str, Any]:
    """What the law says of a mission now."""
    return {
        "mission": found.mission,
        "on": found.on,
        "version": found.version and found.version.version,
        "withdrawn": _withdrawn(found.withdrawn),
    }


def checked_in_json(name: str, found: CheckedIn) -> dict[str, Any]:
    """Who has arrived, who has not, and whom they were to meet."""
    return {
        "mission": name,
        "day": found.day,
        "here": list(found.here),
        "away": [
            {"person": x, "meetings": [place.request for place in found.waiting[x]]} for x in found.away
        ],
        "withdrawn": _withdrawn(found.withdrawn),
        "rows": found.counts,
        "notes": found.notes,
    }


def outcomes_in_json(name: str, found: OutcomesTaken) -> dict[str, Any]:
    """What became of the meetings, and what was added for it."""
    return {
        "mission": name,
        "outcomes": [{"meeting": x.meeting, "outcome": x.outcome} for x in found.outcomes],
        "decisions": found.decisions.rows,
        "deals": found.deals.rows,
        "known": found.decisions.known + found.deals.known,
        "rows": found.counts,
        "notes": found.notes,
    }


def _withdrawn(gone: Iterable[Unplaced]) -> list[dict[str, str]]:
    return [{"meeting": x.request, "cause": str(x.cause)} for x in gone]
