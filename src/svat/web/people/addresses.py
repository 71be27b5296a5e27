"""People, addresses: an address of mail as it is compared: the domain in IDNA, all in lower case, NFC."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from svat.council.looks import seems
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


def shown(address: str) -> str:
    """An address with its domain in letters, as its owner writes it."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return address


def taken_for(address: str) -> str:
    """The address that a reader takes this one for; "" where its domain looks like what it is.

    >>> from svat.web.people.addresses import compared, taken_for
    >>> taken_for(compared("kim@ex\N{CYRILLIC SMALL LETTER A}mple.com")), taken_for("kim@example.com")
    ('kim@example.com', '')
    """
    local, _, domain = shown(address).rpartition("@")
    read = seems(domain)
    return f"{local}@{read}" if read else ""
