"""The council's extensions: whether what an installed package brings can be used."""

from __future__ import annotations

from svat.extensions import LIST_READERS, Brought
from svat.languages import languages
from svat.law.lists.readers import reader_of


def check(one: Brought) -> None:
    """Load it as a run would. Raises UnusableInput, saying why it cannot be used."""
    if one.group == LIST_READERS:
        reader_of(one.name)
    else:
        languages()
