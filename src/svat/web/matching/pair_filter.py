"""Matching, pair filter: which introductions of a run a list shows in which order, read from an address."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from svat.web.address_filter import AddressFilter, names_of
from svat.web.matching.models import CLEAR, HELD, WITHDRAWN, IntroductionRecord
from svat.web.paging import ListOrder
from svat.web.rolls.reading import query_key
from svat.wording import say

ANY = "any"
STATES: Mapping[str, str] = {
    "": say("clear"),
    HELD: say("held for a decision"),
    WITHDRAWN: say("barred since"),
    ANY: say("all"),
}
ORDERS: Mapping[str, ListOrder] = {
    "": ListOrder(("id",)),  # as they are written: the likeliest first
    "a": ListOrder(("name_a", "id")),
    "b": ListOrder(("name_b", "id")),
}


@dataclass(frozen=True, slots=True)
class PairFilter(AddressFilter):
    """What a list of introductions is asked for; the names of the fields are those in its address."""

    q: str = ""
    state: str = ""
    sort: str = ""

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        """The values that there are."""
        return {"state": STATES, "sort": ORDERS}

    def in_state(self, state: str) -> str:
        """The address's query of the same with another state."""
        return PairFilter(self.q, state, self.sort).query

    @property
    def order(self) -> ListOrder:
        """The order of the list."""
        return ORDERS[self.sort]

    def of_these(self, found: QuerySet[IntroductionRecord]) -> QuerySet[IntroductionRecord]:
        """Those of some introductions that match."""
        found = found.annotate(name_a=F("a__sort_key"), name_b=F("b__sort_key"))
        if self.state != ANY:
            found = found.filter(state=self.state or CLEAR)
        if typed := self.q.strip():
            which = Q(a__external_id=typed) | Q(b__external_id=typed)
            if key := query_key(typed):
                found = found.alias(
                    at_a=StrIndex("a__search_key", Value(key)), at_b=StrIndex("b__search_key", Value(key))
                )
                which |= Q(at_a__gt=0) | Q(at_b__gt=0)
            found = found.filter(which)
        return found


PAIR_KEYS = frozenset(names_of(PairFilter))
