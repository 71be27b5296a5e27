"""Rolls, finishing (writes): the end of a projection: the import in force or undone, the job done, an entry made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from svat.web.actions import Action, Done
from svat.web.jobs.models import DONE, OPEN, Job
from svat.web.jobs.queue import put
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls.force import basis
from svat.web.rolls.models import APPLIED, APPLYING, UNDOING, UNDONE, Import

# Kinds of jobs that follow on a projection, each about the corridor as a whole: filled by the parts that do them.
AFTER: list[str] = []


@dataclass(frozen=True)
class FinishProjection(Action):
    """End a projection, unless what the roll rests on has changed since it was read; `result` says whether it ended."""

    name: ClassVar[str] = "finish projection"
    job: int
    corridor: str
    side: str
    basis: str  # that was read
    digest: str  # of the roll

    def execute(self, member: Member | None) -> Done:
        """Whoever changes what a roll rests on holds the job's row (`put`), so that none of it is missed."""
        del member
        job = Job.objects.select_for_update(no_key=True).get(pk=self.job)
        corridor = CorridorRecord.objects.get(key=self.corridor)
        if basis(corridor, self.side) != self.basis:
            return Done((), result=False)
        versions = {"basis": self.basis, "roll": self.digest}
        objects = [f"corridor:{corridor.key}", f"side:{self.side}"]
        fields: dict[str, tuple[Any, Any]] = {}
        if job.changed:
            fields["companies changed"] = (0, job.changed)
        of_side = Import.objects.filter(corridor=corridor, side=self.side).defer("data")
        for before, after in ((APPLYING, APPLIED), (UNDOING, UNDONE)):
            for x in of_side.filter(state=before):
                Import.objects.filter(pk=x.pk, state=before).update(state=after, version=x.version + 1)
                objects.append(f"import:{x.key}")
                fields["state"] = (before, after)
        Job.objects.filter(pk=job.pk, state__in=OPEN).update(state=DONE, ended=datetime.now(UTC))
        for kind in AFTER:
            put(kind, f"{kind}:{corridor.key}", {"corridor": corridor.pk, "side": self.side}, job.member)
        return Done(tuple(objects), fields, versions, result=True)
