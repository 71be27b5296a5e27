"""People, outbox: every mail is kept first; a worker sends it, or an officer hands it over where there is no server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction

from svat.web.jobs.models import Job
from svat.web.jobs.queue import put
from svat.web.people.models import OutboxMail


class Outbox(BaseEmailBackend):
    """Keeps each mail, once for each person that it is to: nobody reads who else gets it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were kept."""
        for message in email_messages:
            for to in message.recipients():
                keep(message, to)
        return len(email_messages)


def keep(message: EmailMessage, to: str, /, **of: Any) -> OutboxMail:
    """A mail to one person with its other fields, and the job that sends it where the council has a mail server."""
    with transaction.atomic():
        mail = OutboxMail.objects.create(
            to=to,
            reply_to=(message.reply_to or [""])[0],
            subject=" ".join(str(message.subject).split())[:200],
            text=str(message.body),
            **of,
        )
        if settings.MAIL_SERVER:
            put("send mail", f"mail:{mail.key}", {"mail": mail.key}, None)
    return mail


def pretend(message: EmailMessage, to: str) -> None:
    """The same work for an address that nobody has here, and nothing of it stays: who waits learns nothing."""
    with transaction.atomic():
        mail = keep(message, to)
        if settings.MAIL_SERVER:
            Job.objects.filter(about=f"mail:{mail.key}").delete()
        mail.delete()
