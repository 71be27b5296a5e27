"""Matching, records (writes): what the worker keeps of runs: introductions in batches, a draft, why one failed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, ClassVar

from django.db import transaction

from svat.web.actions import Action, Done, take
from svat.web.matching.ground import law_ground
from svat.web.matching.models import (
    DRAFT,
    FAILED,
    WAITING,
    IntroductionEvent,
    IntroductionRecord,
    RunRecord,
)
from svat.web.people.models import Member
from svat.wording.kept import to_text

_AT_ONCE = 2_000


def put_introductions(run: RunRecord, rows: Sequence[IntroductionRecord]) -> bool:
    """Write some introductions of a run that is computed; False where nobody waits for it any more."""
    with transaction.atomic():
        if not RunRecord.objects.select_for_update(no_key=True).filter(pk=run.pk, state=WAITING).exists():
            return False
        IntroductionRecord.objects.bulk_create(rows)
    return True


def take_introductions_away(run: RunRecord) -> None:
    """Forget the introductions of an attempt that did not end: nobody has seen them."""
    while keys := list(IntroductionRecord.objects.filter(run=run).values_list("pk", flat=True)[:_AT_ONCE]):
        with transaction.atomic():
            IntroductionEvent.objects.filter(introduction__in=keys).delete()
            IntroductionRecord.objects.filter(pk__in=keys, stands=False).delete()


@dataclass(frozen=True)
class KeepDraft(Action):
    """A run is computed: its document, what it rests on, its figures."""

    name: ClassVar[str] = "keep draft"
    key: str
    document: bytes
    inputs: Mapping[str, str]
    figures: Mapping[str, Any]
    changes: Mapping[str, Any]

    def execute(self, member: Member | None) -> Done:
        """Once; nothing where the run was cancelled meanwhile."""
        del member
        run = RunRecord.objects.select_for_update(no_key=True).select_related("corridor").get(key=self.key)
        if run.state != WAITING:
            return Done(())
        digest, now = sha256(self.document).hexdigest(), datetime.now(UTC)
        changed, ground = take(run, run.version, state=DRAFT), law_ground(self.inputs)
        RunRecord.objects.filter(pk=run.pk).update(
            document=self.document, sha256=digest, inputs=json.dumps(dict(self.inputs), ensure_ascii=False),
            figures=json.dumps(self.figures, ensure_ascii=False), computed=now, rechecked=now, rechecked_on=run.day,
            ground=ground, changes=json.dumps(self.changes, ensure_ascii=False),
        )  # fmt: skip
        versions = {"introductions.json": digest, "ground": ground}
        return Done((f"run:{run.key}", f"corridor:{run.corridor.key}"), changed, versions)


@dataclass(frozen=True)
class FailRun(Action):
    """A run cannot be computed, and why."""

    name: ClassVar[str] = "fail run"
    key: str
    said: str

    def execute(self, member: Member | None) -> Done:
        """Once."""
        del member
        run = RunRecord.objects.select_for_update(no_key=True).get(key=self.key)
        if run.state != WAITING:
            return Done(())
        said = to_text(self.said)
        changed = take(run, run.version, state=FAILED, said=said)
        return Done((f"run:{run.key}",), {"state": changed["state"]})
