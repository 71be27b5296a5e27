"""Law, names: identifiers (tax and registration numbers, IMO, passports …) as a way to be sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from svat.law.lists.model import Entry
from svat.law.lists.registries import code_of, given_in
from svat.text.official.comparing import Alike, Official, alike, official

_RANK = {"same": 1, "question": 0}


class SameNumber(NamedTuple):
    """A listed entry that has an identifier like the one asked about."""

    place: int  # number of the entry
    label: str  # what the list calls it
    alike: Alike


class _ListedNumber(NamedTuple):
    place: int
    label: str
    item: Official
    part: bool


class Numbers:
    """All identifiers of the listed entries."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._found: dict[str, list[_ListedNumber]] = {}
        for place, entry in enumerate(entries):
            for label, number in entry.identifiers:
                what, country = given_in(label)
                if item := official(what, number, country):
                    for key, part in item.keys:
                        self._found.setdefault(key, []).append(_ListedNumber(place, what, item, part))

    def same(self, label: str, number: str, country: str = "") -> list[SameNumber]:
        """The entries that have this identifier, or one that may be it, each with the likest of its numbers.

        `country` is the party's: that of a number whose label names none.
        """
        what, own = given_in(label)
        mine = official(what, number, own or code_of(country))
        best: dict[int, SameNumber] = {}
        for key, part in mine.keys if mine else ():
            for listed in self._found.get(key, ()):
                assert mine is not None, "it has keys"
                found = alike(mine, listed.item, part=part or listed.part)
                before = best.get(listed.place)
                if found and (before is None or _RANK[found.how] > _RANK[before.alike.how]):
                    best[listed.place] = SameNumber(listed.place, listed.label, found)
        return list(best.values())
