"""Goods room: the ISO 639 code of the language that a text is in, `und` where nothing tells.

A script that one language of trade is written in tells it (Hangul: ko), and so do letters and frequent words of the
languages that the encoder does not know (tongue.py). English and the eight other languages that it knows in Latin
letters are told apart by words: data/languages.csv names some of each, English has the nomenclature's, and a user's
file those of its language. A word that n of them have counts 1/n for each; a word that none has counts for those that
alone write one of its letters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files as resources

from svat.goods.nomenclature import Translation
from svat.goods.text import TextLanguage, script, words
from svat.tables.strict import read_strict

UNTOLD = "und"
LEAST_WORDS = Fraction(1, 4)  # share of a text's words that must be the language's
LEAST_LINES = 100  # lines of a user's file from which on its words are its language's


@dataclass(frozen=True, slots=True)
class _LanguageWords:
    names: frozenset[str]
    letters: frozenset[str]
    words: frozenset[str]
    beginnings: tuple[str, ...]


class LanguageCodes:
    """Tells the languages of texts."""

    def __init__(self, english: Collection[str], files: Iterable[Translation]) -> None:
        """`english`: the words of the nomenclature; `files`: the user's, whose words count where they are many."""
        table = _table()
        self._names = {name: code for code, own in table.items() for name in own.names}
        self._words = {code: set(own.words) for code, own in table.items() if own.words}
        self._letters = {letter: code for code, own in table.items() for letter in own.letters}
        self._words["en"].update(word for word in english if len(word) > 1 and not word.isdigit())
        for file in files:
            if file.language in self._words and len(file.rows) >= LEAST_LINES:
                self._words[file.language].update(_words_of(text for _, text in file.rows))

    def of(self, text: str, told: TextLanguage) -> str:
        """The code of a text's language; `told` is what `goods.text.language` says of it."""
        if told.name == "Latin":
            return self._latin(text)
        if told.name == "Han" and any(script(letter) == "Kana" for letter in text):
            return "ja"
        return self._names.get(told.name, UNTOLD)

    def _latin(self, text: str) -> str:
        said = [word for word in words(text) if script(word[0]) == "Latin"]
        shares: dict[str, Fraction] = {}
        for word in said:
            having = [code for code, own in self._words.items() if word in own] or [
                code for code, own in _table().items() if own.beginnings and word.startswith(own.beginnings)
            ]
            having = having or sorted({self._letters[letter] for letter in word if letter in self._letters})
            for code in having:
                shares[code] = shares.get(code, Fraction()) + Fraction(1, len(having))
        most = max(shares.values(), default=Fraction())
        best = [code for code, share in shares.items() if share == most]
        return best[0] if len(best) == 1 and most >= LEAST_WORDS * len(said) else UNTOLD


def _words_of(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in words(text) if len(word) > 1 and not word.isdigit()}


@cache
def _table() -> Mapping[str, _LanguageWords]:
    rows = read_strict(
        resources("svat.goods").joinpath("data/languages.csv"), ("code",), ("names", "letters", "words")
    )
    return {
        row["code"]: _LanguageWords(
            frozenset(filter(None, row["names"].split(";"))),
            frozenset(row["letters"]),
            frozenset(x for x in row["words"].split(";") if x and not x.endswith("*")),
            tuple(x[:-1] for x in row["words"].split(";") if x.endswith("*")),
        )
        for _, row in rows
    }
