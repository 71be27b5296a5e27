"""Law, names: two words that others write as one sign: a number in words (forty-four, 44), United States (US).

Numbers from 1 to 100 are those that num2words spells, in sixteen languages; of more than two words none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from svat.text.folding import fold

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


def written_otherwise(word: str) -> tuple[str, ...]:
    """The sign for a word or two written together, and other words for that sign: "7" and "sieben" for "seven"."""
    sign = sign_of(word)
    return tuple(filter(None, (sign, *_table()[1].get(sign or word, ()))))
