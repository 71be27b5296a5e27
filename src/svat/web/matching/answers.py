"""Matching, answers (queries): who has answered what, who is silent since when, and why partners were declined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from svat.sides import SIDES, Side
from svat.web.matching.models import ACCEPTED, DECLINED, DecisionRecord, IntroductionRecord
from svat.web.matching.sight import AGREED, SEEN, lists_clear
from svat.web.paging import counted
from svat.web.people.models import COMPANY, CorridorRecord, Member, OutboxMail
from svat.web.people.queries import corridors
from svat.web.rolls.models import CompanyRecord

DECLINED_BY_ONE = Q(answer_a=DECLINED) | Q(answer_b=DECLINED)
HALF = Q(answer_a=ACCEPTED, answer_b="") | Q(answer_a="", answer_b=ACCEPTED)
SILENT = Q(answer_a="", answer_b="")
# What the page can be narrowed to, in its order.
KINDS: Mapping[str, Q] = {"agreed": AGREED, "half": HALF, "declined": DECLINED_BY_ONE, "silent": SILENT}


@dataclass(frozen=True, slots=True)
class SilentCompany:
    """A company that has not answered all that it sees."""

    company: CompanyRecord
    partners: int
    since: datetime  # when the first of them was proposed
    days: int
    people: int  # of its own that can sign in
    reminded: datetime | None


@dataclass(frozen=True, slots=True)
class AnswersOfCorridor:
    """How far the answers of a corridor are."""

    corridor: CorridorRecord
    shown: bool  # False: the lists clear nobody, so that nobody is shown anything
    counts: Mapping[str, int]  # of KINDS, and "all"
    reasons: tuple[tuple[str, int], ...]  # why partners were declined, the commonest first; "" for none given
    silent: int = 0  # companies
    last: datetime | None = field(default=None)  # when the last answer came


def seen(member: Member) -> QuerySet[IntroductionRecord]:
    """The introductions that companies see, for members of the council."""
    if member.role == COMPANY:
        return IntroductionRecord.objects.none()
    return IntroductionRecord.objects.filter(SEEN, corridor__in=corridors(member)).select_related("a", "b")


def answers(member: Member, corridor: CorridorRecord, kind: str = "") -> QuerySet[IntroductionRecord]:
    """Those of a corridor, of a kind or all, the last answered first."""
    found = seen(member).filter(corridor=corridor)
    return found.filter(KINDS[kind]) if kind in KINDS else found


def answers_of(member: Member) -> list[AnswersOfCorridor]:
    """Every corridor's answers in numbers."""
    return [_of(member, corridor) for corridor in corridors(member)]


def _of(member: Member, corridor: CorridorRecord) -> AnswersOfCorridor:
    found = seen(member).filter(corridor=corridor).order_by()
    numbers = found.aggregate(
        all=Count("pk"), last_a=Max("answered_a"), last_b=Max("answered_b"),
        **{kind: Count("pk", filter=where) for kind, where in KINDS.items()},
    )  # fmt: skip
    last = max((x for x in (numbers.pop("last_a"), numbers.pop("last_b")) if x), default=None)
    declined = DecisionRecord.objects.filter(corridor=corridor, current=True, accepted=False).order_by()
    reasons = declined.values_list("reason").annotate(n=Count("pk"))
    return AnswersOfCorridor(
        corridor,
        lists_clear(corridor),
        numbers,
        tuple(sorted(reasons, key=lambda x: (-x[1], x[0]))),
        sum(_open(found, side).values(f"{side}_id").distinct().count() for side in SIDES),
        last,
    )


def _open(found: QuerySet[IntroductionRecord], side: Side) -> QuerySet[IntroductionRecord]:
    """Introductions on which the company of a side has not decided; one that the other declined asks for nothing."""
    theirs = "b" if side == "a" else "a"
    return found.filter(**{f"answer_{side}": ""}).exclude(**{f"answer_{theirs}": DECLINED})


def silent_companies(member: Member, corridor: CorridorRecord) -> list[SilentCompany]:
    """The companies that owe an answer, the longest waiting first."""
    today, rows = datetime.now(UTC), []
    for side in SIDES:
        found = _open(seen(member).filter(corridor=corridor), side).order_by()
        rows += list(found.values_list(f"{side}_id").annotate(n=Count("pk"), first=Min("since")))
    ids = [pk for pk, _, _ in rows]
    companies = CompanyRecord.objects.filter(pk__in=ids).annotate(
        people=Count("members", filter=Q(members__ended=None, members__user__is_active=True), distinct=True)
    )
    known = {x.pk: x for x in companies.defer("fields", "search_key")}
    told = OutboxMail.objects.filter(kind="reminder", company__in=ids).order_by()
    reminded = dict(told.values_list("company").annotate(last=Max("made")))
    made = [
        SilentCompany(
            known[pk], n, first or today, (today - (first or today)).days, known[pk].people, reminded.get(pk)
        )
        for pk, n, first in rows
    ]
    return sorted(made, key=lambda x: (x.since.date(), x.company.side, x.company.external_id))


def untold(member: Member, corridor: CorridorRecord) -> QuerySet[CompanyRecord]:
    """The companies that see partners and were not written to since the last run was published."""
    of = seen(member).filter(corridor=corridor)
    run = of.order_by("-run__published").values_list("run__published", flat=True).first()
    if run is None:  # nobody sees anything: no company need be looked at
        return CompanyRecord.objects.none()
    told = OutboxMail.objects.filter(kind="list", company=OuterRef("pk"), made__gte=run)
    sees = Q(pk__in=of.order_by().values("a")) | Q(pk__in=of.order_by().values("b"))
    return CompanyRecord.objects.filter(sees, ~Exists(told), corridor=corridor).order_by("sort_key", "id")


def not_told(member: Member) -> int:
    """How many companies nobody has told of their partners."""
    return sum(counted(untold(member, corridor)) for corridor in corridors(member))


def silent_for(member: Member, days: int) -> int:
    """How many companies have owed an answer for so many days."""
    before = datetime.now(UTC) - timedelta(days=days)
    found = seen(member).filter(since__lt=before).order_by()
    return sum(_open(found, side).values(f"{side}_id").distinct().count() for side in SIDES)
