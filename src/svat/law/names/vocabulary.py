"""Law, names: all words of the listed names, and which of them any other word may stand for.

Every word is compared with every listed word, so that no listed word is lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svat.law.names import scale
from svat.law.names.cross_script import Across
from svat.law.names.edit_index import Near
from svat.law.names.spelling import bones, shape, skeleton, sound
from svat.law.names.words import variants

Likeness = dict[int, tuple[float, str]]  # listed word's number → likeness 0 … 1, how in words
_MOST_EDITS = 2
_MIN_SKELETON = 3
_MIN_BONES = 2


class Vocabulary:
    """Numbered words with look-up by sound, skeleton, bones, shape and spelling variant."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are folded and each stands there once."""
        self.words = list(words)
        self.number = {word: n for n, word in enumerate(self.words)}
        self._heard: dict[str, list[int]] = {}
        self._skeletons: dict[str, list[int]] = {}
        self._bones: dict[str, list[int]] = {}
        self._shapes: dict[str, list[int]] = {}
        self._variants: dict[int, list[int]] = {}
        self._initials: dict[str, int] = {}
        self._across = Across(self.words)
        self._near = Near(self.words)
        for number, word in enumerate(self.words):
            if len(word) == 1:
                self._initials[word] = number
                continue
            self._heard.setdefault(sound(word), []).append(number)
            self._shapes.setdefault(shape(word), []).append(number)
            if len(bare := skeleton(word)) >= _MIN_SKELETON:
                self._skeletons.setdefault(bare, []).append(number)
            for short in sorted(bones(word) - {word}):
                self._bones.setdefault(short, []).append(number)
            for group in variants().get(word, ()):
                self._variants.setdefault(group, []).append(number)

    def known(self, word: str) -> Likeness:
        """Listed words equal in spelling, sound, shape, bones or skeleton, variants, and those in other letters."""
        found: Likeness = {}

        def add(numbers: Iterable[int], likeness: float, how: str) -> None:
            for number in numbers:
                if number not in found:
                    found[number] = (likeness, how)

        if (same := self.number.get(word)) is not None:
            found[same] = (scale.EQUAL, "same")
        if len(word) == 1:
            return found
        for group in variants().get(word, ()):
            add(self._variants.get(group, ()), scale.VARIANT, "spelling")
        add(self._heard.get(sound(word), ()), scale.HEARD, "sound")
        add(self._shapes.get(shape(word), ()), scale.MISREAD, "misread")
        if len(word) >= _MIN_BONES:
            add(self._bones.get(word, ()), scale.BONES, "vowels left out")
        if len(bare := skeleton(word)) >= _MIN_SKELETON:
            add(self._skeletons.get(bare, ()), scale.SKELETON, "other vowels")
        if (initial := self._initials.get(word[0])) is not None:
            add([initial], scale.INITIAL, "initial")
        for number, like, how in self._across.known(word):
            if like > found.get(number, (0.0, ""))[0]:
                found[number] = (like, how)
        return found

    def likeness(self, words: Sequence[str]) -> list[Likeness]:
        """For each word what it may stand for: `known`, and listed words one or two edits away."""
        out = [self.known(word) for word in words]
        for word, found in zip(words, out, strict=True):
            numbers, edits = self._near.within(word, _MOST_EDITS)
            for number, distance in zip(numbers.tolist(), edits.tolist(), strict=True):
                if distance:
                    likeness = edited(max(len(word), len(self.words[number])), distance)
                    if likeness > found.get(number, (0.0, ""))[0]:
                        found[number] = (likeness, "edit")
        return out


def edited(length: int, edits: int) -> float:
    """Likeness of two words that are one or two edits apart, the longer having `length` letters."""
    if edits == 1:
        return scale.ONE_EDIT.get(length, scale.ONE_EDIT_LONGER if length > max(scale.ONE_EDIT) else 0.0)
    return scale.TWO_EDITS.get(length, scale.TWO_EDITS_LONGER if length > max(scale.TWO_EDITS) else 0.0)
