"""Matching, overview (queries): what a council has to show for itself, corridor by corridor, on one page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count

from svat.sides import SIDES
from svat.web.lists.state import CorridorLists, corridor_lists
from svat.web.matching.answers import AnswersOfCorridor, answers_of
from svat.web.matching.models import HELD, PROPOSED, PUBLISHED, IntroductionRecord, RunRecord
from svat.web.people.models import Member
from svat.web.rolls.models import CompanyRecord
from svat.wording.kept import from_json


@dataclass(frozen=True, slots=True)
class CorridorOverview:
    """One corridor: its rolls, what is published, how far the answers are, what waits for whom."""

    answers: AnswersOfCorridor
    companies: tuple[tuple[str, int], ...]  # (country, how many)
    run: RunRecord | None  # published
    figures: dict[str, Any]
    fairness: tuple[str, ...]
    proposed: tuple[RunRecord, ...]  # that wait for the chair
    held: int  # introductions of the published run that no company sees
    lists: CorridorLists

    @property
    def answered(self) -> int:
        """Introductions on which both sides have decided, or one has declined."""
        counts = self.answers.counts
        return counts["agreed"] + counts["declined"]


def overviews(member: Member) -> list[CorridorOverview]:
    """Every corridor that a member works in."""
    today = datetime.now(UTC).date()
    return [_of(found, today) for found in answers_of(member)]


def _of(found: AnswersOfCorridor, today: Any) -> CorridorOverview:
    corridor = found.corridor
    current = CompanyRecord.objects.filter(corridor=corridor, gone=False, merged_into=None)
    counts = dict(current.order_by().values_list("side").annotate(n=Count("pk")))
    runs = RunRecord.objects.filter(corridor=corridor).defer("document", "inputs")
    run = runs.filter(state=PUBLISHED).select_related("published_by__user").first()
    figures = json.loads(run.figures) if run is not None else {}
    held = IntroductionRecord.objects.filter(corridor=corridor, stands=True, state=HELD).count()
    return CorridorOverview(
        found,
        tuple((corridor.a if side == "a" else corridor.b, counts.get(side, 0)) for side in SIDES),
        run,
        figures,
        tuple(from_json(line) for line in figures.get("fairness", ())),
        tuple(runs.filter(state=PROPOSED).select_related("proposed_by__user")),
        held,
        corridor_lists(corridor, today),
    )
