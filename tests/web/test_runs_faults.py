"""Runs under faults: killed while they are computed or published, asked for twice at once, companies united."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.web.introduced import TODAY, computed, introduced, person_of, publish, seen_by_companies, work

pytestmark = [
    pytest.mark.usefixtures("site"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork: not on Windows"),
]


@pytest.fixture
def killed(installation: Path) -> Iterator[Callable[[str, int], str]]:
    """Work at the job in another process that dies at a place when it was reached so often: how it ended."""
    from django.db import connections

    connections.close_all()
    place = [sys.executable, "-m", "tests.web.dying"]
    with subprocess.Popen(place, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def tried(at: str, times: int) -> str:
            connections.close_all()
            print(at, times, file=process.stdin, flush=True)
            assert process.stdout is not None
            return process.stdout.readline().strip()

        yield tried
        process.stdin.close()


@pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about processes")
def test_a_run_that_is_killed_anywhere_ends_once_and_is_the_same(
    members: dict[str, Any], tmp_path: Path, killed: Callable[[str, int], str]
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
    places = [("stage", chance.randint(1, 30)) for _ in range(5)]
    for at, after in [*places, ("batch", 1), ("keeping", 1), ("ending", 1)]:
        assert killed(at, after) == "killed", (at, after)
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


def test_a_publication_that_is_broken_off_did_not_take_place(
    members: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svat.web.matching import actions
    from svat.web.matching.models import IntroductionEvent, IntroductionRecord, RunRecord

    introduced(members, tmp_path, draft=True)
    run = RunRecord.objects.get()

    def broken_off(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "tell_hidden", broken_off)
    with pytest.raises(KeyboardInterrupt):
        publish(run, members["officer"])
    monkeypatch.undo()
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


def test_a_run_that_is_left_is_not_worked_at_any_longer(members: dict[str, Any], tmp_path: Path) -> None:
    """With a worker as it runs: the job's process ends within seconds, and nothing of the run is there."""
    import time

    from django.db import connections

    from svat.web.actions import perform
    from svat.web.jobs.models import Job
    from svat.web.jobs.worker import JobWorker
    from svat.web.matching.actions import AskForRun, CancelRun, RunAsked
    from svat.web.matching.models import IntroductionRecord, RunRecord

    corridor = introduced(members, tmp_path)
    run = perform(members["officer"], AskForRun(corridor.key, RunAsked(TODAY))).result

    def run_until_empty() -> None:
        JobWorker().run(until_empty=True)
        connections.close_all()

    worker = threading.Thread(target=run_until_empty)
    worker.start()
    for _ in range(600):
        if Job.objects.filter(kind="compute run", state="running").exists():
            break
        time.sleep(0.1)
    perform(members["officer"], CancelRun(run.key, run.version))
    begin = time.monotonic()
    worker.join(60)
    assert time.monotonic() - begin < 20  # three seconds on a machine that has nothing else to do
    assert not worker.is_alive()
    assert Job.objects.get(kind="compute run").state == "cancelled"
    assert RunRecord.objects.get().state == "cancelled"
    assert not IntroductionRecord.objects.exists()


def test_a_run_that_cannot_be_computed_says_why(council: Any, browser_of: Any) -> None:
    from svat.refusals import UnusableInput
    from svat.web.matching.models import RunRecord
    from svat.web.people.models import CorridorRecord

    client = browser_of(council)
    given = {
        "corridor": CorridorRecord.objects.get().key,
        "day": TODAY.isoformat(),
        "shortlist": "5",
        "alpha": "1",
    }
    answer = client.post("/introductions/ask/", given)
    assert answer.status_code == 302
    with pytest.raises(UnusableInput):
        work()
    assert RunRecord.objects.get().state == "failed"
    for page in ("/introductions/", answer["Location"]):
        assert "no roll of KZ" in client.get(page).content.decode(), page
    assert client.post("/introductions/ask/", given).status_code == 302  # and does not hold up the next
