"""Matching, wish actions: settle that two must meet, or must not, or how many partners one has at most; ask prices."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.urls import reverse

from svat.council.corridor import corridor_of_text, with_least_fit
from svat.web.actions import Action, Done, NotDone, take
from svat.web.jobs.queue import put
from svat.web.matching.models import DRAFT, PROPOSED, PUBLISHED, PriceRecord, RunRecord, WishRecord
from svat.web.matching.pricing import ALPHA, PRICE, SHORTLIST
from svat.web.matching.rechecking import ask_for_recheck
from svat.web.matching.wishes_taken import MOST, MUST, VETO
from svat.web.people.corridors import corridor_by_key
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls.models import CompanyRecord
from svat.wording import say

MOST_PARTNERS = 50
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class WishAsked:
    """A wish: what it is, the keys of its companies, and for a cap the number."""

    wish: str
    a: str = ""
    b: str = ""
    most: int | None = None
    reason: str = ""

    def companies(self, corridor: CorridorRecord) -> Mapping[str, CompanyRecord | None]:
        """Its companies by side. Raises NotDone for a wish that is none."""
        found = {side: _company(corridor, side, key) for side, key in (("a", self.a), ("b", self.b)) if key}
        if self.wish in (MUST, VETO):
            if len(found) != 2 or self.most is not None:
                raise NotDone(say("choose a company of each side"), 422)
        elif self.wish != MOST or len(found) != 1 or self.most is None or not 0 <= self.most <= MOST_PARTNERS:
            raise NotDone(
                say(
                    "choose one company, and how many partners it has at most: 0 to {most}",
                    most=MOST_PARTNERS,
                ),
                422,
            )
        return {"a": found.get("a"), "b": found.get("b")}


@dataclass(frozen=True)
class SettleWish(Action):
    """Settle something before any matching; it counts from the next run on."""

    name: ClassVar[str] = "settle wish"
    corridor: str
    asked: WishAsked

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone, also where the contrary is settled."""
        assert member is not None, "a wish is somebody's"
        corridor, asked = corridor_by_key(self.corridor), self.asked
        of = asked.companies(corridor)
        there = WishRecord.objects.filter(corridor=corridor, undone=None, **of)
        if there.filter(wish={MUST: VETO, VETO: MUST}.get(asked.wish, "")).exists():
            raise NotDone(say("the contrary is settled for these two; take that back first"), 409)
        try:
            with transaction.atomic():
                made = WishRecord.objects.create(
                    corridor=corridor, wish=asked.wish, most=asked.most, reason=asked.reason[:_LONGEST],
                    member=member, **of,
                )  # fmt: skip
        except IntegrityError:
            raise NotDone(say("this is settled already"), 409) from None
        if asked.wish == MOST and there.filter(wish=MOST).exclude(pk=made.pk).exists():
            raise NotDone(say("this company has a cap already; take that back first"), 409)
        companies = (f"company:{x.key}" for x in of.values() if x is not None)
        fields: dict[str, tuple[Any, Any]] = {"wish": (None, asked.wish), "most": (None, asked.most)}
        return Done((f"wish:{made.key}", *companies), fields, result=made, answer=reverse("wishes"))


@dataclass(frozen=True)
class UndoWish(Action):
    """Take a wish back."""

    name: ClassVar[str] = "undo wish"
    key: str

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        del member
        found = WishRecord.objects.filter(key=self.key).first()
        if found is None:
            raise NotDone(say("there is no such wish"), 404)
        if not WishRecord.objects.filter(pk=found.pk, undone=None).update(undone=datetime.now(UTC)):
            raise NotDone(say("somebody took it back already"), 409)
        return Done((f"wish:{found.key}",), {"wish": (found.wish, None)}, answer=reverse("wishes"))


@dataclass(frozen=True)
class AskPrice(Action):
    """Have it worked out what a control would cost."""

    name: ClassVar[str] = "ask price"
    corridor: str
    control: Mapping[str, Any]  # shortlist, alpha or least_fit
    wish: WishAsked | None = None

    def execute(self, member: Member | None) -> Done:
        """Start the job. Raises NotDone."""
        assert member is not None, "somebody asks"
        corridor = corridor_by_key(self.corridor)
        of = self.wish.companies(corridor) if self.wish else {}
        asked = {"now": policy_now(corridor), **self.control}
        if self.wish:
            asked |= {"wish": self.wish.wish, "most": self.wish.most}
        made = PriceRecord.objects.create(corridor=corridor, asked=json.dumps(asked), member=member, **of)
        put(PRICE, f"price:{made.key}", {"price": made.key}, member)
        return Done(
            (f"price:{made.key}",), {"asked": (None, made.asked)}, result=made, answer=reverse("wishes")
        )


@dataclass(frozen=True)
class SetLeastFit(Action):
    """Say how well a pair's goods must fit at least to be shown; the corridor's file says it."""

    name: ClassVar[str] = "set least fit"
    corridor: str
    version: int
    least: float

    def about(self) -> str:
        """The corridor."""
        return f"corridor:{self.corridor}"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone, UnusableInput."""
        corridor = corridor_by_key(self.corridor)
        before = corridor_of_text(corridor.text).least_fit
        take(corridor, self.version, text=with_least_fit(corridor.text, self.least))
        ask_for_recheck(corridor, member)
        return Done(
            (f"corridor:{corridor.key}",), {"least_fit": (before, self.least)}, answer=reverse("wishes")
        )


def policy_now(corridor: CorridorRecord) -> dict[str, Any]:
    """The lengths of lists and the fairness of the latest run that counts."""
    for state in (PROPOSED, DRAFT, PUBLISHED):
        run = RunRecord.objects.filter(corridor=corridor, state=state).only("policy").first()
        if run is not None:
            policy = json.loads(run.policy)
            return {"shortlist": policy["shortlist"], "alpha": policy["alpha"]}
    return {"shortlist": SHORTLIST, "alpha": ALPHA}


def _company(corridor: CorridorRecord, side: str, key: str) -> CompanyRecord:
    found = CompanyRecord.objects.filter(corridor=corridor, side=side, key=key, gone=False, merged_into=None)
    if (company := found.first()) is None:
        raise NotDone(say("there is no such company on the roll"), 404)
    return company
