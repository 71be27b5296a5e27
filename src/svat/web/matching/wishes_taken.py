"""Matching, wishes taken (writes): records made of a folder's wishes, when its companies are there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from svat.council.wishes import Wishes, wishes_of
from svat.web.actions import Action, Done, perform
from svat.web.jobs.models import OPEN, Job
from svat.web.jobs.progress import JobProgress
from svat.web.matching.folder import WISHES, companies_by_id
from svat.web.matching.models import WishRecord
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls.models import FolderFile
from svat.web.store import store_of
from svat.wording.kept import to_json

TAKE = "take wishes"
MUST, VETO, MOST = "must", "veto", "most"
_BEFORE = "wishes-before.csv"


def take_wishes(job: Job, _progress: JobProgress) -> None:
    """The job: does nothing where no wishes came, or where companies are still being brought in."""
    corridor = CorridorRecord.objects.get(pk=json.loads(job.arguments)["corridor"])
    rolls = Job.objects.filter(about__startswith=f"roll:{corridor.key}:", state__in=OPEN)
    if FolderFile.objects.filter(corridor=corridor, path=WISHES).exists() and not rolls.exists():
        store = store_of(corridor)
        if all(store.files.rolls):
            perform(None, TakeWishes(corridor.key, wishes_of(store)), who="worker")


@dataclass(frozen=True)
class TakeWishes(Action):
    """Make records of a folder's wishes; its file is kept beside as it came."""

    name: ClassVar[str] = "take wishes"
    corridor: str
    wishes: Wishes

    def execute(self, member: Member | None) -> Done:
        """Once."""
        del member
        corridor = CorridorRecord.objects.get(key=self.corridor)
        file = (
            FolderFile.objects.select_for_update(no_key=True).filter(corridor=corridor, path=WISHES).first()
        )
        if file is None:
            return Done(())
        who = Member.objects.order_by("id").first()
        assert who is not None, "a council has an officer"
        known = {"a": companies_by_id(corridor, "a"), "b": companies_by_id(corridor, "b")}
        made = []
        for wish, a, b, most in rows_of(self.wishes):
            of = {"a": known["a"].get(a), "b": known["b"].get(b)}
            if (a and of["a"] is None) or (b and of["b"] is None):
                continue  # not on the roll: the file that is kept says so
            fields: dict[str, Any] = {**of, "most": most, "member": who}
            made.append(WishRecord.objects.create(corridor=corridor, wish=wish, **fields).key)
        FolderFile.objects.filter(pk=file.pk).update(path=_BEFORE)
        refused = [to_json(str(x)) for x in self.wishes.refusals]
        fields = {"wishes": (None, len(made)), "refused": (None, refused)}
        return Done(
            (f"corridor:{corridor.key}", *(f"wish:{key}" for key in made)), fields, {WISHES: file.sha256}
        )


def rows_of(wishes: Wishes) -> Iterator[tuple[str, str, str, int | None]]:
    """(wish, a, b, most) of each wish, in one order."""
    for wish, pairs in ((MUST, wishes.must), (VETO, wishes.veto)):
        for a, b in sorted(pairs):
            yield wish, a, b, None
    for company, most in sorted(wishes.most.a.items()):
        yield MOST, company, "", most
    for company, most in sorted(wishes.most.b.items()):
        yield MOST, "", company, most
