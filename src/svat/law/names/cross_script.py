"""Law, names: cross-script matching of words in Arabic and in Latin letters, both ways, by sound or by meaning.

By sound: transliteration by consonant skeletons, with the vowels between them compared slot by slot. By meaning:
translation of the words that organisations are named with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from svat.law.names import scale
from svat.law.names.arabic import Form, arabic_forms, differences, is_arabic, latin_forms
from svat.law.names.words import arabic_words

Likely = Iterator[tuple[int, float, str]]  # listed word's number, likeness, how


class CrossScriptIndex:
    """Listed words by their consonant skeletons, for words of the other alphabet."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are the word index's, numbered by their place."""
        arabic = [number for number, word in enumerate(words) if not word.isascii() and is_arabic(word)]
        self._words = words
        self._number = {word: number for number, word in enumerate(words)}
        self._arabic = _by_consonants(arabic, words, arabic_forms)
        self._meaning: dict[str, list[int]] = {}
        for number in arabic:
            for meant in meanings(words[number]):
                self._meaning.setdefault(meant, []).append(number)
        self._latin: dict[str, list[tuple[int, tuple[str, ...]]]] | None = None  # most runs never ask

    def known(self, word: str) -> Likely:
        """Listed words of the other alphabet that the word may stand for."""
        if not word.isascii() and is_arabic(word):
            for meant in meanings(word):
                if (number := self._number.get(meant)) is not None:
                    yield number, scale.MEANT, "meant"
            if self._latin is None:
                latin = (n for n, w in enumerate(self._words) if w.isascii())
                self._latin = _by_consonants(latin, self._words, latin_forms)
            yield from self._like(arabic_forms(word), self._latin, differences)
        elif self._arabic:
            for number in self._meaning.get(word, ()):
                yield number, scale.MEANT, "meant"
            yield from self._like(
                latin_forms(word), self._arabic, lambda mine, theirs: differences(theirs, mine)
            )

    def _like(
        self,
        forms: Sequence[Form],
        listed: dict[str, list[tuple[int, tuple[str, ...]]]],
        apart: Callable[[tuple[str, ...], tuple[str, ...]], int],
    ) -> Likely:
        best: dict[int, float] = {}
        for consonants, slots in forms:
            for number, theirs in listed.get(consonants, ()):
                like = cross_script_likeness(len(consonants), apart(slots, theirs))
                if like > best.get(number, 0.0):
                    best[number] = like
        for number, like in best.items():
            yield number, like, "letters"


def cross_script_likeness(consonants: int, apart: int) -> float:
    """Likeness of two words of equal consonants, so many, whose vowels differ in so many slots."""
    row = scale.CROSS_SCRIPT[min(consonants, len(scale.CROSS_SCRIPT) - 1)]
    return row[apart] if apart < len(row) else 0.0


@cache
def meanings(word: str) -> tuple[str, ...]:
    """What a word in Arabic letters means in English, in the table's words; () when it is not there."""
    plain = word.translate(_PLAIN)
    for article in ("وال", "بال", "لل", "ال", "و", ""):
        if plain.startswith(article) and (found := arabic_words().get(plain[len(article) :])):
            return found
    return ()


_PLAIN = str.maketrans("ىےة", "ييه")


def _by_consonants(
    numbers: Iterator[int] | Sequence[int], words: Sequence[str], forms: Callable[[str], Sequence[Form]]
) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number in numbers:
        for consonants, slots in forms(words[number]):
            if consonants:
                found.setdefault(consonants, []).append((number, slots))
    return found
