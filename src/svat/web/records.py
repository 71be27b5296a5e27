"""The web application, records: what they share: keys that cannot be guessed, and a version to hold changes against."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that a reader takes for another
_LENGTH = 16
_EVEN = 256 - 256 % len(_LETTERS)  # bytes from here on would make some letters likelier


def new_key() -> str:
    """A name for an address that nobody can guess or count: 16 of 31 letters and digits, each as likely."""
    found = ""
    while len(found) < _LENGTH:  # nearly always once: an import makes thousands
        found += "".join(_LETTERS[x % len(_LETTERS)] for x in secrets.token_bytes(_LENGTH + 4) if x < _EVEN)
    return found[:_LENGTH]


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


if TYPE_CHECKING:
    _Text = models.CharField[str | int, str]
else:
    _Text = models.CharField


class ByLetters(_Text):
    """Text whose order is that of its letters' numbers, the same in every database (in SQLite it is so anyway)."""

    def db_parameters(self, connection: Any) -> Any:
        """The column's own order on PostgreSQL, whatever the database's is."""
        found = super().db_parameters(connection)
        return {**found, "collation": "C"} if connection.vendor == "postgresql" else found


# What becomes of a reference to a company that goes into another: every model that has one says it in `when_merged`.
MOVES = "moves"  # it is to the company that is kept, and comes back; where that has the like already it stays
STAYS = "stays"
