"""The web application, paging: long lists go on after a key, so that each row is seen once whatever comes meanwhile."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.core.exceptions import BadRequest
from django.db.models import Model, Q, QuerySet

COUNTED, FEW = (
    10_000,
    1_000,
)  # more are not counted; few of those that are found by looking at one after the other
_LONGEST = 2_000  # of a place in an address
_MOST_ID = 1 << 62
T = TypeVar("T", bound=Model)


@dataclass(frozen=True, slots=True)
class ListOrder:
    """The keys of an order, "-" before one that goes down; the last is the id, so that the order is total."""

    keys: tuple[str, ...]
    moments: frozenset[str] = frozenset()  # those of the keys that are moments

    def after(self, record: Any) -> str:
        """Where a record stands in the order, as an address says it."""
        values = [getattr(record, key.removeprefix("-")) for key in self.keys]
        plain = [x.isoformat() if isinstance(x, datetime) else x for x in values]
        return urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode().rstrip("=")

    def values(self, place: str) -> list[Any]:
        """The values of a place. Raises BadRequest for one that is none of this order."""
        try:
            found = json.loads(urlsafe_b64decode(place[:_LONGEST] + "=" * (-len(place) % 4)))
            values = [self._value(key, x) for key, x in zip(self.keys, found, strict=True)]
        except (ValueError, TypeError, KeyError):
            raise BadRequest("place") from None
        if not isinstance(values[-1], int) or not 0 <= values[-1] < _MOST_ID:
            raise BadRequest("place")
        return values

    def _value(self, key: str, value: Any) -> Any:
        if key.removeprefix("-") in self.moments:
            return datetime.fromisoformat(value)
        if not isinstance(value, str | int) or isinstance(value, bool) or "\0" in str(value):
            raise ValueError
        return value

    def beyond(self, place: str, *, back: bool = False) -> Q:
        """What comes after a place, or before it."""
        values = self.values(place)
        parts, same = [], Q()
        for key, value in zip(self.keys, values, strict=True):
            name, down = key.removeprefix("-"), key.startswith("-")
            parts.append(same & Q(**{f"{name}__{'lt' if down != back else 'gt'}": value}))
            same &= Q(**{name: value})
        return reduce(or_, parts)

    def reverse(self) -> tuple[str, ...]:
        """The same order from its end."""
        return tuple(key[1:] if key.startswith("-") else f"-{key}" for key in self.keys)


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """A page of a list, with the places before and after it; "" where there is nothing."""

    rows: list[T] = field(default_factory=list)
    after: str = ""
    before: str = ""


def page_of(
    found: QuerySet[T],
    order: ListOrder,
    size: int,
    after: str = "",
    before: str = "",
    *,
    by_index: bool = False,
) -> ListPage[T]:
    """The page after a place, or before one, or the first; `by_index` where an index has all that is asked.

    Raises BadRequest.
    """
    first = _first_by_index if by_index else _first
    if before:
        rows = first(found.filter(order.beyond(before, back=True)), order.reverse(), size + 1)
        more, rows = len(rows) > size, rows[:size][::-1]
        if not more:  # the beginning: the first page, whole
            return page_of(found, order, size, by_index=by_index)
        return ListPage(rows, order.after(rows[-1]), order.after(rows[0]))
    of = found.filter(order.beyond(after)) if after else found
    rows = first(of, order.keys, size + 1)
    more, rows = len(rows) > size, rows[:size]
    return ListPage(
        rows,
        order.after(rows[-1]) if more else "",
        order.after(rows[0]) if after and rows else "",
    )


def _first(found: QuerySet[T], keys: Sequence[str], count: int) -> list[T]:
    return list(found.order_by(*keys)[:count])


def _first_by_index(found: QuerySet[T], keys: Sequence[str], count: int) -> list[T]:
    """The same: which they are is asked of the index, and only they are read."""
    which = found.select_related(None).order_by(*keys).values("pk")[:count]
    return list(found.filter(pk__in=which).order_by(*keys))


def counted(found: QuerySet[Any], most: int = COUNTED) -> int:
    """How many there are; one more than are counted at most where they are more."""
    return found.order_by()[: most + 1].count()


def in_pieces(found: QuerySet[T], order: ListOrder, size: int) -> Any:
    """All of a list, a piece at a time, each after the key of the last; no query is long."""
    place = ""
    while True:
        page: ListPage[T] = page_of(found, order, size, place)
        yield page.rows
        if not (place := page.after):
            return


def only(given: Sequence[str], known: frozenset[str]) -> None:
    """Refuse what a list is not asked by. Raises BadRequest."""
    if not known.issuperset(given):
        raise BadRequest("unknown key")
