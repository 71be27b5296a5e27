"""Rolls, listings queries: a page of the queue, each listing with what is proposed and was said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from svat.council.goods_confirmed import GOODS, words_of
from svat.web.jobs.models import OPEN, Job
from svat.web.paging import FEW, counted
from svat.web.people.models import CorridorRecord, Member
from svat.web.people.queries import corridors
from svat.web.rolls.listings_actions import about
from svat.web.rolls.listings_taught import key_of_text
from svat.web.rolls.models import ConfirmationRecord, ListingRecord
from svat.wording.kept import from_json

PAGE = 30
SUGGESTED = 3
KINDS = ("offer", "need")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One code to choose: its official words, how probable it is, whether the council has confirmed it of this text."""

    hs: str
    words: str
    probability: float
    own: bool = False


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A listing with what an officer needs to say what it is."""

    listing: ListingRecord
    suggestions: tuple[Suggestion, ...]
    answer: str  # what svat reads it as: goods, service, too vague …
    note: str
    said: str  # the council's own word on this very text: a code, service or too vague; "" where it has none
    near: tuple[str, str] | None  # a text near to it that the council has confirmed, and as what
    others: bool  # whether other listings have this very text, and nothing is said of them
    read: bool  # whether codes were proposed at all

    @property
    def given(self) -> str:
        """The official words of the code that the company gave."""
        return words_of(self.listing.hs) if self.listing.hs else ""


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which listings a member looks at."""

    corridor: CorridorRecord
    corridors: tuple[CorridorRecord, ...] = ()  # those that the member may choose
    side: str = ""
    kind: str = ""
    uncoded: bool = False  # those alone to which the company gave no code
    after: int = 0  # id of the listing before the first

    @property
    def query(self) -> str:
        """The filter as an address has it, without its place."""
        parts = {"corridor": self.corridor.key, "side": self.side, "kind": self.kind}
        given = [f"{name}={value}" for name, value in parts.items() if value]
        return "&".join([*given, *(["uncoded=1"] if self.uncoded else [])])


def filter_of(member: Member, given: Any) -> QueueFilter | None:
    """The filter of a request; None where there is no such corridor for the member."""
    every = list(corridors(member))
    asked = given.get("corridor", "")
    corridor = next((x for x in every if x.key == asked), None if asked else next(iter(every), None))
    if corridor is None:
        return None
    side, kind, after = given.get("side", ""), given.get("kind", ""), given.get("after", "")
    return QueueFilter(
        corridor, tuple(every), side if side in ("a", "b") else "", kind if kind in KINDS else "",
        given.get("uncoded") == "1", int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0,
    )  # fmt: skip


def waiting(_member: Member, asked: QueueFilter) -> QuerySet[ListingRecord]:
    """The listings of a filter that nothing is said of, in the order in which they came."""
    found = _open([asked.corridor])
    if asked.side:
        found = found.filter(company__side=asked.side)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.uncoded:
        found = found.filter(hs="")
    return found.order_by("id")


def waiting_in_all(member: Member) -> int:
    """How many listings wait in all corridors, as far as they are counted."""
    return counted(_open(corridors(member)), FEW)


def _open(of: Iterable[CorridorRecord]) -> QuerySet[ListingRecord]:
    """The listings of corridors that nothing is said of."""
    return ListingRecord.objects.filter(
        company__corridor__in=of, company__gone=False, company__merged_into=None, gone=False, answer=""
    )


def left(member: Member, asked: QueueFilter) -> int:
    """How many wait, as far as they are counted."""
    return counted(waiting(member, asked), FEW)


def page(member: Member, asked: QueueFilter) -> list[QueueItem]:
    """A page of the queue."""
    found = _with_others(waiting(member, asked).filter(id__gt=asked.after)).select_related("company")
    return items(asked.corridor, list(found[:PAGE]))


def one(member: Member, key: str) -> ListingRecord | None:
    """A listing of a corridor that the member works in."""
    found = ListingRecord.objects.filter(key=key, company__corridor__in=corridors(member))
    return _with_others(found).select_related("company", "company__corridor", "confirmed_by__user").first()


def items(corridor: CorridorRecord, listings: Sequence[ListingRecord]) -> list[QueueItem]:
    """Listings with what is proposed and what was said of their texts, by one query for all."""
    said = _said(corridor, listings)
    return [_item(x, said.get(key_of_text(x.text), "")) for x in listings]


def _with_others(found: QuerySet[ListingRecord]) -> QuerySet[ListingRecord]:
    """Listings with whether there are others with this very text that nothing is said of."""
    others = ListingRecord.objects.filter(
        text_hash=OuterRef("text_hash"), company__corridor=OuterRef("company__corridor"), company__gone=False,
        gone=False, answer="",
    ).exclude(pk=OuterRef("pk"))  # fmt: skip
    return found.annotate(others=Exists(others))


def _said(corridor: CorridorRecord, listings: Iterable[ListingRecord]) -> dict[str, str]:
    """The council's word on each text; none where it has said two things of one."""
    keys = {key_of_text(x.text) for x in listings}
    found: dict[str, set[str]] = {}
    rows = ConfirmationRecord.objects.filter(corridor=corridor, undone=None, text_key__in=keys)
    for key, answer, hs in rows.values_list("text_key", "answer", "hs").distinct():
        found.setdefault(key, set()).add(hs or answer)
    return {key: words.pop() for key, words in found.items() if len(words) == 1}


def _item(listing: ListingRecord, said: str) -> QueueItem:
    kept = json.loads(listing.proposed) or {}
    codes = [Suggestion(x["hs"], x["words"], x["probability"]) for x in kept.get("codes", ())]
    near = kept.get("near")
    if said.isdigit():
        codes = [Suggestion(said, words_of(said), 1.0, own=True), *(x for x in codes if x.hs != said)]
    same = near and key_of_text(near["text"]) == key_of_text(listing.text)
    return QueueItem(
        listing, tuple(codes[:SUGGESTED]), kept.get("answer", GOODS), from_json(kept.get("note", "")), said,
        (near["text"], near["hs"] or near["answer"]) if near and not same else None,
        getattr(listing, "others", False), bool(kept),
    )  # fmt: skip


def last_of(member: Member, corridor: CorridorRecord) -> ConfirmationRecord | None:
    """What a member confirmed last and can take back."""
    found = ConfirmationRecord.objects.filter(corridor=corridor, member=member, undone=None)
    return found.order_by("-id").first()


def proposing(corridor: CorridorRecord) -> Job | None:
    """The job that proposes codes: the one that is open, else the last if it failed."""
    found = Job.objects.filter(about=about(corridor)).order_by("-id").first()
    return found if found and (found.state in OPEN or found.state == "failed") else None
