"""Matching, actions: have a run computed, leave it, propose it, send it back, publish, withdraw, check it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from svat.web.actions import Action, Done, NotDone, take
from svat.web.jobs import queue
from svat.web.jobs.models import OPEN, Job
from svat.web.matching.computing import KIND, about
from svat.web.matching.folder import came_last, next_number
from svat.web.matching.ground import inputs_of, law_ground
from svat.web.matching.models import (
    CANCELLED,
    DRAFT,
    FAILED,
    PROPOSED,
    PUBLISHED,
    SUPERSEDED,
    WAITING,
    WITHDRAWN,
    RunRecord,
)
from svat.web.matching.notices import tell_hidden
from svat.web.matching.publishing import let_fall, let_stand, standing_but
from svat.web.matching.rechecking import ask_for_recheck, asked_about, asked_by
from svat.web.matching.records import take_introductions_away
from svat.web.people.corridors import corridor_by_key
from svat.web.people.models import CHAIR, CorridorRecord, Member
from svat.web.people.queries import council
from svat.wording import say
from svat.wording.kept import to_text


@dataclass(frozen=True, slots=True)
class RunAsked:
    """What a run is asked for."""

    day: date
    shortlist: int = 10
    alpha: float = 1.0
    leads_on: bool = True  # change as little as needed of what was published last


@dataclass(frozen=True)
class AskForRun(Action):
    """Have introductions computed; the run that is computed already where there is one."""

    name: ClassVar[str] = "ask for run"
    corridor: str
    asked: RunAsked

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        assert member is not None, "a run is somebody's"
        corridor = corridor_by_key(self.corridor, held=True)
        _end_broken_off(corridor)
        if (runs := _computed(corridor)) is not None:
            return Done((), result=runs, answer=page_of_run(runs))
        asked = self.asked
        last = _published(corridor).first() if asked.leads_on else None
        policy = {
            "shortlist": asked.shortlist, "alpha": asked.alpha,
            "leads_on": asked.leads_on and (last is not None or came_last(corridor) is not None),
        }  # fmt: skip
        try:
            with transaction.atomic():
                made = RunRecord.objects.create(
                    corridor=corridor, number=next_number(corridor), day=asked.day, policy=json.dumps(policy),
                    previous=last, member=member,
                )  # fmt: skip
        except IntegrityError:
            raise NotDone(say("somebody was faster: introductions are being computed already"), 409) from None
        queue.put(KIND, about(corridor), {"run": made.key}, member)
        fields = {
            "state": (None, WAITING),
            "policy": (None, made.policy),
            "day": (None, asked.day.isoformat()),
        }
        objects = (f"run:{made.key}", f"corridor:{corridor.key}")
        return Done(objects, fields, result=made, answer=page_of_run(made))


@dataclass(frozen=True)
class RunAction(Action):
    """What is done to a run in a state, as the person saw it."""

    object_kind: ClassVar[str] = "run"
    key: str
    version: int

    def state(self) -> str:
        """Of the run."""
        return run_by_key(self.key).state


@dataclass(frozen=True)
class CancelRun(RunAction):
    """Leave a run: one that is computed is broken off, a draft is put aside."""

    name: ClassVar[str] = "cancel run"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        del member
        run = run_by_key(self.key)
        waits = run.state == WAITING
        changed = take(run, self.version, state=CANCELLED)
        if waits:
            queue.cancel(about(run.corridor))
            take_introductions_away(run)
        return Done((f"run:{run.key}",), changed, answer=reverse("runs"))


@dataclass(frozen=True)
class ProposeRun(RunAction):
    """Propose a draft to the chair."""

    name: ClassVar[str] = "propose run"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where no approval is asked for, or something else is proposed already."""
        run = run_by_key(self.key)
        if not _chair_approves():
            raise NotDone(say("the council asks for no approval of the chair: publish it"), 422)
        if RunRecord.objects.filter(corridor=run.corridor, state=PROPOSED).exists():
            raise NotDone(say("another draft waits for the chair; leave that first"), 409)
        changed = take(run, self.version, state=PROPOSED, proposed_by=member)
        return Done((f"run:{run.key}",), {"state": changed["state"]}, answer=page_of_run(run))


@dataclass(frozen=True)
class SendRunBack(RunAction):
    """The chair does not approve, and says why."""

    name: ClassVar[str] = "send run back"
    why: str

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        del member
        run = run_by_key(self.key)
        if not self.why.strip():
            raise NotDone(say("say why, for the office"), 422)
        said = to_text(self.why.strip()[:2000])
        changed = take(run, self.version, state=DRAFT, proposed_by=None, said=said)
        return Done((f"run:{run.key}",), {"state": changed["state"]}, answer=page_of_run(run))


@dataclass(frozen=True)
class PublishRun(RunAction):
    """Let companies see a run in the place of the one before."""

    name: ClassVar[str] = "publish run"

    def execute(self, member: Member | None) -> Done:
        """Only what was checked against today's law as it stands now. Raises NotDone."""
        assert member is not None, "a member publishes"
        run = run_by_key(self.key)
        _may_publish(run, member)
        inputs = inputs_of(run.corridor)
        if not checked_today(run, inputs):
            raise NotDone(
                say("what the law rests on has changed since this was checked; have it checked again first"),
                409,
            )
        now = datetime.now(UTC)
        before = _published(run.corridor).select_for_update(no_key=True).first()
        if before is not None:
            take(before, before.version, state=SUPERSEDED)
        changed = take(run, self.version, state=PUBLISHED, published_by=member, published=now)
        shown, hidden = let_stand(run, member, now)
        if standing_but(run).exists() and not asked_by(run.corridor, now.date(), inputs):
            ask_for_recheck(
                run.corridor, member
            )  # of what both have accepted before; until then nobody is shown any
        else:
            asked_about(run.corridor, now.date(), inputs)
        tell_hidden(hidden)
        fields: dict[str, tuple[Any, Any]] = {
            "state": changed["state"], "companies shown": (None, len(shown)), "companies hidden": (None, len(hidden)),
        }  # fmt: skip
        objects = (f"run:{run.key}", *((f"run:{before.key}",) if before else ()))
        return Done(objects, fields, {"introductions.json": run.sha256}, answer=page_of_run(run))


@dataclass(frozen=True)
class WithdrawRun(RunAction):
    """Let no company see what was published, but for what both have agreed on."""

    name: ClassVar[str] = "withdraw run"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        run = run_by_key(self.key)
        now = datetime.now(UTC)
        changed = take(run, self.version, state=WITHDRAWN)
        hidden = let_fall(run.corridor, member, now)
        tell_hidden(hidden)
        fields = {"state": changed["state"], "companies hidden": (None, len(hidden))}
        return Done((f"run:{run.key}",), fields, answer=page_of_run(run))


@dataclass(frozen=True)
class AskForCheck(Action):
    """Have what stands, and what waits to be published, checked against today's law."""

    name: ClassVar[str] = "ask for check of introductions"
    corridor: str

    def execute(self, member: Member | None) -> Done:
        """Start the job, or show the one that runs."""
        corridor = corridor_by_key(self.corridor)
        return Done((f"corridor:{corridor.key}",), result=ask_for_recheck(corridor, member))


def run_by_key(key: str) -> RunRecord:
    """A run. Raises NotDone."""
    found = (
        RunRecord.objects.defer("document").select_related("corridor", "proposed_by").filter(key=key).first()
    )
    if found is None:
        raise NotDone(say("there is no such run"), 404)
    return found


def checked_today(run: RunRecord, inputs: Mapping[str, str]) -> bool:
    """Whether the law was asked about a run on today's date, by all that it rests on now: `inputs`."""
    return run.rechecked_on == datetime.now(UTC).date() and run.ground == law_ground(inputs)


def page_of_run(run: RunRecord) -> str:
    """A run's address."""
    return reverse("run", args=(run.key,))


def may_publish(run: RunRecord, member: Member) -> bool:
    """Whether it is this member who publishes the run now: an officer, or the chair where the council asks for it."""
    try:
        _may_publish(run, member)
    except NotDone:
        return False
    return True


def _may_publish(run: RunRecord, member: Member) -> None:
    if not _chair_approves():
        if member.role == CHAIR:
            raise NotDone(say("the office publishes where no approval of the chair is asked for"))
        return
    if run.state != PROPOSED or member.role != CHAIR:
        raise NotDone(say("the chair publishes what the office has proposed"))
    if run.proposed_by is not None and run.proposed_by.user_id == member.user_id:
        raise NotDone(say("whoever proposed it cannot approve it"))


def _chair_approves() -> bool:
    record = council()
    return record is not None and record.chair_approves


def _published(corridor: CorridorRecord) -> QuerySet[RunRecord]:
    return RunRecord.objects.filter(corridor=corridor, state=PUBLISHED).defer("document")


def _computed(corridor: CorridorRecord) -> RunRecord | None:
    return RunRecord.objects.filter(corridor=corridor, state=WAITING).first()


def _end_broken_off(corridor: CorridorRecord) -> None:
    """A run whose job was broken off for good does not hold up the next."""
    if Job.objects.filter(about=about(corridor), state__in=OPEN).exists():
        return
    for run in RunRecord.objects.filter(corridor=corridor, state=WAITING):
        take(run, run.version, state=FAILED)
        take_introductions_away(run)
