"""Text: the legal forms of companies (LLC, ООО, 주식회사 …) and how to take them off a name."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein

from svat.text.scripts import to_latin
from svat.text.words import native_words

_SHORT = 2  # letters; a form as short as this is too often a name's own within one
_UNSPACED = "\u0e00"  # Thai and what comes after it in Unicode: forms are glued on where nobody writes spaces
_LONG = 6  # letters of a form that is known with one of them wrong
_MOST_WORDS = 6  # of such a form
_EDGE = 5  # letters at its beginning or end by which most texts are none
_TELLING = 3  # letters that a form is looked up by, before it is known whole
# Letters of Arabic script that keyboards put for one another.
_ONE_SHAPE = str.maketrans("یىکةھ", "ييكهه")


@dataclass(frozen=True, slots=True)
class LegalForms:
    """The table of data/legal_forms.csv, ready for look-up by the letters of folded words, however they are parted.

    `places` maps the letters of a form to where it may stand: "any", "edge" (first or last), "start", "end";
    `classes` to its canonical class; `glued` lists forms that are written on to the name without a space.
    """

    places: dict[str, str]
    classes: dict[str, str]
    glued: tuple[str, ...]
    longest: dict[str, int]  # the first letters of a form → how many letters forms that begin so have at most

    def strip(self, words: Sequence[str]) -> tuple[list[int], list[str]]:
        """Numbers of the words that are not part of a legal form, and the classes of the forms found.

        A name that is nothing but legal forms is kept whole, so that no name becomes empty.
        """
        letters = [word if word.isascii() else word.translate(_ONE_SHAPE) for word in words]
        kept = list(range(len(words)))
        found: list[str] = []
        while step := self._find(letters, kept):
            first, length, name = step
            del kept[first : first + length]
            found.append(name)
        return (kept, found) if kept else (list(range(len(words))), found)

    def _find(self, words: Sequence[str], kept: list[int]) -> tuple[int, int, str] | None:
        """Of the forms in the words that are kept the one of most letters: first word, words, class."""
        best: tuple[int, int, str] | None = None
        most = 0
        for first, number in enumerate(kept):
            form = ""
            for last in range(first, len(kept)):
                if kept[last] - number != last - first:
                    break
                form += words[kept[last]]
                if len(form) > self.longest.get(form[:_TELLING], 0):
                    break
                place = self.places.get(form)
                if place and len(form) > most and _may_stand(place, first == 0, last + 1 == len(kept)):
                    best, most = (first, last + 1 - first, self.classes[form]), len(form)
        return best

    def misspelt(self, words: Sequence[str]) -> range:
        """Numbers of the words at an edge that are a long form but for one letter; none where all words would be.

        The words are in Latin letters.
        """
        for at_start in (False, True):
            for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
                part = range(size) if at_start else range(len(words) - size, len(words))
                form = "".join(words[n] for n in part)
                if len(form) >= _LONG - 1 and form not in self.places and _is_nearly(form, at_start):
                    return part
        return range(0)

    def unglue(self, word: str) -> tuple[str, str]:
        """The word without forms glued to either end, and the class of the first one; "" if none."""
        name = ""
        while word[-1:] >= _UNSPACED or word[:1] >= _UNSPACED:
            form = next((f for f in self.glued if len(word) > len(f) and _is_glued(word, f)), None)
            if form is None:
                break
            word = word[len(form) :] if word.startswith(form) else word[: -len(form)]
            name = name or self.classes[form]
        return word, name


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """(the first letters of the long forms, one of them and more up to _EDGE; the last ones)."""
    forms, sizes = _long_forms()[0], range(1, _EDGE + 1)
    return frozenset(x[:k] for x in forms for k in sizes), frozenset(x[-k:] for x in forms for k in sizes)


@cache
def _long_forms() -> tuple[dict[str, str], dict[str, list[str]]]:
    """(a long form in Latin letters → where it may stand; one with a letter left out, or none → forms it may be)."""
    places: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for native, place in legal_forms().places.items():
        form = to_latin(native)
        if len(form) >= _LONG and form not in places:
            places[form] = place
            for key in sorted(_one_left_out(form)):
                found.setdefault(key, []).append(form)
    return places, found


def _is_nearly(letters: str, at_start: bool) -> bool:
    places, found = _long_forms()
    firsts, lasts = _edges()
    size = min((len(letters) - 3) // 2, _EDGE)  # one edit leaves so many letters at one edge as they are
    if (
        not letters.isalpha()
        or letters in places
        or (letters[:size] not in firsts and letters[-size:] not in lasts)
    ):
        return False
    return any(
        _may_stand(places[form], at_start, not at_start)
        for key in _one_left_out(letters)
        for form in found.get(key, ())
        if DamerauLevenshtein.distance(letters, form, score_cutoff=1) == 1
    )


def _one_left_out(letters: str) -> set[str]:
    """The letters, and the letters without one of them: shared by any two texts that are one edit apart."""
    return {letters, *(letters[:n] + letters[n + 1 :] for n in range(len(letters)))}


def _is_glued(word: str, form: str) -> bool:
    return word.startswith(form) or word.endswith(form)


def _may_stand(place: str, at_start: bool, at_end: bool) -> bool:
    return (
        place == "any" or (at_start and place in ("start", "edge")) or (at_end and place in ("end", "edge"))
    )


def has_legal_form(text: str) -> bool:
    """Whether a text has a company's legal form, so that it is a name whatever its words."""
    return bool(legal_forms().strip(native_words(text))[1])


@cache
def legal_forms() -> LegalForms:
    """The product's table, read once; its forms are the letters of words as `native_words` gives those of names."""
    places: dict[str, str] = {}
    classes: dict[str, str] = {}
    glued: list[str] = []
    longest: dict[str, int] = {}
    table = files("svat.text").joinpath("data/legal_forms.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        form = "".join(native_words(row["form"])).translate(_ONE_SHAPE)
        place = row["place"]
        if place == "glued":
            glued.append(form)
            place = "any"
        elif place == "any" and len(form) <= _SHORT:
            place = "edge"
        places.setdefault(form, place)
        classes.setdefault(form, row["canonical"])
        for begun in range(1, _TELLING + 1):
            longest[form[:begun]] = max(longest.get(form[:begun], 0), len(form))
    return LegalForms(places, classes, tuple(sorted(glued, key=lambda f: (-len(f), f))), longest)
