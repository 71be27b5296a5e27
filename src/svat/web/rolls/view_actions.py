"""Rolls, view actions: keep a filter and sorting of a list under a name, for oneself or for all, and forget it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from svat.web.actions import Action, Done, NotDone
from svat.web.people.models import Member
from svat.web.rolls.models import SavedView
from svat.wording import say, unusable

_LONGEST, _MOST = 100, 200


@dataclass(frozen=True)
class SaveView(Action):
    """Keep a list's address under a name; one's own of the same name is replaced."""

    name: ClassVar[str] = "save view"
    page: str
    title: str
    query: str
    shared: bool

    def execute(self, member: Member | None) -> Done:
        """Raises UnusableInput."""
        assert member is not None, "a view is a member's"
        title = " ".join(self.title.split())
        if not title or len(title) > _LONGEST:
            raise unusable("name the view, in at most {count} letters", count=_LONGEST)
        own = SavedView.objects.filter(owner=member, page=self.page)
        there = own.filter(name=title).first()
        if there is None and own.count() >= _MOST:
            raise unusable("you have {count} views already; forget one first", count=_MOST)
        before = there.query if there else None
        view = there or SavedView(owner=member, page=self.page, name=title)
        view.query, view.shared = self.query, self.shared
        view.save()
        return Done(
            (f"view:{view.key}",), {"query": (before, self.query), "shared": (None, self.shared)}, result=view,
            answer=f"/companies/?view={view.key}",
        )  # fmt: skip


@dataclass(frozen=True)
class ForgetView(Action):
    """Forget a view of one's own."""

    name: ClassVar[str] = "forget view"
    key: str

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone: another's is as if it were not there."""
        assert member is not None, "a view is a member's"
        found = SavedView.objects.filter(key=self.key, owner__user=member.user_id).first()
        if found is None:
            raise NotDone(say("there is no such view"), 404)
        name, key = found.name, found.key
        found.delete()
        return Done((f"view:{key}",), {"name": (name, None)})
