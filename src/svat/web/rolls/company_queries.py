"""Rolls, company queries: what pages read of companies, scoped to the member: lists, one company, its history."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery

from svat.council.rolls import CANONICAL
from svat.report.introductions.sending.languages import scripts_of
from svat.report.introductions.sending.naming import ReadableName, readable
from svat.web.jobs.models import Job
from svat.web.paging import COUNTED, FEW, ListPage, counted, page_of
from svat.web.people import queries as people
from svat.web.people.models import COMPANY, CorridorRecord, Member
from svat.web.rolls.column_words import for_reading
from svat.web.rolls.company_filter import CompanyFilter
from svat.web.rolls.models import (
    CompanyRecord,
    CompanyVersion,
    CorrectionRecord,
    DuplicateRecord,
    Import,
    ListingRecord,
    ListTaken,
    MergeRecord,
    RowSaid,
    SavedView,
)
from svat.web.words import name_of

PAGE = 50
_MOST_CHOICES = 1_000  # places to choose from
_KEPT = 60  # seconds
_MOST_NOTES = 50
_NOT_SHOWN = tuple(f"{of}{x}" for of in ("", "merged_into__") for x in ("fields", "search_key"))  # in a list
_OF_SVAT = ("external_id",)  # columns that are shown but not corrected


def companies(member: Member) -> QuerySet[CompanyRecord]:
    """The companies that a member sees: the council all of its corridors', a company itself."""
    if member.role == COMPANY:
        return CompanyRecord.objects.filter(members=member)
    return CompanyRecord.objects.all()  # without a condition that the database would ask of each


def company_of(member: Member, key: str) -> CompanyRecord | None:
    """A company; None where there is none, or none that the member sees."""
    return companies(member).select_related("corridor", "merged_into").filter(key=key).first()


@dataclass(frozen=True, slots=True)
class CompanyListing:
    """A page of a list of companies, and what stands around it."""

    page: ListPage[CompanyRecord]
    count: int  # as far as is counted: `most`, or one more
    most: int
    corridors: list[CorridorRecord]
    countries: list[str]
    cities: list[str]
    views: list[SavedView]
    listings: dict[int, dict[str, int]]  # company → kind → how many


def listing(
    member: Member, asked: CompanyFilter, after: str = "", before: str = "", *, whole: bool = True
) -> CompanyListing:
    """What the list of a filter shows; not `whole`: without what it can be narrowed to. Raises BadRequest."""
    of = companies(member)
    found = asked.of_these(of)
    rows = found.select_related("merged_into").defer(*_NOT_SHOWN)
    page = page_of(rows, asked.order, PAGE, after, before, by_index=asked.looked_for)
    corridors = list(_corridors_with_last(member)) if whole else []
    places = _places_of(member, corridors) if whole else ()
    most = FEW if asked.looked_for else COUNTED
    return CompanyListing(
        page,
        counted(found, most),
        most,
        corridors,
        sorted({country for country, _ in places}),
        sorted({city for _, city in places if city}),
        list(views(member, "companies")),
        _listings_counted(page.rows),
    )


def _corridors_with_last(member: Member) -> QuerySet[CorridorRecord]:
    """A member's corridors, each with the last change of any company."""
    last = CompanyRecord.objects.order_by("-updated", "-id")
    return people.corridors(member).annotate(
        last=Subquery(last.values("updated")[:1]), last_id=Subquery(last.values("id")[:1])
    )


def _places_of(member: Member, corridors: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    """(country, city) of a member's companies, each once, as many as can be chosen from; kept until one changes."""
    if member.role == COMPANY or not corridors:
        return _places(companies(member))
    return _places_kept((corridors[0].last, corridors[0].last_id), int(time.time()) // _KEPT)


@lru_cache(maxsize=2)
def _places_kept(last: tuple[datetime | None, int | None], at: int) -> tuple[tuple[str, str], ...]:
    """Those of all companies since the last of them changed; again now and then, as two may write at once."""
    del last, at  # what the answer is kept by
    return _places(CompanyRecord.objects.all())


def _places(of: QuerySet[CompanyRecord]) -> tuple[tuple[str, str], ...]:
    found = of.order_by("country", "city").values_list("country", "city").distinct()
    return tuple(found[:_MOST_CHOICES])


def _listings_counted(companies: Sequence[CompanyRecord]) -> dict[int, dict[str, int]]:
    rows = ListingRecord.objects.filter(company__in=[x.pk for x in companies], gone=False).order_by()
    found: dict[int, dict[str, int]] = {x.pk: {"offer": 0, "need": 0} for x in companies}
    for company, kind, count in rows.values_list("company", "kind").annotate(Count("pk")):
        found[company][kind] = count
    return found


def views(member: Member, page: str) -> QuerySet[SavedView]:
    """The saved views of a page: one's own, and those that others share."""
    seen = Q(owner__user=member.user_id) | Q(shared=True)
    return SavedView.objects.filter(seen, page=page).select_related("owner__user").order_by("name", "id")


def is_long(member: Member, asked: CompanyFilter) -> bool:
    """Whether a list is too long to be written while somebody waits."""
    return counted(asked.of_these(companies(member)), FEW) > FEW


def taken_of(member: Member, key: str) -> ListTaken | None:
    """A workbook that the member asked for; None where there is none, or it is too old."""
    return ListTaken.objects.filter(member=member, key=key, expires__gt=datetime.now(UTC)).first()


def job_of(taken: ListTaken) -> Job | None:
    """The job that makes a workbook."""
    return Job.objects.filter(about=f"list:{taken.key}").order_by("-id").first()


def view_of(member: Member, page: str, key: str) -> SavedView | None:
    """A saved view; None where there is none, or none that the member sees."""
    return views(member, page).filter(key=key).first()


def name_shown(company: CompanyRecord, language: str) -> ReadableName:
    """A company's name in the reader's script where it has one, with the original beside it."""
    names = [x for x in (company.name, company.name_local, company.name_latin) if x]
    return readable(names, scripts_of([language]))


@dataclass(frozen=True, slots=True)
class CompanyField:
    """One column of a company: what counts, whether it may be corrected, and what the council has said of it."""

    column: str
    value: str
    correction: CorrectionRecord | None = None

    @property
    def correctable(self) -> bool:
        """Whether the council can correct it: a canonical column that no decision names companies by."""
        return self.column in CANONICAL and self.column not in _OF_SVAT


def fields_of(company: CompanyRecord) -> list[CompanyField]:
    """Every column of a company, the canonical ones first, also those that are empty."""
    values = values_of(company.fields)
    said = {x.column: x for x in corrections(company)}
    names = [*CANONICAL, *(x for x in values if x not in CANONICAL)]
    return [CompanyField(x, for_reading(x, values.get(x, "")), said.get(x)) for x in names]


def corrections(company: CompanyRecord) -> QuerySet[CorrectionRecord]:
    """What the council has corrected of a company and holds."""
    return CorrectionRecord.objects.filter(
        corridor=company.corridor_id, side=company.side, company=company.external_id, undone=None
    ).select_related("member__user")


def values_of(text: str) -> dict[str, str]:
    """The columns of a company as its record keeps them."""
    found: dict[str, str] = json.loads(text)
    return found


@dataclass(frozen=True, slots=True)
class CompanyVersionShown:
    """One version of a company: when, why, by whom, from which file, and what changed: (column, before, after)."""

    number: int
    at: datetime
    why: str
    who: str
    of: Import | None
    changes: list[tuple[str, str, str]]
    gone: bool


def history(company: CompanyRecord, most: int = 50) -> list[CompanyVersionShown]:
    """The versions of a company, the newest first, each with what it changed."""
    found = (
        CompanyVersion.objects.filter(company=company)
        .select_related("member__user", "of")
        .defer("of__data")
        .order_by("-number")[: most + 1]
    )
    versions = list(found)
    return [_shown(x, before) for x, before in zip_longest(versions[:most], versions[1:]) if x]


def _shown(version: CompanyVersion, before: CompanyVersion | None) -> CompanyVersionShown:
    old, new = values_of(before.fields) if before else {}, values_of(version.fields)
    changes = list(differences(old, new)) if before else []
    member = version.member
    who = name_of(member.user) if member else ""
    return CompanyVersionShown(
        version.number, version.at, version.why, who, version.of, changes, version.gone
    )


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(column, before, after) of what differs, in the order of the columns."""
    for column in dict.fromkeys((*CANONICAL, *old, *new)):
        if old.get(column, "") != new.get(column, ""):
            before, now = (for_reading(column, x.get(column, "")) for x in (old, new))
            yield column, before, now


@dataclass(frozen=True, slots=True)
class CompanyShown:
    """What the page of one company shows."""

    fields: list[CompanyField]
    listings: list[ListingRecord]
    notes: list[RowSaid]
    source: Import | None
    members: list[Member]
    history: list[CompanyVersionShown]
    likely: list[DuplicateRecord]
    merges: list[tuple[MergeRecord, CompanyRecord | None]]


def company_page(company: CompanyRecord) -> CompanyShown:
    """All of it."""
    file = company.file.partition(", sheet ")[0]
    source = Import.objects.filter(corridor=company.corridor_id, side=company.side, name=file).defer("data")
    listings = ListingRecord.objects.filter(company=company, gone=False).select_related("confirmed_by__user")
    where = source.order_by("-applied", "-id").first()
    noted = RowSaid.objects.filter(of=where, row=company.row) if where else RowSaid.objects.none()
    pairs = Q(first=company) | Q(second=company)
    return CompanyShown(
        fields_of(company),
        list(listings.order_by("-kind", "position", "id")),
        list(noted.order_by("id")[:_MOST_NOTES]),
        where,
        list(Member.objects.filter(company=company, ended=None).select_related("user")),
        history(company),
        list(DuplicateRecord.objects.filter(pairs).select_related("first", "second")),
        list(merges_of(company)),
    )


def merges_of(company: CompanyRecord) -> Iterator[tuple[MergeRecord, CompanyRecord | None]]:
    """Decisions in force about a company, each with the other company."""
    of_side = MergeRecord.objects.filter(corridor=company.corridor_id, side=company.side, undone=None)
    own = company.external_id
    found = list(of_side.filter(Q(kept=own) | Q(gone=own)).select_related("member__user").order_by("id"))
    others = {x.gone if x.kept == own else x.kept for x in found}
    records = {
        x.external_id: x
        for x in CompanyRecord.objects.filter(
            corridor=company.corridor_id, side=company.side, external_id__in=others
        )
    }
    for x in found:
        yield x, records.get(x.gone if x.kept == own else x.kept)
