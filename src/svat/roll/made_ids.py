"""Roll, made identifiers: what a company without an identifier of its own goes by, the same in every reading."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from svat.roll.model import Company
from svat.tables.cells import Cells
from svat.text.spelling import clean
from svat.wording import say

_MADE = re.compile(r"(?:reg|tax|lei)-[A-Z]{2}-\S+|gen-[0-9a-f]{12}(?:-\d+)?")
_PREFIXES = (("registration_number", "reg"), ("tax_number", "tax"), ("lei", "lei"))


def was_made(identifier: str) -> bool:
    """Whether an identifier looks like one that svat made, which stands in nobody's file."""
    return _MADE.fullmatch(identifier) is not None


def made_id(companies: Sequence[Company], cells: Cells) -> tuple[str, str]:
    """(identifier, what it is made of) for rows that are one company and have none, the first with these cells."""
    stated = {
        column: next((x for c in companies if (x := getattr(c, column))), "") for column, _ in _PREFIXES
    }
    return id_of(stated, companies[0].country, cells)


def content_id(country: str, cells: Cells) -> str:
    """An identifier made of what a row says, its own identifier apart."""
    content = {name: clean(value) for name, value in cells.filled().items() if name != "external_id"}
    text = json.dumps([country, *sorted(content.items())], ensure_ascii=True, separators=(",", ":"))
    return "gen-" + blake2b(text.encode(), digest_size=6).hexdigest()


def id_of(stated: Mapping[str, Any], country: str, cells: Cells) -> tuple[str, str]:
    """(identifier, what it is made of): an official number that the row states, else its content."""
    for column, prefix in _PREFIXES:
        number = "".join(stated.get(column, "").split())
        if any(map(str.isdigit, number)):
            return f"{prefix}-{country}-{number}", cells.heading(column)
    return content_id(country, cells), say("the row's content")
