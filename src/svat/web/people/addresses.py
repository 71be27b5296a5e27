"""People, addresses: an address of mail as it is compared: the domain in IDNA, all in lower case, NFC."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from svat.wording import unusable


def compared(address: str) -> str:
    """One spelling of an address. Raises UnusableInput for what is none.

    >>> from svat.web.people.addresses import compared
    >>> compared(" Kim@Example.COM ")
    'kim@example.com'
    """
    text = unicodedata.normalize("NFC", address).strip().lower()
    local, _, domain = text.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
        validate_email(f"{local}@{domain}")
    except (UnicodeError, ValidationError):
        raise unusable("{address} is no address of mail", address=repr(address)) from None
    return f"{local}@{domain}"


def looks_like_another(address: str) -> bool:
    """Whether the domain has letters beyond Latin ones, which may look like those of another domain."""
    return any(part.startswith("xn--") for part in address.rpartition("@")[2].split("."))
