"""Lists, records (writes): what the worker remembers of lists: stored, refused, or found in the folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from svat.council.lists_known import KnownVersion, ListsRead
from svat.web.actions import Action, Done, take
from svat.web.jobs.queue import put
from svat.web.lists.models import (
    REFUSED,
    STORED,
    WAITING,
    ListChange,
    ListComparison,
    ListFile,
    ListFolder,
    ListUpload,
    ListVersionRecord,
)
from svat.web.matching.rechecking import ask_for_recheck
from svat.web.people.models import CorridorRecord, Member
from svat.wording.kept import to_json, to_text

# Kinds of jobs that follow on a change of a corridor's lists: filled by the parts that do them.
AFTER: list[str] = []
FolderRead = tuple[ListsRead, tuple[str, ...]]  # what was read, and what cannot be, without places


@dataclass(frozen=True)
class StoreList(Action):
    """An upload lies in the store: its version is remembered, its bytes are kept there alone."""

    name: ClassVar[str] = "store list"
    key: str
    read: FolderRead
    told: tuple[str, ...]

    def execute(self, member: Member | None) -> Done:
        """Once: a job that is begun again finds it done."""
        del member
        upload = ListUpload.objects.select_related("corridor").get(key=self.key)
        if upload.state != WAITING:
            return Done(())
        made = _remember(upload.corridor, self.read, upload)
        changed = take(upload, upload.version, state=STORED, told=as_told(self.told))
        ListFile.objects.filter(upload=upload).update(data=None)
        _follow(upload.corridor, upload.member)
        hashes = {f"{x.publisher} {x.kind} {x.version_date}": x.sha256 for x in made}
        return Done((f"list:{upload.key}", *(f"list version:{x.key}" for x in made)), changed, hashes)


@dataclass(frozen=True)
class RefuseList(Action):
    """An upload cannot be stored, or is asked about; what is refused for good is not kept."""

    name: ClassVar[str] = "refuse list"
    key: str
    to: str
    told: tuple[str, ...]

    def execute(self, member: Member | None) -> Done:
        """Once."""
        del member
        upload = ListUpload.objects.get(key=self.key)
        if upload.state != WAITING:
            return Done(())
        changed = take(upload, upload.version, state=self.to, told=as_told(self.told))
        if self.to == REFUSED:
            ListFile.objects.filter(upload=upload).update(data=None)
        return Done((f"list:{upload.key}",), changed)


@dataclass(frozen=True)
class ReadListFolder(Action):
    """What lies in the folder of lists is remembered as it is."""

    name: ClassVar[str] = "read list folder"
    key: str
    read: FolderRead

    def execute(self, member: Member | None) -> Done:
        """What is no longer named is forgotten."""
        del member
        corridor = CorridorRecord.objects.get(key=self.key)
        folder = ListFolder.objects.filter(corridor=corridor).first()
        before = folder.manifest if folder else ""
        made = _remember(corridor, self.read, None)
        _follow(corridor, None)
        objects = (f"corridor:{corridor.key}", *(f"list version:{x.key}" for x in made))
        now = self.read[0].manifest
        return Done(objects, {"lists": (before, now)} if made or before != now else {})


def _follow(corridor: CorridorRecord, member: Member | None) -> None:
    for kind in AFTER:
        put(kind, f"{kind}:{corridor.key}", {"corridor": corridor.pk}, member)


def _remember(
    corridor: CorridorRecord, found: FolderRead, upload: ListUpload | None
) -> list[ListVersionRecord]:
    read, broken = found
    there = {
        (x.holder, x.kind, x.version_date): x for x in ListVersionRecord.objects.filter(corridor=corridor)
    }
    for names in there.keys() - set(read.named):
        for record in ListVersionRecord.objects.filter(
            corridor=corridor, holder=names[0], kind=names[1], version_date=names[2]
        ):
            either = Q(version=record) | Q(earlier=record)
            ListChange.objects.filter(either).delete()
            ListComparison.objects.filter(either).delete()
            record.delete()
    made = [_record(corridor, version, upload) for version in read.versions]
    if made or there.keys() - set(read.named):  # what companies see is asked about by the lists of now
        ask_for_recheck(corridor, upload.member if upload else None)
    fields = {"manifest": read.manifest, "broken": as_told(broken)}
    ListFolder.objects.update_or_create(corridor=corridor, defaults=fields)
    return made


def _record(corridor: CorridorRecord, version: KnownVersion, upload: ListUpload | None) -> ListVersionRecord:
    asked = (upload.publisher, upload.kind, upload.version_date) if upload else None
    fields: dict[str, Any] = {
        "holder": version.holder,
        "sha256": version.sha256,
        "entries": version.entries,
        "since": version.since,
        "doubtful": version.doubtful,
        "in_doubt": to_text(version.in_doubt),
        "upload": upload if asked == (version.holder, version.kind, version.version) else None,
    }
    record, _ = ListVersionRecord.objects.update_or_create(
        corridor=corridor, publisher=version.publisher, kind=version.kind, version_date=version.version, defaults=fields
    )  # fmt: skip
    return record


def before(version: ListVersionRecord) -> ListVersionRecord | None:
    """The version of the same list before it."""
    return all_before(version).first()


def all_before(version: ListVersionRecord) -> QuerySet[ListVersionRecord]:
    """The earlier versions of the same list, the latest first."""
    return ListVersionRecord.objects.filter(
        corridor=version.corridor_id, publisher=version.publisher, kind=version.kind,
        version_date__lt=version.version_date,
    ).order_by("-version_date")  # fmt: skip


def as_told(lines: Sequence[str]) -> str:
    """Sentences as a record keeps them."""
    return json.dumps([to_json(line) for line in lines], ensure_ascii=False)
