"""Matching, lessons shown (queries): what was kept of lessons, for a page."""

from __future__ import annotations

import json
from typing import Any

from svat.web.matching.models import LessonRecord
from svat.web.people.models import CorridorRecord, Member
from svat.web.people.queries import corridors
from svat.wording.kept import from_json


def lessons_of(member: Member) -> list[tuple[CorridorRecord, dict[str, Any] | None]]:
    """Each corridor with what its decisions taught; None where nobody has looked yet."""
    found = []
    for corridor in corridors(member):
        record = LessonRecord.objects.filter(corridor=corridor).first()
        found.append((corridor, None if record is None else _shown(record)))
    return found


def _shown(record: LessonRecord) -> dict[str, Any]:
    kept = json.loads(record.lesson)
    return {
        **kept,
        "on": record.on,
        "decisions": record.decisions,
        "notes": [from_json(line) for line in kept["notes"]],
        "doubts": [from_json(line) for line in kept["doubts"]],
        "scores": [(from_json(way), loss, brier) for way, loss, brier in kept["scores"]],
    }
