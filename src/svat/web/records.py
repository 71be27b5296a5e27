"""The web application, records: what they share: keys that cannot be guessed, and a version to hold changes against."""

from __future__ import annotations

import secrets

from django.db import models

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that a reader takes for another


def new_key() -> str:
    """A name for an address that nobody can guess or count: 16 of 31 letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


class Keyed(models.Model):
    """A record that addresses name by a random key."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class Versioned(Keyed):
    """A record that two people may change at once: who saves the older version is told."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
