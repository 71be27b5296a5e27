"""Lists, storing: the job that puts an upload into the law room's store and remembers what lies there.

It may be broken off anywhere and begun again: the files are staged anew and held against their hashes, the store takes
a version whole or not at all and knows one that it has, and what is remembered is written in one transaction.
"""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from svat.council.lists import Added, FewerEntriesError, NewVersion, add
from svat.council.lists_known import read_folder
from svat.files import make_folder, write
from svat.refusals import UnusableInput, said_of
from svat.web.actions import perform
from svat.web.faults import OURS, kind_of
from svat.web.jobs import queue
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.lists.changing import changes_to
from svat.web.lists.models import ASKED, REFUSED, STORED, WAITING, ListUpload, ListVersionRecord
from svat.web.lists.places import lists_folder, staging_folder
from svat.web.lists.records import ReadListFolder, RefuseList, StoreList, before
from svat.web.people.models import CorridorRecord
from svat.wording import say, unusable
from svat.wording.kept import from_text, to_text

_STEPS, _COMPARED = 3, "compared"


def store(job: Job, progress: JobProgress) -> None:
    """Store the upload that the job names; a job without one reads the folder again."""
    given = json.loads(job.arguments)
    if "corridor" in given:
        read_again(CorridorRecord.objects.get(key=given["corridor"]))
        return
    upload = ListUpload.objects.select_related("corridor").get(key=given["upload"])
    if upload.state == STORED:
        _after(upload, job, progress)  # broken off between the two
    if upload.state != WAITING:
        return
    staging = staging_folder(upload.key)
    places = {staging, lists_folder(upload.corridor)}
    try:
        progress(say("reading the list"), 0, _STEPS)
        added = _added(upload, staging)
    except UnusableInput as error:
        if kind_of(error) != OURS:
            raise  # the list is not to blame: it is read when there is room
        state = ASKED if isinstance(error, FewerEntriesError) else REFUSED
        perform(None, RefuseList(upload.key, state, (without_places(said_of(error), places),)), who="worker")
        return
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    progress(say("remembering the version"), 1, _STEPS)
    told = tuple(without_places(x, places) for x in _told(added, upload))
    read = _read(upload.corridor, places)
    perform(None, StoreList(upload.key, read, told), who="worker")
    _after(upload, job, progress)


def read_again(corridor: CorridorRecord) -> None:
    """Remember what lies in a corridor's folder, whoever put it there."""
    read = _read(corridor, {lists_folder(corridor)})
    perform(None, ReadListFolder(corridor.key, read), who="worker")


def _added(upload: ListUpload, staging: Path) -> Added:
    """The files as they came, staged under their names and put into the store."""
    make_folder(staging)
    paths = []
    for file in upload.files.all():
        data = bytes(file.data or b"")
        if sha256(data).hexdigest() != file.sha256:
            raise unusable("{file}: was received incompletely; upload it again", file=file.name)
        write(staging / file.name, data)
        paths.append(staging / file.name)
    covers = tuple(x.strip() for x in upload.covers.split(",") if x.strip())
    new = NewVersion(paths, upload.kind, upload.publisher, upload.version_date, composite_of=covers)
    return add(lists_folder(upload.corridor), new, accept_fewer=upload.accept_fewer)


def _told(added: Added, upload: ListUpload) -> list[str]:
    """What the store did, and why it clears nobody where it does not."""
    stored_before = ListVersionRecord.objects.filter(
        corridor=upload.corridor,
        publisher=upload.publisher,
        kind=upload.kind,
        version_date=upload.version_date,
    ).exists()
    same = not added.new and stored_before
    first = [say("is there already, the same bytes: nothing changed")] if same else []
    return first + [x for x in (added.version.cut, added.version.in_doubt) if x]


def _read(corridor: CorridorRecord, places: set[Path]) -> Any:
    """What the folder holds that is not remembered yet."""
    known = set(
        ListVersionRecord.objects.filter(corridor=corridor).values_list("holder", "kind", "version_date")
    )
    found = read_folder(lists_folder(corridor), datetime.now(UTC).date(), known)
    return found, tuple(without_places(x, places) for x in found.broken)


def _after(upload: ListUpload, job: Job, progress: JobProgress) -> None:
    """What changed from the versions before, and who must be screened again."""
    if job.step == _COMPARED:
        return
    progress(say("comparing with the version before"), 2, _STEPS)
    turned = None
    for version in ListVersionRecord.objects.filter(upload=upload).select_related("corridor"):
        earlier = before(version)
        if earlier is not None:
            changes_to(version, earlier)
            turned = version
    with transaction.atomic():  # broken off between the two, nobody would be screened
        progress.step(_COMPARED)
        if turned is not None:
            queue.put("screen again", f"screen:{turned.key}", {"version": turned.key}, upload.member)


def without_places(said: str, places: set[Path]) -> str:
    """What is said of files, without where on the server they lie, in its parts."""
    text = to_text(said)
    for place in sorted(map(str, places), key=len, reverse=True):
        inside = json.dumps(f"{place}{os.sep}", ensure_ascii=False)[1:-1]
        text = text.replace(inside, "").replace(json.dumps(place, ensure_ascii=False)[1:-1], "lists")
    found: str = from_text(text)
    return found
