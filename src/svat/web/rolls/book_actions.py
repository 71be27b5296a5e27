"""Rolls, book actions: take a long list away as a workbook, which is made in the background."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from svat.web.actions import Action, Done
from svat.web.jobs.queue import put
from svat.web.people.models import Member
from svat.web.rolls.books import KIND
from svat.web.rolls.models import ListTaken
from svat.wording import unusable

KEPT = timedelta(days=1)
_MOST = 5  # of one member at a time


@dataclass(frozen=True)
class TakeList(Action):
    """Ask for the workbook of a filter; one that is being made already is shown."""

    name: ClassVar[str] = "take list away"
    query: str
    language: str

    def execute(self, member: Member | None) -> Done:
        """Raises UnusableInput where the member has several already."""
        assert member is not None, "a list is taken by a member"
        now = datetime.now(UTC)
        own = ListTaken.objects.filter(member=member, expires__gt=now)
        there = own.filter(query=self.query, language=self.language, done=None).first()
        if there is not None:
            return Done((f"list:{there.key}",), answer=address_of(there))
        if own.count() >= _MOST:
            raise unusable("you have {count} workbooks of the last day; take those", count=_MOST)
        made = ListTaken.objects.create(
            member=member, query=self.query, language=self.language, expires=now + KEPT
        )
        put(KIND, f"list:{made.key}", {"list": made.key}, member)
        return Done((f"list:{made.key}",), {"query": (None, self.query)}, answer=address_of(made))


def address_of(taken: ListTaken) -> str:
    """Its page."""
    return f"/companies/taken/{taken.key}/"
