"""Law, names: two words that others write as one sign: a number in words (forty-four, 44), United States (US).

Numbers from 1 to 100 are those that num2words spells, in sixteen languages; of more than two words none. Ordinals are
English and Russian ("twenty-first", 21st), and stand for the number too (XXI, 21). What says that a number follows
("No.", "номер") says nothing besides it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from svat.law.names.asides import number_of
from svat.text.folding import fold

_MARKERS = frozenset(
    ["number", "numero", "nomer", "nummer", "numara"]
)  # that a number follows, in digits or in words
_ABBREVIATED = frozenset(("no", "nr", "num"))  # in digits alone: "No One Trading"
_GLUED = re.compile(r"n[or](\d+)")
_TENS_AND_DIGIT = re.compile(r"([a-z]{3,})([1-9])")


@cache
def _table() -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    """(words, folded and written together → their sign; a sign → single words for it)."""
    signs: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    text = files("svat.law.names").joinpath("data/written_short.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        said, sign = fold(row["words"]).split(), fold(row["short"])
        signs.setdefault("".join(said), sign)
        if len(said) == 1:
            words.setdefault(sign, []).append(said[0])
    return signs, {sign: tuple(dict.fromkeys(found)) for sign, found in words.items()}


@cache
def _signs() -> frozenset[str]:
    return frozenset(_table()[0].values())


def is_sign(word: str) -> bool:
    """Whether a word is such a sign, so that others may write it in words."""
    return word in _signs()


def sign_of(letters: str) -> str:
    """The sign that words written together are written with: "fortyfour", "forty4" → "44"; "" where there is none."""
    signs, _ = _table()
    if letters in signs:
        return signs[letters]
    if letters[-1:].isdigit() and (mixed := _TENS_AND_DIGIT.fullmatch(letters)):
        tens = signs.get(mixed[1], "")
        if len(tens) == 2 and tens.isdigit() and tens[1] == "0":
            return tens[0] + mixed[2]
    return ""


@lru_cache(maxsize=1 << 15)
def signs_for(word: str) -> tuple[str, ...]:
    """The signs that a word is or is written with; of a number that of its ordinal too: "xxi" is 21st."""
    found: tuple[str, ...] = (word,) if is_sign(word) else ()
    if (sign := sign_of(word)) and sign not in found:
        found += (sign,)
    value = number_of(word)
    ordinal = _ordinals().get(value, "") if value is not None else ""
    return (*found, ordinal) if ordinal and ordinal not in found else found


@cache
def _ordinals() -> Mapping[int | None, str]:
    """A number → the sign of its ordinal."""
    return {number_of(sign): sign for sign in _signs() if sign[:1].isdigit() and not sign.isdigit()}


def ordinal_value(word: str) -> int | None:
    """The number whose ordinal in words a word is: 21 for "twentyfirst"."""
    sign = sign_of(word)
    return number_of(sign) if sign and not sign.isdigit() else None


@lru_cache(maxsize=1 << 15)
def written_otherwise(word: str) -> tuple[str, ...]:
    """The sign for a word or two written together, and other words for that sign: "7" and "sieben" for "seven"."""
    signs = signs_for(word)
    words = (other for sign in signs or (word,) for other in _table()[1].get(sign, ()))
    return tuple(dict.fromkeys((*(sign for sign in signs if sign != word), *words)))


def without_marker(words: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """The places of the words that are kept where a number follows "No." or its like, each with how it is written."""
    if not any(word in _MARKERS or word in _ABBREVIATED or _GLUED.fullmatch(word) for word in words):
        return tuple(enumerate(words))
    kept: list[tuple[int, str]] = []
    place = 0
    while place < len(words):
        word, after = words[place], words[place + 1 : place + 3]
        if glued := _GLUED.fullmatch(word):
            kept.append((place, glued[1]))
        elif word in _ABBREVIATED and after and after[0].isdigit():
            pass
        elif word in _MARKERS and (number := _digits(after)):
            kept.append((place + 1, number[0]))
            place += number[1]
        else:
            kept.append((place, word))
        place += 1
    return tuple(kept)


def _digits(words: Sequence[str]) -> tuple[str, int] | None:
    """A number that words begin with, in digits, and of how many words it is."""
    for size in range(len(words), 0, -1):
        letters = "".join(words[:size])
        sign = letters if size == 1 and letters.isdigit() else sign_of(letters)
        if sign.isdigit():
            return sign, size
    return None
