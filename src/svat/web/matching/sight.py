"""Matching, sight: the one rule of what companies see of introductions, by which every page, mail and export goes.

A pair is seen while it stands, is clear, and the corridor's lists clear anybody at all. Of a pair that was seen and is
not any more a company is told the same, whatever the cause, and of one that never was seen nothing. Places are counted
among what is seen. Neither whether the other side has answered nor a version that counts answers is among it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from svat.council.corridor import corridor_of_text
from svat.sides import Side, other
from svat.web.lists.models import ListFolder
from svat.web.lists.state import BAD, corridor_lists
from svat.web.matching.models import ACCEPTED, CLEAR, DecisionRecord, IntroductionRecord, StandingCheck
from svat.web.people.models import CorridorRecord
from svat.web.rolls.models import CompanyRecord

SEEN = Q(stands=True, state=CLEAR)
AGREED = Q(answer_a=ACCEPTED, answer_b=ACCEPTED)


@dataclass(frozen=True, slots=True)
class SeenPartner:
    """A pair as one of its companies sees it. The other side's answer is not among it until both have accepted."""

    key: str
    place: int  # from 1, without gaps
    partner: dict[str, Any]  # as council/partners.py keeps it, with the name or without
    answer: str  # the company's own: accepted, declined or ""
    answered: datetime | None
    agreed: bool
    contact: CompanyRecord | None  # the partner's, where both have accepted and it consented


@dataclass(frozen=True, slots=True)
class CompanySight:
    """All that a company gets to know of its introductions."""

    checked: bool  # False: nobody's are shown, because the lists clear nobody now
    partners: tuple[SeenPartner, ...]
    gone: tuple[tuple[str, date], ...]  # (country of the partner, since which day), the latest first


def side_of_company(company: CompanyRecord) -> Side:
    """The side of a company."""
    return "a" if company.side == "a" else "b"


def anonymous(corridor: CorridorRecord) -> bool:
    """Whether partners stay without a name until both have accepted, as the corridor's file says."""
    return corridor_of_text(corridor.text).sharing.anonymous


def lists_clear(corridor: CorridorRecord) -> bool:
    """Whether anybody may be shown: the lists clear, and what stands was asked about by them, today or yesterday."""
    today = datetime.now(UTC).date()
    return corridor_lists(corridor, today).kind != BAD and _asked_about(corridor, today)


def _asked_about(corridor: CorridorRecord, today: date) -> bool:
    check = StandingCheck.objects.filter(corridor=corridor).first()
    if check is None:  # nothing was published
        return True
    lists = ListFolder.objects.filter(corridor=corridor).values_list("manifest", flat=True).first()
    return check.manifest == (lists or "") and (today - check.on).days <= 1


def seen_of(company: CompanyRecord) -> QuerySet[IntroductionRecord]:
    """The introductions that a company sees now, its best partner first; none where the lists clear nobody."""
    found = _seen_now(company)
    return found if lists_clear(company.corridor) else found.none()


def seen_by_key(company: CompanyRecord, key: str) -> IntroductionRecord | None:
    """The introduction of a key that a company sees now; a key by which it saw the pair in an earlier run leads there.

    One query, whatever a key is of and whatever became of it.
    """
    side = side_of_company(company)
    once = IntroductionRecord.objects.filter(key=key, shown__isnull=False, a=OuterRef("a"), b=OuterRef("b"))
    return seen_of(company).filter(Q(key=key) | Exists(once.filter(**{side: company}))).first()


def _seen_now(company: CompanyRecord) -> QuerySet[IntroductionRecord]:
    side = side_of_company(company)
    return IntroductionRecord.objects.filter(SEEN, **{side: company}).order_by(f"rank_{side}", "id")


def sight_of(company: CompanyRecord) -> CompanySight:
    """What a company sees now; of what it saw once nothing either where the lists clear nobody."""
    if not lists_clear(company.corridor):
        return CompanySight(checked=False, partners=(), gone=())
    side = side_of_company(company)
    seen = list(_seen_now(company).select_related(other(side)))
    unnamed = anonymous(company.corridor)
    consents = _consents(company, [x for x in seen if is_agreed(x)])
    partners = tuple(_seen(x, side, place, consents, unnamed=unnamed) for place, x in enumerate(seen, 1))
    return CompanySight(checked=True, partners=partners, gone=_gone(company, seen))


def _gone(company: CompanyRecord, seen: Sequence[IntroductionRecord]) -> tuple[tuple[str, date], ...]:
    """Partners that it saw and does not see now, each once, in an order that says nothing but day and country."""
    side = side_of_company(company)
    still = {getattr(x, f"{other(side)}_id") for x in seen}
    hidden = IntroductionRecord.objects.filter(**{side: company}, shown__isnull=False, hidden__isnull=False)
    last: dict[int, tuple[str, date]] = {}
    for x in hidden.select_related(other(side)).order_by("hidden", "id"):
        partner: CompanyRecord = getattr(x, other(side))
        if partner.pk not in still and x.hidden is not None:
            last[partner.pk] = partner.country, x.hidden.date()
    return tuple(sorted(last.values(), key=lambda x: (-x[1].toordinal(), x[0])))


def partner_of(introduction: IntroductionRecord, side: Side, *, unnamed: bool) -> dict[str, Any]:
    """What a side may see of its partner: without the name where partners stay unnamed until both have accepted."""
    kept: dict[str, Any] = json.loads(introduction.partner_a if side == "a" else introduction.partner_b)
    found: dict[str, Any] = kept["unnamed" if unnamed and not is_agreed(introduction) else "named"]
    return found


def is_agreed(x: IntroductionRecord) -> bool:
    """Whether both have accepted."""
    return x.answer_a == ACCEPTED and x.answer_b == ACCEPTED


def _consents(company: CompanyRecord, agreed: Sequence[IntroductionRecord]) -> set[int]:
    """Of which agreed introductions the partner consented that its contact is given: by its answer that counts."""
    if not agreed:
        return set()
    theirs = other(side_of_company(company))
    partners = {getattr(x, f"{theirs}_id"): x.pk for x in agreed}
    found = DecisionRecord.objects.filter(
        side=theirs, company__in=list(partners), partner=company, current=True, accepted=True, consent=True
    )
    return {partners[pk] for pk in found.values_list("company_id", flat=True)}


def _seen(x: IntroductionRecord, side: Side, place: int, consents: set[int], *, unnamed: bool) -> SeenPartner:
    own, answered = (x.answer_a, x.answered_a) if side == "a" else (x.answer_b, x.answered_b)
    agreed = is_agreed(x)
    contact = getattr(x, other(side)) if agreed and x.pk in consents else None
    return SeenPartner(
        x.key,
        place,
        partner_of(x, side, unnamed=unnamed),
        own,
        answered,
        agreed,
        contact,
    )
