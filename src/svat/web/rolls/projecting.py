"""Rolls, projecting: the job that brings company and listing records to what the roll room reads; the helper for it.

Each batch is one transaction with its history, and compares before it writes: a job that is killed and taken up again
goes on where it stood, and a second one changes nothing. It ends, and says so, only when all that the roll rests on is
still as it was when it was read; otherwise it reads again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connection

from svat.council.rolls import Roll
from svat.web.actions import perform
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.jobs.queue import put
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls.batches import CompanyRow, RecordStamp, put_companies, take_gone
from svat.web.rolls.finishing import FinishProjection
from svat.web.rolls.force import basis
from svat.web.rolls.likely import put_duplicates
from svat.web.rolls.models import CompanyRecord, CompanyVersion, Import, ListingRecord
from svat.web.rolls.name_index import key_that_fits
from svat.web.rolls.reading import fields_of, read_side, search_key, sort_key
from svat.web.store import files_by_name, materialise
from svat.wording import say

BATCH = 200  # companies of one transaction
KIND = "project roll"


def project_again(
    corridor: CorridorRecord, side: str, why: str, member: Member | None, of: Import | None = None
) -> Job:
    """Ask for the records of a side to be brought up to date, within the action that changed what they rest on.

    There is one such job for a side; one that runs already reads again before it ends.
    """
    arguments = {"corridor": corridor.pk, "side": side, "why": why, "import": of.pk if of else None}
    return put(KIND, about(corridor, side), arguments, member)


def about(corridor: CorridorRecord, side: str) -> str:
    """What a projection is about."""
    return f"roll:{corridor.key}:{side}"


def project(job: Job, progress: JobProgress) -> None:
    """The job. Raises UnusableInput where the roll cannot be read."""
    given = json.loads(job.arguments)
    corridor = CorridorRecord.objects.get(pk=given["corridor"])
    of = Import.objects.defer("data").filter(pk=given["import"]).first() if given["import"] else None
    stamp = RecordStamp(corridor, given["side"], given["why"], of, job.member, job)
    while True:
        done = project_now(stamp, progress)
        finish = FinishProjection(job.pk, corridor.key, stamp.side, done.basis, done.digest)
        if perform(None, finish, who="worker").result:
            _count_anew()
            return


def _count_anew() -> None:
    """Let the database see how many there are of what, by which it chooses how to look for them."""
    tables = ", ".join(x._meta.db_table for x in (CompanyRecord, ListingRecord, CompanyVersion))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}" if connection.vendor == "postgresql" else "PRAGMA optimize")


@dataclass(frozen=True, slots=True)
class Projected:
    """What a projection rests on, the digest of the roll, and how many records it changed."""

    basis: str
    digest: str
    changed: int


def project_now(stamp: RecordStamp, progress: JobProgress | None = None) -> Projected:
    """Read a side's roll and bring its records to it, a batch at a time."""
    rests = basis(stamp.corridor, stamp.side)
    told = progress or (lambda *_: None)
    folder = materialise(stamp.corridor)
    roll = read_side(folder, stamp.corridor, stamp.side, told)
    names = {path: x.name for path, x in files_by_name(stamp.corridor, stamp.side, folder).items()}
    changed, count, digest = 0, 0, sha256()
    rest = company_rows(roll, names)
    while rows := list(islice(rest, BATCH)):
        changed += put_companies(stamp, rows)
        count += len(rows)
        digest.update("".join(row.fields for row in rows).encode())
        told(say("writing companies"), count, len(roll.companies))
    known = {company.external_id for company in roll.companies}
    changed += take_gone(stamp, known, dict(roll.merged), BATCH)
    put_duplicates(stamp.corridor, stamp.side, roll.duplicates)
    return Projected(rests, digest.hexdigest(), changed)


def company_rows(roll: Roll, names: Mapping[str, str]) -> Iterator[CompanyRow]:
    """The companies of a roll as their records keep them; files go by the names that they were sent under."""
    for x in roll.companies:
        order, numbers = sort_key(x)[:200], (x.registration_number[:60], x.tax_number[:60])
        yield CompanyRow(
            x.external_id, x.name, x.name_local, x.name_latin, x.country, x.city[:200], as_json(fields_of(x)),
            key_that_fits(search_key(x), order, x.external_id, *numbers), order, *numbers, named(x.file, names), x.row,
            tuple((y.kind, y.position, y.text, y.hs or "") for y in x.listings),
        )  # fmt: skip


def named(file: str, names: Mapping[str, str]) -> str:
    """A file, and the sheet of it, by the name that it was sent under."""
    path, mark, sheet = file.partition(", sheet ")
    return (names.get(path, path) + mark + sheet)[:300]


def as_json(fields: Mapping[str, Any]) -> str:
    """The columns of a company, in one form."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
