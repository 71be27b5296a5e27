"""Matching, sight: the one rule of what companies see of introductions, by which every page, mail and export goes.

A pair is seen while it stands, is clear, and the corridor's lists clear anybody at all. Of a pair that was seen and is
not any more a company is told the same, whatever the cause, and of one that never was seen nothing. Places are counted
among what is seen.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet

from svat.council.corridor import corridor_of_text
from svat.sides import Side, other
from svat.web.lists.state import BAD, corridor_lists
from svat.web.matching.models import ACCEPTED, CLEAR, DecisionRecord, IntroductionRecord
from svat.web.people.models import CorridorRecord
from svat.web.rolls.models import CompanyRecord

SEEN = Q(stands=True, state=CLEAR)


@dataclass(frozen=True, slots=True)
class SeenPartner:
    """A pair as one of its companies sees it. The other side's answer is not among it until both have accepted."""

    key: str
    version: int
    place: int  # from 1, without gaps
    partner: dict[str, Any]  # as council/partners.py keeps it, with the name or without
    answer: str  # the company's own: accepted, declined or ""
    answered: datetime | None
    may_change: bool  # the other has not answered
    agreed: bool
    contact: CompanyRecord | None  # the partner's, where both have accepted and it consented


@dataclass(frozen=True, slots=True)
class CompanySight:
    """All that a company gets to know of its introductions."""

    checked: bool  # False: nobody's are shown, because the lists clear nobody now
    partners: tuple[SeenPartner, ...]
    gone: tuple[tuple[str, datetime], ...]  # (country of the partner, since when), the latest first


def side_of_company(company: CompanyRecord) -> Side:
    """The side of a company."""
    return "a" if company.side == "a" else "b"


def anonymous(corridor: CorridorRecord) -> bool:
    """Whether partners stay without a name until both have accepted, as the corridor's file says."""
    return corridor_of_text(corridor.text).sharing.anonymous


def lists_clear(corridor: CorridorRecord) -> bool:
    """Whether the corridor's lists clear anybody today."""
    return corridor_lists(corridor, datetime.now(UTC).date()).kind != BAD


def seen_of(company: CompanyRecord) -> QuerySet[IntroductionRecord]:
    """The introductions that a company sees now, its best partner first; none where the lists clear nobody."""
    side = side_of_company(company)
    found = IntroductionRecord.objects.filter(SEEN, **{side: company})
    return found.order_by(f"rank_{side}", "id") if lists_clear(company.corridor) else found.none()


def sight_of(company: CompanyRecord) -> CompanySight:
    """What a company sees now."""
    side, corridor = side_of_company(company), company.corridor
    seen = list(seen_of(company).select_related(other(side)))
    unnamed = anonymous(corridor)
    consents = _consents([x for x in seen if _agreed(x)], other(side))
    partners = tuple(_seen(x, side, place, consents, unnamed=unnamed) for place, x in enumerate(seen, 1))
    hidden = IntroductionRecord.objects.filter(**{side: company}, hidden__isnull=False).order_by(
        "-hidden", "id"
    )
    still = {getattr(x, f"{other(side)}_id") for x in seen}
    gone = tuple(
        (getattr(x, other(side)).country, x.hidden)
        for x in hidden.select_related(other(side))
        if x.hidden is not None and getattr(x, f"{other(side)}_id") not in still
    )
    return CompanySight(lists_clear(corridor), partners, gone)


def partner_of(introduction: IntroductionRecord, side: Side, *, unnamed: bool) -> dict[str, Any]:
    """What a side may see of its partner: without the name where partners stay unnamed until both have accepted."""
    kept: dict[str, Any] = json.loads(introduction.partner_a if side == "a" else introduction.partner_b)
    found: dict[str, Any] = kept["unnamed" if unnamed and not _agreed(introduction) else "named"]
    return found


def _agreed(x: IntroductionRecord) -> bool:
    return x.answer_a == ACCEPTED and x.answer_b == ACCEPTED


def _consents(agreed: Sequence[IntroductionRecord], partners: Side) -> set[int]:
    """Of which agreed introductions the partner consented that its contact is given."""
    found = DecisionRecord.objects.filter(
        introduction__in=[x.pk for x in agreed], side=partners, current=True, accepted=True, consent=True
    )
    return {pk for pk in found.values_list("introduction_id", flat=True) if pk is not None}


def _seen(x: IntroductionRecord, side: Side, place: int, consents: set[int], *, unnamed: bool) -> SeenPartner:
    own, theirs = (x.answer_a, x.answer_b) if side == "a" else (x.answer_b, x.answer_a)
    answered = x.answered_a if side == "a" else x.answered_b
    agreed = _agreed(x)
    contact = getattr(x, other(side)) if agreed and x.pk in consents else None
    return SeenPartner(
        x.key,
        x.version,
        place,
        partner_of(x, side, unnamed=unnamed),
        own,
        answered,
        not theirs,
        agreed,
        contact,
    )
