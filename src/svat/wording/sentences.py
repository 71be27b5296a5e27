"""Wording, sentences: text that remembers how it was put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Said(str):
    """English text that was made of a template and values: equal to that text, and ready to be said otherwise."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Said:
        """The text itself, with its parts kept."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, dict(values)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, dict(self.values))


class SaidByCount(Said):
    """A sentence of which there is one for one thing and another for several: `values["count"]` decides."""

    __slots__ = ("many",)
    many: str

    def __new__(cls, template: str, values: Mapping[str, Any], many: str = "") -> SaidByCount:
        """The text itself; `template` is the sentence for one."""
        chosen = template if values["count"] == 1 else many
        made = str.__new__(cls, chosen.format(**_in_english(values)))
        made.template, made.many, made.values = template, many, dict(values)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, dict(self.values), self.many)


def say(template: str, /, **values: Any) -> Said:
    """A sentence for people, in English, with its values in braces as `str.format` takes them, without a format.

    Values are what they are (numbers, days, other sentences, what svat.notation writes), so that each language writes
    them in its own way. A year is a text: numbers get their digits parted.

    >>> text = say("{count} of {all} rows", count=3, all=5)
    >>> text, text.template
    ('3 of 5 rows', '{count} of {all} rows')
    """
    return Said(template, values)


def say_count(one: str, many: str, count: int, /, **values: Any) -> Said:
    """One of two sentences by a count, which is {count} in both, its digits parted; languages may have more forms.

    >>> say_count("{count} row of {file}", "{count} rows of {file}", 1200, file="a.csv")
    '1,200 rows of a.csv'
    """
    return SaidByCount(one, {"count": count, **values}, many)


def say_list(parts: Iterable[str], between: str = ", ") -> Said:
    """Texts one after the other, each of which keeps its parts.

    >>> say_list([say("first"), say("{count} more", count=2)], "; ")
    'first; 2 more'
    """
    given = {f"part{place}": part for place, part in enumerate(parts)}
    return Said(between.replace("{", "{{").replace("}", "}}").join(f"{{{name}}}" for name in given), given)


def _in_english(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "count": f"{values['count']:,}"}
