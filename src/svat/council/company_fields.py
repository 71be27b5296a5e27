"""The council's companies, one field at a time: a correction read as a roll reads a cell of its column."""

from __future__ import annotations

from collections.abc import Mapping

from svat.roll.columns import CANONICAL
from svat.text.spelling import clean
from svat.wording import unusable


def corrected_value(fields: Mapping[str, str], column: str, value: str) -> str:
    """What a column of a company is once it is corrected, as its record keeps it. Raises UnusableInput."""
    del fields
    if column not in CANONICAL or column == "external_id":
        raise unusable("{column}: may not be corrected", column=column)
    return clean(value)
