"""People, tokens: the link of an invitation: random, signed, expiring; the database has its hash alone."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.core.signing import BadSignature, TimestampSigner

LIVES = timedelta(days=7)
_SIGNER = "svat.web.people.invitation"


def new_token() -> tuple[str, str]:
    """(the token as the link carries it, its hash as the database keeps it)."""
    secret = secrets.token_urlsafe(24)
    return TimestampSigner(salt=_SIGNER).sign(secret), sha256(secret.encode()).hexdigest()


def hash_of_token(token: str) -> str | None:
    """The hash of a token that we signed and that has not expired; None for any other."""
    try:
        secret = TimestampSigner(salt=_SIGNER).unsign(token, max_age=LIVES)
    except BadSignature:
        return None
    return sha256(secret.encode()).hexdigest()
