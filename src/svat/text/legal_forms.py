"""Text: the legal forms of companies (LLC, ООО, 주식회사 …) and how to take them off a name."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from svat.text.words import native_words

_LONGEST_SPELT = 4  # a form up to this long is also known letter by letter: "s p a"


@dataclass(frozen=True, slots=True)
class LegalForms:
    """The table of data/legal_forms.csv, ready for look-up by folded words.

    `places` maps the words of a form to where it may stand: "any", "edge" (first or last), "start";
    `classes` to its canonical class; `glued` lists forms that are written on to the name without a space.
    """

    places: dict[tuple[str, ...], str]
    classes: dict[tuple[str, ...], str]
    glued: tuple[str, ...]
    lengths: dict[
        str, tuple[int, ...]
    ]  # first word of a form → how many words forms that begin so have, most first

    def strip(self, words: Sequence[str]) -> tuple[list[int], list[str]]:
        """Numbers of the words that are not part of a legal form, and the classes of the forms found.

        A name that is nothing but legal forms is kept whole, so that no name becomes empty.
        """
        kept = list(range(len(words)))
        found: list[str] = []
        while step := self._find(words, kept):
            first, length, name = step
            del kept[first : first + length]
            found.append(name)
        return (kept, found) if kept else (list(range(len(words))), found)

    def _find(self, words: Sequence[str], kept: list[int]) -> tuple[int, int, str] | None:
        begins = [(first, self.lengths[words[n]]) for first, n in enumerate(kept) if words[n] in self.lengths]
        for length in range(max((of[0] for _, of in begins), default=0), 0, -1):
            for first, lengths in begins:
                if length not in lengths or first + length > len(kept):
                    continue
                numbers = kept[first : first + length]
                if numbers[-1] - numbers[0] != length - 1:
                    continue
                form = tuple(words[n] for n in numbers)
                place = self.places.get(form)
                if place and _may_stand(place, first == 0, first + length == len(kept)):
                    return first, length, self.classes[form]
        return None

    def unglue(self, word: str) -> tuple[str, str]:
        """The word without a form glued to either end, and that form's class; "" if none."""
        if word.isascii():  # forms are glued on in Han and Hangul only
            return word, ""
        for form in self.glued:
            if len(word) > len(form):
                if word.startswith(form):
                    return word[len(form) :], self.classes[(form,)]
                if word.endswith(form):
                    return word[: -len(form)], self.classes[(form,)]
        return word, ""


def _may_stand(place: str, at_start: bool, at_end: bool) -> bool:
    return place == "any" or (at_start and place in ("start", "edge")) or (at_end and place == "edge")


def has_legal_form(text: str) -> bool:
    """Whether a text has a company's legal form, so that it is a name whatever its words."""
    return bool(legal_forms().strip(native_words(text))[1])


@cache
def legal_forms() -> LegalForms:
    """The product's table, read once; its forms are words as `native_words` gives those of names."""
    places: dict[tuple[str, ...], str] = {}
    classes: dict[tuple[str, ...], str] = {}
    glued: list[str] = []
    table = files("svat.text").joinpath("data/legal_forms.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        words = tuple(native_words(row["form"]))
        spellings = [words]
        if len(words) == 1 and len(words[0]) <= _LONGEST_SPELT:
            spellings.append(tuple(words[0]))
        elif len(words) > 1 and all(len(word) == 1 for word in words):
            spellings.append(("".join(words),))
        place = row["place"]
        if place == "glued":
            glued.append(words[0])
            place = "any"
        elif place == "any" and len("".join(words)) <= 2:  # too often a name's own
            place = "edge"
        for spelling in spellings:
            places.setdefault(spelling, place)
            classes.setdefault(spelling, row["canonical"])
    lengths: dict[str, set[int]] = {}
    for spelling in places:
        lengths.setdefault(spelling[0], set()).add(len(spelling))
    return LegalForms(
        places,
        classes,
        tuple(sorted(glued, key=lambda f: (-len(f), f))),
        {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()},
    )
