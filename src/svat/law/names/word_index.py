"""Law, names: all words of the listed names, and which of them any other word may stand for.

Every word is compared with every listed word, so that no listed word is lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svat.law.names import scale
from svat.law.names.asides import number_of
from svat.law.names.cross_script import CrossScriptIndex
from svat.law.names.edit_index import EditIndex
from svat.law.names.endings import EndingIndex
from svat.law.names.kana import KanaIndex
from svat.law.names.letters import begins
from svat.law.names.romanisations import ChineseWords
from svat.law.names.spelling import consonant_skeleton, phonetic_key, shape, vowels_left_out
from svat.law.names.words import abbreviations, nicknames, variants
from svat.law.names.written_short import written_otherwise

Likeness = dict[int, tuple[float, str]]  # listed word's number → likeness 0 … 1, how in words
MOST_EDITS = 2
_LEAST_SKELETON = 3  # letters
_LEAST_LEFT = 2  # letters of a word that may be another without its vowels


class WordIndex:
    """Numbered words with look-up by phonetic key, consonants, form without vowels, shape and spelling variant."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are folded, each once."""
        self.words = list(words)
        self.number = {word: n for n, word in enumerate(self.words)}
        self._by_phonetic_key: dict[str, list[int]] = {}
        self._by_skeleton: dict[str, list[int]] = {}
        self._without_vowels: dict[str, list[int]] = {}
        self._by_shape: dict[str, list[int]] = {}
        self._by_variant: dict[int, list[int]] = {}
        self._initials: dict[
            str, list[int]
        ] = {}  # first letter of a word → listed letters that may stand for it
        self._by_nickname: dict[int, list[int]] = {}
        self._by_number: dict[int, list[int]] = {}
        self._otherwise = (CrossScriptIndex(self.words), ChineseWords(self.words), KanaIndex(self.words))
        self._endings = EndingIndex(self.words)
        self._edit_index = EditIndex(self.words)
        for number, word in enumerate(self.words):
            if (value := number_of(word)) is not None:
                self._by_number.setdefault(value, []).append(number)
            if len(word) == 1:
                for letter in begins(word):
                    self._initials.setdefault(letter, []).append(number)
                continue
            self._by_phonetic_key.setdefault(phonetic_key(word), []).append(number)
            self._by_shape.setdefault(shape(word), []).append(number)
            if len(bare := consonant_skeleton(word)) >= _LEAST_SKELETON:
                self._by_skeleton.setdefault(bare, []).append(number)
            for short in sorted(vowels_left_out(word) - {word}):
                self._without_vowels.setdefault(short, []).append(number)
            for group in nicknames().get(word, ()):
                self._by_nickname.setdefault(group, []).append(number)
            for group in variants().get(word, ()):
                self._by_variant.setdefault(group, []).append(number)

    def known(self, word: str) -> Likeness:
        """Listed words equal in spelling, phonetic key, shape or consonants, variants, and those in other letters."""
        found: Likeness = {}

        def add(numbers: Iterable[int], likeness: float, how: str) -> None:
            for number in numbers:
                if number not in found:
                    found[number] = (likeness, how)

        if (same := self.number.get(word)) is not None:
            found[same] = (scale.EQUAL, "same")
        if (value := number_of(word)) is not None:
            add(self._by_number.get(value, ()), scale.VARIANT, "spelling")
        for other in written_otherwise(word):
            if (number := self.number.get(other)) is not None:
                add([number], scale.MEANT, "meant")
        if len(word) == 1:
            for letter in begins(word):
                add(self._initials.get(letter, ()), scale.HEARD, "initial")
            return found
        for group in variants().get(word, ()):
            add(self._by_variant.get(group, ()), scale.VARIANT, "spelling")
        for other, alone in abbreviations().get(word, ()):
            if (number := self.number.get(other)) is not None:
                add([number], scale.ABBREVIATED, "spelling" if alone else "short")
        add(self._by_phonetic_key.get(phonetic_key(word), ()), scale.HEARD, "sound")
        for group in nicknames().get(word, ()):  # the short form of a name, or the name of a short form
            add(self._by_nickname.get(-group, ()), scale.NICKNAME, "nickname")
        add(self._by_shape.get(shape(word), ()), scale.MISREAD, "misread")
        if len(word) >= _LEAST_LEFT:
            add(self._without_vowels.get(word, ()), scale.VOWELS_LEFT_OUT, "vowels left out")
        if len(bare := consonant_skeleton(word)) >= _LEAST_SKELETON:
            alike = self._by_skeleton.get(bare, ())
            add(
                (n for n in alike if not _other_name(word, self.words[n])), scale.OTHER_VOWELS, "other vowels"
            )
        add(self._initials.get(word[0], ()), scale.INITIAL, "initial")
        for index in self._otherwise:
            for number, like, how in index.known(word):
                if like > found.get(number, (0.0, ""))[0]:
                    found[number] = (like, how)
        return found

    def likeness(self, words: Sequence[str]) -> list[Likeness]:
        """For each word what it may stand for: `known`, other endings, and listed words one or two edits away."""
        out = [self.known(word) for word in words]
        for word, found in zip(words, out, strict=True):
            numbers, edits = self._edit_index.within(word, MOST_EDITS)
            for number, distance in zip(numbers.tolist(), edits.tolist(), strict=True):
                if distance:
                    likeness = edited(max(len(word), len(self.words[number])), distance)
                    if likeness > found.get(number, (0.0, ""))[0]:
                        found[number] = (likeness, "edit")
            for number, like, how in self._endings.known(word):
                if like > found.get(number, (0.0, ""))[0]:
                    found[number] = (like, how)
        return out


def _other_name(one: str, other: str) -> bool:
    """Whether both words are in the table of spellings, of two names: Mahmoud is not Muhammad with other vowels."""
    groups = variants().get(one)
    return groups is not None and set(groups).isdisjoint(variants().get(other, groups))


def edited(length: int, edits: int) -> float:
    """Likeness of two words that are one or two edits apart, the longer having `length` letters."""
    if edits == 1:
        return scale.ONE_EDIT.get(length, scale.ONE_EDIT_LONGER if length > max(scale.ONE_EDIT) else 0.0)
    return scale.TWO_EDITS.get(length, scale.TWO_EDITS_LONGER if length > max(scale.TWO_EDITS) else 0.0)
