"""Web, worker, job and database killed with -9 in the middle of work: the short form of benchmarks/web_kills.py.

And what looks for what must hold finds what does not: planted faults, each beside what is right.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT
from tests.web.companies import small_roll

own_server = pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="has a server of its own")


@own_server
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_killed_at_random_moments_nothing_is_lost_doubled_or_half_done() -> None:
    given = {x: y for x, y in os.environ.items() if x not in ("DATABASE_URL", "SVAT_DIR", "SVAT_URL")}
    done = subprocess.run(
        [sys.executable, "benchmarks/web_kills.py", "2", "3", "--companies", "12"],
        env=given, capture_output=True, text=True, check=False, cwd=ROOT, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-6000:]
    assert " 2 kills, 0 times something did not hold" in done.stdout
    assert "the chain holds" in done.stdout
    assert "tracebacks in the log: 0" in done.stdout


def _no_fault() -> None:
    """Nothing."""


def _lose_a_company() -> None:
    from svat.web.rolls.models import CompanyRecord

    CompanyRecord.objects.filter(external_id="R1").update(gone=True)


def _half_a_batch() -> None:
    from svat.web.rolls.models import CompanyRecord

    CompanyRecord.objects.filter(external_id="R1").update(city="Elsewhere")


def _no_history() -> None:
    from svat.web.rolls.models import CompanyVersion

    CompanyVersion.objects.filter(company__external_id="R1").delete()


def _double_a_listing() -> None:
    from svat.web.records import new_key
    from svat.web.rolls.models import ListingRecord

    one = ListingRecord.objects.filter(gone=False, text="wheat").get()
    one.pk, one.key = None, new_key()
    one.save()


def _a_job_for_ever() -> None:
    from svat.web.jobs.models import Job

    Job.objects.update(state="running", lease=datetime.now(UTC) + timedelta(days=1))


def _no_entry() -> None:
    from svat.web.people.models import CorridorRecord, Member
    from svat.web.rolls.models import MergeRecord

    MergeRecord.objects.create(
        corridor=CorridorRecord.objects.get(),
        side="a",
        kept="R5",
        gone="R6",
        same=False,
        member=Member.objects.get(),
    )


def _entry_without_effect() -> None:
    from django.db import transaction

    from svat.web.actions import Done
    from svat.web.audit.append import append

    with transaction.atomic():
        append("member 1", "merge companies", Done(("company:x",), {"merged_into": ("", "R1")}))


def _rewritten_entry() -> None:
    from svat.web.audit.models import AuditEntry

    AuditEntry.objects.filter(number=1).update(member="member 9")


def _left_behind() -> None:
    from svat.web.people.models import CorridorRecord
    from svat.web.store import folder_of

    (folder_of(CorridorRecord.objects.get()).parent / ".preview-abc").mkdir()


def _half_a_file() -> None:
    from svat.web.people.models import CorridorRecord
    from svat.web.store import folder_of

    lists = folder_of(CorridorRecord.objects.get()) / "lists"
    lists.mkdir()
    (lists / ".half-lists.toml.1.abcd").write_bytes(b"[[")


@pytest.mark.planted
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (_no_fault, ""), (_lose_a_company, "R1: gone True"), (_half_a_batch, "R1: city is"),
        (_no_history, "its history has"), (_double_a_listing, "listings"), (_a_job_for_ever, "running after"),
        (_no_entry, "merge companies: 1 took effect"), (_entry_without_effect, "1 entries"),
        (_rewritten_entry, "was changed after"),
        (_left_behind, ".preview-abc: was left"), (_half_a_file, ".half-lists"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_found(council: Any, site: Path, fault: Callable[[], None], found: str) -> None:
    import shutil

    from tests.web.holding import everything

    from svat.web.jobs.models import Job
    from svat.web.rolls.models import Import

    shutil.rmtree(site / "corridors", ignore_errors=True)  # of the tests before
    shutil.rmtree(site / "staging", ignore_errors=True)
    small_roll(council)
    Import.objects.get()
    Job.objects.update(state="done", ended=datetime.now(UTC))
    told = Counter({"found council": 1})
    before = list(everything(site, told))
    fault()
    wrong = [x for x in everything(site, told) if x not in before]
    assert before == ["upload roll: 1 took effect, 0 entries"]  # the roll was put there without being sent
    assert any(found in x for x in wrong) if found else wrong == [], wrong


@pytest.mark.usefixtures("site")
def test_what_a_job_left_that_was_given_up_is_taken_away_and_nothing_else(council: Any, site: Path) -> None:
    from svat.web.jobs.leftovers import clear_leftovers
    from svat.web.jobs.queue import put

    del council
    put("preview import", "import:open", {}, None)
    gone = [site / "corridors" / ".preview-failed", site / "staging" / "failed"]
    kept = [site / "corridors" / ".preview-open", site / "corridors" / "abc", site / "backups" / "x"]
    for path in (*gone, *kept):
        path.mkdir(parents=True)
    assert clear_leftovers() == 2
    assert [x.exists() for x in (*gone, *kept)] == [False, False, True, True, True]
    assert clear_leftovers() == 0
    for path in kept:
        path.rmdir()


@pytest.mark.usefixtures("site")
def test_a_job_that_is_given_back_is_never_taken_for_done(council: Any) -> None:
    """However often its worker was ended, killed, or had no room: only its own death counts, three times."""
    from svat.web.jobs import queue
    from svat.web.jobs.models import Job

    queue.put("project roll", "roll:x:a", {}, council)
    for _ in range(5):
        job = queue.claim("one")
        assert job is not None
        queue.give_back(job, "one")
    for _ in range(5):
        job = queue.claim("one")
        assert job is not None
        queue.later(job, "one")
        assert queue.claim("one") is None  # not at once
        assert queue.sweep() == 0
        Job.objects.update(lease=datetime.now(UTC) - timedelta(seconds=1))
        assert queue.sweep() == 1
    for times in range(1, 4):
        job = queue.claim("one")
        assert job is not None
        assert job.attempt == times
        assert queue.take_back("another") == 0
        if times < 3:
            assert queue.take_back("one") == 1  # started again under its name
        else:
            queue.again(job, "one", '"broken off"')
    assert [(x.state, x.said) for x in Job.objects.all()] == [("failed", '"broken off"')]
