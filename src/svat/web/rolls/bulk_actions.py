"""Rolls, bulk actions: what was done to many at once is undone at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from svat.web.actions import Action, Done, NotDone
from svat.web.people.models import Member
from svat.web.rolls.company_actions import CorrectCompanies, undo_corrections
from svat.web.rolls.models import BulkRecord
from svat.web.rolls.same_actions import TellManyApart, undo_apart
from svat.wording import say

# Action → how it is undone; says how many.
UNDO: Mapping[str, Callable[[BulkRecord, Member], int]] = {
    CorrectCompanies.name: undo_corrections,
    TellManyApart.name: undo_apart,
}


@dataclass(frozen=True)
class UndoBulk(Action):
    """Undo what was done to many at once; what somebody has changed again since stays."""

    name: ClassVar[str] = "undo bulk"
    object_kind: ClassVar[str] = "bulk"
    key: str

    def state(self) -> str:
        """Done or undone."""
        return "done" if _bulk(self.key).undone is None else "undone"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        assert member is not None, "a member takes back"
        bulk = _bulk(self.key)
        if not BulkRecord.objects.filter(pk=bulk.pk, undone=None).update(undone=datetime.now(UTC)):
            raise NotDone(say("this was undone already"), 409)
        count = UNDO[bulk.action](bulk, member)
        return Done((f"bulk:{bulk.key}",), {"count": (bulk.count, count)}, result=count)


def _bulk(key: str) -> BulkRecord:
    found = BulkRecord.objects.filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such change"), 404)
    return found
