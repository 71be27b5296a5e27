"""Matching, wish queries: what the council has settled, and what controls would cost, for members of the council."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from svat.council.corridor import corridor_of_text
from svat.web.jobs.shown import JobShown
from svat.web.matching.models import PriceRecord, WishRecord
from svat.web.matching.queries import job_about
from svat.web.matching.wish_actions import policy_now
from svat.web.people.models import COMPANY, CorridorRecord, Member
from svat.web.people.queries import corridors
from svat.web.rolls.models import CompanyRecord
from svat.wording import Wording
from svat.wording.kept import from_text

RECENT = 12


@dataclass(frozen=True, slots=True)
class PriceShown:
    """What a control would cost."""

    record: PriceRecord
    asked: dict[str, Any]
    said: str
    job: JobShown | None

    @property
    def cost(self) -> float | None:
        """Expected matches that it costs; below 0 where it brings some."""
        before, after = self.record.before, self.record.after
        return None if before is None or after is None else before - after


@dataclass(frozen=True, slots=True)
class WishesOfCorridor:
    """A corridor's wishes and controls."""

    corridor: CorridorRecord
    wishes: list[WishRecord]
    policy: dict[str, Any]
    least_fit: float
    prices: list[PriceShown]


def wishes_of(member: Member, words: Wording) -> list[WishesOfCorridor]:
    """Every corridor's."""
    if member.role == COMPANY:
        return []
    found = []
    for corridor in corridors(member):
        wishes = WishRecord.objects.filter(corridor=corridor, undone=None).select_related(
            "a", "b", "member__user"
        )
        prices = PriceRecord.objects.filter(corridor=corridor).select_related("a", "b", "member__user")[
            :RECENT
        ]
        found.append(
            WishesOfCorridor(
                corridor,
                list(wishes),
                policy_now(corridor),
                corridor_of_text(corridor.text).least_fit,
                [price_shown(x, words) for x in prices],
            )
        )
    return found


def price_shown(record: PriceRecord, words: Wording) -> PriceShown:
    """A price with its job, where that goes on."""
    job = None if record.ended else job_about(f"price:{record.key}", words, failed=True)
    said: str = from_text(record.said)
    return PriceShown(record, json.loads(record.asked), said, job)


def key_of(member: Member, corridor: str, side: str, typed: str) -> str:
    """The key of a company that is given by its key or its identifier; "" for none."""
    text = typed.strip()
    if not text or member.role == COMPANY:
        return ""
    found = CompanyRecord.objects.filter(corridor__key=corridor, corridor__in=corridors(member), side=side)
    for name in ("key", "external_id"):
        if company := found.filter(**{name: text}).first():
            return company.key
    return text  # no company has it: the action says so
