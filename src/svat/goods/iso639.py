"""Goods room: the ISO 639 code of the language that a text is in, `und` where nothing tells.

A script that one language of trade is written in tells it (Hangul: ko), and so do letters and frequent words of the
languages that the encoder does not know (tongue.py). English and the eight other languages that it knows in Latin
letters are told apart by words: data/languages.csv names some of each, English has the nomenclature's, and a user's
file those of its language. A word that n of them have counts 1/n for each; a word that none has counts for those that
alone write one of its letters. Where letters leave several languages open, one that a file is loaded of is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files as resources

from svat.goods.nomenclature import Translation
from svat.goods.space import main_script
from svat.goods.terms import kind_of_words
from svat.goods.text import TextLanguage, script, words
from svat.tables.strict import read_strict

UNTOLD = "und"
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
LEAST_WORDS = Fraction(1, 4)  # share of a text's words that must be the language's
LEAST_KNOWN = 2
LEAST_OTHER = 0.05  # share of letters of another script from which on a Latin text is of that language
LEAST_LINES = 50  # lines of a user's file from which on its words are its language's
_REMEMBERED = 1 << 14  # words whose languages are remembered


@dataclass(frozen=True, slots=True)
class _LanguageWords:
    names: frozenset[str]
    letters: frozenset[str]
    words: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]

    def begins(self, word: str) -> bool:
        """Whether the word begins as words of the language do."""
        return bool(self.beginnings) and word.startswith(self.beginnings)

    def ends(self, word: str) -> bool:
        """Whether the word ends as words of the language do, with three letters before."""
        return bool(self.endings) and word[3:].endswith(self.endings)


class LanguageCodes:
    """Tells the languages of texts."""

    def __init__(self, english: Collection[str], files: Iterable[Translation]) -> None:
        """`english`: the words of the nomenclature; `files`: the user's, whose words count where they are many."""
        table = _table()
        self._names = {name: code for code, own in table.items() for name in own.names}
        self._words = {code: set(own.words) for code, own in table.items() if own.words}
        self._words["en"].update(word for word in english if len(word) > 1 and not word.isdigit())
        self.loaded: set[str] = set()
        self._having = lru_cache(_REMEMBERED)(self._found_having)
        self._cyrillic: dict[str, set[str]] = {"ru": set(kind_of_words("small", "Cyrillic").terms)}
        for file in files:
            self.loaded.add(file.language)
            if len(file.rows) >= LEAST_LINES:
                written = {"Cyrillic": self._cyrillic, "Latin": self._words}.get(main_script(file.rows[0][1]))
                if written is not None:
                    own = _words_of(text for _, text in file.rows)
                    written[file.language] = written.get(file.language, set()) | own

    def of(self, text: str, told: TextLanguage) -> str:
        """The code of a text's language; `told` is what `goods.text.language` says of it."""
        if told.name == "Latin":
            other = Counter(filter(None, map(script, _outside_brackets(text))))
            others = {
                name: n
                for name, n in other.items()
                if name in self._names and n >= LEAST_OTHER * other.total()
            }
            if not others:
                return self._latin(text)
            # Names in Latin letters stand in texts of all scripts.
            return self._names[min(others, key=lambda name: (-others[name], name))]
        if told.name == "Cyrillic" and len(self._cyrillic) > 1:
            return self._in_cyrillic(text)
        if told.name == "Han" and any(script(letter) == "Kana" for letter in text):
            return "ja"
        named = [self._names.get(name, UNTOLD) for name in told.name.split(" or ")]
        meant = named if len(named) == 1 else [code for code in named if code in self.loaded]
        return meant[0] if len(meant) == 1 else UNTOLD

    def _in_cyrillic(self, text: str) -> str:
        """Russian, unless another language's file knows LEAST_KNOWN words and more than half: many are shared."""
        said = words(text)
        counts = {code: sum(word in own for word in said) for code, own in self._cyrillic.items()}
        best = min(counts, key=lambda code: (-counts[code], code != "ru", code))
        return best if counts[best] >= max(LEAST_KNOWN, len(said) // 2 + 1) else "ru"

    def _latin(self, text: str) -> str:
        said = [word for word in words(_outside_brackets(text)) if script(word[0]) == "Latin"]
        shares: dict[str, Fraction] = {}
        for word in said:
            having = self._having(word)
            for code in having:
                shares[code] = shares.get(code, Fraction()) + Fraction(1, len(having))
        most = max(shares.values(), default=Fraction())
        best = [code for code, share in shares.items() if share == most]
        return best[0] if len(best) == 1 and most >= LEAST_WORDS * len(said) else UNTOLD

    def _found_having(self, word: str) -> list[str]:
        """The languages that have a word; else those that write all of its letters; else those with its ending."""
        having = [code for code, own in self._words.items() if word in own]
        having = having or [code for code, own in _table().items() if own.begins(word)]
        marks = {letter for letter in word if not letter.isascii()}
        if not having and marks:
            having = [code for code, own in _table().items() if own.letters and marks <= own.letters]
        ended = [code for code, own in _table().items() if own.ends(word)]
        both = [code for code in having if code in ended]
        return both or having or ended


def _outside_brackets(text: str) -> str:
    """The text without what stands in brackets, which are names in Latin, where anything else is said."""
    left = _BRACKETS.sub(" ", text)
    return left if any(map(str.isalpha, left)) else text


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
            frozenset(x for x in row["words"].split(";") if x and "*" not in x),
            tuple(x[:-1] for x in row["words"].split(";") if x.endswith("*")),
            tuple(x[1:] for x in row["words"].split(";") if x.startswith("*")),
        )
        for _, row in rows
    }
