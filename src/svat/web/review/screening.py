"""Review, screening (writes): the job that holds all companies against the lists and keeps what must be decided.

A clean result suppresses nothing: what is open is said by hits and rulings alone, each time anew. Batches compare
before they write; the job ends only when all that it rests on is as it was when it was read, otherwise it reads again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from django.db import transaction

from svat.council.review import KeptSuspect, Suspected, suspects_on
from svat.web.actions import Action, Done, perform
from svat.web.jobs.models import DONE as JOB_DONE
from svat.web.jobs.models import OPEN as JOB_OPEN
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.jobs.queue import put
from svat.web.people.models import CorridorRecord, Member
from svat.web.review.basis import basis, lists_digest, rulings_digest, today
from svat.web.review.hits import identity, identity_of, made_of, moved, take_away
from svat.web.review.models import GONE, CorridorScreening, HitRecord
from svat.web.rolls.models import CompanyRecord
from svat.web.store import store_of
from svat.wording import say
from svat.wording.kept import to_json

KIND = "screen for review"
_BATCH = 200
_OFTEN = timedelta(hours=1)  # how often the worker itself asks, where that leads to nothing


def screen_for_review(corridor: CorridorRecord, member: Member | None) -> Job:
    """Ask for all companies to be screened, within the action that changed what that rests on."""
    return put(KIND, f"{KIND}:{corridor.key}", {"corridor": corridor.pk}, member)


def due() -> int:
    """Ask for the screening of a new day, on which rulings run out; how many corridors. For the worker."""
    count, now = 0, datetime.now(UTC)
    for x in CorridorScreening.objects.filter(on__lt=today()).select_related("corridor"):
        about = f"{KIND}:{x.corridor.key}"
        if not Job.objects.filter(about=about, made__gt=now - _OFTEN).exists():
            screen_for_review(x.corridor, None)
            count += 1
    return count


def screen(job: Job, progress: JobProgress) -> None:
    """The job. Raises UnusableInput where rolls, lists or the case file cannot be read."""
    corridor = CorridorRecord.objects.get(pk=json.loads(job.arguments)["corridor"])
    while True:
        day = today()
        read = _Read(corridor, day, basis(corridor, day), lists_digest(corridor), rulings_digest(corridor))
        store = store_of(corridor)
        if not all(store.files.rolls):
            return  # nobody to screen yet
        found = suspects_on(store, day, progress)
        changed = _keep(read, found, progress)
        if (
            changed is not None
            and perform(
                None, FinishReviewScreening(job.pk, corridor.key, read, found, changed), who="worker"
            ).result
        ):
            return


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read, and how it stood then."""

    corridor: CorridorRecord
    day: date
    basis: str
    lists: str
    rulings: int


@dataclass(frozen=True)
class FinishReviewScreening(Action):
    """End a screening, unless what it rests on has changed since; `result` says whether it ended."""

    name: ClassVar[str] = "keep hits"
    job: int
    key: str
    read: _Read
    found: Suspected
    changed: int

    def execute(self, member: Member | None) -> Done:
        """Whoever changes what it rests on holds the job's row (`put`), so that none of it is missed."""
        del member
        job = Job.objects.select_for_update(no_key=True).get(pk=self.job)
        corridor = CorridorRecord.objects.get(key=self.key)
        if basis(corridor, today()) != self.read.basis:
            return Done((), result=False)
        told = json.dumps([to_json(x) for x in self.found.doubts], ensure_ascii=False)
        CorridorScreening.objects.update_or_create(
            corridor=corridor,
            defaults={
                "basis": self.read.basis, "lists": self.read.lists if self.found.screened else "", "on": self.read.day,
                "done": datetime.now(UTC), "companies": self.found.companies, "problems": told,
            },
        )  # fmt: skip
        Job.objects.filter(pk=job.pk, state__in=JOB_OPEN).update(state=JOB_DONE, ended=datetime.now(UTC))
        fields = {"hits changed": (0, self.changed)} if self.changed else {}
        versions = {"basis": self.read.basis, "lists": self.read.lists}
        return Done((f"corridor:{corridor.key}",), fields, versions, result=True)


def _keep(read: _Read, found: Suspected, progress: JobProgress) -> int | None:
    """Bring the hits to what was found; how many changed, or None where somebody has ruled meanwhile."""
    companies = {
        (side, name): pk
        for side, name, pk in CompanyRecord.objects.filter(corridor=read.corridor).values_list(
            "side", "external_id", "pk"
        )
    }
    changed, seen = 0, set()
    suspects = [(companies[x.side, x.company], x) for x in found.suspects if (x.side, x.company) in companies]
    for start in range(0, len(suspects), _BATCH):
        batch = suspects[start : start + _BATCH]
        seen |= {identity(pk, x) for pk, x in batch}
        count = _put(read, batch)
        if count is None:
            return None
        changed += count
        progress(say("keeping what was found"), start + len(batch), len(suspects))
    if not found.screened or found.doubts:  # a list in doubt may lack entries: nothing is gone by it
        return changed
    there = HitRecord.objects.filter(corridor=read.corridor).exclude(state=GONE).order_by("id")
    left = [x.pk for x in there.defer("evidence", "entry_then").iterator(1000) if identity_of(x) not in seen]
    for start in range(0, len(left), _BATCH):
        with transaction.atomic():
            if not _still(read):
                return None
            changed += take_away(left[start : start + _BATCH])
    return changed


def _put(read: _Read, batch: Sequence[tuple[int, KeptSuspect]]) -> int | None:
    with transaction.atomic():
        if not _still(read):
            return None
        own = HitRecord.objects.select_for_update(no_key=True).filter(
            corridor=read.corridor, company__in={pk for pk, _ in batch}
        )
        there = {identity_of(x): x for x in own}
        changed = 0
        for pk, x in batch:
            record = there.get(identity(pk, x))
            if record is None:
                made_of(read.corridor, pk, x)
                changed += 1
            else:
                changed += moved(record, x)
    return changed


def _still(read: _Read) -> bool:
    """Whether nobody has ruled since it was read; nobody can until the transaction ends."""
    CorridorRecord.objects.select_for_update(no_key=True).get(pk=read.corridor.pk)
    return rulings_digest(read.corridor) == read.rulings
