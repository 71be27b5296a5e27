"""Review, queries: the hits that a member may see, one of them with its evidence, and who ruled on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from svat.council.review import rulings_of
from svat.web.jobs.models import OPEN as JOB_OPEN
from svat.web.jobs.models import Job
from svat.web.people.models import CorridorRecord, Member
from svat.web.people.queries import corridors
from svat.web.review.basis import lists_digest
from svat.web.review.filters import HitFilter, running_out
from svat.web.review.models import OPEN, PROPOSED, CorridorScreening, HitRecord, RulingRecord
from svat.web.review.screening import KIND
from svat.wording.kept import from_json, from_text

PAGE = 30


@dataclass(frozen=True, slots=True)
class HitEvidence:
    """What a hit's record keeps of the party and the entry, ready to be shown."""

    names: tuple[str, ...]
    listed: tuple[tuple[str, str], ...]  # (name, strong or weak)
    chain: str
    hits: tuple[Mapping[str, Any], ...]
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RulingShown:
    """A ruling on a hit, and who made it."""

    number: str
    name: str
    said: str
    proposal: bool  # one person's word where two are needed
    reason: str
    on: date
    expires: date
    record: RulingRecord
    by: str  # as the line has it: of rulings that came with a folder
    second: str


def hits(member: Member) -> QuerySet[HitRecord]:
    """The hits of the corridors that a member works in."""
    return HitRecord.objects.filter(corridor__in=corridors(member))


def hit_of(member: Member, key: str) -> HitRecord | None:
    """One of them."""
    return hits(member).filter(key=key).select_related("company", "corridor").first()


def to_decide(member: Member) -> QuerySet[HitRecord]:
    """Those that nobody has said anything of."""
    return hits(member).filter(state=OPEN)


def to_second(member: Member) -> QuerySet[HitRecord]:
    """Proposals of others: what was said last of them is not the member's own."""
    last = RulingRecord.objects.filter(hit=OuterRef("pk")).order_by("-id").values("member__user")[:1]
    found = hits(member).filter(state=PROPOSED).alias(by=Subquery(last))
    return found.exclude(by=member.user_id, by__isnull=False)


def soon(member: Member) -> QuerySet[HitRecord]:
    """What was decided and runs out soon."""
    return hits(member).filter(running_out())


def publishers(member: Member) -> list[str]:
    """The publishers whose entries were hit."""
    return sorted(set(hits(member).order_by().values_list("publisher", flat=True).distinct()))


def evidence_of(hit: HitRecord) -> HitEvidence:
    """What is kept of a hit."""
    kept = json.loads(hit.evidence)
    shown = tuple(
        {**x, "reason": from_json(x["reason"]), "again": from_json(x["again"])} for x in kept.get("hits", ())
    )
    listed = tuple((name, strength) for name, strength in kept.get("listed", ()))
    return HitEvidence(
        tuple(kept.get("names", ())), listed, from_json(kept.get("chain", "")), shown, tuple(kept.get("rows", ()))
    )  # fmt: skip


def again_of(hit: HitRecord) -> Any:
    """Why a hit is asked again; "" for the first time."""
    return from_text(hit.again)


def rulings_on(hit: HitRecord) -> list[RulingShown]:
    """The rulings on the names of a hit and its entry, the latest first, whichever company they were made of."""
    names = {x["name"] for x in evidence_of(hit).hits}
    found = []
    named = json.dumps(hit.entry_id, ensure_ascii=False)
    records = RulingRecord.objects.filter(corridor=hit.corridor_id, ruling__contains=named)
    for record in records.select_related("member__user").order_by("-id"):
        [r] = rulings_of([_alone(record.ruling)])
        if (r.publisher, r.entry_id) == (hit.publisher, hit.entry_id) and r.name in names:
            proposal = r.said == "cleared" and not r.second and r.persons == "two"
            shown = RulingShown(
                r.id, r.name, r.said, proposal, r.reason, r.decided_on, r.expires_on, record, r.reviewer, r.second
            )  # fmt: skip
            found.append(shown)
    return found


def _alone(line: str) -> str:
    """A ruling's line apart from the proposal that it puts in force, which is another line."""
    return json.dumps({**json.loads(line), "seconds": ""}, ensure_ascii=False)


def screenings(member: Member) -> list[tuple[CorridorRecord, CorridorScreening | None, Job | None, bool]]:
    """(corridor, its last screening, the job that is on its way, whether the lists have changed since)."""
    found = []
    for corridor in corridors(member).select_related("screening"):
        last = getattr(corridor, "screening", None)
        job = Job.objects.filter(about=f"{KIND}:{corridor.key}").order_by("-id").first()
        shown = job if job and (job.state in JOB_OPEN or job.state == "failed") else None
        changed = last is not None and last.lists != lists_digest(corridor)
        found.append((corridor, last, shown, changed))
    return found


def proposed_by(member: Member, hit: HitRecord) -> bool:
    """Whether a person proposed themselves what waits for a second one."""
    from svat.web.review.actions import is_one_person

    numbers = [x["ruling"] for x in evidence_of(hit).hits if x["left"] == "proposed"]
    made = RulingRecord.objects.filter(corridor=hit.corridor_id, number__in=numbers, member__isnull=False)
    return any(
        x.member and is_one_person(x.member.user, member.user) for x in made.select_related("member__user")
    )


def next_of(member: Member, hit: HitRecord, asked: HitFilter) -> HitRecord | None:
    """The hit that follows in the queue that the reader came from."""
    found = asked.of_these(hits(member)).exclude(pk=hit.pk)
    order = asked.order
    return found.filter(order.beyond(order.after(hit))).order_by(*order.keys).first()
