"""Law, names: words beside a name's own, that count for little where the other name has none of their class.

A father's name (a patronymic, or what follows bin), an initial, a person's title or office, the number of a company or
ship of a row (II, 3) and what kind of ship it is (M/V). Some write them and others leave them out. Where both names
have one, they must agree.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from svat.law.lists.model import EntryKind
from svat.law.names.arabic import plain_shapes
from svat.law.names.letters import begins
from svat.law.names.words import classes
from svat.text.folding import fold, readings

AsideClass = Literal["father", "initial", "number", "ship", "title"]
Asides = tuple[tuple[int, AsideClass], ...]  # places of a name's words, in order

# The classes that the names of a kind of entry have.
OF_KIND: Mapping[EntryKind, frozenset[AsideClass]] = {
    "person": frozenset({"father", "initial", "title"}),
    "organisation": frozenset({"number"}),
    "vessel": frozenset({"number", "ship"}),
    "aircraft": frozenset({"number"}),
    "unknown": frozenset({"father", "initial", "number", "ship", "title"}),
}
ALWAYS_ASIDE: frozenset[AsideClass] = frozenset({"ship", "title"})  # they need not agree
_LEAST_STEM = 3  # letters of a father's own name before its ending
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})")
_MOST_DIGITS = 2  # longer numbers are names
_DIGIT_ENDINGS = re.compile(r"(\d{1,2})(st|nd|rd|th|ya|y|i|go|aya|oy)?")
_LIGHT = frozenset({"particle", "title"})


def _table(name: str) -> csv.DictReader[str]:
    return csv.DictReader(files("svat.law.names").joinpath(f"data/{name}").read_text("utf-8").splitlines())


@cache
def _fathers() -> Mapping[str, tuple[str, ...]]:
    """Place (before, after, word, suffix, middle) → the forms there, folded."""
    found: dict[str, dict[str, None]] = {}
    for row in _table("fathers.csv"):
        found.setdefault(row["place"], {})[plain_shapes(fold(row["form"]))] = None
    return {place: tuple(forms) for place, forms in found.items()}


@cache
def _ship_prefixes() -> frozenset[tuple[str, ...]]:
    """Every reading of each prefix, as words, and of those with a stroke their letters written together."""
    found = {tuple(way.split()) for row in _table("ship_prefixes.csv") for way in readings(row["prefix"])}
    return frozenset(found)


@cache
def _honorifics() -> frozenset[str]:
    """Titles, offices and forms of address, folded; those of several words by each."""
    return frozenset(word for row in _table("honorifics.csv") for word in fold(row["word"]).split())


def asides(words: Sequence[str], of: frozenset[AsideClass] = OF_KIND["unknown"]) -> Asides:
    """The places of the words of such classes in a folded name, each with its class."""
    found: dict[int, AsideClass] = {}
    if "father" in of:
        found |= {n: "title" for n, word in enumerate(words) if word in _honorifics()}
        found |= {n: "initial" for n, word in enumerate(words) if len(word) == 1 and begins(word)}
        found |= dict.fromkeys(_father_places(words), "father")
    if "number" in of:
        found |= dict.fromkeys(_numbers(words), "number")
    if "ship" in of:
        found |= dict.fromkeys(_ship_places(words), "ship")
    return tuple(sorted(found.items())) if found else ()


def sons(words: Sequence[str]) -> frozenset[int]:
    """The places of the names that follow bin, ibn and their like: whose son somebody is."""
    markers = _fathers()["before"]
    found: set[int] = set()
    for place, word in enumerate(words[:-1]):
        if word in markers and place:
            end = place + 1  # a name such as Abd al-Aziz is several words
            while end + 1 < len(words) and classes().get(words[end]) in _LIGHT and words[end] not in markers:
                end += 1
            found.update(range(place + 1, end + 1))
    return frozenset(found)


def _father_places(words: Sequence[str]) -> set[int]:
    if len(words) < 3:  # a surname of such a form
        return set()
    fathers = _fathers()
    found = set(sons(words))
    found |= {n for n, word in enumerate(words) if n and word in fathers["before"]}
    middle = words[-1].endswith(fathers["middle"])
    for place, word in enumerate(words):
        if word in fathers["word"] or (word.endswith(fathers["suffix"]) and _has_stem(word)):
            found.add(place)
        elif place and word in fathers["after"]:
            found |= {place - 1, place}
        elif middle and 0 < place < len(words) - 1 and word.endswith(fathers["middle"]):
            found.add(place)  # Bulgarian: given name, father's, surname
    return found


def _has_stem(word: str) -> bool:
    """Whether a father's own name is left of a patronymic without its ending."""
    ending = max((e for e in _fathers()["suffix"] if word.endswith(e)), key=len)
    return len(word) >= len(ending) + _LEAST_STEM


@lru_cache(maxsize=1 << 16)
def number_of(word: str) -> int | None:
    """The small number that a word is, in digits or Roman: of the like-named companies or ships, which one."""
    if digits := _DIGIT_ENDINGS.fullmatch(word):
        return int(digits[1])
    if not word or not (roman := _ROMAN.fullmatch(word)):
        return None
    tens, units = roman.groups()
    small = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
    return 10 * len(tens) + small[units]


def _numbers(words: Sequence[str]) -> list[int]:
    """Places of small numbers; one letter is Roman at the end alone, and no number is one alone."""
    last = len(words) - 1
    return [
        n
        for n, word in enumerate(words)
        if last and number_of(word) is not None and (word[0].isdigit() or n == last or (n and len(word) > 1))
    ]


def _ship_places(words: Sequence[str]) -> range | tuple[int, ...]:
    for size in (2, 1):
        if len(words) > size and tuple(words[:size]) in _ship_prefixes():
            return range(size)
        if len(words) > size and tuple(words[-size:]) in _ship_prefixes():
            return range(len(words) - size, len(words))
    return ()
