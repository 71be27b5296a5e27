"""Review, effects: what a decision would free or stop of what stands and of the newest draft, before it is saved.

The law room is asked what the rulings would leave of each hit; of pairs it is read what was found of them last. Pairs
that were barred are in no draft: the next one says of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from svat.council.review import (
    ReviewDecision,
    Ruling,
    RulingsKnown,
    Said,
    decided,
    left_by,
    proposals,
    seconded_all,
)
from svat.web.matching.models import CLEAR, DRAFT, HELD, PROPOSED, WITHDRAWN, IntroductionRecord, RunRecord
from svat.web.people.models import CorridorRecord
from svat.web.review.basis import rulings_known, today
from svat.web.review.hits import WAITING, entry_of_hit
from svat.web.review.models import GONE, HitRecord


@dataclass(frozen=True, slots=True)
class PairTouched:
    """A pair that a decision touches."""

    record: IntroductionRecord
    others: int  # questions that would be left


@dataclass(frozen=True, slots=True)
class DecisionEffect:
    """What a decision would do."""

    lone: bool  # nothing yet: a second person has to confirm it
    hits: tuple[HitRecord, ...]  # that it would settle, others of the same name too
    freed: tuple[PairTouched, ...] = ()  # held by nothing else
    asked: tuple[PairTouched, ...] = ()  # held by something else still
    stopped: tuple[PairTouched, ...] = ()  # shown to companies now, and taken back
    barred: tuple[PairTouched, ...] = ()  # held now, and barred


def findings_of(record: IntroductionRecord) -> list[dict[str, Any]]:
    """What the law found of a pair last."""
    found: list[dict[str, Any]] = json.loads(record.verdict or "[]")
    return found


def open_pairs(corridor: CorridorRecord) -> QuerySet[IntroductionRecord]:
    """What stands, and the newest draft that waits to be published."""
    draft = (
        RunRecord.objects.filter(corridor=corridor, state__in=(DRAFT, PROPOSED)).order_by("-number").first()
    )
    found = Q(stands=True) | (Q(run=draft) if draft else Q(pk=None))
    return IntroductionRecord.objects.filter(found, corridor=corridor).order_by("-stands", "id")


def effect_of(hit: HitRecord, said: str) -> DecisionEffect:
    """What a decision on a hit would do; a clearing that needs two persons as if another one had confirmed it."""
    known = rulings_known(hit.corridor, today())
    word: Said = "cleared" if said == "cleared" else "confirmed"
    decision = ReviewDecision(word, "–", "one", today() + timedelta(days=1))
    made = decided(known, (hit.company.external_id, hit.kind), entry_of_hit(hit), hit.evidence, decision)
    lone = any(r.said == "cleared" and r.persons == "two" for r in made)
    return _effect(hit, known, tuple(replace(r, second="two") for r in made) if lone else made, lone=lone)


def effect_of_second(hit: HitRecord) -> DecisionEffect:
    """What seconding a proposal would do. Raises UnusableInput where nobody can."""
    known = rulings_known(hit.corridor, today())
    made = seconded_all(known, proposals(hit.evidence), entry_of_hit(hit), "nobody yet", "–")
    return _effect(hit, known, made, lone=False)


def _effect(hit: HitRecord, known: RulingsKnown, made: Sequence[Ruling], *, lone: bool) -> DecisionEffect:
    then = replace(known, rulings=(*known.rulings, *made))
    of_entry = HitRecord.objects.filter(
        corridor=hit.corridor, publisher=hit.publisher, entry_id=hit.entry_id
    ).exclude(state=GONE)
    cleared: list[HitRecord] = []
    confirmed: list[HitRecord] = []
    for record in of_entry.select_related("company").order_by("id"):
        left = left_by(record.evidence, entry_of_hit(record), record.kind, then)[1]
        if left != record.settled and left in ("cleared", "confirmed"):
            (cleared if left == "cleared" else confirmed).append(record)
    freed, asked = _let_go(hit, cleared)
    stopped, barred = _barred(hit, confirmed)
    return DecisionEffect(lone, (*cleared, *confirmed), freed, asked, stopped, barred)


def _let_go(
    hit: HitRecord, cleared: Sequence[HitRecord]
) -> tuple[tuple[PairTouched, ...], tuple[PairTouched, ...]]:
    """(pairs that nothing holds any more, pairs that something else holds)."""
    if not cleared:
        return (), ()
    rule = entry_of_hit(hit).rule
    settled = {x.pk for x in cleared}
    still = set(
        HitRecord.objects.filter(
            corridor=hit.corridor, publisher=hit.publisher, entry_id=hit.entry_id, state__in=WAITING
        )
        .exclude(pk__in=settled)
        .values_list("company_id", flat=True)
    )  # another of the company's parties may be the same entry: the finding stays
    free = {x.company.external_id for x in cleared if x.company_id not in still}

    def left(finding: dict[str, Any]) -> bool:
        return not (finding["rule"] == rule and finding["party"] in free)

    held = [(x, findings_of(x)) for x in _of_companies(hit.corridor, cleared, HELD, WITHDRAWN)]
    touched = [(x, found) for x, found in held if any(f["rule"] == rule for f in found)]
    return _parted(
        [PairTouched(x, sum(map(left, found))) for x, found in touched], lambda pair: not pair.others
    )


def _barred(
    hit: HitRecord, confirmed: Sequence[HitRecord]
) -> tuple[tuple[PairTouched, ...], tuple[PairTouched, ...]]:
    """(pairs that companies see and that are taken back, pairs that were held)."""
    found = _of_companies(hit.corridor, confirmed, CLEAR, HELD) if confirmed else ()
    return _parted([PairTouched(x, 0) for x in found], lambda pair: pair.record.state == CLEAR)


def _of_companies(
    corridor: CorridorRecord, of: Iterable[HitRecord], *states: str
) -> QuerySet[IntroductionRecord]:
    companies = {x.company_id for x in of}
    found = open_pairs(corridor).filter(Q(a__in=companies) | Q(b__in=companies), state__in=states)
    return found.select_related("a", "b", "run")


def _parted(
    pairs: Sequence[PairTouched], first: Callable[[PairTouched], bool]
) -> tuple[tuple[PairTouched, ...], tuple[PairTouched, ...]]:
    return tuple(x for x in pairs if first(x)), tuple(x for x in pairs if not first(x))
