"""Wording, kept: what was said as JSON and back, so that a database keeps a sentence and says it in any language."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from svat.notation import Written
from svat.wording.sentences import Foreign, Said, SaidByCount, SaidByKey, SaidInLanguages

_CLASSES = {kind.__name__: kind for kind in (Said, SaidByCount, SaidByKey, SaidInLanguages, Foreign, Written)}
_KIND, _OF = "said", "of"


def to_json(value: Any) -> Any:
    """A text, or what stands in its braces, as JSON: plain text is itself, what was said keeps its parts.

    >>> from svat.wording import say
    >>> from svat.wording.kept import from_json, to_json
    >>> from_json(to_json(say("{count} rows", count=3))).template
    '{count} rows'
    """
    if type(value) is str or value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        parts: tuple[Any, ...] = tuple(value.__reduce__())  # every one of ours says its class and its parts
        return {_KIND: parts[0].__name__, _OF: [to_json(part) for part in parts[1]]}
    if isinstance(value, Decimal):
        return {_KIND: "Decimal", _OF: str(value)}
    if isinstance(value, date):
        return {_KIND: "date", _OF: value.isoformat()}
    if isinstance(value, dict):
        return {_KIND: "dict", _OF: [[key, to_json(part)] for key, part in value.items()]}
    if isinstance(value, tuple | list):
        return {_KIND: "tuple", _OF: [to_json(part) for part in value]}
    return str(value)


def from_json(value: Any) -> Any:
    """What `to_json` made, as it was."""
    if not isinstance(value, dict):
        return value
    kind, of = value[_KIND], value[_OF]
    if kind == "Decimal":
        return Decimal(of)
    if kind == "date":
        return date.fromisoformat(of)
    if kind == "dict":
        return {key: from_json(part) for key, part in of}
    parts = tuple(from_json(part) for part in of)
    return parts if kind == "tuple" else _CLASSES[kind](*parts)


def to_text(said: Any) -> str:
    """What was said as a text that a database keeps.

    >>> from svat.wording import say
    >>> from svat.wording.kept import from_text, to_text
    >>> from_text(to_text(say("{count} rows", count=3))).template
    '{count} rows'
    """
    return json.dumps(to_json(said), ensure_ascii=False)


def from_text(text: str) -> Any:
    """What `to_text` made, as it was. Raises ValueError for a text that it did not make."""
    return from_json(json.loads(text))
