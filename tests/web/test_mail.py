"""Mail: a real server gets each mail once; a try that a kill cut off is left to an officer; what came back is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
from tests.web.mailbox import Mailbox, mailbox

django = pytest.importorskip("django", reason="needs svat[web]: the development packages have it")
pytest.importorskip("aiosmtpd.controller", reason="needs aiosmtpd")


@pytest.fixture
def server() -> Iterator[tuple[Mailbox, str]]:
    """A mail server on this machine, and its address as SVAT_MAIL has it."""
    with mailbox() as found:
        yield found


@pytest.fixture
def sending(server: tuple[Mailbox, str]) -> Iterator[Mailbox]:
    """The application sends through that server."""
    from django.test import override_settings

    from svat.web.mail import mail_of

    box, address = server
    with override_settings(**mail_of({"SVAT_MAIL": address, "SVAT_MAIL_FROM": "office@council.example"})):
        yield box


def kept(to: str = "kim@example.org", **fields: Any) -> Any:
    """A mail in the outbox with its job."""
    from svat.web.jobs.queue import put
    from svat.web.people.models import OutboxMail

    mail = OutboxMail.objects.create(to=to, subject="Subject", text="Text", **fields)
    put("send mail", f"mail:{mail.key}", {"mail": mail.key}, None)
    return mail


def work(mail: Any) -> Any:
    """The worker's step, and the mail after it."""
    from svat.web.jobs.models import Job
    from svat.web.jobs.progress import JobProgress
    from svat.web.people.sending import send

    job = Job.objects.get(about=f"mail:{mail.key}", state="waiting")
    send(job, JobProgress(job))
    Job.objects.filter(pk=job.pk).update(state="done")
    mail.refresh_from_db()
    return mail


def test_a_mail_goes_out_once_with_its_own_id(council: Any, sending: Mailbox) -> None:
    mail = work(kept(reply_to="olga@example.org"))
    assert (mail.state, mail.text) == ("sent", "")
    [data] = sending.got
    message = message_from_bytes(data)
    assert message["Message-ID"] == f"<{mail.key}@127.0.0.1>"
    assert (message["To"], message["Reply-To"]) == ("kim@example.org", "olga@example.org")
    from svat.web.jobs.models import Job

    Job.objects.filter(about=f"mail:{mail.key}").update(state="waiting")  # the same job once more
    assert work(mail).state == "sent"
    assert len(sending.got) == 1


def test_a_letter_goes_out_as_it_was_written(council: Any, sending: Mailbox) -> None:
    """The library's own message with its file; who sends it, to whom and when are the way's."""
    from datetime import date

    from svat.report.introductions.sending.letter import Letter
    from svat.report.introductions.sending.message import encoded

    letter = Letter("Ким <old@example.org>", "", "ru", "Ваши партнёры", "Здравствуйте!", date(2026, 2, 27))
    mail = work(kept(message=encoded(letter, [("sheet.html", "<p>Лист</p>".encode())]), kind="list"))
    assert (mail.state, mail.message) == ("sent", None)
    message = message_from_bytes(sending.got[0])
    assert message["X-Unsent"] is None
    assert message["To"] == "kim@example.org"
    assert message["From"] == "office@council.example"
    parts: dict[str, Any] = {
        part.get_content_type(): part.get_payload(decode=True) for part in message.walk()
    }
    assert parts["text/html"] == "<p>Лист</p>".encode()
    assert "Здравствуйте!".encode() in (parts["text/plain"] or b"")


@pytest.mark.parametrize(
    ("answer", "to", "state", "said"),
    [
        ("250 OK", "a@nowhere.example", "refused", "550"),  # the server knows nobody of that name
        ("554 5.7.1 no", "kim@example.org", "refused", "554"),  # it took no mail
        ("451 later", "kim@example.org", "refused", "451"),
        ("250 OK", "kim@example.org", "sent", ""),
    ],
)
def test_what_the_server_answers(
    council: Any, sending: Mailbox, answer: str, to: str, state: str, said: str
) -> None:
    sending.answer = answer
    mail = work(kept(to))
    assert (mail.state, mail.said) == (state, said)
    assert mail.text == ("" if state == "sent" else "Text")


def test_a_server_that_is_not_there_has_nothing(council: Any) -> None:
    from django.test import override_settings

    from svat.web.mail import mail_of

    with override_settings(**mail_of({"SVAT_MAIL": "smtp://127.0.0.1:9"})):
        assert work(kept()).state == "refused"


def test_a_kill_while_the_server_takes_it(council: Any, browser_of: Any, server: tuple[Mailbox, str]) -> None:
    """The worker dies between the server's taking and its own word: nothing goes out again until an officer says so."""
    from django.db import connection
    from django.test import override_settings

    from svat.web.jobs.models import Job
    from svat.web.mail import mail_of

    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("needs a database that another process sees")
    box, address = server
    mail, box.slow = kept(), True
    job = Job.objects.get(about=f"mail:{mail.key}")
    begin = f"from svat.web.jobs.one import start; x = start({job.pk}); print(x.pid, flush=True); x.join()"
    surroundings = os.environ | {"SVAT_MAIL": address}
    with subprocess.Popen(
        [sys.executable, "-c", begin], stdout=subprocess.PIPE, env=surroundings, text=True
    ) as worker:
        assert box.taken.wait(30)
        assert worker.stdout is not None
        os.kill(int(worker.stdout.readline()), signal.SIGKILL)
    box.slow = False
    mail.refresh_from_db()
    assert (mail.state, len(box.got)) == ("sending", 1)
    with override_settings(**mail_of({"SVAT_MAIL": address})):
        assert work(mail).state == "perhaps sent"  # the job is taken up again
        assert len(box.got) == 1
        officer = browser_of(council)
        page = officer.get("/outbox/").content.decode()
        assert "perhaps sent" in page
        assert officer.post(f"/outbox/{mail.key}/again/").status_code == 302
        assert work(mail).state == "sent"
    first, second = map(message_from_bytes, box.got)
    assert first["Message-ID"] == second["Message-ID"]  # a mail program shows it once


def test_an_officer_leaves_it(council: Any, browser_of: Any, sending: Mailbox) -> None:
    from svat.web.people.models import OutboxMail

    mail = kept()
    OutboxMail.objects.filter(pk=mail.pk).update(state="perhaps sent")
    officer = browser_of(council)
    assert officer.post(f"/outbox/{mail.key}/leave/").status_code == 302
    assert officer.post(f"/outbox/{mail.key}/again/").status_code == 409
    mail.refresh_from_db()
    assert (mail.state, mail.text) == ("left", "")
    assert not sending.got


REPORT = """From: mailer@isp.example
To: office@council.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

Nobody of that name.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; isp.example

Final-Recipient: rfc822; kim@example.org
Action: {action}
Status: {status}

--x
Content-Type: message/rfc822

Message-ID: <{key}@127.0.0.1>
Subject: Subject

Text
--x--
"""
PLAIN = (
    "From: mailer@isp.example\nSubject: failure\n\nSMTP; 550 5.1.1 unknown\n> Message-ID: <{key}@127.0.0.1>\n"
)


@pytest.mark.parametrize(
    ("text", "state", "said"),
    [
        (REPORT.replace("{action}", "failed").replace("{status}", "5.1.1"), "bounced", "5.1.1"),
        (REPORT.replace("{action}", "Failed").replace("{status}", "5.7.1 (policy)"), "bounced", "5.7.1"),
        (PLAIN, "bounced", "5.1.1"),  # a server that writes no report
        # what must not be marked
        (REPORT.replace("{action}", "delayed").replace("{status}", "4.4.1"), "sent", ""),
        (REPORT.replace("{action}", "delivered").replace("{status}", "2.1.5"), "sent", ""),
        (
            REPORT.replace("{action}", "failed").replace("{status}", "5.1.1").replace("{key}", "2" * 16),
            "sent",
            "",
        ),
        ("From: kim@example.org\nSubject: Re: Subject\n\nThank you!\n", "sent", ""),
        ("From: kim@example.org\nIn-Reply-To: <{key}@x>\n\nOur ERP is 5.2.1: please use it.\n", "sent", ""),
        ("From: Postmaster <p@isp.example>\nIn-Reply-To: <{key}@x>\n\n550 5.1.1 no\n", "bounced", "5.1.1"),
        ("", "sent", ""),
    ],
)
def test_which_mail_came_back(council: Any, browser_of: Any, text: str, state: str, said: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from svat.web.people.models import OutboxMail

    mail = kept()
    OutboxMail.objects.filter(pk=mail.pk).update(state="sent", text="")
    officer = browser_of(council)
    sent = SimpleUploadedFile("bounce.eml", text.replace("{key}", mail.key).encode() or b" ")
    assert officer.post("/outbox/bounces/", {"sent": [sent]}).status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.said) == (state, said)


def test_a_reply_of_the_company_is_no_bounce(council: Any, browser_of: Any) -> None:
    """An answer quotes the Message-ID in its headers and is from a person: it marks nothing."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from svat.web.people.models import OutboxMail

    mail = kept()
    OutboxMail.objects.filter(pk=mail.pk).update(state="sent", text="")
    reply = f"From: kim@example.org\nIn-Reply-To: <{mail.key}@127.0.0.1>\nSubject: Re: S\n\nWe are glad.\n"
    browser_of(council).post("/outbox/bounces/", {"sent": [SimpleUploadedFile("r.eml", reply.encode())]})
    mail.refresh_from_db()
    assert mail.state == "sent"
