"""Mail servers for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class RefusingServer(BaseEmailBackend):
    """Says no to everybody, with the address in its words."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Refuses."""
        raise SMTPRecipientsRefused({to: (550, f"no {to}".encode()) for x in email_messages for to in x.to})
