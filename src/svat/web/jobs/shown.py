"""Jobs, shown: how far a piece of work is, in words for a page; one that nobody renews is said to be interrupted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from svat.web.jobs.models import FAILED, OPEN, RUNNING, WAITING, Job, Worker
from svat.web.jobs.queue import LEASE
from svat.wording import Wording, say
from svat.wording.kept import from_text

SILENT = timedelta(seconds=60)  # without renewal


@dataclass(frozen=True, slots=True)
class JobShown:
    """A job as a page shows it."""

    key: str
    said: str
    done: int
    of: int
    open: bool
    failed: bool


def shown(job: Job, words: Wording) -> JobShown:
    """A job in words."""
    return JobShown(job.key, words(_said(job)), job.done, job.of, job.state in OPEN, job.state == FAILED)


def _said(job: Job) -> str:
    now = datetime.now(UTC)
    if job.state == RUNNING and job.lease is not None and now - job.lease > SILENT - LEASE:
        return say("interrupted; it goes on as soon as a worker is there")
    if job.state == WAITING:
        there = Worker.objects.filter(seen__gt=now - SILENT).exists()
        return say("waiting for its turn") if there else say("waiting: no worker runs")
    said: str = from_text(job.said or '""')
    return said or say("running")
