"""The web application, mail: a server that a worker sends through where SVAT_MAIL names one, otherwise the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from svat.wording import unusable

OUTBOX = "svat.web.people.outbox.Outbox"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def mail_of(surroundings: Mapping[str, str]) -> dict[str, Any]:
    """Django's mail settings. Raises UnusableInput for an address that is no mail server's.

    Every mail goes through the outbox: nobody waits for a server, and what it answers stands beside the mail.
    """
    sender = surroundings.get("SVAT_MAIL_FROM", "svat@localhost")
    made: dict[str, Any] = {
        "EMAIL_BACKEND": OUTBOX,
        "MAIL_SERVER": "",  # what sends the outbox's mails; "" where an officer hands them over
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
    }
    given = surroundings.get("SVAT_MAIL")
    if not given:
        return made
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise unusable("SVAT_MAIL: is no mail server; write it as smtps://user:password@host:465")
    secure = parts.scheme == "smtps"
    return {
        **made,
        "MAIL_SERVER": SMTP,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }
