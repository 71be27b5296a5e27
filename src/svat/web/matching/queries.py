"""Matching, queries: what pages read of runs and their introductions, for members of the council alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from svat.sides import SIDES
from svat.web.jobs.models import Job
from svat.web.jobs.shown import JobShown, shown
from svat.web.matching.actions import checked_today, may_publish
from svat.web.matching.computing import about
from svat.web.matching.folder import companies_by_id
from svat.web.matching.ground import changed_since, inputs_of
from svat.web.matching.models import (
    CLEAR,
    DRAFT,
    HELD,
    PROPOSED,
    PUBLISHED,
    WAITING,
    WITHDRAWN,
    IntroductionEvent,
    IntroductionRecord,
    PriceRecord,
    RunRecord,
    WishRecord,
)
from svat.web.matching.rechecking import CHECK
from svat.web.people.models import COMPANY, CorridorRecord, Member
from svat.web.people.queries import corridors, council
from svat.web.rolls.models import CompanyRecord
from svat.wording import Wording
from svat.wording.kept import from_json, from_text

RECENT = 20
OPEN_RUNS = (WAITING, DRAFT, PROPOSED)


@dataclass(frozen=True, slots=True)
class RunShown:
    """A run in a list, or on its page."""

    record: RunRecord
    figures: dict[str, Any]
    policy: dict[str, Any]
    job: JobShown | None  # of one that is computed, or was broken off

    @property
    def said(self) -> str:
        """Why it failed, or was sent back."""
        found: str = from_text(self.record.said)
        return found


@dataclass(frozen=True, slots=True)
class RunsOfCorridor:
    """A corridor's runs, the newest first."""

    corridor: CorridorRecord
    published: RunShown | None
    open: list[RunShown]
    others: list[RunShown]
    check: JobShown | None  # of what stands against today's law


def runs(member: Member) -> QuerySet[RunRecord]:
    """The runs that a member sees: companies see none."""
    if member.role == COMPANY:
        return RunRecord.objects.none()
    return RunRecord.objects.filter(corridor__in=corridors(member))


def runs_of(member: Member, words: Wording) -> list[RunsOfCorridor]:
    """Every corridor's runs."""
    found = []
    for corridor in corridors(member):
        rows = (
            runs(member).filter(corridor=corridor).defer("document", "inputs").select_related("member__user")
        )
        own = [run_shown(run, words) for run in rows[:RECENT]]
        now = rows.filter(state=PUBLISHED).first()
        found.append(
            RunsOfCorridor(
                corridor,
                run_shown(now, words) if now else None,
                [x for x in own if x.record.state in OPEN_RUNS],
                [x for x in own if x.record.state not in (*OPEN_RUNS, PUBLISHED)],
                job_about(f"{CHECK}:{corridor.key}", words),
            )
        )
    return found


def run_of(member: Member, key: str) -> RunRecord | None:
    """A run; None where there is none, or none that the member sees."""
    found = runs(member).filter(key=key).defer("document").select_related("corridor", "member__user")
    return found.select_related("previous", "published_by__user", "proposed_by__user").first()


def run_shown(run: RunRecord, words: Wording) -> RunShown:
    """A run with its figures; its job where it has not ended."""
    job = job_about(about(run.corridor), words, failed=True) if run.state == WAITING else None
    return RunShown(run, json.loads(run.figures), json.loads(run.policy), job)


def job_about(thing: str, words: Wording, *, failed: bool = False) -> JobShown | None:
    """The work at a thing that goes on; also the last one that failed, where that is asked."""
    job = Job.objects.filter(about=thing).order_by("-id").first()
    found = shown(job, words) if job is not None else None
    return found if found and (found.open or (failed and found.failed)) else None


@dataclass(frozen=True, slots=True)
class RunDoors:
    """What may be done with a run now, beyond what the matrix says of the role."""

    publish: bool
    checked: bool  # against today's law, by all that it rests on now
    approved: bool  # the council asks for the chair's approval
    changed: tuple[str, ...]  # which kinds of files are others than it was computed from


def doors(run: RunRecord, member: Member) -> RunDoors:
    """What may be done with a run by a member."""
    record = council()
    approved = record is not None and record.chair_approves
    if run.state not in (DRAFT, PROPOSED):
        return RunDoors(publish=False, checked=False, approved=approved, changed=())
    now = inputs_of(run.corridor)
    changed = changed_since(json.loads(run.inputs), now)
    return RunDoors(may_publish(run, member), checked_today(run, now), approved, changed)


def introductions(member: Member, run: RunRecord) -> QuerySet[IntroductionRecord]:
    """The introductions of a run, the likeliest match first."""
    if member.role == COMPANY:
        return IntroductionRecord.objects.none()
    return IntroductionRecord.objects.filter(run=run).select_related("a", "b").order_by("id")


def introduction_of(member: Member, key: str) -> IntroductionRecord | None:
    """One introduction; None where there is none, or none that the member sees."""
    if member.role == COMPANY:
        return None
    found = IntroductionRecord.objects.filter(key=key, corridor__in=corridors(member))
    return found.select_related("a", "b", "run", "corridor").first()


def counted_by_state(found: QuerySet[IntroductionRecord]) -> dict[str, int]:
    """How many introductions are clear, held, barred since, and all."""
    rows = dict(found.order_by().values_list("state").annotate(Count("pk")))
    return {
        "": rows.get(CLEAR, 0),
        HELD: rows.get(HELD, 0),
        WITHDRAWN: rows.get(WITHDRAWN, 0),
        "any": sum(rows.values()),
    }


@dataclass(frozen=True, slots=True)
class PairPage:
    """What stands on an introduction's page beside its reasons."""

    lines: list[dict[str, Any]]  # what a offers and b needs, or the other way round, as a sees it
    findings: list[dict[str, Any]]
    events: list[IntroductionEvent]
    wishes: list[WishRecord]
    prices: list[PriceRecord]
    settled: str  # must, veto or ""


def pair_page(x: IntroductionRecord) -> PairPage:
    """All of it."""
    findings = json.loads(x.verdict)
    for finding in findings:
        finding |= {name: from_json(finding[name]) for name in ("detail", "decide", "source")}
    wishes = list(
        WishRecord.objects.filter(
            Q(a=x.a, b=x.b) | Q(a=x.a, b=None) | Q(a=None, b=x.b), undone=None
        ).select_related("a", "b", "member__user")
    )
    pairs = [y.wish for y in wishes if y.a_id and y.b_id]
    return PairPage(
        json.loads(x.partner_a)["named"]["lines"], findings,
        list(x.events.select_related("member__user")), wishes,
        list(PriceRecord.objects.filter(a=x.a, b=x.b).select_related("a", "b")[:6]), pairs[0] if pairs else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunChanges:
    """How a run differs from the one that was published when it was computed."""

    number: int  # of that one
    counts: dict[str, int]
    rows: dict[str, list[tuple[CompanyRecord | str, CompanyRecord | str, str]]]  # by kind: a, b, why


def changes_of(run: RunRecord) -> RunChanges | None:
    """The comparison that was kept with a run; None where nothing was published then."""
    kept = json.loads(run.changes)
    if not kept:
        return None
    known = {side: companies_by_id(run.corridor, side) for side in SIDES}
    rows: dict[str, list[tuple[CompanyRecord | str, CompanyRecord | str, str]]] = {}
    for kind, a, b, why in kept["rows"]:
        rows.setdefault(kind, []).append((known["a"].get(a, a), known["b"].get(b, b), from_json(why)))
    return RunChanges(kept["number"], kept["counts"], rows)


def reasons_of(x: IntroductionRecord, side: str) -> Sequence[dict[str, Any]]:
    """Why a side should meet the other, the strongest first, those that count nothing left out."""
    found = json.loads(x.reasons)[side]
    for reason in found:
        reason["detail"] = from_json(reason["detail"])
    return sorted((r for r in found if r["weight"] * r["value"]), key=lambda r: -r["weight"] * r["value"])


def because_of(x: IntroductionRecord) -> str:
    """Why a pair is held or barred."""
    found: str = from_text(x.because)
    return found


def to_decide(member: Member) -> int:
    """How many drafts wait to be looked at, or for the chair."""
    return runs(member).filter(state__in=(DRAFT, PROPOSED)).count()


def proposed(member: Member) -> int:
    """How many wait for the chair."""
    return runs(member).filter(state=PROPOSED).count()
