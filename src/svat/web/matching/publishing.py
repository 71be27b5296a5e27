"""Matching, publishing (writes): what becomes of introductions when a run is published, or taken back: in statements.

One rule for both: what companies no longer see is hidden from now on, and a pair on which both have agreed stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from svat.web.matching.models import (
    ACCEPTED,
    CLEAR,
    DECLINED,
    DecisionRecord,
    IntroductionEvent,
    IntroductionRecord,
    RunRecord,
)
from svat.web.matching.sight import SEEN
from svat.web.people.models import CorridorRecord, Member

SHOWN, HIDDEN = "shown", "hidden"
AGREED = Q(answer_a=ACCEPTED, answer_b=ACCEPTED)
_PIECE = 1_000


def let_stand(run: RunRecord, member: Member | None, now: datetime) -> tuple[list[int], list[int]]:
    """Let a run's introductions stand in the place of those that did; (shown, hidden) companies' numbers."""
    before = _standing(run.corridor).exclude(run=run)
    in_run = IntroductionRecord.objects.filter(run=run, a=OuterRef("a"), b=OuterRef("b"))
    seen_again = in_run.filter(state=CLEAR)
    gone = _ids(before.filter(SEEN).filter(~Exists(seen_again)).filter(~AGREED | Exists(in_run)))
    ended = _ids(before.filter(~AGREED | Exists(in_run)))
    _since(run, now)
    _answers(run)
    _hide(gone, member, now)
    _each(ended, stands=False)
    new = IntroductionRecord.objects.filter(run=run)
    new.update(stands=True, version=F("version") + 1)
    clear = _ids(new.filter(state=CLEAR))
    _each(clear, shown=now)
    _events(clear, SHOWN, member)
    return companies_of(clear), companies_of(gone)


def let_fall(corridor: CorridorRecord, member: Member | None, now: datetime) -> list[int]:
    """Let what stands stand no longer, but for what both have agreed on; the companies from which it is hidden."""
    ended = _standing(corridor).filter(~AGREED)
    gone = _ids(ended.filter(SEEN))
    all_ = _ids(ended)
    _hide(gone, member, now)
    _each(all_, stands=False)
    return companies_of(gone)


def hide(keys: list[int], member: Member | None, now: datetime) -> list[int]:
    """Hide introductions that companies saw; the companies."""
    _hide(keys, member, now)
    return companies_of(keys)


def show(keys: list[int], member: Member | None, now: datetime) -> None:
    """Show introductions that companies did not see."""
    IntroductionRecord.objects.filter(pk__in=keys, since=None).update(since=now)
    _each(keys, shown=now, hidden=None)
    _events(keys, SHOWN, member)


def standing_but(run: RunRecord) -> QuerySet[IntroductionRecord]:
    """What stands of other runs: both have accepted it."""
    return _standing(run.corridor).exclude(run=run)


def companies_of(keys: Iterable[int]) -> list[int]:
    """The companies of some introductions, each once."""
    found: set[int] = set()
    for piece in _pieces(list(keys)):
        for pair in IntroductionRecord.objects.filter(pk__in=piece).values_list("a_id", "b_id"):
            found.update(pair)
    return sorted(found)


def _standing(corridor: CorridorRecord) -> QuerySet[IntroductionRecord]:
    return IntroductionRecord.objects.filter(corridor=corridor, stands=True)


def _since(run: RunRecord, now: datetime) -> None:
    """Since when companies know of a pair: in this run or in one before."""
    earlier = IntroductionRecord.objects.filter(
        corridor=run.corridor, a=OuterRef("a"), b=OuterRef("b"), since__isnull=False
    ).order_by("since", "id")
    first = Subquery(earlier.values("since")[:1], output_field=DateTimeField())
    clear = IntroductionRecord.objects.filter(run=run, state=CLEAR)
    clear.update(since=Coalesce(first, Value(now, output_field=DateTimeField())))


def _answers(run: RunRecord) -> None:
    """What companies have answered to a pair before counts for it in this run, consent and all."""
    of_run = IntroductionRecord.objects.filter(run=run)
    for side, company, partner in (("a", "a", "b"), ("b", "b", "a")):
        given = DecisionRecord.objects.filter(
            side=side, company=OuterRef(company), partner=OuterRef(partner), current=True
        )
        for accepted, word in ((True, ACCEPTED), (False, DECLINED)):
            of = given.filter(accepted=accepted)
            of_run.filter(Exists(of)).update(
                **{f"answer_{side}": word, f"answered_{side}": Subquery(of.values("made")[:1])}
            )
        pair = {company: OuterRef("company"), partner: OuterRef("partner")}
        here = IntroductionRecord.objects.filter(run=run, **pair)
        DecisionRecord.objects.filter(Exists(here), corridor=run.corridor, side=side, current=True).update(
            introduction=Subquery(here.values("pk")[:1])
        )


def _hide(keys: list[int], member: Member | None, now: datetime) -> None:
    _each(keys, hidden=now)
    _events(keys, HIDDEN, member)


def _events(keys: list[int], kind: str, member: Member | None) -> None:
    IntroductionEvent.objects.bulk_create(
        [IntroductionEvent(introduction_id=pk, kind=kind, member=member) for pk in keys], batch_size=_PIECE
    )


def _each(keys: list[int], **fields: object) -> None:
    for piece in _pieces(keys):
        IntroductionRecord.objects.filter(pk__in=piece).update(version=F("version") + 1, **fields)


def _ids(found: QuerySet[IntroductionRecord]) -> list[int]:
    return list(found.order_by("pk").values_list("pk", flat=True))


def _pieces(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + _PIECE] for start in range(0, len(keys), _PIECE))
