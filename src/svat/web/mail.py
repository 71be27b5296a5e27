"""The web application, mail: a mail server where SVAT_MAIL names one, otherwise the outbox page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from svat.wording import unusable

OUTBOX = "svat.web.people.outbox.Outbox"


def mail_of(surroundings: Mapping[str, str]) -> dict[str, Any]:
    """Django's mail settings. Raises UnusableInput for an address that is no mail server's."""
    sender = surroundings.get("SVAT_MAIL_FROM", "svat@localhost")
    made: dict[str, Any] = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}
    given = surroundings.get("SVAT_MAIL")
    if not given:
        return {"EMAIL_BACKEND": OUTBOX, **made}
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise unusable("SVAT_MAIL: is no mail server; write it as smtps://user:password@host:465")
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
        **made,
    }
