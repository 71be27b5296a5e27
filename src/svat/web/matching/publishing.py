"""Matching, publishing (writes): what becomes of introductions when a run is published, or taken back: in statements.

One rule for both: what companies no longer see is hidden from now on, and a pair on which both have agreed stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from svat.sides import SIDES, other
from svat.web.matching.models import (
    ACCEPTED,
    CLEAR,
    DECLINED,
    DecisionRecord,
    IntroductionEvent,
    IntroductionRecord,
    RunRecord,
)
from svat.web.matching.sight import AGREED
from svat.web.people.models import CorridorRecord, Member

SHOWN, HIDDEN = "shown", "hidden"
_PIECE = 1_000
_Pair = tuple[int, int]  # a, b


def let_stand(run: RunRecord, member: Member | None, now: datetime) -> tuple[list[int], list[int]]:
    """Let a run's introductions stand in the place of those that did; (shown, hidden) companies' numbers.

    Whoever answers meanwhile waits from the moment that their pair does not stand any more: what takes long and does
    not need that comes before.
    """
    own, others = IntroductionRecord.objects.filter(run=run), standing_but(run)
    new = _pairs(own.select_for_update(no_key=True))
    clear = [pk for pk, state, _ in new if state == CLEAR]
    _since(own.filter(state=CLEAR), now)
    _events(clear, SHOWN, member)
    _answers(run)

    before = _ids(others)
    again = own.filter(a=OuterRef("a"), b=OuterRef("b"))
    # Asked of each row as it is when its turn comes: a pair on which both agree just before stays.
    others.filter(~AGREED | Exists(again)).update(stands=False, version=F("version") + 1)
    lasting = {pair for _, state, pair in new if state == CLEAR}
    gone = {pk: pair for pk, state, pair in _ended(before) if state == CLEAR and pair not in lasting}
    _answers(run)
    _hide(sorted(gone), member, now)
    shown = Case(When(state=CLEAR, then=Value(now, DateTimeField())), default=F("shown"))
    own.update(stands=True, shown=shown, version=F("version") + 1)
    return _both(lasting), _both(gone.values())


def let_fall(corridor: CorridorRecord, member: Member | None, now: datetime) -> list[int]:
    """Let what stands stand no longer, but for what both have agreed on; the companies from which it is hidden."""
    standing = _standing(corridor)
    before = _ids(standing)
    standing.filter(~AGREED).update(stands=False, version=F("version") + 1)
    gone = {pk: pair for pk, state, pair in _ended(before) if state == CLEAR}
    _hide(sorted(gone), member, now)
    return _both(gone.values())


def hide(keys: list[int], member: Member | None, now: datetime) -> list[int]:
    """Hide introductions that companies saw; the companies."""
    _hide(keys, member, now)
    rows = IntroductionRecord.objects.all()
    return _both(pair for piece in _pieces(keys) for _, _, pair in _pairs(rows.filter(pk__in=piece)))


def show(keys: list[int], member: Member | None, now: datetime) -> None:
    """Show introductions that companies did not see."""
    IntroductionRecord.objects.filter(pk__in=keys, since=None).update(since=now)
    _each(keys, shown=now, hidden=None)
    _events(keys, SHOWN, member)


def standing_but(run: RunRecord) -> QuerySet[IntroductionRecord]:
    """What stands of other runs: both have accepted it."""
    return _standing(run.corridor).exclude(run=run)


def _standing(corridor: CorridorRecord) -> QuerySet[IntroductionRecord]:
    return IntroductionRecord.objects.filter(corridor=corridor, stands=True)


def _both(pairs: Iterable[_Pair]) -> list[int]:
    """The companies of some pairs, each once."""
    return sorted({company for pair in pairs for company in pair})


def _pairs(found: QuerySet[IntroductionRecord]) -> list[tuple[int, str, _Pair]]:
    """(number, state, (a, b)) of introductions."""
    rows = found.order_by("pk").values_list("pk", "state", "a_id", "b_id")
    return [(pk, state, (a, b)) for pk, state, a, b in rows]


def _ended(keys: list[int]) -> list[tuple[int, str, _Pair]]:
    """Of introductions that stood, those that do not any more."""
    rows = IntroductionRecord.objects.filter(stands=False)
    return [x for piece in _pieces(keys) for x in _pairs(rows.filter(pk__in=piece))]


def _since(clear: QuerySet[IntroductionRecord], now: datetime) -> None:
    """Since when companies know of a pair: in this run or in one before."""
    known = IntroductionRecord.objects.filter(a=OuterRef("a"), b=OuterRef("b"), since__isnull=False)
    first = Subquery(known.order_by("since").values("since")[:1])
    clear.update(since=Coalesce(first, Value(now, DateTimeField())))


def _answers(run: RunRecord) -> None:
    """What companies have answered to a pair before counts for it in this run, consent and all.

    Once more it takes over what was answered since.
    """
    own = IntroductionRecord.objects.filter(run=run)
    for side in SIDES:
        theirs = other(side)
        given = DecisionRecord.objects.filter(
            side=side, company=OuterRef(f"{side}_id"), partner=OuterRef(f"{theirs}_id"), current=True
        )
        taken_over = given.filter(made=OuterRef(f"answered_{side}"))
        accepted = Case(
            When(Exists(given.filter(accepted=True)), then=Value(ACCEPTED)), default=Value(DECLINED)
        )
        own.filter(Exists(given)).exclude(Exists(taken_over)).update(
            **{f"answer_{side}": accepted, f"answered_{side}": Subquery(given.values("made")[:1])}
        )
        same = own.filter(**{side: OuterRef("company"), theirs: OuterRef("partner")})
        decisions = DecisionRecord.objects.filter(corridor=run.corridor, side=side, current=True)
        decisions.filter(Exists(same)).exclude(introduction__run=run).update(
            introduction=Subquery(same.values("pk")[:1])
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
