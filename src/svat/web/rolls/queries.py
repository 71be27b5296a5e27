"""Rolls, queries: what pages read of files that were sent, scoped to the member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from svat.web.jobs.models import FAILED, OPEN, RUNNING, Job, Worker
from svat.web.people import queries as people
from svat.web.people.models import COMPANY, CorridorRecord, Member
from svat.web.rolls import previewing
from svat.web.rolls.force import files_in_force
from svat.web.rolls.models import (
    PREVIEWED,
    UNREADABLE,
    WAITING,
    CompanyRecord,
    Import,
    PreviewChange,
    RowSaid,
)
from svat.web.rolls.projecting import about

SILENT = timedelta(seconds=60)  # without a word from whoever runs a job


@dataclass(frozen=True, slots=True)
class SideState:
    """A side of a corridor: its country, how many companies it has, and the files that they come from."""

    corridor: CorridorRecord
    side: str
    country: str
    companies: int
    files: list[Import]


@dataclass(frozen=True, slots=True)
class WorkState:
    """How far the work on an import is: waiting, running, interrupted, no worker, failed, or none."""

    kind: str
    done: int = 0
    of: int = 0
    said: str = '""'  # JSON


def imports(member: Member) -> QuerySet[Import]:
    """All files that were sent, the newest first, without their data."""
    if member.role == COMPANY:
        return Import.objects.none()
    return (
        Import.objects.filter(corridor__in=people.corridors(member))
        .select_related("corridor", "member__user")
        .defer("data")
        .order_by("-id")
    )


def import_of(member: Member, key: str) -> Import | None:
    """A file that was sent; None where there is none, or none that the member sees."""
    return imports(member).filter(key=key).first()


def to_look_at(member: Member) -> int:
    """How many files wait for somebody to look at them."""
    return imports(member).filter(state__in=(PREVIEWED, UNREADABLE)).count()


def sides(member: Member) -> list[SideState]:
    """Each side of each corridor, as it is now."""
    return [
        SideState(
            corridor,
            side,
            country,
            CompanyRecord.objects.filter(corridor=corridor, side=side, gone=False, merged_into=None).count(),
            files_in_force(corridor, side),
        )
        for corridor in people.corridors(member)
        for side, country in (("a", corridor.a), ("b", corridor.b))
    ]


def said(of: Import, *, refused: bool) -> QuerySet[RowSaid]:
    """What was said of an import's rows."""
    return RowSaid.objects.filter(of=of, refused=refused).order_by("id")


def changes(of: Import, kind: str) -> QuerySet[PreviewChange]:
    """The companies that an import makes new, changes or lacks."""
    return PreviewChange.objects.filter(of=of, kind=kind).order_by("id")


def worked_on(of: Import) -> WorkState:
    """How far the work on an import is, by its job's row."""
    kinds = Q(about=previewing.about(of)) if of.state == WAITING else Q(about=about(of.corridor, of.side))
    jobs = Job.objects.filter(kinds)
    job = jobs.filter(state__in=OPEN).first() or jobs.order_by("-id").first()
    if job is None:
        return WorkState("none")
    if job.state == FAILED:
        return WorkState("failed", said=job.said)
    if job.state not in OPEN:
        return WorkState("none")
    now = datetime.now(UTC)
    if job.state == RUNNING:
        late = job.lease is not None and job.lease < now
        return WorkState("interrupted" if late else "running", job.done, job.of, job.said)
    alive = Worker.objects.filter(seen__gt=now - SILENT).exists()
    return WorkState("waiting" if alive else "no worker")


def counted(of: Import) -> dict[str, int]:
    """How many companies an import makes new, changes or lacks."""
    rows = PreviewChange.objects.filter(of=of).order_by().values_list("kind").annotate(Count("pk"))
    return dict(rows)
