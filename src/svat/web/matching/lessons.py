"""Matching, lessons: the job that looks at what decisions teach, and what it kept; the command line learns the same.

A run learns by itself, from the decisions known on its day. This only shows it beforehand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from svat.council.matching import TABLE, Learnt, learn_weights
from svat.web.actions import Action, Done, perform
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.matching.models import LessonRecord
from svat.web.people.models import CorridorRecord, Member
from svat.web.store import store_of
from svat.wording.kept import to_json

KIND = "learn"


def learn_now(job: Job, progress: JobProgress) -> None:
    """The job. Raises UnusableInput where the corridor's files cannot be read."""
    corridor = CorridorRecord.objects.get(pk=json.loads(job.arguments)["corridor"])
    on = datetime.now(UTC).date()
    found = learn_weights(store_of(corridor), on, None, progress)
    perform(
        None, KeepLesson(corridor.key, on, lesson_kept(found), len(found.decisions.decisions)), who="worker"
    )


def lesson_kept(found: Learnt) -> dict[str, Any]:
    """What a page says of a lesson."""
    lesson = found.lesson
    return {
        "used": lesson.used,
        "notes": [to_json(line) for line in lesson.notes],
        "doubts": [to_json(x.detail) for x in found.doubts],
        "scores": [[to_json(x.way), round(x.log_loss, 3), round(x.brier, 3)] for x in lesson.scores],
        "weights": [
            [name, TABLE.of[name], lesson.learnt.of[name] if lesson.learnt else None, lesson.weights.of[name]]
            for name in TABLE.of
        ],
        "accepted": lesson.accepted,
        "companies": lesson.companies,
    }


@dataclass(frozen=True)
class KeepLesson(Action):
    """What decisions teach now."""

    name: ClassVar[str] = "keep lesson"
    key: str
    on: date
    lesson: dict[str, Any]
    decisions: int

    def execute(self, member: Member | None) -> Done:
        """In the place of what was kept before."""
        del member
        corridor = CorridorRecord.objects.get(key=self.key)
        text = json.dumps(self.lesson, ensure_ascii=False)
        fields = {"on": self.on, "lesson": text, "decisions": self.decisions}
        LessonRecord.objects.update_or_create(corridor=corridor, defaults=fields)
        return Done((f"corridor:{corridor.key}",), {"decisions learnt from": (None, self.decisions)})
