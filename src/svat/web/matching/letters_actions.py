"""Matching, letters actions: have companies written to; have decisions looked at; let them teach, or not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from svat.council.corridor import corridor_of_text, with_learning
from svat.web.actions import Action, Done, NotDone, take
from svat.web.jobs.queue import put
from svat.web.matching.lessons import KIND as LEARN
from svat.web.matching.letters import KIND, LIST, REMINDER, about
from svat.web.matching.sight import lists_clear
from svat.web.people.corridors import corridor_by_key
from svat.web.people.models import Member
from svat.wording import say

_MOST = 5_000  # companies of one batch


@dataclass(frozen=True)
class AskForLetters(Action):
    """Write to companies: of their partners, or that an answer is waited for. A worker does it."""

    name: ClassVar[str] = "write to companies"
    corridor: str
    kind: str
    companies: tuple[str, ...]  # keys; none: all that were not told of their partners yet
    answer: str

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where nobody may be shown anything, or nobody is chosen to be reminded."""
        assert member is not None, "companies are written to by a member"
        corridor = corridor_by_key(self.corridor)
        if self.kind not in (LIST, REMINDER):
            raise NotDone(say("there is no such corridor"), 404)
        if not lists_clear(corridor):
            raise NotDone(
                say("The lists clear nobody now, so that nobody is shown anything: nothing is sent."), 409
            )
        if self.kind == REMINDER and not self.companies:
            raise NotDone(say("Choose the companies to be reminded."), 422)
        given = {
            "corridor": corridor.pk, "kind": self.kind, "member": member.pk, "companies": list(self.companies[:_MOST])
        }  # fmt: skip
        job = put(KIND, about(corridor, self.kind), given, member)
        if json.loads(job.arguments)["companies"] != given["companies"]:  # another's, to others, is under way
            raise NotDone(say("The letters are being written."), 409)
        return Done(
            (f"corridor:{corridor.key}", f"job:{job.key}"), {"letters": (None, self.kind)}, answer=self.answer
        )


@dataclass(frozen=True)
class AskForLesson(Action):
    """Have a worker look at what decisions teach."""

    name: ClassVar[str] = "ask for a lesson"
    corridor: str
    answer: str

    def execute(self, member: Member | None) -> Done:
        """Put it in the queue."""
        corridor = corridor_by_key(self.corridor)
        job = put(LEARN, f"{LEARN}:{corridor.key}", {"corridor": corridor.pk}, member)
        return Done(
            (f"corridor:{corridor.key}", f"job:{job.key}"), {"lesson": (None, "asked")}, answer=self.answer
        )


@dataclass(frozen=True)
class SwitchLearning(Action):
    """Let decisions change how much each reason counts, or not; the corridor's file says it."""

    name: ClassVar[str] = "switch learning"
    corridor: str
    version: int
    on: bool
    answer: str

    def about(self) -> str:
        """The corridor."""
        return f"corridor:{self.corridor}"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where somebody was faster."""
        del member
        corridor = corridor_by_key(self.corridor)
        before = corridor_of_text(corridor.text).learns
        if before == self.on:
            return Done((), answer=self.answer)
        take(corridor, self.version, text=with_learning(corridor.text, on=self.on))
        return Done((f"corridor:{corridor.key}",), {"learns": (before, self.on)}, answer=self.answer)
