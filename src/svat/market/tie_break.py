"""The tie break: a company's place where everything else is equal, favouring nobody by name or row order.

It is drawn by a hash of the date and of what the company states, names left out. It changes from date to date, so
that no company is always first; it does not change when rows are shuffled or companies renamed.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from hashlib import blake2b

from svat.roll.model import Company

# Left out: names (nobody is favoured by name) and where the row was.
_NOT_HASHED = {"name", "name_local", "name_latin", "file", "row", "extra"}
_HASHED = tuple(f.name for f in fields(Company) if f.name not in _NOT_HASHED)


def tie_break(company: Company, on: date) -> bytes:
    """16 bytes; companies are taken in rising order of them."""
    stated = repr((on.isoformat(), [(name, str(getattr(company, name))) for name in _HASHED]))
    return blake2b(stated.encode(), digest_size=16).digest()
