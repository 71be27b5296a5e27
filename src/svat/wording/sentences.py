"""Wording, sentences: text that remembers how it was put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Said(str):
    """English text that was made of a template and values: equal to that text, and ready to be said otherwise."""

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Said:
        """The text itself, with its parts kept."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template = template
        made.values = dict(values)
        return made

    def __reduce__(self) -> tuple[type[Said], tuple[str, dict[str, Any]]]:
        return Said, (self.template, dict(self.values))


def say(template: str, /, **values: Any) -> Said:
    """A sentence for people, in English, with its values in braces as `str.format` takes them.

    Values are what they are (numbers, days, other sentences), so that each language writes them in its own way.

    >>> text = say("{count} of {all} rows", count=3, all=5)
    >>> text, text.template
    ('3 of 5 rows', '{count} of {all} rows')
    """
    return Said(template, values)
