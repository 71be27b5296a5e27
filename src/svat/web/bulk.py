"""The web application, bulk: what is done to many records at once: which they were, counted anew, and how it is undone.

"All that match" travels as a filter, the count that the person was shown, and a digest of which records these are. All
three are counted again within the transaction: where they differ nothing is done, and the person is asked again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from svat.web.actions import NotDone
from svat.wording import say

MOST = 1_000  # records of one change: more would hold up everybody else
T = TypeVar("T", bound=Model)


@dataclass(frozen=True, slots=True)
class BulkChoice:
    """The records that a person chose: those of some keys, or all that a filter matches."""

    keys: tuple[str, ...] = ()
    every: bool = False
    query: str = ""  # the filter, as its page's address has it
    count: int = 0
    digest: str = ""

    @classmethod
    def of(cls, given: Any) -> BulkChoice:
        """What a form says (`pieces/bulk.html.j2`)."""
        count = str(given.get("count", ""))
        return cls(
            tuple(dict.fromkeys(given.getlist("chosen"))),
            given.get("every", "") == "1",
            given.get("query", ""),
            int(count) if count.isascii() and count.isdigit() and len(count) < 10 else 0,
            given.get("digest", ""),
        )


def digest_of(records: Sequence[Any]) -> str:
    """Which records these are, each as it is now: (key, version) of each."""
    return sha256(" ".join(f"{key}:{version}" for key, version in records).encode()).hexdigest()


def matching(found: QuerySet[Any], *, version: str = "version") -> tuple[int, str]:
    """(count, digest) of all that a filter matches, for the form; the digest is "" where they are too many."""
    rows = list(found.order_by("id").values_list("key", version)[: MOST + 1])
    return len(rows), digest_of(rows) if len(rows) <= MOST else ""


def chosen(choice: BulkChoice, found: QuerySet[T], *, version: str = "version") -> list[T]:
    """The records of a choice among those that the member sees, `found` being the filter's, or all for single keys.

    Call it within the action. Raises NotDone where they are none, too many, or others than the person was shown.
    """
    of = found if choice.every else found.filter(key__in=choice.keys[:MOST])
    records = list(of.order_by("id")[: MOST + 1])
    if len(records) > MOST:
        raise NotDone(say("at most {count} at once; narrow the filter", count=MOST), 422)
    if choice.every:
        now = digest_of([(getattr(x, "key"), getattr(x, version)) for x in records])  # noqa: B009 - any model's
        if (len(records), now) != (choice.count, choice.digest):
            both = {"count": (choice.count, len(records))}
            raise NotDone(
                say(
                    "these are no longer the {count} that you were shown; look at them again",
                    count=choice.count,
                ),
                409,
                both,
            )
    elif len(records) != len(choice.keys):
        raise NotDone(say("some of these are no longer there; look at them again"), 409)
    if not records:
        raise NotDone(say("choose at least one"), 422)
    return records


def told(fields: Mapping[str, tuple[Any, Any]], count: int) -> dict[str, tuple[Any, Any]]:
    """What an entry says of a change to many: the fields, and of how many records."""
    return {**fields, "count": (None, count)}
