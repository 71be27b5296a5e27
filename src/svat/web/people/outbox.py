"""People, outbox: mails of a council without a mail server wait on a page, for an officer to hand over."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from svat.web.people.models import OutboxMail


class Outbox(BaseEmailBackend):
    """Keeps each mail, once for each person that it is to."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were kept."""
        made = [
            OutboxMail(to=to, subject=str(message.subject)[:200], text=str(message.body))
            for message in email_messages
            for to in message.recipients()
        ]
        OutboxMail.objects.bulk_create(made)
        return len(email_messages)
