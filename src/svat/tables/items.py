"""Tables, items: a cell that lists several things, cut into texts or codes."""

from __future__ import annotations

import re

from svat.tables.signs import western
from svat.tables.turned import likely_codes
from svat.text.spelling import clean

_PARTS = re.compile(r"\s*[;；؛]\s*|\s*[\r\n]\s*")
_BULLET = re.compile(r"^(?:[-–—•*·▪●]\s+|\(?\d{1,2}[.)]\s+)")
_SLASH = re.compile(r"[/|]")
_CODE_COMMA = re.compile(r",(?=\s)|,(?=\d{4}(?!\d*[eE]\+))")  # not that of 8,4713E+09


def texts_of(cell: str) -> list[str]:
    """The texts of a cell, parted by ";" and line breaks, never by commas; empty ones are kept for their place."""
    return [clean(_BULLET.sub("", part)) for part in _PARTS.split(cell.strip(" \t"))]


def codes_of(cell: str) -> list[str]:
    """The codes of a cell as written, parted also by "/", "|" and commas that are not decimal ones, days kept whole."""
    return [
        clean(western(piece))
        for part in _PARTS.split(cell.strip(" \t"))
        for item in _CODE_COMMA.split(part)
        for piece in ([item] if "/" in item and likely_codes(item) else _SLASH.split(item))
    ]
