"""Introductions, rulings, answers and mail under kill -9: the short form of benchmarks/web_kills_introductions.py.

And what looks for what must hold finds what does not: planted faults, each beside what is right.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT
from tests.web.introduced import person_of, seen_by_companies


@pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="has a server of its own")
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_killed_at_random_moments_nothing_is_lost_doubled_or_half_done() -> None:
    pytest.importorskip("aiosmtpd.controller", reason="needs aiosmtpd")
    given = {x: y for x, y in os.environ.items() if x not in ("DATABASE_URL", "SVAT_DIR", "SVAT_URL")}
    done = subprocess.run(
        [sys.executable, "benchmarks/web_kills_introductions.py", "2", "1"],
        env=given, capture_output=True, text=True, check=False, cwd=ROOT, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-6000:]
    assert " 2 kills, 0 times something did not hold" in done.stdout
    assert "tracebacks in the log: 0" in done.stdout


def _first(**which: Any) -> Any:
    from svat.web.matching.models import IntroductionRecord

    return IntroductionRecord.objects.filter(**{"stands": True, "state": "clear", **which}).order_by("id")[0]


def _change(**fields: Any) -> None:
    from svat.web.matching.models import IntroductionRecord

    IntroductionRecord.objects.filter(pk=_first().pk).update(**fields)


def _no_fault() -> None:
    """Nothing."""


def _other_document() -> None:
    from svat.web.matching.models import RunRecord

    RunRecord.objects.update(document=b'{"introductions": []}')


def _half_a_batch() -> None:
    from svat.web.matching.models import IntroductionRecord

    IntroductionRecord.objects.filter(stands=True, state="held").order_by("id")[0].delete()


def _published_without_entry() -> None:
    from svat.web.matching.models import RunRecord

    RunRecord.objects.update(published=None)


def _half_published() -> None:
    _change(stands=False)


def _withdrawn_and_standing() -> None:
    from svat.web.matching.models import RunRecord

    RunRecord.objects.update(state="withdrawn")


def _seen_and_hidden() -> None:
    from datetime import UTC, datetime

    _change(hidden=datetime.now(UTC))


def _no_event() -> None:
    _first().events.all().delete()


def _shown_twice() -> None:
    from svat.web.matching.models import IntroductionEvent

    IntroductionEvent.objects.create(introduction=_first(), kind="shown")


def _hidden_unseen() -> None:
    from svat.web.matching.models import IntroductionEvent

    IntroductionEvent.objects.create(introduction=_first(), kind="hidden")


def _answer_without_decision() -> None:
    _change(answer_b="accepted")


def _half_an_answer() -> None:
    from svat.web.matching.models import DecisionRecord, IntroductionRecord

    answered = DecisionRecord.objects.get()
    IntroductionRecord.objects.filter(decisions=answered).update(answer_a="", answered_a=None)


def _decision_that_counts_no_more() -> None:
    from svat.web.matching.models import DecisionRecord

    DecisionRecord.objects.update(current=False)


def _decision_without_entry() -> None:
    from svat.web.matching.models import DecisionRecord
    from svat.web.records import new_key

    made = DecisionRecord.objects.get()
    made.pk, made.key, made.current = None, new_key(), False
    made.save()


def _event_twice() -> None:
    from svat.web.matching.models import IntroductionEvent

    IntroductionEvent.objects.create(introduction=_first(answer_a="accepted"), kind="accepted", side="a")


def _agreed_alone() -> None:
    from svat.web.matching.models import IntroductionEvent

    IntroductionEvent.objects.create(introduction=_first(answer_a="accepted"), kind="agreed")


def _hit_left_open() -> None:
    from svat.web.review.models import HitRecord

    hit = HitRecord.objects.filter(state="open").order_by("id")[0]
    HitRecord.objects.filter(pk=hit.pk).update(state="decided", settled="cleared")


def _wait_twice() -> None:
    from datetime import UTC, datetime

    from svat.web.review.models import HitRecord, HitWait

    HitWait.objects.create(
        hit=HitRecord.objects.filter(state="open").order_by("id")[0], since=datetime.now(UTC)
    )


def _ruling_without_entry() -> None:
    from svat.web.people.models import CorridorRecord
    from svat.web.review.models import RulingRecord

    RulingRecord.objects.create(corridor=CorridorRecord.objects.get(), number="R99", ruling="{}")


@contextmanager
def undone() -> Iterator[None]:
    """What is done in the block is undone after it."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


_FAULTS: list[tuple[Callable[[], None], str]] = [
    (_no_fault, ""), (_other_document, "is not what its digest says"),
    (_half_a_batch, "introductions, its document has"),
    (_published_without_entry, "the log says {'publish run': 1}"), (_half_published, "and it does not stand"),
    (_withdrawn_and_standing, "stands, its run is withdrawn"), (_seen_and_hidden, "is seen; shown"),
    (_no_event, "its events say otherwise"), (_shown_twice, "shown twice"), (_hidden_unseen, "is seen, its events"),
    (_answer_without_decision, "side b is 'accepted', the decision says ''"),
    (_half_an_answer, "is '', the decision says 'accepted'"), (_decision_that_counts_no_more, "do not count any more"),
    (_decision_without_entry, "has 0 entries"), (_event_twice, "2 answers among the events, 1 in the log"),
    (_agreed_alone, "0 pairs are agreed, their events say 1"), (_hit_left_open, "the rulings leave it open"),
    (_wait_twice, "waits 2 times"), (_ruling_without_entry, "the log has rulings"),
]  # fmt: skip


@pytest.fixture
def answered(members: dict[str, Any], tmp_path: Path, site: Path) -> None:
    """A published run of which one company has accepted one partner."""
    from svat.web.actions import perform
    from svat.web.company.actions import AnswerIntroduction

    del site
    seen_by_companies(members, tmp_path)
    row = _first()
    perform(person_of(row.a), AnswerIntroduction(row.key, "", accepted=True, consent=True))


@pytest.mark.planted
@pytest.mark.usefixtures("answered")
def test_what_does_not_hold_is_found() -> None:
    from tests.web.holding_introductions import introductions_hold

    wrong = {}
    for fault, found in _FAULTS:
        with undone():
            fault()
            said = list(introductions_hold())
        if not any(found in x for x in said) if found else said:
            wrong[fault.__name__] = said
    assert not wrong


@pytest.mark.planted
@pytest.mark.usefixtures("answered")
def test_a_document_that_is_not_what_the_library_makes_is_found() -> None:
    from tests.web.holding_introductions import computed_again

    from svat.web.matching.models import RunRecord

    run = RunRecord.objects.get()
    said = list(computed_again(run.number))  # the answer has come since: no draft any more
    assert said == [f"run {run.number}: what it was computed from is otherwise by now"]


def _a_mail(**fields: Any) -> Any:
    from svat.web.people.models import OutboxMail

    return OutboxMail.objects.create(
        **{"to": "kim@example.org", "subject": "S", "text": "", "state": "sent", **fields}
    )


_MAILS: list[tuple[dict[str, Any], int, str]] = [
        ({}, 1, ""), ({}, 0, "is sent, the server has it 0 times"), ({}, 2, "went out 2 times"),
        ({"state": "perhaps sent", "text": "T"}, 0, ""), ({"state": "perhaps sent", "text": "T"}, 1, ""),
        ({"state": "perhaps sent", "text": "T"}, 2, "went out 2 times"), ({"state": "refused", "text": "T"}, 0, ""),
        ({"state": "refused", "text": "T"}, 1, "the server has it 1 times"),
        ({"state": "waiting", "text": "T"}, 0, "nobody works at it"),
        ({"state": "sending", "text": "T"}, 1, "nobody works at it"), ({"text": "T"}, 1, "its text kept"),
        ({"subject": "C: both sides have accepted", "to": "person@company.example"}, 1, "for 0 times"),
        ({"subject": "C: your introductions have changed", "to": "person@company.example"}, 1, "for 0 times"),
]  # fmt: skip


@pytest.mark.planted
@pytest.mark.usefixtures("answered")
def test_a_mail_that_went_out_twice_or_not_at_all_is_found() -> None:
    from tests.web.holding_introductions import mail_holds

    from svat.web.people.sending import message_id

    wrong = []
    for fields, times, found in _MAILS:
        with undone():
            said = list(mail_holds([message_id(_a_mail(**fields))] * times))
        if not any(found in x for x in said) if found else said:
            wrong.append((fields, times, said))
    assert not wrong


@pytest.mark.planted
@pytest.mark.usefixtures("answered")
def test_two_mails_of_one_batch_and_a_mail_that_nobody_kept_are_found() -> None:
    from tests.web.holding_introductions import mail_holds

    from svat.web.people.sending import message_id

    two = [message_id(_a_mail(batch="b1")) for _ in range(2)]
    assert list(mail_holds(two)) == ["kim@example.org: 2 mails of one batch"]
    said = list(mail_holds([*two, "<nobody@127.0.0.1>"]))
    assert "<nobody@127.0.0.1>: the server has it, the outbox has not" in said
    assert re.search("2 mails of one batch", " ".join(said))


@pytest.mark.usefixtures("answered")
def test_whoever_reminds_others_while_letters_are_written_is_told_so() -> None:
    from svat.web.actions import NotDone, perform
    from svat.web.jobs.models import Job
    from svat.web.matching.letters_actions import AskForLetters
    from svat.web.people.models import CorridorRecord, Member

    corridor, officer = CorridorRecord.objects.get(), Member.objects.get(role="officer")
    first, other = (
        AskForLetters(corridor.key, "reminder", (x,), "/") for x in (_first().a.key, _first().b.key)
    )
    perform(officer, first)
    perform(officer, first)  # the same is asked for already
    with pytest.raises(NotDone) as told:
        perform(officer, other)
    assert told.value.status == 409
    assert Job.objects.filter(kind="write letters").count() == 1
