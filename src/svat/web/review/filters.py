"""Review, filters: which hits the queue shows in which order: read from an address, and said in words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from svat.council.review import SOON
from svat.web.address_filter import AddressFilter, names_of
from svat.web.paging import ListOrder
from svat.web.review.basis import today
from svat.web.review.hits import WAITING
from svat.web.review.models import DECIDED, GONE, OPEN, PROPOSED, HitRecord
from svat.wording import say

STATE_WORDS = {
    "": say("waiting"),
    OPEN: say("to be decided"),
    PROPOSED: say("to be seconded"),
    "again": say("come back"),
    DECIDED: say("decided"),
    "soon": say("running out soon"),
    GONE: say("no longer found"),
    "any": say("any"),
}
STATUS_WORDS = {"": say("any"), "hit": say("hit"), "review": say("near")}
ROLE_WORDS = {
    "": say("any"),
    "company": say("the company itself"),
    "contact": say("its contact person"),
    "owner": say("an owner"),
}
ORDER_WORDS = {
    "": say("gravest, then longest waiting"),
    "since": say("longest waiting"),
    "-since": say("latest first"),
    "company": say("company"),
}
_MOMENTS = frozenset(("since",))
ORDERS: Mapping[str, ListOrder] = {
    "": ListOrder(("status", "since", "id"), _MOMENTS),
    "since": ListOrder(("since", "id"), _MOMENTS),
    "-since": ListOrder(("-since", "-id"), _MOMENTS),
    "company": ListOrder(("company_id", "status", "id")),
}
_STATES = {
    "": Q(state__in=WAITING),
    OPEN: Q(state=OPEN),
    PROPOSED: Q(state=PROPOSED),
    "again": Q(state__in=WAITING) & ~Q(again='""'),
    DECIDED: Q(state=DECIDED),
    GONE: Q(state=GONE),
    "any": Q(),
}


def running_out() -> Q:
    """What was decided and runs out soon."""
    return Q(state=DECIDED, until__lte=today() + SOON)


@dataclass(frozen=True, slots=True)
class HitFilter(AddressFilter):
    """What the queue is asked for; the names of the fields are those in its address."""

    corridor: str = ""  # key
    state: str = ""
    status: str = ""
    role: str = ""
    publisher: str = ""
    side: str = ""
    sort: str = ""

    LONGEST: ClassVar[int] = 40

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        """The values that there are."""
        return _KNOWN

    @property
    def order(self) -> ListOrder:
        """The order of the list."""
        return ORDERS[self.sort]

    def of_these(self, found: QuerySet[HitRecord]) -> QuerySet[HitRecord]:
        """Those of some hits that match."""
        found = found.filter(running_out() if self.state == "soon" else _STATES[self.state])
        for name, value in (
            ("corridor__key", self.corridor), ("status", self.status), ("role", self.role),
            ("publisher", self.publisher), ("company__side", self.side),
        ):  # fmt: skip
            if value:
                found = found.filter(**{name: value})
        return found


KEYS = frozenset(names_of(HitFilter))
_KNOWN: Mapping[str, Any] = {
    "state": STATE_WORDS, "status": STATUS_WORDS, "role": ROLE_WORDS, "side": ("", "a", "b"), "sort": ORDER_WORDS,
}  # fmt: skip
