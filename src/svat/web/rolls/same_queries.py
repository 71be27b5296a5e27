"""Rolls, same queries: likely duplicates, two companies side by side, and what has changed since two became one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, Q, QuerySet

from svat.council.rolls import CANONICAL
from svat.web.paging import ListOrder
from svat.web.people import queries as people
from svat.web.people.models import COMPANY, Invitation, Member
from svat.web.rolls.company_queries import companies, differences, values_of
from svat.web.rolls.models import (
    CompanyRecord,
    CompanyVersion,
    CorrectionRecord,
    DuplicateRecord,
    ListingRecord,
    MergeRecord,
)
from svat.web.words import name_of

PAGE = 20
ORDER = ListOrder(("-score", "id"))
SCORES = ("", "700", "800", "900")  # thousandths, at least


@dataclass(frozen=True, slots=True)
class DuplicateFilter:
    """Which likely duplicates a list shows."""

    side: str = ""
    score: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> DuplicateFilter:
        """The filter of an address. Raises BadRequest for a value that is none."""
        side, score = str(given.get("side", "")), str(given.get("score", ""))
        if side not in ("", "a", "b") or score not in SCORES:
            raise BadRequest("filter")
        return cls(side, score)

    @property
    def query(self) -> str:
        """As an address has it."""
        return urlencode({x.name: value for x in fields(self) if (value := getattr(self, x.name))})

    def of_these(self, found: QuerySet[DuplicateRecord]) -> QuerySet[DuplicateRecord]:
        """Those of some pairs that match."""
        if self.side:
            found = found.filter(side=self.side)
        return found.filter(score__gte=int(self.score)) if self.score else found


def duplicates(member: Member) -> QuerySet[DuplicateRecord]:
    """Pairs that are likely one, both on the roll, of which the council has said nothing."""
    if member.role == COMPANY:
        return DuplicateRecord.objects.none()
    said = MergeRecord.objects.filter(corridor=OuterRef("corridor"), side=OuterRef("side"), undone=None)
    ways = [
        Exists(said.filter(kept=OuterRef(one), gone=OuterRef(two)))
        for one, two in (
            ("first__external_id", "second__external_id"),
            ("second__external_id", "first__external_id"),
        )
    ]
    return (
        DuplicateRecord.objects.filter(
            corridor__in=people.corridors(member), first__gone=False, second__gone=False, first__merged_into=None,
            second__merged_into=None,
        )
        .exclude(ways[0])
        .exclude(ways[1])
        .select_related("first", "second", "corridor")
        .order_by(*ORDER.keys)
    )  # fmt: skip


def duplicate_of(member: Member, key: str) -> DuplicateRecord | None:
    """A pair; None where there is none that the member sees."""
    return duplicates(member).filter(key=key).first()


def merge_of(member: Member, key: str) -> tuple[MergeRecord, CompanyRecord, CompanyRecord] | None:
    """A decision that two companies are one, with the kept one and the other; None where the member sees none."""
    found = MergeRecord.objects.filter(key=key, same=True, undone=None).select_related("member__user").first()
    if found is None:
        return None
    of_side = companies(member).filter(corridor=found.corridor_id, side=found.side)
    pair = {x.external_id: x for x in of_side.filter(external_id__in=(found.kept, found.gone))}
    return (found, pair[found.kept], pair[found.gone]) if len(pair) == 2 else None


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One column of two companies: what each has; "same", "one" (only one has it) or "differs"."""

    column: str
    first: str
    second: str

    @property
    def kind(self) -> str:
        """How the two stand to each other."""
        if self.first == self.second:
            return "same"
        return "differs" if self.first and self.second else "one"


def compared(first: CompanyRecord, second: CompanyRecord) -> list[ComparedField]:
    """What two companies have in every column that one of them has, in the order of the columns."""
    one, two = values_of(first.fields), values_of(second.fields)
    columns = [x for x in dict.fromkeys((*CANONICAL, *one, *two)) if one.get(x) or two.get(x)]
    return [ComparedField(x, one.get(x, ""), two.get(x, "")) for x in columns]


@dataclass(frozen=True, slots=True)
class ReferenceCount:
    """What refers to a company and would go along: listings, members, invitations, companies united with it before."""

    listings: int
    members: int
    invitations: int
    merged: int


def references_of(company: CompanyRecord) -> ReferenceCount:
    """How many of each."""
    return ReferenceCount(
        ListingRecord.objects.filter(company=company, gone=False).count(),
        Member.objects.filter(company=company, ended=None).count(),
        Invitation.objects.filter(company=company, used=None, revoked=None).count(),
        CompanyRecord.objects.filter(merged_into=company).count(),
    )


@dataclass(frozen=True, slots=True)
class ChangeSince:
    """Something that was changed after two companies became one: kind, what it was about, before, now, who, when."""

    kind: str
    about: str
    before: str
    now: str
    who: str
    at: datetime | None = None


def changed_since(merge: MergeRecord, kept: CompanyRecord) -> list[ChangeSince]:
    """What has changed of two companies since they became one, in a fixed order."""
    return [*_corrected(merge), *_answered(merge), *_joined(merge, kept)]


def digest_of_changes(changes: list[ChangeSince]) -> str:
    """Which changes a person was shown."""
    return sha256(json.dumps([[x.kind, x.about, x.before, x.now] for x in changes]).encode()).hexdigest()


def _corrected(merge: MergeRecord) -> Iterator[ChangeSince]:
    of = CorrectionRecord.objects.filter(
        Q(company=merge.kept) | Q(company=merge.gone), corridor=merge.corridor_id, side=merge.side,
        made__gt=merge.made, undone=None,
    )  # fmt: skip
    had = values_of(json.loads(merge.before).get("kept", {}).get("fields", "{}"))
    for x in of.select_related("member__user").order_by("id"):
        yield ChangeSince("corrected", x.column, had.get(x.column, ""), x.value, _who(x.member), x.made)


def _answered(merge: MergeRecord) -> Iterator[ChangeSince]:
    before = {int(pk): tuple(said) for pk, said in json.loads(merge.before).get("answers", {}).items()}
    for x in ListingRecord.objects.filter(pk__in=before).select_related("confirmed_by__user").order_by("id"):
        if before[x.pk] != (x.answer, x.confirmed):
            shown = [code or answer for answer, code in (before[x.pk], (x.answer, x.confirmed))]
            yield ChangeSince("confirmed", x.text, shown[0], shown[1], _who(x.confirmed_by))


def _joined(merge: MergeRecord, kept: CompanyRecord) -> Iterator[ChangeSince]:
    for x in Member.objects.filter(company=kept, since__gt=merge.made).select_related("user").order_by("id"):
        yield ChangeSince("member", name_of(x.user), "", "", "", x.since)
    whys = ("merge companies", "correct company", "correct companies", "undo correction")
    later = CompanyVersion.objects.filter(company=kept, at__gt=merge.made).exclude(why__in=whys)
    for version in later.select_related("member__user").order_by("number"):
        before = CompanyVersion.objects.filter(company=kept, number=version.number - 1).first()
        old = values_of(before.fields) if before else {}
        for column, was, now in differences(old, values_of(version.fields)):
            yield ChangeSince("read", column, was, now, _who(version.member), version.at)


def _who(member: Member | None) -> str:
    return name_of(member.user) if member else ""
