"""Jobs, queue: put in, claim, renew, end; two workers never hold one job, a dead one's is taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from svat.web.jobs.models import CANCELLED, DONE, FAILED, OPEN, RUNNING, WAITING, Job, Worker
from svat.web.people.models import Member
from svat.web.people.sessions import forget_expired

LEASE = timedelta(seconds=30)
ATTEMPTS = 3
KEPT = timedelta(days=30)  # finished jobs
SWEPT: list[Callable[[], None]] = []  # what else is over after a time: filled by the parts that have it


def put(kind: str, about: str, arguments: Mapping[str, Any], member: Member | None) -> Job:
    """A job about a thing; the one that is open already where there is one.

    Within a transaction the row of the open one is held until that ends: a job that ends itself sees what was changed.
    """
    while True:
        with (
            suppress(IntegrityError),
            transaction.atomic(),
        ):  # put by another at this very moment: then that is held
            open_ = Job.objects.select_for_update(no_key=True).filter(about=about, state__in=OPEN).first()
            return open_ or Job.objects.create(
                kind=kind, about=about, arguments=json.dumps(dict(arguments), sort_keys=True), member=member
            )


def claim(holder: str) -> Job | None:
    """The oldest job that waits, held from now on; None where there is none."""
    for pk in Job.objects.filter(state=WAITING).order_by("id").values_list("pk", flat=True)[:5]:
        job = Job.objects.get(pk=pk)
        lease = datetime.now(UTC) + LEASE
        if Job.objects.filter(pk=pk, state=WAITING).update(
            state=RUNNING, holder=holder, lease=lease, attempt=job.attempt + 1
        ):
            return Job.objects.get(pk=pk)
    return None


def renew(job: Job, holder: str) -> bool:
    """Hold a job further; False where it is somebody else's by now, or was cancelled."""
    lease = datetime.now(UTC) + LEASE
    return bool(Job.objects.filter(pk=job.pk, holder=holder, state=RUNNING).update(lease=lease))


def end(job: Job, holder: str, said: str = "") -> None:
    """A job is done, or, with what went wrong in JSON, failed; only its holder can say so."""
    state = FAILED if said else DONE
    fields = {"state": state, "ended": datetime.now(UTC), **({"said": said} if said else {})}
    Job.objects.filter(pk=job.pk, holder=holder, state=RUNNING).update(**fields)


def cancel(about: str) -> int:
    """Let nobody work at a thing any more; its process is ended when its worker next renews it."""
    return Job.objects.filter(about=about, state__in=OPEN).update(state=CANCELLED, ended=datetime.now(UTC))


def again(job: Job, holder: str, said: str) -> None:
    """A job ended without an answer: once more, or failed where that has been tried often enough."""
    if job.attempt >= ATTEMPTS:
        end(job, holder, said)
    else:
        Job.objects.filter(pk=job.pk, holder=holder, state=RUNNING).update(
            state=WAITING, holder="", lease=None
        )


def give_back(job: Job, holder: str) -> None:
    """A worker that ends gives its job to the next one; that it was begun does not count."""
    Job.objects.filter(pk=job.pk, holder=holder, state=RUNNING).update(
        state=WAITING, holder="", lease=None, attempt=F("attempt") - 1
    )


def take_back(holder: str) -> int:
    """A worker that is started again under its name has died with what it held: that waits again. How many."""
    return Job.objects.filter(holder=holder, state=RUNNING).update(state=WAITING, holder="", lease=None)


def later(job: Job, holder: str) -> None:
    """What a job needs is not there (room on the disk, the database): it is begun again when the lease is over."""
    lease = datetime.now(UTC) + LEASE
    Job.objects.filter(pk=job.pk, holder=holder, state=RUNNING).update(
        holder="", lease=lease, attempt=F("attempt") - 1
    )


def sweep() -> int:
    """Put jobs whose holder has not renewed them back in the queue; how many. What is over and done is taken away."""
    now = datetime.now(UTC)
    Job.objects.filter(state__in=(DONE, FAILED, CANCELLED), ended__lt=now - KEPT).delete()
    Worker.objects.filter(seen__lt=now - timedelta(hours=1)).delete()
    forget_expired()
    for forget in SWEPT:
        forget()
    return Job.objects.filter(state=RUNNING, lease__lt=now).update(state=WAITING, holder="", lease=None)


def here(worker: str) -> None:
    """A worker lives."""
    Worker.objects.update_or_create(name=worker, defaults={"seen": datetime.now(UTC)})
