"""Goods room: languages that the encoder does not know, told by their frequent words where letters do not tell.

data/frequent.csv names, for each, words of the trade in goods and small words that no supported language has. One
ending in `*` stands for all that begin so. A text is of that language when its words outweigh those that the
supported languages are told by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from svat.goods.terms import kind_of_words
from svat.tables.strict import read_strict

# A third of a text's words must be the other language's: the rest are names, and words that languages share.
LEAST_SHARE = 0.3
_KEY = 2  # letters of a phrase's first word that it is looked up by
_WORD = re.compile(r"[^\W\d_]+(?:['’‘`ʻ-][^\W\d_]+)*")


class _Tongues:
    """The languages of a script, and which of them each word tells."""

    def __init__(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """`rows`: each language with its terms."""
        self.names = [name for name, _ in rows]
        self._words: dict[str, set[int]] = {}
        self._beginnings: dict[str, list[tuple[str, int]]] = {}  # by their first letter
        self._phrases: dict[
            str, list[tuple[tuple[str, ...], int]]
        ] = {}  # by the beginning of their first word
        for number, (_, terms) in enumerate(rows):
            for term in terms:
                if " " in term:
                    phrase = tuple(term.split())
                    self._phrases.setdefault(phrase[0][:_KEY], []).append((phrase, number))
                elif term.endswith("*"):
                    self._beginnings.setdefault(term[0], []).append((term[:-1], number))
                else:
                    self._words.setdefault(term, set()).add(number)

    def counts(self, found: Sequence[str]) -> list[int]:
        """How many of the words are each language's."""
        mine: list[set[int]] = [set() for _ in self.names]
        for i, word in enumerate(found):
            for number in self._words.get(word, ()):
                mine[number].add(i)
            for beginning, number in self._beginnings.get(word[0], ()):
                if word.startswith(beginning):
                    mine[number].add(i)
            for phrase, number in self._phrases.get(word[:_KEY], ()):
                row = found[i : i + len(phrase)]
                if len(row) == len(phrase) and all(map(_is, row, phrase)):
                    mine[number].update(range(i, i + len(phrase)))
        return [len(places) for places in mine]


def told_by_words(text: str, script: str) -> str:
    """The unsupported language that a normalised text's words are of, or "" where they tell none.

    Where two fit equally well, both are named.
    """
    found = [word.replace("’", "'").replace("‘", "'").replace("ʻ", "'") for word in _WORD.findall(text)]
    if not found:
        return ""
    tongues = _tongues(script)
    counts = tongues.counts(found)
    most = max(counts, default=0)
    small = _small(script)
    against = sum(word in small for word in found)
    if most <= against or most < LEAST_SHARE * len(found):
        return ""
    return " or ".join(name for name, count in zip(tongues.names, counts, strict=True) if count == most)


@cache
def _small(script: str) -> frozenset[str]:
    """Words that tell the supported languages of a script."""
    small = kind_of_words("small", script).terms
    if script != "Latin":
        return frozenset(small)
    rows = read_strict(
        files("svat.goods").joinpath("data/languages.csv"), ("code",), ("names", "letters", "words")
    )
    told = {word for _, row in rows for word in row["words"].split(";") if word and "*" not in word}
    return frozenset({*small, *kind_of_words("small", "English").terms, *told})


@cache
def _tongues(script: str) -> _Tongues:
    table = files("svat.goods").joinpath("data/frequent.csv")
    return _Tongues(
        [
            (row["language"], [term.replace("’", "'").replace("‘", "'") for term in row["words"].split(";")])
            for _, row in read_strict(table, ("language", "script", "words"))
            if row["script"] == script
        ]
    )


def _is(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
