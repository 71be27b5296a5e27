"""Company, own queries: what the council holds of a company, as its own people see it, and what it has asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import QuerySet

from svat.council.goods_confirmed import words_of
from svat.web.company.models import OPEN, CompanyRequest
from svat.web.company.queries import company_of
from svat.web.company.request_actions import ASKABLE
from svat.web.people import queries as people
from svat.web.people.models import COMPANY, Member
from svat.web.rolls.company_queries import values_of
from svat.web.rolls.models import ListingRecord

_ENDED = 20
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class OwnListing:
    """One of a company's listings with the code that counts, or those that svat suggests."""

    listing: ListingRecord
    code: str  # confirmed, else as given
    words: str
    suggested: tuple[tuple[str, str], ...]  # (code, its words)


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """A company as its people see it."""

    fields: list[tuple[str, str, CompanyRequest | None]]  # column, value, what is asked of it
    listings: list[tuple[OwnListing, CompanyRequest | None]]
    open: list[CompanyRequest]
    ended: list[CompanyRequest]


def requests(member: Member) -> QuerySet[CompanyRequest]:
    """The requests that a member sees: the council all of its corridors', a company its own."""
    of = CompanyRequest.objects.select_related("company", "listing", "member__user", "ended_by")
    if member.role == COMPANY:
        return of.filter(company=member.company_id)
    return of.filter(company__corridor__in=people.corridors(member))


def open_requests(member: Member) -> QuerySet[CompanyRequest]:
    """Those that wait, the oldest first."""
    return requests(member).filter(state=OPEN).order_by("id")


def request_of(member: Member, key: str) -> CompanyRequest | None:
    """A request; None where there is none that the member sees."""
    return requests(member).filter(key=key).first()


def profile(member: Member) -> OwnProfile:
    """All of it."""
    company = company_of(member)
    values, waiting = values_of(company.fields), list(open_requests(member))
    of_column = {x.column: x for x in waiting if x.kind == "field"}
    of_listing = {x.listing_id: x for x in waiting if x.listing_id}
    return OwnProfile(
        [(column, values.get(column, ""), of_column.get(column)) for column in ASKABLE],
        [(own_listing(x), of_listing.get(x.pk)) for x in listings(member)],
        waiting,
        list(requests(member).exclude(state=OPEN).order_by("-ended", "-id")[:_ENDED]),
    )


def listings(member: Member) -> QuerySet[ListingRecord]:
    """A company's own listings, offers first."""
    found = ListingRecord.objects.filter(company=company_of(member), gone=False)
    return found.order_by("-kind", "position", "id")


def listing_of(member: Member, key: str) -> OwnListing | None:
    """One of them."""
    found = listings(member).filter(key=key).first()
    return own_listing(found) if found else None


def own_listing(x: ListingRecord) -> OwnListing:
    """A listing as its company sees it."""
    code = x.confirmed or x.hs
    kept = json.loads(x.proposed) or {}
    suggested = tuple((c["hs"], c["words"]) for c in kept.get("codes", ())[:_SUGGESTED])
    return OwnListing(x, code, words_of(code) if code else "", suggested)
