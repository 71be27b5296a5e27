"""Lists, changing (writes): what came, went and changed from an earlier version, in rows that a page shows in parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction

from svat.council.lists import Changes, EntryChange, list_changes
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.lists.models import ListChange, ListComparison, ListVersionRecord
from svat.web.lists.places import lists_folder
from svat.wording import say
from svat.wording.kept import to_json

ADDED, REMOVED, CHANGED = KINDS = ("added", "removed", "changed")
_BATCH = 1000


def compare(job: Job, progress: JobProgress) -> None:
    """The job that holds two versions of a list against each other, which somebody chose."""
    given = json.loads(job.arguments)
    both = ListVersionRecord.objects.select_related("corridor")
    progress(say("comparing the two versions"), 0, 1)
    changes_to(both.get(key=given["version"]), both.get(key=given["earlier"]))


def changes_to(version: ListVersionRecord, earlier: ListVersionRecord) -> None:
    """Write what changed between two versions of one list, in place of what was written before."""
    found = list_changes(
        lists_folder(version.corridor), version.publisher, earlier.version_date, version.version_date
    )
    rows = list(_rows(version, earlier, found.changes))
    pair = {"version": version, "earlier": earlier}
    with transaction.atomic():
        ListComparison.objects.update_or_create(version=version, earlier=earlier, defaults={"done": None})
        ListChange.objects.filter(**pair).delete()
    for start in range(0, len(rows), _BATCH):
        with transaction.atomic():
            ListChange.objects.bulk_create(rows[start : start + _BATCH])
    ListComparison.objects.filter(**pair).update(done=datetime.now(UTC))


def _rows(version: ListVersionRecord, earlier: ListVersionRecord, found: Changes) -> Iterator[ListChange]:
    both = {"version": version, "earlier": earlier}
    for kind, entries in ((ADDED, found.added), (REMOVED, found.removed)):
        for entry in entries:
            yield ListChange(**both, kind=kind, entry=entry.id, name=entry.name)
    for change in found.changed:
        words = json.dumps([to_json(x) for x in _words(change)], ensure_ascii=False)
        yield ListChange(**both, kind=CHANGED, entry=change.id, name=change.name, words=words)


def _words(change: EntryChange) -> Iterator[str]:
    """What an entry says now and did not, a sentence each."""
    numbers = [[" ".join(x) for x in of] for of in (change.identifiers_added, change.identifiers_removed)]
    parts = (
        (say("names added"), [x.text for x in change.names_added]),
        (say("names gone"), [x.text for x in change.names_removed]),
        (say("names graded anew"), [x.text for x in change.names_regraded]),
        (say("numbers added"), numbers[0]),
        (say("numbers gone"), numbers[1]),
    )
    for what, values in parts:
        if values:
            yield say("{what}: {values}", what=what, values="; ".join(values))
    for other in change.other:
        yield say("{field}: {was} → {now}", field=other.field, was=other.was or "–", now=other.now or "–")
