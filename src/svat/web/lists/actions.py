"""Lists, actions: upload a list, take one with fewer entries, leave it, read the folder again, screen again."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath
from typing import ClassVar

from svat.web.actions import Action, Done, NotDone, take
from svat.web.jobs.models import FAILED, Job
from svat.web.jobs.queue import put
from svat.web.lists.models import REFUSED, WAITING, ListFile, ListUpload, ListVersionRecord
from svat.web.lists.records import all_before
from svat.web.people.corridors import corridor_by_key
from svat.web.people.models import Member
from svat.wording import say, unusable

STORE, SCREEN, COMPARE = "store list", "screen again", "compare lists"
MOST_FILES = 6  # of one version; OFAC's list has four


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SentList:
    """What a list is said to be, and its files."""

    publisher: str
    kind: str
    version: date
    files: Sequence[SentFile]
    covers: str = ""
    accept_fewer: bool = False


@dataclass(frozen=True)
class UploadList(Action):
    """Hand a list to the law room's store."""

    name: ClassVar[str] = "upload list"
    corridor: str
    sent: SentList
    answer: str = ""

    def execute(self, member: Member | None) -> Done:
        """Keep the files as they came; the worker stores them. Raises UnusableInput."""
        assert member is not None, "a list is somebody's"
        sent = self.sent
        named = _named(sent.files)
        corridor = corridor_by_key(self.corridor)
        made = ListUpload.objects.create(
            corridor=corridor, publisher=sent.publisher, kind=sent.kind, version_date=sent.version, covers=sent.covers,
            accept_fewer=sent.accept_fewer, member=member,
        )  # fmt: skip
        for name, data in named:
            ListFile.objects.create(
                upload=made, name=name, size=len(data), sha256=sha256(data).hexdigest(), data=data
            )
        _begin(made, member)
        asked = f"{sent.publisher} ({sent.kind}), {sent.version}"
        hashes = {name: sha256(data).hexdigest() for name, data in named}
        return Done((f"list:{made.key}",), {"list": (None, asked)}, hashes, made, self.answer)


@dataclass(frozen=True)
class AcceptFewer(Action):
    """Take a list that is far poorer than the version before, knowing it."""

    name: ClassVar[str] = "accept fewer entries"
    object_kind: ClassVar[str] = "list"
    key: str
    version: int

    def state(self) -> str:
        """Of the upload."""
        return _upload(self.key).state

    def execute(self, member: Member | None) -> Done:
        """Store it after all."""
        upload = _upload(self.key)
        changed = take(upload, self.version, state=WAITING, accept_fewer=True)
        _begin(upload, member)
        return Done((f"list:{upload.key}",), changed)


@dataclass(frozen=True)
class DiscardList(Action):
    """Leave a list that is asked about, or whose reading was broken off; its files are not kept."""

    name: ClassVar[str] = "discard list"
    object_kind: ClassVar[str] = "list"
    key: str
    version: int

    def state(self) -> str:
        """Of the upload."""
        return _upload(self.key).state

    def execute(self, member: Member | None) -> Done:
        """Forget its bytes."""
        upload = _upload(self.key)
        if upload.state == WAITING and not broken_off(upload):
            raise NotDone(say("the list is being read; wait until that is done"), 409)
        changed = take(upload, self.version, state=REFUSED)
        ListFile.objects.filter(upload=upload).update(data=None)
        return Done((f"list:{upload.key}",), changed)


@dataclass(frozen=True)
class ReadListsAgain(Action):
    """Have the folder of lists read, which was changed from outside."""

    name: ClassVar[str] = "read lists again"
    corridor: str

    def execute(self, member: Member | None) -> Done:
        """Start the job, or show the one that runs."""
        job = put(STORE, f"lists:{self.corridor}", {"corridor": self.corridor}, member)
        return Done((f"corridor:{self.corridor}",), result=job)


@dataclass(frozen=True)
class AskForRescreening(Action):
    """Have all companies held against the lists before a version and today's."""

    name: ClassVar[str] = "ask for rescreening"
    key: str  # of the version

    def execute(self, member: Member | None) -> Done:
        """Start the job, or show the one that runs."""
        if not ListVersionRecord.objects.filter(key=self.key).exists():
            raise NotDone(say("there is no such version"), 404)
        return Done(
            (f"list version:{self.key}",),
            result=put(SCREEN, f"screen:{self.key}", {"version": self.key}, member),
        )


@dataclass(frozen=True)
class AskForComparison(Action):
    """Have a version held against an earlier one of the same list."""

    name: ClassVar[str] = "ask for comparison"
    key: str
    earlier: str

    def execute(self, member: Member | None) -> Done:
        """Start the job, or show the one that runs."""
        version = ListVersionRecord.objects.filter(key=self.key).first()
        if version is None or not all_before(version).filter(key=self.earlier).exists():
            raise NotDone(say("there is no such version"), 404)
        given = {"version": self.key, "earlier": self.earlier}
        return Done(
            (f"list version:{self.key}",),
            result=put(COMPARE, about_two(self.key, self.earlier), given, member),
        )


def about_two(version: str, earlier: str) -> str:
    """What the job that compares two versions is about."""
    return f"compare:{version}:{earlier}"


def broken_off(upload: ListUpload) -> bool:
    """Whether nobody works at an upload that waits, as that was broken off too often."""
    last = Job.objects.filter(about=about(upload)).order_by("-id").first()
    return last is not None and last.state == FAILED


def about(upload: ListUpload) -> str:
    """What the job of an upload is about."""
    return f"list:{upload.key}"


def _begin(upload: ListUpload, member: Member | None) -> None:
    put(STORE, about(upload), {"upload": upload.key}, member)


def _named(files: Sequence[SentFile]) -> list[tuple[str, bytes]]:
    """Each file by a name that is one, and no two of a name. Raises UnusableInput."""
    if not 1 <= len(files) <= MOST_FILES:
        raise unusable("give the files of one list, {most} at most", most=MOST_FILES)
    found = [(_name(file.name), file.data) for file in files]
    names = [name.casefold() for name, _ in found]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise unusable("{file}: was sent twice", file=twice)
    return found


def _name(given: str) -> str:
    """The last part of a name, in one form, without what a path is made of."""
    name = unicodedata.normalize("NFC", PurePosixPath(given.replace("\\", "/")).name)
    kept = "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|').strip(". ")
    if not kept:
        raise unusable("{file}: is no name of a file", file=repr(given))
    return kept[-200:]


def _upload(key: str) -> ListUpload:
    found = ListUpload.objects.select_related("corridor").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such upload"), 404)
    return found
