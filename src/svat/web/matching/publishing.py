"""Matching, publishing (writes): what becomes of introductions when a run is published, or taken back: in statements.

One rule for both: what companies no longer see is hidden from now on, and a pair on which both have agreed stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import F, Q, QuerySet

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
_Pair = tuple[int, int]  # a, b


def let_stand(run: RunRecord, member: Member | None, now: datetime) -> tuple[list[int], list[int]]:
    """Let a run's introductions stand in the place of those that did; (shown, hidden) companies' numbers."""
    new = {pair: (pk, state) for pk, state, pair in _pairs(IntroductionRecord.objects.filter(run=run))}
    before = _pairs(_standing(run.corridor).exclude(run=run))
    agreed = set(_ids(_standing(run.corridor).filter(AGREED)))
    ended = [pk for pk, _, pair in before if pair in new or pk not in agreed]
    lasting = {pair for pair, (_, state) in new.items() if state == CLEAR}
    gone = [
        pk for pk, state, pair in before
        if state == CLEAR and pair not in lasting and (pair in new or pk not in agreed)
    ]  # fmt: skip
    _answers(run, {pair: pk for pair, (pk, _) in new.items()})
    _hide(gone, member, now)
    _each(ended, stands=False)
    clear = sorted(pk for pk, state in new.values() if state == CLEAR)
    _since(run, {pair: pk for pair, (pk, state) in new.items() if state == CLEAR}, now)
    _each(clear, stands=True, shown=now)
    _each(sorted(pk for pk, state in new.values() if state != CLEAR), stands=True)
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


def _pairs(found: QuerySet[IntroductionRecord]) -> list[tuple[int, str, _Pair]]:
    """(number, state, (a, b)) of introductions."""
    rows = found.order_by("pk").values_list("pk", "state", "a_id", "b_id")
    return [(pk, state, (a, b)) for pk, state, a, b in rows]


def _since(run: RunRecord, clear: Mapping[_Pair, int], now: datetime) -> None:
    """Since when companies know of a pair: in this run or in one before."""
    known = IntroductionRecord.objects.filter(corridor=run.corridor, since__isnull=False).order_by(
        "-since", "-pk"
    )
    first = {(a, b): since for a, b, since in known.values_list("a_id", "b_id", "since")}
    at: dict[datetime, list[int]] = {}
    for pair, pk in clear.items():
        at.setdefault(first.get(pair) or now, []).append(pk)
    for since, keys in sorted(at.items()):
        for piece in _pieces(sorted(keys)):
            IntroductionRecord.objects.filter(pk__in=piece).update(since=since)


def _answers(run: RunRecord, new: Mapping[_Pair, int]) -> None:
    """What companies have answered to a pair before counts for it in this run, consent and all."""
    given = DecisionRecord.objects.filter(corridor=run.corridor, current=True).order_by("pk")
    for pk, side, company, partner, accepted, made in given.values_list(
        "pk", "side", "company_id", "partner_id", "accepted", "made"
    ):
        introduction = new.get((company, partner) if side == "a" else (partner, company))
        if introduction is None:
            continue
        answer = {f"answer_{side}": ACCEPTED if accepted else DECLINED, f"answered_{side}": made}
        IntroductionRecord.objects.filter(pk=introduction).update(**answer)
        DecisionRecord.objects.filter(pk=pk).update(introduction=introduction)


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
