"""The web application, actions: the one way to change anything: permission, change and audit entry in one place.

An action is a frozen dataclass with what it is told; `execute` changes records and says what it changed. `perform` asks
the matrix, runs it in one transaction, and appends the entry to the chain as the last step before the commit. Pages,
commands and jobs use the same actions.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from svat.web.audit.append import append, earlier
from svat.web.audit.last import LastWord, last_word
from svat.web.people.models import COMPANY, Member
from svat.web.permissions import ACTIONS, may_do
from svat.wording import unusable


class NotDone(Exception):  # noqa: N818 - reads as what it is at every raise
    """An action that must not be: not permitted, not in this state, or overtaken by somebody else's."""

    def __init__(
        self, said: str, status: int = 403, both: Mapping[str, tuple[Any, Any]] | None = None
    ) -> None:
        """`both` are, by field, what the person wanted and what stands there now."""
        super().__init__(said)
        self.said, self.status, self.both = said, status, dict(both or {})
        self.last: LastWord | None = None  # what somebody else did, where they were faster


@dataclass(frozen=True)
class Done:
    """What an action did: the objects, by field what was before and after, and the data that it rests on."""

    objects: tuple[str, ...]
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    result: Any = None
    answer: str = ""  # where the sender of the form goes
    looked_up: bool = False  # personal data was read: there is an entry though nothing changed


class Action(ABC):
    """One change that a member asks for."""

    name: ClassVar[str]
    object_kind: ClassVar[str] = ""  # of what `key` is, as the log names it

    def about(self) -> str:
        """What it changes, as the log names it; "" for what is there only afterwards."""
        key = getattr(self, "key", "")
        return f"{self.object_kind}:{key}" if self.object_kind and key else ""

    @abstractmethod
    def execute(self, member: Member | None) -> Done:
        """Make the change within the transaction that is open. Raises NotDone."""

    def state(self) -> str | None:
        """The state of what it changes, read within the transaction; None where that does not matter."""
        return None


def perform(member: Member | None, action: Action, *, once: str = "", who: str = "") -> Done:
    """Run an action for a member, or for a process (`who`) that no member stands behind.

    `once` is the form's one-use key: the same form sent twice changes one thing and gives the same answer.
    Raises NotDone.
    """
    assert action.name in ACTIONS, action.name
    if once and (before := earlier(once)) is not None:
        return Done((), answer=before)
    try:
        return _performed(member, action, once, who)
    except (NotDone, IntegrityError) as error:
        # The same form, sent twice at once: while this one waited its turn the other was done.
        if once and (before := earlier(once)) is not None:
            return Done((), answer=before)
        if (
            isinstance(error, NotDone)
            and error.status == 409
            and member is not None
            and member.role != COMPANY
        ):
            error.last = last_word(action.about())  # who works in the council is not a company's to know
        raise


def _performed(member: Member | None, action: Action, once: str, who: str) -> Done:
    with transaction.atomic():
        _permit(member, action, who)
        change = action.execute(member)
        if change.fields or change.looked_up:
            append(who or f"member {member.pk if member else 0}", action.name, change, once)
    return change


def _permit(member: Member | None, action: Action, who: str) -> None:
    if member is None:
        if not who or ACTIONS[action.name].roles:
            raise NotDone("not permitted")
        return
    # Role and person as they are now, not as they were when the request began.
    now = Member.objects.select_related("user").get(pk=member.pk)
    if now.ended is not None or not now.user.is_active or not may_do(action.name, now.role):
        raise NotDone(str(unusable("this is not yours to do")))
    state = action.state()
    if state is not None and not may_do(action.name, now.role, state):
        raise NotDone(str(unusable("somebody was faster: it is {state} now", state=state)), 409)


def take(record: Any, version: int, **fields: Any) -> dict[str, tuple[Any, Any]]:
    """Done fields of a record if it is still of the version that the person saw; by field before and after.

    Raises NotDone with both values where somebody else was faster.
    """
    model = type(record)
    before = {name: getattr(record, name) for name in fields}
    changed = {name: (before[name], value) for name, value in fields.items() if before[name] != value}
    if not changed:
        return {}
    done = model.objects.filter(pk=record.pk, version=version).update(version=version + 1, **fields)
    if not done:
        now = model.objects.get(pk=record.pk)
        both = {
            name: (value, getattr(now, name)) for name, value in fields.items() if getattr(now, name) != value
        }
        raise NotDone(str(unusable("somebody changed this while you had it open")), 409, both)
    for name, value in fields.items():
        setattr(record, name, value)
    record.version = version + 1
    return changed
