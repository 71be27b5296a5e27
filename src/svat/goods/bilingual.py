"""Goods room: tables of words: how probable a word of a language is where an English description has a certain word.

A table is learnt from texts in two languages that share their codes (IBM Model 1: Brown and others 1993, by expectation
maximisation). Those that svat brings were made by benchmarks/goods_words.py from customs nomenclatures. What a text's
words say of an English description follows as in retrieval by statistical translation (Berger and Lafferty 1999).
"""

from __future__ import annotations

import io
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from svat.goods.text import DENSE_SCRIPTS, normalise, script, words

STEM = 6  # letters of a word that count: endings say little of the goods
ENGLISH_STEM = 7
LEAST = 0.01  # translations less probable than this are left out of a table
ROUNDS = 8  # of expectation maximisation
COMPOUNDING = frozenset(("de", "nl"))  # languages that write several words as one
_SHORTEST_WHOLE, _SHORTEST_FIRST, _SHORTEST_PART = 9, 4, 5  # letters: of a compound, before a part, of it
_ENDING = re.compile("(?<=..)[аеёиоуыэюяйь]+$")  # of Russian, which has most of them
_EXCEPT = re.compile(r"\b(?:other than|not|excluding|except|excl)\b")
SHIPPED = "data/words.npz"
_SHOWN = 254  # steps of a probability on disk, from LEAST to 1 by equal ratios

Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class WordTable:
    """A language's stems, with the English stems that each goes with: those of stem i are at starts[i]:starts[i+1]."""

    language: str
    stems: tuple[str, ...]  # sorted
    background: Floats  # (stems,): the share of each among all
    english: tuple[str, ...]  # sorted
    starts: Int64s  # (stems + 1,)
    partner: Int64s  # places in `english`
    chance: Floats  # of the stem, where a description has that English stem


def stems(text: str) -> list[str]:
    """The stems of a text: words cut short; of dense scripts the words and their pairs of letters."""
    found: list[str] = []
    for word in words(text):
        found.extend(_stems_of_word(word))
    return found


@lru_cache(maxsize=65_536)
def _stems_of_word(word: str) -> tuple[str, ...]:
    if script(word[0]) not in DENSE_SCRIPTS:
        return (_ENDING.sub("", word[:STEM]),)
    return (word, *(word[i : i + 2] for i in range(len(word) - 1))) if len(word) > 2 else (word,)


def stems_in(language: str, text: str, known: Container[str]) -> list[str]:
    """The stems of a text in a language; where it writes several words as one, those of known ends of words too.

    >>> stems_in("de", "Glasfasern", {"fasern"}), stems_in("fr", "Glasfasern", {"fasern"})
    (['glasfa', 'fasern'], ['glasfa'])
    """
    found = stems(text)
    if language in COMPOUNDING:
        for word in words(text):
            if len(word) >= _SHORTEST_WHOLE and word.isalpha() and script(word[0]) not in DENSE_SCRIPTS:
                ends = (word[i : i + STEM] for i in range(_SHORTEST_FIRST, len(word) - _SHORTEST_PART + 1))
                found.extend(end for end in ends if end in known)
    return found


def english_stems(text: str) -> list[str]:
    """The stems of an English description; what it names only to leave it out is marked with "~".

    Numbers are references to other headings for the most part, and are left out.
    """
    found: list[str] = []
    for part in re.split("[;,()]", normalise(text)):
        parted = _EXCEPT.search(part)
        found.extend(_english_words(part[: parted.start()] if parted else part))
        if parted:
            found.append("~")
            found.extend("~" + stem for stem in _english_words(part[parted.end() :]))
    return found


def _english_words(text: str) -> list[str]:
    return [word[:ENGLISH_STEM] for word in words(text) if word.isalpha()]


def learnt(language: str, pairs: Sequence[tuple[str, str]]) -> WordTable:
    """The table of texts in a language, each with the English description of the same code."""
    whole_words = {stem for text, _ in pairs for stem in stems(text)}
    own = [sorted(set(stems_in(language, text, whole_words))) for text, _ in pairs]
    other = [sorted(set(english_stems(text))) for _, text in pairs]
    names, english = (tuple(sorted(set().union(*rows))) for rows in (own, other))
    place = {name: i for i, name in enumerate(names)}
    english_place = {name: i for i, name in enumerate(english)}
    nothing = len(english)  # what no English word accounts for
    # Numbers of half the size where they fit: there are some millions of pairs, and sorting them needs several copies.
    whole = np.dtype(np.int32 if len(names) * (nothing + 1) < 1 << 31 else np.int64)
    left = [np.array([place[name] for name in row], dtype=whole) for row in own]
    right = [np.array([english_place[name] for name in row] + [nothing], dtype=whole) for row in other]
    kept, entry = np.unique(
        np.concatenate([(a[:, None] * (nothing + 1) + b).ravel() for a, b in zip(left, right, strict=True)]),
        return_inverse=True,
    )
    kept = kept.astype(np.int64)
    token = np.repeat(
        np.arange(sum(map(len, left))),
        np.concatenate([np.full(len(a), len(b)) for a, b in zip(left, right, strict=True)]),
    )
    partner = kept % (nothing + 1)
    chance = np.full(len(kept), 1.0)
    for _ in range(ROUNDS):
        weight = chance[entry]
        weight /= np.bincount(token, weight)[token]
        expected = np.bincount(entry, weight, minlength=len(kept))
        chance = expected / np.bincount(partner, expected, minlength=nothing + 1)[partner]
    counts = np.bincount(np.concatenate(left), minlength=len(names)).astype(np.float64)
    worth = (chance >= LEAST) & (partner < nothing)
    owner = kept[worth] // (nothing + 1)
    return WordTable(
        language,
        names,
        counts / counts.sum(),
        english,
        np.searchsorted(owner, np.arange(len(names) + 1)).astype(np.int64),
        partner[worth],
        chance[worth],
    )


def arrays_of(table: WordTable) -> dict[str, npt.NDArray[Any]]:
    """A table as arrays, as it is kept: chances in 254 equal ratios, places in 16 bits."""
    steps = np.round(np.log(table.chance / LEAST) / np.log(1 / LEAST) * _SHOWN)
    return {
        "stems": names_kept(table.stems),
        "english": names_kept(table.english),
        "background": table.background.astype(np.float32),
        "size": np.diff(table.starts).astype(np.uint16),
        "partner": table.partner.astype(np.uint16),
        "chance": np.clip(steps, 0, _SHOWN).astype(np.uint8),
    }


def table_of(language: str, arrays: Mapping[str, npt.NDArray[Any]]) -> WordTable:
    """The table that arrays keep."""
    steps = arrays["chance"].astype(np.float64)
    return WordTable(
        language,
        kept_names(arrays["stems"]),
        arrays["background"].astype(np.float64),
        kept_names(arrays["english"]),
        np.concatenate([[0], np.cumsum(arrays["size"].astype(np.int64))]),
        arrays["partner"].astype(np.int64),
        LEAST ** (1 - steps / _SHOWN),
    )


def packed(tables: Sequence[WordTable]) -> bytes:
    """Tables as one file, which `Shipped` reads."""
    file = io.BytesIO()
    arrays: dict[str, Any] = {"languages": np.array([table.language for table in tables])}
    arrays |= {f"{x.language}_{name}": array for x in tables for name, array in arrays_of(x).items()}
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def names_kept(names: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Names as an array, as they are kept."""
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def kept_names(array: npt.NDArray[Any]) -> tuple[str, ...]:
    """The names that an array keeps."""
    return tuple(array.tobytes().decode().split("\n"))


class Shipped:
    """The tables that svat brings; each is read when it is asked for."""

    def __init__(self) -> None:
        self._file = np.load(io.BytesIO(files("svat.goods").joinpath(SHIPPED).read_bytes()))
        self.languages = tuple(str(name) for name in self._file["languages"])

    def stems(self, language: str) -> tuple[str, ...]:
        """The stems of a language's table."""
        return kept_names(self._file[f"{language}_stems"])

    def table(self, language: str) -> WordTable:
        """A language's table."""
        names = ("stems", "english", "background", "size", "partner", "chance")
        return table_of(language, {name: self._file[f"{language}_{name}"] for name in names})


@lru_cache(maxsize=1)
def shipped() -> Shipped:
    """The one object of the tables that svat brings."""
    return Shipped()
