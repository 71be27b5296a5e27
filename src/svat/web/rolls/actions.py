"""Rolls, actions: a file sent, its headings corrected, applied, undone, discarded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import ClassVar

from svat.council.roll_files import ENCODINGS
from svat.council.rolls import CANONICAL
from svat.web.actions import Action, Done, NotDone
from svat.web.jobs.models import OPEN, Job
from svat.web.jobs.queue import put
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls import previewing
from svat.web.rolls.force import basis, files_in_force, said_before
from svat.web.rolls.models import (
    APPLIED,
    APPLYING,
    DISCARDED,
    IN_FORCE,
    PREVIEWED,
    UNDOING,
    WAITING,
    Import,
)
from svat.web.rolls.names import is_text, received_name
from svat.web.rolls.projecting import about, project_again
from svat.web.rolls.resting import rests_on
from svat.wording import say, say_list, unusable

_OTHER = {"a": "b", "b": "a"}
NOT_OURS = "-"  # of a heading that means none of our columns
_SHOWN = 5  # names in a sentence


@dataclass(frozen=True)
class UploadRoll(Action):
    """Keep a file of a side as it was received, to be looked at before it is in force."""

    name: ClassVar[str] = "upload roll"
    corridor: str
    side: str
    file: str
    data: bytes = field(repr=False)
    replaces: bool = False

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone, UnusableInput."""
        assert member is not None, "a file is sent by a member"
        corridor = CorridorRecord.objects.filter(key=self.corridor).first()
        if corridor is None or self.side not in _OTHER:
            raise NotDone(say("there is no such corridor"), 404)
        name, digest = received_name(self.file), sha256(self.data).hexdigest()
        if not self.data:
            raise unusable("{file}: the file is empty", file=name)
        if any(x.sha256 == digest for x in files_in_force(corridor, self.side)):
            raise NotDone(say("{file}: this very file is in force already", file=name), 409)
        made = Import.objects.create(
            corridor=corridor, side=self.side, name=name, data=self.data, size=len(self.data), sha256=digest,
            replaces=self.replaces, member=member,
            mapping=json.dumps(said_before(corridor, self.side), ensure_ascii=False),
        )  # fmt: skip
        put(previewing.KIND, previewing.about(made), {"import": made.pk}, member)
        changed = {"state": (None, WAITING), "name": (None, name), "side": (None, self.side)}
        return Done(
            (f"import:{made.key}",),
            changed,
            {"file": digest},
            result=made,
            answer=f"/rolls/imports/{made.key}/",
        )


@dataclass(frozen=True)
class _OfImport:
    """What is done to a file that was sent, as the person saw it."""

    object_kind: ClassVar[str] = "import"
    key: str
    version: int

    def state(self) -> str:
        """Of the import."""
        return import_of(self.key).state


@dataclass(frozen=True)
class MapHeadings(_OfImport, Action):
    """Say what headings mean, in which encoding the letters are, and whether the file takes the place of others."""

    name: ClassVar[str] = "map headings"
    mapping: Mapping[str, str]  # heading → canonical column, "-" for none
    encoding: str
    replaces: bool

    def execute(self, member: Member | None) -> Done:
        """It is read anew. Raises NotDone, UnusableInput."""
        of = import_of(self.key)
        for heading, canonical in self.mapping.items():
            if canonical not in (*CANONICAL, NOT_OURS):
                raise unusable(
                    "{heading}: {canonical} is not a column of a roll",
                    heading=repr(heading),
                    canonical=repr(canonical),
                )
        if self.encoding and (self.encoding not in ENCODINGS or not is_text(of.name)):
            raise unusable("{file}: cannot be read as {encoding}", file=of.name, encoding=self.encoding)
        if _busy(previewing.about(of)):
            raise NotDone(say("the file is being read; wait until that is done"), 409)
        wanted = {
            "mapping": json.dumps(dict(self.mapping), ensure_ascii=False), "encoding": self.encoding,
            "replaces": self.replaces,
        }  # fmt: skip
        changed = {x: (getattr(of, x), y) for x, y in wanted.items() if getattr(of, x) != y}
        _move(of, self.version, state=WAITING, **wanted)
        put(previewing.KIND, previewing.about(of), {"import": of.pk}, member)
        return Done((f"import:{of.key}",), changed | {"state": (of.state, WAITING)}, {"file": of.sha256})


@dataclass(frozen=True)
class ApplyImport(_OfImport, Action):
    """Put a file in force; the records follow in a job."""

    name: ClassVar[str] = "apply import"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where another file of the side is on its way, or the roll is another than was looked at."""
        of = import_of(self.key)
        answer = f"/rolls/imports/{of.key}/"
        if of.state == APPLYING:
            _follow(of, self.name, member)
            return Done((), answer=answer)
        _alone(of)
        if json.loads(of.found).get("basis") != basis(of.corridor, of.side):
            raise NotDone(say("the roll has changed since this file was looked at: have it read again"), 409)
        _move(of, self.version, state=APPLYING, applied=datetime.now(UTC))
        _follow(of, self.name, member)
        return Done(
            (f"import:{of.key}",), {"state": (PREVIEWED, APPLYING)}, {"file": of.sha256}, answer=answer
        )


@dataclass(frozen=True)
class UndoImport(_OfImport, Action):
    """Take a file out of force; the roll is again what the other files say."""

    name: ClassVar[str] = "undo import"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where something that somebody decided rests on it, with the names."""
        of = import_of(self.key)
        answer = f"/rolls/imports/{of.key}/"
        if of.state == UNDOING:
            _follow(of, self.name, member)
            return Done((), answer=answer)
        _alone(of)
        if names := rests_on(of):
            more = say(" and {count} more", count=len(names) - _SHOWN) if len(names) > _SHOWN else ""
            raise NotDone(
                say(
                    "decisions rest on companies that came with this file: {names}{more}; take those back first",
                    names=say_list(names[:_SHOWN]),
                    more=more,
                ),
                409,
            )
        before = of.state
        _move(of, self.version, state=UNDOING)
        _follow(of, self.name, member)
        return Done((f"import:{of.key}",), {"state": (before, UNDOING)}, {"file": of.sha256}, answer=answer)


@dataclass(frozen=True)
class DiscardImport(_OfImport, Action):
    """Take a file away that was never in force; its data go."""

    name: ClassVar[str] = "discard import"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        of = import_of(self.key)
        before = of.state
        _move(of, self.version, state=DISCARDED, data=b"")
        return Done((f"import:{of.key}",), {"state": (before, DISCARDED)}, {"file": of.sha256})


def import_of(key: str) -> Import:
    """The import of a key. Raises NotDone."""
    found = Import.objects.select_related("corridor").defer("data").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such file"), 404)
    return found


def _move(of: Import, version: int, **fields: object) -> None:
    """Change an import if it is still as the person saw it."""
    done = Import.objects.filter(pk=of.pk, version=version, state=of.state).update(
        version=version + 1, **fields
    )
    if not done:
        raise NotDone(say("somebody changed this while you had it open"), 409)


def _alone(of: Import) -> None:
    """Only one file of a side is on its way into force or out of it."""
    others = Import.objects.filter(corridor=of.corridor, side=of.side, state__in=(APPLYING, UNDOING))
    if (other := others.exclude(pk=of.pk).first()) is not None:
        raise NotDone(say("{file} is on its way; wait until that is done", file=other.name), 409)
    if of.state in IN_FORCE and of.state != APPLIED and _busy(about(of.corridor, of.side)):
        raise NotDone(say("{file} is on its way; wait until that is done", file=of.name), 409)


def _busy(what: str) -> bool:
    return Job.objects.filter(about=what, state__in=OPEN).exists()


def _follow(of: Import, why: str, member: Member | None) -> None:
    """The records of the side follow; those of the other too where the file taught headings, which count for both."""
    project_again(of.corridor, of.side, why, member, of)
    if of.mapping != "{}" and files_in_force(of.corridor, _OTHER[of.side]):
        project_again(of.corridor, _OTHER[of.side], why, member)
