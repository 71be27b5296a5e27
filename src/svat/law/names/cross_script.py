"""Law, names: words in Arabic letters against words in Latin ones, both ways, by their sound or by what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from svat.law.names import scale
from svat.law.names.arabic import Form, arabic_forms, differences, is_arabic, latin_forms
from svat.law.names.words import arabic_words

Found = Iterator[tuple[int, float, str]]  # listed word's number, likeness, how


class Across:
    """Listed words by their consonants, for words of the other alphabet."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are the vocabulary's, numbered by their place."""
        arabic = [number for number, word in enumerate(words) if not word.isascii() and is_arabic(word)]
        self._words = words
        self._number = {word: number for number, word in enumerate(words)}
        self._arabic = _by_bones(arabic, words, arabic_forms)
        self._meaning: dict[str, list[int]] = {}
        for number in arabic:
            for meant in meanings(words[number]):
                self._meaning.setdefault(meant, []).append(number)
        self._latin: dict[str, list[tuple[int, tuple[str, ...]]]] | None = None  # most runs never ask

    def known(self, word: str) -> Found:
        """Listed words of the other alphabet that the word may stand for."""
        if not word.isascii() and is_arabic(word):
            for meant in meanings(word):
                if (number := self._number.get(meant)) is not None:
                    yield number, scale.MEANT, "meant"
            if self._latin is None:
                latin = (n for n, w in enumerate(self._words) if w.isascii())
                self._latin = _by_bones(latin, self._words, latin_forms)
            yield from self._near(arabic_forms(word), self._latin, differences)
        elif self._arabic:
            for number in self._meaning.get(word, ()):
                yield number, scale.MEANT, "meant"
            yield from self._near(
                latin_forms(word), self._arabic, lambda mine, theirs: differences(theirs, mine)
            )

    def _near(
        self,
        forms: Sequence[Form],
        listed: dict[str, list[tuple[int, tuple[str, ...]]]],
        apart: Callable[[tuple[str, ...], tuple[str, ...]], int],
    ) -> Found:
        best: dict[int, float] = {}
        for bones, slots in forms:
            for number, theirs in listed.get(bones, ()):
                like = heard_across(len(bones), apart(slots, theirs))
                if like > best.get(number, 0.0):
                    best[number] = like
        for number, like in best.items():
            yield number, like, "letters"


def heard_across(consonants: int, apart: int) -> float:
    """Likeness of two words of equal consonants, so many, whose vowels differ in so many slots."""
    row = scale.ACROSS[min(consonants, len(scale.ACROSS) - 1)]
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


def _by_bones(
    numbers: Iterator[int] | Sequence[int], words: Sequence[str], forms: Callable[[str], Sequence[Form]]
) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number in numbers:
        for bones, slots in forms(words[number]):
            if bones:
                found.setdefault(bones, []).append((number, slots))
    return found
