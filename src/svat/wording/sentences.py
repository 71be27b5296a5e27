"""Wording, sentences: text that remembers how it was put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from svat.refusals import UnusableInput

_names: dict[
    tuple[str, ...], tuple[str, ...]
] = {}  # each set of names once: of some sentences there are millions


class Said(str):
    """English text that was made of a template and values: equal to that text, and ready to be said otherwise."""

    __slots__ = ("given", "names", "template")
    template: str
    names: tuple[str, ...]
    given: tuple[Any, ...]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Said:
        """The text itself, with its parts kept."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made._keep(template, values)
        return made

    def _keep(self, template: str, values: Mapping[str, Any]) -> None:
        names = tuple(values)
        self.template, self.names, self.given = (
            template,
            _names.setdefault(names, names),
            tuple(values.values()),
        )

    @property
    def values(self) -> dict[str, Any]:
        """What stands in the template's braces, by name."""
        return dict(zip(self.names, self.given))  # noqa: B905  # of one length since __new__, and strict takes twice as long

    def __add__(self, other: str) -> Said:
        return say_list((self, other), "")

    def __radd__(self, other: str) -> Said:
        return say_list((other, self), "")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, self.values)


class SaidByCount(Said):
    """A sentence of which there is one for one thing and another for several: `values["count"]` decides."""

    __slots__ = ("many",)
    many: str

    def __new__(cls, template: str, values: Mapping[str, Any], many: str = "") -> SaidByCount:
        """The text itself; `template` is the sentence for one."""
        chosen = template if values["count"] == 1 else many
        made = str.__new__(cls, chosen.format(**{**values, "count": f"{values['count']:,}"}))
        made._keep(template, values)
        made.many = many
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, self.values, self.many)


class SaidInLanguages(Said):
    """Text that a data table has in several languages; English is the text itself."""

    __slots__ = ("others",)
    others: Mapping[str, str]

    def __new__(cls, text: str, others: Mapping[str, str]) -> SaidInLanguages:
        """The English text; `others` by language."""
        made = str.__new__(cls, text)
        made._keep(text, {})
        made.others = dict(others)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), dict(self.others))


class SaidByKey(Said):
    """A word that means several things in English: the catalogues know it by a key that says which is meant."""

    __slots__ = ("key",)
    key: str

    def __new__(cls, text: str, key: str) -> SaidByKey:
        """The word itself."""
        made = str.__new__(cls, text)
        made._keep(text, {})
        made.key = key
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.key)


def say(template: str, /, **values: Any) -> Said:
    """A sentence for people, in English, with its values in braces as `str.format` takes them, without a format.

    Values are what they are (numbers, days, other sentences, what svat.notation writes), so that each language writes
    them in its own way: 1,234 or 1 234. Numbers called row, line or year have their digits together; others that must
    have are given as text.

    >>> text = say("{count} of {all} rows", count=3, all=5)
    >>> text, text.template
    ('3 of 5 rows', '{count} of {all} rows')
    """
    return Said(template, values) if values else _plain(template)


@cache
def _plain(template: str) -> Said:
    """A sentence without values, of which there is one."""
    return Said(template, {})


def say_count(one: str, many: str, count: int, /, **values: Any) -> Said:
    """One of two sentences by a count, which is {count} in both, its digits parted; languages may have more forms.

    >>> say_count("{count} row of {file}", "{count} rows of {file}", 1200, file="a.csv")
    '1,200 rows of a.csv'
    """
    return SaidByCount(one, {"count": count, **values}, many)


def say_meant(text: str, key: str, /) -> Said:
    """A word that means several things; `key` says which is meant, and is what is translated.

    >>> say_meant("held", "held (of a meeting)")
    'held'
    """
    return SaidByKey(text, key)


def unusable(template: str, /, **values: Any) -> UnusableInput:
    """The error of input that no part of can be used, in a sentence as `say` makes it.

    >>> raise unusable("{file}: the file is empty", file="a.csv")
    Traceback (most recent call last):
    svat.refusals.UnusableInput: a.csv: the file is empty
    """
    return UnusableInput(say(template, **values))


def say_list(parts: Iterable[str], between: str = ", ") -> Said:
    """Texts one after the other, each of which keeps its parts.

    >>> say_list([say("first"), say("{count} more", count=2)], "; ")
    'first; 2 more'
    """
    given = {f"part{place}": part for place, part in enumerate(parts)}
    return Said(between.replace("{", "{{").replace("}", "}}").join(f"{{{name}}}" for name in given), given)


def say_each(*words: str) -> tuple[Said, ...]:
    """Words that stand alone, such as the headings of a table: each a sentence of its own.

    >>> say_each("name", "entry")
    ('name', 'entry')
    """
    return tuple(map(_plain, words))


def say_word(text: str) -> Said:
    """A word that is known only when it is said, such as a state; where the catalogues lack it, it is as it is.

    >>> say_word("in force")
    'in force'
    """
    return text if isinstance(text, Said) else Said(text, {})


def say_any(parts: Iterable[str]) -> Said:
    """One of several: "a or b or c"; "" for none.

    >>> say_any(["a", "b", "c"])
    'a or b or c'
    """
    made = say("")
    for part in parts:
        made = say("{first} or {second}", first=made, second=part) if made else say_list([part])
    return made


class Foreign(str):
    """Text of a data table, which stays in its own language wherever it is shown, and is marked as such."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Foreign:
        """The text itself; `language` as in HTML."""
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Foreign, (str(self), self.language)
