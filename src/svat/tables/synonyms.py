"""Tables, synonyms: which heading means which canonical column of a kind of table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from svat.tables.numbers import read_unit
from svat.text.spelling import squash

_BRACKETS = re.compile(r"[(\[（]([^)\]）]*)[)\]）]")
_LEADING_NUMBER = re.compile(
    r"^\s*(?:[(\[]?\s*(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-zа-я가-하]|[a-z]\d{1,2})\s*[.)\]:]+|\d{1,2}\.\d{1,2}\.?|[①-⑳]|\d{1,2}\s*[-–—]"
    r"|(?:№|q|вопрос|question)\s*\d{1,2}\s*[.):]*)\s*(?=\S)",
    re.IGNORECASE,
)
_SIDES = re.compile(r"[/|\n\r,;+&()（）\[\]·ㆍ・•、，]|\s(?:and|и|және|y|e|et|und|ve)\s|및")
LONGEST_HEADING = 200
NOTHING = "-"  # in place of a canonical column: a heading that means none of them, whatever its words say


@dataclass(frozen=True)
class Heading:
    """What one heading was understood as: a canonical column, and the unit that it names in addition."""

    canonical: str
    unit: str = ""
    beside: str = ""  # another column that it names as well


def without_unit(heading: str) -> str:
    """A heading without the unit in brackets, or after its last comma, that it names in addition."""
    heading = _LEADING_NUMBER.sub("", heading)
    outside = " ".join(_BRACKETS.sub(" ", heading).split())
    stem, comma, unit = outside.rpartition(",")
    if comma and read_unit(unit) != (1, ""):
        outside = stem.strip()
    return outside or heading


class Synonyms:
    """squash(heading) → canonical column."""

    def __init__(
        self,
        table: dict[str, str],
        phrase: Callable[[str], str | None] | None = None,
        yielding: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._table = table
        self._phrase = phrase
        self._yielding = yielding or {}
        self._seen: dict[str, Heading | None] = {}

    def match(self, text: str) -> Heading | None:
        """The column that a heading means, or None; one heading in two languages counts when both agree."""
        if len(text) > LONGEST_HEADING:
            return None
        if text not in self._seen:
            found = self._match(text)
            self._seen[text] = None if found and found.canonical == NOTHING else found
        return self._seen[text]

    def _turns(self, text: str, found: str) -> bool:
        """Whether a heading that begins as one of goods goes on of the opposite."""
        return any(found in others for others in self._yielding.values()) and self._by_phrase(text) == ""

    def match_exactly(self, text: str) -> Heading | None:
        """The same for a text that must be in the table as a whole."""
        found = self._table.get(squash(text))
        return Heading(found) if found and found != NOTHING else None

    def known(self, texts: Iterable[str]) -> int:
        """How many different canonical columns the texts name."""
        return len({heading.canonical for text in texts if (heading := self.match(text))})

    def _match(self, text: str) -> Heading | None:
        if found := self._table.get(squash(text)):
            return Heading(found)
        text = _LEADING_NUMBER.sub("", text)
        if found := self._table.get(squash(text)) or self._by_phrase(text):
            return Heading(found)
        if both := self._of_both(text):
            return both
        outside, inside = _BRACKETS.sub(" ", text), " ".join(_BRACKETS.findall(text))
        if found := self._table.get(squash(outside)) or (inside and self._by_phrase(outside)):
            return None if inside and self._turns(text, found) else Heading(found, inside.strip())
        stem, comma, unit = outside.rpartition(",")
        if comma and squash(unit) not in self._table and (found := self._table.get(squash(stem))):
            return None if self._turns(text, found) else Heading(found, f"{unit} {inside}".strip())
        parts = {self._table.get(squash(part)) for part in re.split(r"[/|\n\r]", outside) if squash(part)}
        if len(parts - {None}) == 1:
            return Heading(next(iter(parts - {None})) or "", inside.strip())
        return None

    def _of_both(self, text: str) -> Heading | None:
        """The column that a heading of two is taken for where one of them yields: "Sector / products"."""
        parts = [part for part in _SIDES.split(text) if squash(part)]
        if not self._yielding or len(parts) < 2:
            return None
        found = {self._table.get(squash(part)) or self._by_phrase(part) for part in parts}
        for one, others in self._yielding.items():
            if one in found and len(found) == 2 and (other := found & others):
                return Heading(next(filter(None, other)), beside=one)
        return None

    def _by_phrase(self, text: str) -> str | None:
        return self._phrase(text) if self._phrase else None
