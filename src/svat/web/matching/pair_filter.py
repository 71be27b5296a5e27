"""Matching, pair filter: which introductions of a run a list shows in which order, read from an address."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex

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
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class PairFilter:
    """What a list of introductions is asked for; the names of the fields are those in its address."""

    q: str = ""
    state: str = ""
    sort: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> PairFilter:
        """The filter of an address. Raises BadRequest for a value that is none."""
        found = {x.name: _clean(given.get(x.name, "")) for x in fields(cls)}
        if found["state"] not in STATES or found["sort"] not in ORDERS:
            raise BadRequest("filter")
        return cls(**found)

    @property
    def query(self) -> str:
        """As an address has it; what is empty is left out."""
        return urlencode({x.name: value for x in fields(self) if (value := getattr(self, x.name))})

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


PAIR_KEYS = frozenset(x.name for x in fields(PairFilter))


def _clean(value: Any) -> str:
    return unicodedata.normalize("NFC", str(value)).replace("\0", "")[:_LONGEST]
