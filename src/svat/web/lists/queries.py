"""Lists, queries: what pages read of lists, for members of the council alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from svat.council.corridor import law_settings
from svat.council.lists import ListVersion
from svat.web.jobs.models import FAILED, OPEN, Job
from svat.web.lists.actions import SCREEN, STORE, about, about_two
from svat.web.lists.models import (
    ASKED,
    WAITING,
    ListChange,
    ListComparison,
    ListUpload,
    ListVersionRecord,
    Rescreening,
)
from svat.web.lists.records import all_before
from svat.web.lists.state import CorridorLists, corridor_lists, every_corridors_lists, known_of
from svat.web.people.models import CorridorRecord, Member
from svat.web.people.queries import corridors
from svat.wording.kept import from_json

RECENT = 10
PAGE = 100


@dataclass(frozen=True, slots=True)
class ListVersionShown:
    """A version in a table: its record, and how the law room has it today."""

    record: ListVersionRecord
    today: ListVersion
    in_force: bool
    last_day: date  # on which it still clears by its age


@dataclass(frozen=True, slots=True)
class ListsOfCorridor:
    """A corridor's part of the page."""

    corridor: CorridorRecord
    state: CorridorLists
    in_force: tuple[ListVersionShown, ...]
    others: tuple[ListVersionShown, ...]
    uploads: tuple[
        tuple[ListUpload, tuple[str, ...], bool], ...
    ]  # what the store said, whether it was broken off
    rescreenings: tuple[Rescreening, ...]
    jobs: tuple[Job, ...]  # that are open, else the last one if it failed


def lists_of(member: Member) -> list[ListsOfCorridor]:
    """Every corridor's lists on today's date."""
    today = datetime.now(UTC).date()
    return [_of(corridor, today) for corridor in corridors(member)]


def _of(corridor: CorridorRecord, today: date) -> ListsOfCorridor:
    state = corridor_lists(corridor, today)
    settings = law_settings(corridor.text, today)
    in_force = {(v.publisher, v.kind, v.version) for v in state.shown.in_force}
    shown = []
    for x in ListVersionRecord.objects.filter(corridor=corridor):
        known = known_of(x)
        last = x.since + timedelta(days=settings.max_list_age_days)
        shown.append(
            ListVersionShown(x, known.on(today, settings.max_list_age_days), known.names in in_force, last)
        )
    uploads = ListUpload.objects.filter(corridor=corridor).select_related("member__user")[:RECENT]
    jobs = list(Job.objects.filter(kind__in=(STORE, SCREEN)).order_by("-id")[: 3 * RECENT])
    failed = {job.about for job in jobs if job.state == FAILED}
    return ListsOfCorridor(
        corridor,
        state,
        tuple(x for x in shown if x.in_force),
        tuple(x for x in shown if not x.in_force),
        tuple((x, told(x.told), x.state == WAITING and about(x) in failed) for x in uploads),
        tuple(Rescreening.objects.filter(corridor=corridor).defer("turned")[:RECENT]),
        tuple([x for x in jobs if x.state in OPEN] or [x for x in jobs[:1] if x.state == FAILED]),
    )


def to_decide(member: Member) -> int:
    """How many uploads are asked about."""
    return ListUpload.objects.filter(corridor__in=corridors(member), state=ASKED).count()


def doubts(_member: Member) -> int:
    """How many reasons there are, over all corridors, why nobody is cleared."""
    return sum(len(x.problems) for x in every_corridors_lists())


def told(kept: str) -> tuple[str, ...]:
    """Sentences as a record keeps them."""
    return tuple(from_json(x) for x in json.loads(kept))


def version_of(member: Member, key: str) -> ListVersionRecord | None:
    """A version of a corridor that the member works in."""
    found = ListVersionRecord.objects.filter(key=key, corridor__in=corridors(member))
    return found.select_related("corridor").first()


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """A version and the earlier one that it is held against, with those that could be instead."""

    version: ListVersionRecord
    earlier: ListVersionRecord
    others: tuple[ListVersionRecord, ...]  # every earlier version, the latest first
    done: bool  # whether what changed between the two is written
    job: Job | None  # that compares them, where it is open or failed

    def changes(self, kind: str = "") -> QuerySet[ListChange]:
        """What changed, of one kind or of all."""
        found = ListChange.objects.filter(version=self.version, earlier=self.earlier)
        return (found.filter(kind=kind) if kind else found).order_by("id")

    def counted(self) -> dict[str, int]:
        """How many entries came, went and changed."""
        return dict(self.changes().values_list("kind").annotate(n=Count("id")).order_by())


def two_versions(_member: Member, version: ListVersionRecord, key: str = "") -> TwoVersions | None:
    """A version and the earlier one of a key, or the one before it; None where there is none such."""
    others = tuple(all_before(version))
    earlier = next((x for x in others if x.key == key or not key), None)
    if earlier is None:
        return None
    done = ListComparison.objects.filter(version=version, earlier=earlier).exclude(done=None).exists()
    last = Job.objects.filter(about=about_two(version.key, earlier.key)).order_by("-id").first()
    job = last if last is not None and last.state in (*OPEN, FAILED) and not done else None
    return TwoVersions(version, earlier, others, done, job)


def rescreening(member: Member, key: str) -> tuple[Rescreening, list[dict[str, Any]]] | None:
    """A screening of all companies again, and who turned."""
    found = Rescreening.objects.filter(key=key, corridor__in=corridors(member)).select_related("corridor")
    one = found.first()
    if one is None:
        return None
    rows = json.loads(one.turned)
    for row in rows:
        row["entries"] = [from_json(x) for x in row["entries"]]
    return one, rows
