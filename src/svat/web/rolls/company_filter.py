"""Rolls, company filter: which companies a list shows in which order: read from an address, and said in words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from svat.web.address_filter import AddressFilter, names_of
from svat.web.paging import ListOrder
from svat.web.rolls.models import CompanyRecord, ListingRecord
from svat.web.rolls.reading import query_key
from svat.wording import say

CURRENT, GONE, MERGED, ANY = STATES = ("", "gone", "merged", "any")
GOODS = ("", "offers", "needs", "both", "none")
LISTINGS = ("", "open", "confirmed")
ORDERS: Mapping[str, ListOrder] = {
    "": ListOrder(("sort_key", "id")),
    "-name": ListOrder(("-sort_key", "-id")),
    "country": ListOrder(("country", "sort_key", "id")),
    "city": ListOrder(("city", "sort_key", "id")),
    "external_id": ListOrder(("external_id", "id")),
    "-updated": ListOrder(("-updated", "-id"), frozenset(("updated",))),
}
STATE_WORDS = {"": say("on the roll"), GONE: say("gone"), MERGED: say("united with another"), ANY: say("any")}
GOODS_WORDS = {
    "": say("any"),
    "offers": say("with offers"),
    "needs": say("with needs"),
    "both": say("with offers and needs"),
    "none": say("with neither"),
}
LISTING_WORDS = {"": say("any"), "open": say("some to confirm"), "confirmed": say("all confirmed")}
ORDER_WORDS = {
    "": say("name"),
    "-name": say("name, from the end"),
    "country": say("country"),
    "city": say("city"),
    "external_id": say("identifier"),
    "-updated": say("last changed first"),
}
_LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class CompanyFilter(AddressFilter):
    """What a list of companies is asked for; the names of the fields are those in its address."""

    q: str = ""
    corridor: str = ""  # key
    side: str = ""
    country: str = ""
    city: str = ""
    state: str = ""
    goods: str = ""
    listings: str = ""
    sort: str = ""

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        """The values that there are."""
        return _KNOWN

    def without(self, name: str) -> CompanyFilter:
        """The same without one of its parts."""
        return replace(self, **{name: ""})

    @property
    def looked_for(self) -> bool:
        """Whether companies must be looked at one after the other to find those that match."""
        return bool(self.q.strip() or self.goods or self.listings)

    @property
    def order(self) -> ListOrder:
        """The order of the list."""
        return ORDERS[self.sort]

    def of_these(self, found: QuerySet[CompanyRecord]) -> QuerySet[CompanyRecord]:
        """Those of some companies that match."""
        for name in ("side", "country", "city"):
            if value := getattr(self, name):
                found = found.filter(**{name: value})
        if self.corridor:
            found = found.filter(corridor__key=self.corridor)
        found = found.filter(_STATE[self.state])
        if self.goods:
            found = found.filter(_goods(self.goods))
        if self.listings:
            open_ = _has(answer="")
            found = found.filter(open_ if self.listings == "open" else Q(_has()) & ~Q(open_))
        return _named(found, self.q) if self.q.strip() else found


FILTER_KEYS = frozenset(names_of(CompanyFilter))
_KNOWN: Mapping[str, Any] = {
    "side": ("", "a", "b"), "state": STATES, "goods": GOODS, "listings": LISTINGS, "sort": ORDERS,
}  # fmt: skip
_STATE = {
    CURRENT: Q(gone=False, merged_into=None),
    GONE: Q(gone=True, merged_into=None),
    MERGED: Q(merged_into__isnull=False),
    ANY: Q(),
}


def said(asked: CompanyFilter, words: Any) -> Iterator[tuple[str, str, str]]:
    """(key, what, value) of each part of a filter in words, for the reader to take away one by one."""
    shown = {
        "q": (say("name"), asked.q.strip()),
        "corridor": (say("corridor"), asked.corridor),
        "side": (say("side"), asked.side),
        "country": (say("country"), words.country(asked.country) if asked.country else ""),
        "city": (say("city"), asked.city),
        "state": (say("state"), words(STATE_WORDS[asked.state])),
        "goods": (say("listings"), words(GOODS_WORDS[asked.goods])),
        "listings": (say("codes"), words(LISTING_WORDS[asked.listings])),
    }
    for key, (what, value) in shown.items():
        if getattr(asked, key):
            yield key, words(what), value


def _named(found: QuerySet[CompanyRecord], typed: str) -> QuerySet[CompanyRecord]:
    """By a part of any of its names in any script, by its identifier, or by an official number."""
    key = query_key(typed)
    exact = typed.strip()
    which = Q(external_id=exact)
    if any(map(str.isdigit, exact)) and len(exact) <= _LONGEST_NUMBER:
        which |= Q(registration_number=exact) | Q(tax_number=exact)
    if not key:
        return found.filter(which)
    return found.alias(at=StrIndex("search_key", Value(key))).filter(which | _holds(key))


def _holds(key: str) -> Q:
    """Keys with a plain part, letter by letter: by LIKE where an index answers that (`name_index`).

    In SQLite LIKE takes capitals for small letters.
    """
    if connection.vendor != "postgresql":
        return Q(at__gt=0)
    part = re.sub(r"([\\%_])", r"\\\1", key)
    like = Func("search_key", Value(f"%{part}%"), template="%(expressions)s", arg_joiner=" LIKE ")
    return Q(ExpressionWrapper(like, BooleanField()))


def _has(**which: Any) -> Exists:
    return Exists(ListingRecord.objects.filter(company=OuterRef("pk"), gone=False, **which))


def _goods(asked: str) -> Q:
    offers, needs = Q(_has(kind="offer")), Q(_has(kind="need"))
    return {"offers": offers, "needs": needs, "both": offers & needs, "none": ~Q(_has())}[asked]
