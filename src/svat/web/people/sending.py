"""People, sending: a mail of the outbox through the council's mail server; what that answers stands beside the mail."""

from __future__ import annotations

import json
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.people.models import OutboxMail


def send(job: Job, _progress: JobProgress) -> None:
    """Send one mail. A job that died between server and database sends it again: twice is better than never."""
    mail = OutboxMail.objects.filter(
        key=json.loads(job.arguments)["mail"], state__in=("waiting", "sending")
    ).first()
    if mail is None:
        return
    OutboxMail.objects.filter(pk=mail.pk).update(state="sending")
    message = EmailMessage(
        mail.subject,
        mail.text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Auto-Submitted": "auto-generated"},
        connection=get_connection(settings.MAIL_SERVER),
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        OutboxMail.objects.filter(pk=mail.pk).update(state="refused", said=_answer(error))
        return
    OutboxMail.objects.filter(pk=mail.pk).update(state="sent", text="", said="")


def _answer(error: Exception) -> str:
    """The server's code, or the kind of the fault: its words may hold the address."""
    if isinstance(error, SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, SMTPRecipientsRefused):
        return ", ".join(sorted({str(code) for code, _ in error.recipients.values()}))
    return type(error).__name__
