"""People, sending: a mail of the outbox through the council's mail server; what that answers stands beside the mail.

No mail goes out twice by itself. A worker says first that it is about to hand a mail over; if it dies before it can say
how that ended, the mail is `perhaps sent` and an officer decides. Every try carries the same Message-ID.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage as StandardMessage
from email.policy import SMTP
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.people.models import OutboxMail

# What a server says before it has taken the whole of a mail: nobody got it.
_NOT_TAKEN = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


def message_id(mail: OutboxMail) -> str:
    """The mail's Message-ID: it is known before the first try, and the same in every one.

    >>> from svat.web.people.models import OutboxMail
    >>> from svat.web.people.sending import message_id
    >>> message_id(OutboxMail(key="22222222"))
    '<22222222@127.0.0.1>'
    """
    return f"<{mail.key}@{settings.ADDRESS.host}>"


def send(job: Job, _progress: JobProgress) -> None:
    """Send one mail, once: where an earlier try died on the way its fate is not known, and it is left."""
    found = OutboxMail.objects.filter(key=json.loads(job.arguments)["mail"])
    if found.filter(state="sending").update(state="perhaps sent"):
        return
    mail = found.first()
    if mail is None or not found.filter(state="waiting").update(state="sending", tried=datetime.now(UTC)):
        return
    state, said = _sent(mail)
    fields: dict[str, Any] = {"text": "", "message": None} if state == "sent" else {}
    found.filter(state="sending").update(state=state, said=said, **fields)


def _sent(mail: OutboxMail) -> tuple[str, str]:
    """(sent, refused or perhaps sent; the server's answer)."""
    connection = get_connection(settings.MAIL_SERVER)
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        return "refused", _answer(error)  # nothing was handed over
    try:
        connection.send_messages([_OutgoingMail(mail)])
    except _NOT_TAKEN as error:
        return "refused", _answer(error)
    except (SMTPException, OSError) as error:
        return "perhaps sent", _answer(error)
    finally:
        with suppress(SMTPException, OSError):  # how the server says good-bye changes nothing
            connection.close()
    return "sent", ""


class _OutgoingMail(EmailMessage):
    """A mail of the outbox as Django sends it: one that was written whole stays as it is but for its headers."""

    def __init__(self, mail: OutboxMail) -> None:
        headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id(mail)}
        reply_to = [mail.reply_to] if mail.reply_to else None
        super().__init__(mail.subject, mail.text, to=[mail.to], reply_to=reply_to, headers=headers)
        self._whole = bytes(mail.message) if mail.message is not None else None
        self._id, self._to = headers["Message-ID"], mail.to

    def message(self, **given: Any) -> Any:
        """The message that goes out."""
        if self._whole is None:
            return super().message(**given)
        return _OnItsWay(letter_to_send(self._whole, self._id, self._to))


class _OnItsWay:
    """A message as the framework's mail servers ask for it."""

    def __init__(self, made: StandardMessage) -> None:
        self._made = made

    def as_bytes(self, linesep: str = "\r\n") -> bytes:
        """The message with the ends of lines that a server wants."""
        return self._made.as_bytes(policy=SMTP.clone(linesep=linesep))


def letter_to_send(whole: bytes, own_id: str, to: str) -> StandardMessage:
    """A letter of the library's with what a mail needs on its way: sender, recipient, day, Message-ID."""
    made = message_from_bytes(whole, policy=SMTP)
    assert isinstance(made, StandardMessage), "the policy makes this kind"
    for name in ("X-Unsent", "To", "Date", "Message-ID", "Auto-Submitted"):
        del made[name]
    made["To"] = to
    made["Date"] = datetime.now(UTC)
    made["Message-ID"] = own_id
    made["Auto-Submitted"] = "auto-generated"
    if str(made.get("From", "")).endswith(".invalid"):
        del made["From"]
    if "From" not in made:
        made["From"] = settings.DEFAULT_FROM_EMAIL
    return made


def _answer(error: Exception) -> str:
    """The server's code, or the kind of the fault: its words may hold the address."""
    if isinstance(error, SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, SMTPRecipientsRefused):
        return ", ".join(sorted({str(code) for code, _ in error.recipients.values()}))
    return type(error).__name__
