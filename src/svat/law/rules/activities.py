"""Law room, activities: the words of a roll's partnership types as the law's few kinds of dealing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from svat.law.rules.product import product_table
from svat.tables.strict import read_strict
from svat.wording import unusable

_NOT_WORD = re.compile(r"[\W_]+")
_SYLLABLES = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3\u4e00-\u9fff]")
_EXACT = 3  # words up to this length must match whole: "jv" is not the start of a word


@dataclass(frozen=True)
class Vocabulary:
    """The controlled vocabulary, and the words in three languages that lead to it."""

    activities: Mapping[str, str]  # activity → meaning
    either: frozenset[str]  # asked about when one side names it; the others when both do
    terms: tuple[tuple[str, tuple[str, ...]], ...]  # (activity, stems of consecutive words)
    _read: dict[str, frozenset[str]] = field(
        default_factory=dict, compare=False, repr=False
    )  # rolls repeat texts

    def read(self, text: str) -> frozenset[str]:
        """The activities that one free text names; empty when it names none.

        Words are compared from their start, so that inflected forms match; Hangul and Han anywhere in it.
        A vocabulary word itself (`joint_venture`) always matches.
        """
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._named(_plain(text))
        return found

    def _named(self, plain: str) -> frozenset[str]:
        words = tuple(plain.split())
        joined = "".join(words)
        found = {a for a in self.activities if _plain(a) == plain}
        for activity, stems in self.terms:
            if _SYLLABLES.search(stems[0]):
                if "".join(stems) in joined:
                    found.add(activity)
            elif _stands_in(stems, words):
                found.add(activity)
        return frozenset(found)

    def shared(self, a: Iterable[str], b: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """(activities to ask about, texts that both sides name and nobody understands) of two companies.

        An activity counts when both sides name it, in whatever words; a military one when either does.
        """
        texts_a, texts_b = tuple(a), tuple(b)
        named_a = frozenset[str]().union(*(self.read(t) for t in texts_a))
        named_b = frozenset[str]().union(*(self.read(t) for t in texts_b))
        unread_a = {_plain(t) for t in texts_a if _plain(t) and not self.read(t)}
        unread_b = {_plain(t) for t in texts_b if _plain(t) and not self.read(t)}
        asked = (named_a & named_b) | ((named_a | named_b) & self.either)
        return asked, frozenset(unread_a & unread_b)


def load_vocabulary() -> Vocabulary:
    """The product's vocabulary of activities and its terms."""
    return Vocabulary(*_tables())


@cache
def _tables() -> tuple[Mapping[str, str], frozenset[str], tuple[tuple[str, tuple[str, ...]], ...]]:
    kinds = [
        row for _, row in read_strict(product_table("activities.csv"), ("activity", "asked_of", "meaning"))
    ]
    activities = {row["activity"]: row["meaning"] for row in kinds}
    terms: list[tuple[str, tuple[str, ...]]] = []
    for number, row in read_strict(product_table("activity_terms.csv"), ("activity", "language", "term")):
        if row["activity"] not in activities:
            raise unusable(
                "activity_terms.csv: row {row}: {activity} is not an activity",
                row=number,
                activity=repr(row["activity"]),
            )
        terms.append((row["activity"], tuple(_plain(row["term"]).split())))
    either = frozenset(row["activity"] for row in kinds if row["asked_of"] == "either")
    return activities, either, tuple(terms)


def _plain(text: str) -> str:
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _stands_in(stems: tuple[str, ...], words: tuple[str, ...]) -> bool:
    last = len(words) - len(stems)
    return any(all(_begins(words[at + i], stem) for i, stem in enumerate(stems)) for at in range(last + 1))


def _begins(word: str, stem: str) -> bool:
    return word == stem if len(stem) <= _EXACT else word.startswith(stem)
