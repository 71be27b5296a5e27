"""Law, names: a name as it is looked for: one reading, its words, what each counts and may stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from svat.law.lists.model import EntryKind
from svat.law.names import scale
from svat.law.names.affixes import aside, mark
from svat.law.names.arabic import is_arabic, plain_shapes, split_compounds
from svat.law.names.asides import OF_KIND, AsideClass, Asides
from svat.law.names.han import han_readings, has_han
from svat.law.names.initials import apart
from svat.law.names.letters import kept
from svat.law.names.other_scripts import has_other, in_latin
from svat.law.names.place_words import place_words
from svat.law.names.romanisations import hyphens_joined
from svat.law.names.spelling import phonetic_key
from svat.law.names.word_index import Likeness
from svat.law.names.words import classes
from svat.text.folding import marked_readings
from svat.text.legal_forms import legal_forms

_MOST_PARTS = 3  # of a name with strokes
_LEAST_PART = 4  # letters
_LEAST_NEW = 3  # letters that such a form adds to those that are known already: "y" before "cia ltda" is none
_ABBREVIATED = re.compile(r"(?<!\w)\w{1,2}/|/\w{1,2}(?!\w)")  # c/o, A/S, d/b/a
Marked = tuple[tuple[str, bool], ...]  # words of one reading, each with whether it is of a legal form


def read(name: str, person: bool) -> tuple[Marked, ...]:
    """Every reading of a name, guesses at names in Han characters last; a person's name has no legal form."""
    ways = _read(name, person)
    if "-" in name and not person and (joined := hyphens_joined(name)) != name:
        ways += _read(joined, person)
    if has_other(name):
        ways += tuple(way for known in ways if (way := _in_latin(known)) != known)
    return tuple(dict.fromkeys((*ways, *han_readings(name, person))))


@lru_cache(maxsize=1 << 14)
def read_parts(name: str, person: bool) -> tuple[Marked, ...]:
    """Every reading of the names that a stroke parts, "One/Other": no names by themselves, so that they only ask.

    A stroke within "A/S", "c/o" or "24/7" parts no names.
    """
    if "/" not in name or _ABBREVIATED.search(name):
        return ()
    parts = [part.strip() for part in name.split("/")]
    if len(parts) > _MOST_PARTS or any(sum(map(str.isalpha, part)) < _LEAST_PART for part in parts):
        return ()
    ways = (way for part in parts for way in read(part, person))
    return tuple(dict.fromkeys(way for way in ways if not _is_only_place(way)))


def is_part(name: str, way: Marked) -> bool:
    """Whether a reading is that of one of the names that a stroke parts."""
    return any(way in read_parts(name, person) for person in (False, True))


def _is_only_place(way: Marked) -> bool:
    """Whether a part is no name but a country or common words: "One/Bangladesh"."""
    return all(of_form or word in place_words() or classes().get(word) == "common" for word, of_form in way)


def guessed(name: str, way: Marked) -> bool:
    """Whether a reading of the name only guesses how its characters are read."""
    return (has_han(name) and not any(has_han(word) for word, _ in way)) or (
        has_other(name) and all(word.isascii() for word, _ in way)
    )


def _read(name: str, person: bool) -> tuple[Marked, ...]:
    found = _of_person(name) if person else (mark(way) for way in marked_readings(name) if way)
    ways = tuple(dict.fromkeys(found))
    if not person:
        ways += tuple(other for way in ways if (other := _with_misspelt_form(way)) != way)
    if name.isascii() or not ways or not any(is_arabic(word) for word, _ in ways[0] if not word.isascii()):
        return ways
    ways = tuple(tuple((plain_shapes(word), of_form) for word, of_form in way) for way in ways)
    more = (other for way in ways for other in (_apart(way), *_halves(way)))
    return tuple(dict.fromkeys((*ways, *more)))


def _of_person(name: str) -> Iterator[Marked]:
    """A person's name with initials apart; beside it, without the legal form of one who trades under the own name."""
    ways = [way for text in apart(name) for way in marked_readings(text, kept) if way]
    yield from (tuple((word, False) for word, _ in way) for way in ways)
    for way in ways:  # single letters are initials, whatever form they spell
        marked = tuple((word, of_form and len(word) > 1) for word, of_form in way)
        if sum(not of_form for _, of_form in marked) > 1:
            yield marked


def _with_misspelt_form(way: Marked) -> Marked:
    """The reading with a legal form at its edge that has a letter wrong marked as one, too."""
    found = legal_forms().misspelt([word for word, _ in way])
    new = sum(len(word) for n, (word, of_form) in enumerate(way) if n in found and not of_form)
    if new < _LEAST_NEW or all(of_form or n in found for n, (_, of_form) in enumerate(way)):
        return way
    return tuple((word, of_form or n in found) for n, (word, of_form) in enumerate(way))


def _in_latin(way: Marked) -> Marked:
    """The reading with words in letters of other scripts in Latin ones."""
    return tuple((word if word.isascii() else in_latin(word) or word, of_form) for word, of_form in way)


def _halves(way: Marked) -> Iterator[Marked]:
    """The words in Latin letters and those in Arabic ones, where a name is written in both."""
    latin = tuple(item for item in way if item[0].isascii())
    rest = tuple(item for item in way if not item[0].isascii())
    if latin and rest:
        yield from (half for half in (latin, rest) if len(half) > 1)


def _apart(way: Marked) -> Marked:
    """The reading with names that Arabic writes together in their parts."""
    return tuple((part, of_form) for word, of_form in way for part in split_compounds(word))


def core(marked: Marked) -> str:
    """The words of a reading without those of legal forms, written together."""
    return "".join(word for word, of_form in marked if not of_form)


def shares(marked: Marked, weights: Sequence[float]) -> tuple[float, ...]:
    """What each word counts: as given, but all words of legal forms together next to nothing."""
    forms = sum(of_form for _, of_form in marked)
    return tuple(
        min(scale.FORM_AT_MOST / forms, weight) if of_form else weight
        for (_, of_form), weight in zip(marked, weights, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Query:
    """One reading of a name that is looked for."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    likeness: tuple[Likeness, ...]  # of each word
    pairs: tuple[Likeness, ...]  # of each two neighbours written together
    asides: Asides = ()  # the places of words beside the own ones
    sons: frozenset[int] = frozenset()  # the places of names that follow bin and its like
    edges: tuple[tuple[int, ...], ...] = ()  # places of words that may be left aside, for a question

    @property
    def total(self) -> float:
        """The weights' sum, never 0."""
        return max(sum(self.weights), 1e-9)

    def least_total(self, kind: EntryKind) -> float:
        """What is left of it where no listed name of a kind has words like those beside the own ones."""
        beside = [item for item in self.asides if item[1] in OF_KIND[kind]]
        return max(lightest(self.weights, self.edges) - saved(self.weights, beside), 1e-9)


def saved(weights: Sequence[float], beside: Sequence[tuple[int, AsideClass]]) -> float:
    """What is taken off a name's weight where the other name has no words of the classes `beside`."""
    return sum(max(weights[place] - scale.BESIDE_AT_MOST, 0.0) for place, _ in beside)


def may_leave(
    marked: Marked, weights: Sequence[float], known: Collection[str] | None = None
) -> tuple[tuple[int, ...], ...]:
    """Places of words that may be left aside of an organisation's name, where what remains is one telling word.

    `known` are words of listed names, one of which may be a brand; None for a listed name itself.
    """
    return tuple(
        group
        for group in aside(marked, known)
        if sum(w > scale.COMMON_AT_MOST for n, w in enumerate(weights) if n not in group) == 1
    )


def lightest(weights: Sequence[float], groups: Sequence[Sequence[int]]) -> float:
    """What a name's words count together when the weightiest group is left aside, as far as anything is."""
    most = max((sum(weights[n] for n in group) for group in groups), default=0.0)
    return max(sum(weights) - max(most - scale.FORM_AT_MOST, 0.0), 1e-9)


def together(words: Sequence[str]) -> str:
    """Words by their phonetic keys, written together."""
    return "".join(map(phonetic_key, words))


def guessed_weight(likeness: Likeness, weights: Mapping[int, float] | Sequence[float]) -> float:
    """What a word counts that no listed name has: as much as the listed words that it most likely stands for."""
    if not likeness:
        return 1.0
    best = max(like for like, _ in likeness.values())
    if best < scale.GUESS_FROM:
        return 1.0
    alike = [(weights[n], how) for n, (like, how) in likeness.items() if like > best - 1e-9]
    if all(how == "letters" for _, how in alike):  # one word in many spellings, most of them seldom
        return min(weight for weight, _ in alike)
    return max(weight for weight, _ in alike)
