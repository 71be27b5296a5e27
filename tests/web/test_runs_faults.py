"""Runs under faults: killed while they are computed or published, asked for twice at once, companies united."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.web.introduced import TODAY, computed, introduced, person_of, publish, seen_by_companies, work

pytestmark = [
    pytest.mark.usefixtures("site"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork: not on Windows"),
]


def killed(do: Callable[[], None]) -> bool:
    """Do something in a process of its own; whether it was killed."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if not child:
        try:
            do()
        finally:
            connections.close_all()
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def dies(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def one_attempt(at: str, after: int) -> Callable[[], None]:
    """Work at the job that waits, and die at a place, when it was reached so often."""
    from svat.web.jobs import queue
    from svat.web.jobs.progress import JobProgress
    from svat.web.jobs.work import work_of
    from svat.web.matching import computing, records

    class Dying(JobProgress):
        def __call__(self, stage: str, done: int, of: int) -> None:
            nonlocal after
            if at == "stage":
                after -= 1
                if after <= 0:
                    dies()
            super().__call__(stage, done, of)

    def do() -> None:
        put = records.put_introductions

        def dying_put(*given: Any) -> bool:
            put(*given)
            return bool(dies())

        if at == "batch":
            vars(computing)["put_introductions"] = dying_put
        if at == "keeping":
            vars(records)["sha256"] = dies
        job = queue.claim("child")
        assert job is not None
        work_of(job.kind)(job, Dying(job))
        if at == "ending":
            dies()
        queue.end(job, "child")

    return do


def test_a_run_that_is_killed_anywhere_ends_once_and_is_the_same(
    members: dict[str, Any], tmp_path: Path
) -> None:
    from django.conf import settings

    from svat.web.actions import perform
    from svat.web.audit.models import AuditEntry
    from svat.web.jobs import queue
    from svat.web.jobs.models import Job
    from svat.web.matching.actions import AskForRun, RunAsked
    from svat.web.matching.models import IntroductionRecord, RunRecord

    corridor = introduced(members, tmp_path, draft=True)
    expected = RunRecord.objects.get()
    chance = random.Random(17)
    run = perform(members["officer"], AskForRun(corridor.key, RunAsked(TODAY))).result
    places = [("stage", chance.randint(1, 40)) for _ in range(5)]
    for at, after in [*places, ("batch", 1), ("keeping", 1), ("ending", 1)]:
        assert killed(one_attempt(at, after)), (at, after)
        assert Job.objects.get(kind="compute run", state="running").attempt
        Job.objects.filter(state="running").update(lease=datetime.now(UTC) - timedelta(seconds=1))
        assert queue.sweep() == 1
        stands = RunRecord.objects.get(pk=run.pk)
        assert stands.state == ("draft" if at == "ending" else "waiting")
    work()
    stands = RunRecord.objects.get(pk=run.pk)
    assert stands.state == "draft"
    assert bytes(stands.document or b"") == bytes(expected.document or b"")
    of = IntroductionRecord.objects
    assert of.filter(run=run).count() == of.filter(run=expected).count()
    assert AuditEntry.objects.filter(action="keep draft", about__contains=run.key).count() == 1
    assert not any((Path(settings.FOLDER) / "staging").iterdir())
    assert not Job.objects.filter(state__in=("waiting", "running")).exists()


def test_a_publication_that_is_killed_did_not_take_place(members: dict[str, Any], tmp_path: Path) -> None:
    from svat.web.matching import actions
    from svat.web.matching.models import IntroductionEvent, IntroductionRecord, RunRecord

    introduced(members, tmp_path, draft=True)
    run = RunRecord.objects.get()

    def do() -> None:
        vars(actions)["tell_hidden"] = dies
        publish(run, members["officer"])

    assert killed(do)
    run.refresh_from_db()
    assert run.state == "draft"
    assert not IntroductionRecord.objects.filter(stands=True).exists()
    assert not IntroductionEvent.objects.exists()
    publish(run, members["officer"])
    clear = IntroductionRecord.objects.filter(run=run, state="clear")
    assert IntroductionEvent.objects.filter(kind="shown").count() == clear.count()


def both_at_once(do: Callable[[], Any]) -> list[Any]:
    """What two threads get that do the same at the same moment."""
    from django.db import connections

    gate, got = threading.Barrier(2), []

    def one() -> None:
        gate.wait()
        try:
            got.append(do())
        except Exception as error:  # noqa: BLE001 - what it is, is asked below
            got.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_of_two_at_once_one_wins_and_the_other_is_told(members: dict[str, Any], tmp_path: Path) -> None:
    from svat.web.actions import NotDone, perform
    from svat.web.matching.actions import AskForRun, PublishRun, RunAsked
    from svat.web.matching.models import IntroductionEvent, RunRecord

    corridor = introduced(members, tmp_path, draft=True)
    officer, draft = members["officer"], RunRecord.objects.get()
    got = both_at_once(lambda: perform(officer, AskForRun(corridor.key, RunAsked(TODAY))).result)
    assert {getattr(x, "key", getattr(x, "status", x)) for x in got} <= {RunRecord.objects.first().key, 409}  # type: ignore[union-attr]
    assert RunRecord.objects.filter(state="waiting").count() == 1
    got = both_at_once(lambda: perform(officer, PublishRun(draft.key, draft.version)))
    lost = [x for x in got if isinstance(x, NotDone)]
    assert [x.status for x in lost] == [409], got
    shown = IntroductionEvent.objects.filter(kind="shown").values_list("introduction", flat=True)
    assert len(shown) == len(set(shown))


def test_companies_that_become_one_take_their_introductions_along_and_back(
    members: dict[str, Any], tmp_path: Path
) -> None:
    from svat.web.actions import perform
    from svat.web.matching.models import IntroductionRecord
    from svat.web.matching.rechecking import ask_for_recheck
    from svat.web.matching.sight import sight_of
    from svat.web.rolls.models import CompanyRecord, MergeRecord
    from svat.web.rolls.same_actions import MergeCompanies, SeenCompany, UnmergeCompanies
    from svat.web.rolls.same_queries import changed_since, digest_of_changes

    corridor, run = seen_by_companies(members, tmp_path)
    rows = IntroductionRecord.objects.filter(run=run, state="clear")
    kept, gone = [
        CompanyRecord.objects.get(pk=pk) for pk in list(dict.fromkeys(rows.values_list("a", flat=True)))[:2]
    ]
    person_of(gone, "united")
    before = {(x.pk, x.a_id, x.b_id) for x in IntroductionRecord.objects.all()}
    own = {x.b_id for x in rows.filter(a=kept)}
    alone = [x for x in rows.filter(a=gone) if x.b_id not in own]
    seen = [SeenCompany(x.key, x.version) for x in (kept, gone)]
    perform(members["officer"], MergeCompanies(*seen))
    work()
    moved = {x.key for x in alone}
    assert moved <= {x.key for x in sight_of(CompanyRecord.objects.get(pk=kept.pk)).partners}
    # What both had is seen once, by the company that is kept.
    ask_for_recheck(corridor, None)
    work()
    for x in IntroductionRecord.objects.filter(a=gone, stands=True):
        assert x.state != "clear"
    partners = [x.partner["identifier"] for x in sight_of(CompanyRecord.objects.get(pk=kept.pk)).partners]
    assert len(partners) == len(set(partners))
    merge = MergeRecord.objects.get(same=True, gone=gone.external_id)
    now = CompanyRecord.objects.get(pk=kept.pk)
    perform(members["officer"], UnmergeCompanies(merge.key, digest_of_changes(changed_since(merge, now))))
    work()
    assert {(x.pk, x.a_id, x.b_id) for x in IntroductionRecord.objects.all()} == before
    assert set(IntroductionRecord.objects.filter(run=run, a=gone, state="clear")) == set(rows.filter(a=gone))
    again = computed(corridor, members["officer"])
    assert again.state == "draft"
