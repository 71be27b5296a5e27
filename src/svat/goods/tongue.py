"""Goods room: languages that the encoder does not know, told by their frequent words where letters do not tell.

data/frequent.csv names, for each, words of the trade in goods and small words that no supported language has. One
ending in `*` stands for all that begin so. A text is of that language when its words outweigh those that the
supported languages are told by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from svat.goods.terms import kind_of_words
from svat.tables.strict import read_strict

# A third of a text's words must be the other language's: the rest are names, and words that languages share.
LEAST_SHARE = 0.3
_WORD = re.compile(r"[^\W\d_]+(?:['’‘`ʻ-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Tongue:
    name: str
    words: frozenset[str]  # single words
    beginnings: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]  # several words in a row, the last one perhaps a beginning

    def count(self, found: Sequence[str]) -> int:
        """How many of the words are this language's."""
        mine = {i for i, word in enumerate(found) if word in self.words or word.startswith(self.beginnings)}
        for phrase in self.phrases:
            for start in range(len(found) - len(phrase) + 1):
                if all(_is(found[start + i], part) for i, part in enumerate(phrase)):
                    mine.update(range(start, start + len(phrase)))
        return len(mine)


def told_by_words(text: str, script: str) -> str:
    """The unsupported language that a normalised text's words are of, or "" where they tell none.

    Where two fit equally well, both are named.
    """
    found = [word.replace("’", "'").replace("‘", "'").replace("ʻ", "'") for word in _WORD.findall(text)]
    if not found:
        return ""
    counts = {tongue.name: tongue.count(found) for tongue in _tongues(script)}
    most = max(counts.values(), default=0)
    small = _small(script)
    against = sum(word in small for word in found)
    if most <= against or most < LEAST_SHARE * len(found):
        return ""
    return " or ".join(name for name, count in counts.items() if count == most)


@cache
def _small(script: str) -> frozenset[str]:
    """Words that tell the supported languages of a script."""
    small = kind_of_words("small", script).terms
    if script != "Latin":
        return frozenset(small)
    rows = read_strict(
        files("svat.goods").joinpath("data/languages.csv"), ("code",), ("names", "letters", "words")
    )
    told = {word for _, row in rows for word in row["words"].split(";") if word and not word.endswith("*")}
    return frozenset({*small, *kind_of_words("small", "English").terms, *told})


@cache
def _tongues(script: str) -> tuple[_Tongue, ...]:
    table = files("svat.goods").joinpath("data/frequent.csv")
    found = []
    for _, row in read_strict(table, ("language", "script", "words")):
        if row["script"] == script:
            terms = [term.replace("’", "'").replace("‘", "'") for term in row["words"].split(";")]
            one = [term for term in terms if " " not in term]
            found.append(
                _Tongue(
                    row["language"],
                    frozenset(term for term in one if not term.endswith("*")),
                    tuple(term[:-1] for term in one if term.endswith("*")),
                    tuple(tuple(term.split()) for term in terms if " " in term),
                )
            )
    return tuple(found)


def _is(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
