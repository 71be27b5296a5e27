"""Rolls, projection: the records are what the roll room reads, with their history, whenever the job was broken off."""

from __future__ import annotations

import json
import os
import signal
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("site")

HEADER = "external_id,name,country,city,offers,needs\n"


def sheet(*rows: str) -> bytes:
    return (HEADER + "".join(f"{row}\n" for row in rows)).encode()


def in_force(member: Any, data: bytes, name: str = "roll.csv", side: str = "a", **more: Any) -> Any:
    """An import in force, as one that was applied is; its job is not run."""
    from datetime import UTC, datetime
    from hashlib import sha256

    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import APPLYING, Import

    return Import.objects.create(
        corridor=CorridorRecord.objects.get(), side=side, name=name, data=data, size=len(data), member=member,
        sha256=sha256(data).hexdigest(), state=APPLYING, applied=datetime.now(UTC), **more,
    )  # fmt: skip


def projected(member: Any, of: Any = None, side: str = "a", why: str = "apply import") -> None:
    """Run the projection of a side as its job does."""
    from svat.web.jobs.progress import JobProgress
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.projecting import project, project_again

    job = project_again(CorridorRecord.objects.get(), side, why, member, of)
    project(job, JobProgress(job))
    job.refresh_from_db()
    assert job.state == "done"


def roll() -> dict[str, tuple[Any, ...]]:
    """Every company as its record has it."""
    from svat.web.rolls.models import CompanyRecord

    found = CompanyRecord.objects.select_related("merged_into").order_by("external_id")
    return {
        x.external_id: (
            x.name,
            x.city,
            x.gone,
            x.merged_into and x.merged_into.external_id,
            json.loads(x.fields),
        )
        for x in found
    }


def histories_hold() -> None:
    """The newest version of each company is the company, field by field; versions are numbered without a gap."""
    from svat.web.rolls.models import CompanyRecord

    for company in CompanyRecord.objects.all():
        versions = list(company.versions.order_by("number"))
        assert [x.number for x in versions] == list(range(1, company.version + 1)), company.external_id
        assert versions[-1].fields == company.fields
        assert versions[-1].gone == (company.gone or company.merged_into_id is not None)


def test_records_follow_the_files_and_a_company_that_went_comes_back_as_itself(council: Any) -> None:
    from svat.web.rolls.models import CompanyRecord, Import, ListingRecord

    one = in_force(council, sheet("A1,ТОО «Ромашка»,KZ,Алматы,мёд,", "A2,Alfa,KZ,Astana,wheat,glass jars"))
    projected(council, one)
    assert {x: y[:3] for x, y in roll().items()} == {
        "A1": ("ТОО «Ромашка»", "Алматы", False), "A2": ("Alfa", "Astana", False)
    }  # fmt: skip
    keys = dict(CompanyRecord.objects.values_list("external_id", "key"))
    honey = ListingRecord.objects.get(text="мёд")
    ListingRecord.objects.filter(pk=honey.pk).update(answer="code", confirmed="0409")
    two = in_force(council, sheet("A2,Alfa,KZ,Almaty,wheat,glass jars"), replaces=True)
    projected(council, two)
    assert {x: y[1:3] for x, y in roll().items()} == {"A1": ("Алматы", True), "A2": ("Almaty", False)}
    Import.objects.filter(pk=two.pk).update(state="undoing")
    projected(council, two, why="undo import")
    assert {x: y[1:3] for x, y in roll().items()} == {"A1": ("Алматы", False), "A2": ("Astana", False)}
    assert dict(CompanyRecord.objects.values_list("external_id", "key")) == keys
    honey.refresh_from_db()
    assert (honey.gone, honey.answer) == (False, "code")
    assert ListingRecord.objects.filter(gone=False).count() == 3
    histories_hold()
    assert [x.why for x in CompanyRecord.objects.get(external_id="A1").versions.order_by("number")] == [
        "apply import", "apply import", "undo import"
    ]  # fmt: skip


def test_a_second_projection_changes_nothing(council: Any) -> None:
    from svat.web.audit.models import AuditEntry
    from svat.web.rolls.models import CompanyVersion, ListingRecord

    one = in_force(council, sheet("A1,Alfa,KZ,Astana,honey,", "A2,Beta,KZ,Astana,wheat,"))
    projected(council, one)
    before = CompanyVersion.objects.count(), ListingRecord.objects.count(), AuditEntry.objects.count()
    projected(council)
    assert (
        CompanyVersion.objects.count(),
        ListingRecord.objects.count(),
        AuditEntry.objects.count(),
    ) == before


def test_what_changes_while_it_is_read_is_read_again(council: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from svat.web.rolls import projecting
    from svat.web.rolls.reading import read_side

    one = in_force(council, sheet("A1,Alfa,KZ,Astana,honey,"))
    late: list[Any] = []
    read = read_side

    def reading(*given: Any) -> Any:
        found = read(*given)
        if not late:
            late.append(in_force(council, sheet("A2,Beta,KZ,Astana,wheat,"), name="late.csv"))
        return found

    monkeypatch.setattr(projecting, "read_side", reading)
    projected(council, one)
    assert set(roll()) == {"A1", "A2"}
    late[0].refresh_from_db()
    assert late[0].state == "applied"


def killed_after(calls: int, job: Any) -> int:
    """Run a job in a process of its own that is killed after so many batches; its status (0: it came to its end)."""
    from django.db import connections

    from svat.web.jobs.progress import JobProgress
    from svat.web.rolls import batches, projecting

    connections.close_all()
    child = os.fork()
    if child == 0:
        left = calls

        def killing(function: Any) -> Any:
            def run(*given: Any) -> Any:
                nonlocal left
                found = function(*given)
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                return found

            return run

        status = 1
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(projecting, "BATCH", 2)
                patch.setattr(projecting, "put_companies", killing(batches.put_companies))
                patch.setattr(batches, "_take", killing(batches._take))
                projecting.project(job, JobProgress(job))
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(os.name == "nt", reason="kills a process as this system cannot")
def test_a_job_killed_after_any_batch_goes_on_where_it_stood(council: Any) -> None:
    """Killed after each of its batches, one after the other, then left to end."""
    from svat.web.jobs.models import Job
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import CompanyRecord, CompanyVersion, ListingRecord
    from svat.web.rolls.projecting import project_again

    first = in_force(council, sheet(*(f"A{n},Company {n},KZ,Astana,honey,glass jars" for n in range(5))))
    projected(council, first)
    rows = [f"A{n},Company {n},KZ,Almaty,honey; wheat," for n in range(3, 8)]
    second = in_force(council, sheet(*rows), name="next.csv", replaces=True)
    job = project_again(CorridorRecord.objects.get(), "a", "apply import", council, second)
    for calls in (1, 2, 3, 4, 5):  # three batches of companies, two of those that are gone
        assert killed_after(calls, job) == -signal.SIGKILL
    assert killed_after(0, job) == 0
    assert Job.objects.get(pk=job.pk).state == "done"
    found = roll()
    assert {x: y[2] for x, y in found.items()} == {f"A{n}": n < 3 for n in range(8)}
    assert {x: y[1] for x, y in found.items()} == {f"A{n}": "Astana" if n < 3 else "Almaty" for n in range(8)}
    histories_hold()
    assert CompanyVersion.objects.count() == 5 + 8
    assert ListingRecord.objects.filter(gone=False).count() == 10
    assert CompanyRecord.objects.count() == 8
