"""Rolls, batches (writes): records of a batch brought to what was read, with their history, in one transaction.

History is made of the rows as they stand in the database after the change, never of what was in hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F

from svat.web.jobs.models import Job
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls.models import CompanyRecord, CompanyVersion, Import, ListingRecord

_HELD = ("name", "name_local", "name_latin", "country", "city", "fields")  # what history is of
# Where it was read, and how it is found.
_BESIDE = ("search_key", "sort_key", "registration_number", "tax_number", "file", "row")


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company as its record keeps it, and its listings: (kind, position, text, code)."""

    external_id: str
    name: str
    name_local: str
    name_latin: str
    country: str
    city: str
    fields: str
    search_key: str
    sort_key: str
    registration_number: str
    tax_number: str
    file: str
    row: int
    listings: tuple[tuple[str, int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordStamp:
    """Of what, why, from which file and by whom records are changed."""

    corridor: CorridorRecord
    side: str
    why: str
    of: Import | None = None
    member: Member | None = None
    job: Job | None = None  # which counts what it changes


def put_companies(stamp: RecordStamp, rows: Sequence[CompanyRow]) -> int:
    """Bring the records of these companies to what was read; how many changed."""
    by_id = {row.external_id: row for row in rows}
    with transaction.atomic():
        there = {
            x.external_id: x
            for x in CompanyRecord.objects.select_for_update(no_key=True).filter(
                corridor=stamp.corridor, side=stamp.side, external_id__in=list(by_id)
            )
        }
        made = [_made(stamp, row) for row in rows if row.external_id not in there]
        CompanyRecord.objects.bulk_create(made)
        changed, moved = [], []
        for name, record in there.items():
            row = by_id[name]
            differs = (
                record.gone
                or record.merged_into_id
                or any(getattr(record, x) != getattr(row, x) for x in _HELD)
            )
            if differs or any(getattr(record, x) != getattr(row, x) for x in _BESIDE):
                for x in (*_HELD, *_BESIDE):
                    setattr(record, x, getattr(row, x))
                record.updated = datetime.now(UTC)
                moved.append(record)
            if differs:
                record.gone, record.merged_into_id = False, None
                record.version += 1
                changed.append(record)
        CompanyRecord.objects.bulk_update(
            moved, [*_HELD, *_BESIDE, "gone", "merged_into", "version", "updated"]
        )
        keys = {name: x.pk for name, x in there.items()} | {x.external_id: x.pk for x in made}
        new = [pk for pk in (x.pk for x in [*made, *changed]) if pk]
        _keep_history(stamp, new)
        _put_listings(stamp, {keys[name]: row.listings for name, row in by_id.items()})
        _count(stamp, len(new))
    return len(new)


def take_gone(stamp: RecordStamp, known: set[str], merged: Mapping[str, str], batch: int) -> int:
    """Say of companies that were not read that they are gone, or into which they went; how many changed."""
    of_side = CompanyRecord.objects.filter(corridor=stamp.corridor, side=stamp.side)
    left = [
        pk
        for pk, name in of_side.order_by("id").values_list("pk", "external_id").iterator(2000)
        if name not in known
    ]
    changed = 0
    for start in range(0, len(left), batch):
        with transaction.atomic():
            changed += _take(stamp, left[start : start + batch], merged)
    return changed


def _take(stamp: RecordStamp, keys: Sequence[int], merged: Mapping[str, str]) -> int:
    of_side = CompanyRecord.objects.filter(corridor=stamp.corridor, side=stamp.side)
    records = list(of_side.select_for_update(no_key=True).filter(pk__in=keys))
    into = {merged[x.external_id] for x in records if x.external_id in merged}
    kept = dict(of_side.filter(external_id__in=into).values_list("external_id", "pk"))
    changed: dict[int | None, list[int]] = defaultdict(list)  # into which company, None for gone ones
    for record in records:
        target = kept.get(merged.get(record.external_id, ""))
        if (record.gone, record.merged_into_id) != (target is None, target):
            changed[target].append(record.pk)
    for target, those in changed.items():
        of_side.filter(pk__in=those).update(
            gone=target is None, merged_into=target, version=F("version") + 1, updated=datetime.now(UTC)
        )
    _keep_history(stamp, [pk for those in changed.values() for pk in those])
    _put_listings(stamp, {x.pk: () for x in records})
    count = sum(map(len, changed.values()))
    _count(stamp, count)
    return count


def _count(stamp: RecordStamp, changed: int) -> None:
    """In the same transaction: a job that is broken off and begun again knows what it changed before."""
    if stamp.job is not None and changed:
        Job.objects.filter(pk=stamp.job.pk).update(changed=F("changed") + changed)


def _made(stamp: RecordStamp, row: CompanyRow) -> CompanyRecord:
    return CompanyRecord(
        corridor=stamp.corridor, side=stamp.side, external_id=row.external_id,
        **{x: getattr(row, x) for x in (*_HELD, *_BESIDE)},
    )  # fmt: skip


def _keep_history(stamp: RecordStamp, keys: Iterable[int]) -> None:
    """A version of each, as it now stands in the database."""
    CompanyVersion.objects.bulk_create(
        CompanyVersion(
            company_id=x.pk, number=x.version, fields=x.fields, gone=x.gone or x.merged_into_id is not None,
            why=stamp.why, of=stamp.of, member=stamp.member,
        )
        for x in CompanyRecord.objects.filter(pk__in=list(keys)).order_by("pk")
    )  # fmt: skip


def _put_listings(stamp: RecordStamp, wanted: Mapping[int, Sequence[tuple[str, int, str, str]]]) -> None:
    """The listings of companies: one of the same words and code stays the same record, with what was said of it."""
    there: dict[tuple[int, str, str, str], list[ListingRecord]] = defaultdict(list)
    for x in ListingRecord.objects.filter(company_id__in=list(wanted)).order_by("gone", "position", "id"):
        there[x.company_id, x.kind, x.text, x.hs].append(x)
    made, changed = [], []
    for company, listings in wanted.items():
        for kind, position, text, hs in listings:
            known = there[company, kind, text, hs]
            if not known:
                made.append(
                    ListingRecord(
                        company_id=company, kind=kind, position=position, text=text, hs=hs, of=stamp.of
                    )
                )
                continue
            record = known.pop(0)
            if record.gone or record.position != position:
                record.gone, record.position = False, position
                record.version += 1
                changed.append(record)
    gone = [record.pk for rest in there.values() for record in rest if not record.gone]
    ListingRecord.objects.filter(pk__in=gone).update(gone=True, version=F("version") + 1)
    ListingRecord.objects.bulk_create(made)
    ListingRecord.objects.bulk_update(changed, ["gone", "position", "version"])
