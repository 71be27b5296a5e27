"""Goods room: tables of words: how probable a word of a language is where an English description has a certain word.

A table is learnt from texts in two languages that share their codes (IBM Model 1: Brown and others 1993, by
expectation maximisation). Those that svat brings were made by benchmarks/goods_words.py from customs nomenclatures. What a
text's words say of an English description follows as in retrieval by statistical translation (Berger and Lafferty 1999).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from svat.goods.text import normalise, script, words

STEM = 6  # letters of a word that count: endings say little of the goods
ENGLISH_STEM = 7
LEAST = 0.01  # translations less probable than this are left out of a table
ROUNDS = 8  # of expectation maximisation
_DENSE = frozenset({"Hangul", "Han", "Kana", "Thai"})  # written without spaces, or with endings grown on
_ENDING = re.compile("(?<=..)[аеёиоуыэюяйь]+$")  # of Russian, which has most of them
_EXCEPT = re.compile(r"\b(?:other than|not|excluding|except|excl)\b")
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
    if script(word[0]) not in _DENSE:
        return (_ENDING.sub("", word[:STEM]),)
    return (word, *(word[i : i + 2] for i in range(len(word) - 1))) if len(word) > 2 else (word,)


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
    own = [sorted(set(stems(text))) for text, _ in pairs]
    other = [sorted(set(english_stems(text))) for _, text in pairs]
    names, english = (tuple(sorted(set().union(*rows))) for rows in (own, other))
    place = {name: i for i, name in enumerate(names)}
    english_place = {name: i for i, name in enumerate(english)}
    nothing = len(english)  # what no English word accounts for
    left = [np.array([place[name] for name in row], dtype=np.int64) for row in own]
    right = [np.array([english_place[name] for name in row] + [nothing], dtype=np.int64) for row in other]
    keys = np.concatenate(
        [(a[:, None] * (nothing + 1) + b).ravel() for a, b in zip(left, right, strict=True)]
    )
    token = np.repeat(
        np.arange(sum(map(len, left))),
        np.concatenate([np.full(len(a), len(b)) for a, b in zip(left, right, strict=True)]),
    )
    kept, entry = np.unique(keys, return_inverse=True)
    partner = kept % (nothing + 1)
    chance = np.full(len(kept), 1.0)
    for _ in range(ROUNDS):
        weight = chance[entry]
        expected = np.bincount(
            entry, weight / np.bincount(token, weight)[token], minlength=len(kept)
        )
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


def packed(tables: Sequence[WordTable]) -> bytes:
    """Tables as one file: chances in 254 equal ratios, places in 16 bits."""
    arrays: dict[str, npt.NDArray[np.generic]] = {"languages": np.array([x.language for x in tables])}
    for x in tables:
        steps = np.round(np.log(x.chance / LEAST) / np.log(1 / LEAST) * _SHOWN)
        arrays |= {
            f"{x.language}_stems": _bytes("\n".join(x.stems)),
            f"{x.language}_english": _bytes("\n".join(x.english)),
            f"{x.language}_background": x.background.astype(np.float32),
            f"{x.language}_size": np.diff(x.starts).astype(np.uint16),
            f"{x.language}_partner": x.partner.astype(np.uint16),
            f"{x.language}_chance": np.clip(steps, 0, _SHOWN).astype(np.uint8),
        }
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


class Shipped:
    """The tables that svat brings, each read at the first use."""

    def __init__(self) -> None:
        self._file = np.load(io.BytesIO(files("svat.goods").joinpath("data/words.npz").read_bytes()))
        self.languages = tuple(str(name) for name in self._file["languages"])

    @lru_cache(maxsize=None)  # noqa: B019  # one object lives as long as the program
    def stems(self, language: str) -> tuple[str, ...]:
        """The stems of a language's table."""
        return tuple(self._text(f"{language}_stems"))

    def table(self, language: str) -> WordTable:
        """A language's table."""
        own = {name: self._file[f"{language}_{name}"] for name in ("background", "size", "partner", "chance")}
        steps = own["chance"].astype(np.float64)
        return WordTable(
            language,
            self.stems(language),
            own["background"].astype(np.float64),
            tuple(self._text(f"{language}_english")),
            np.concatenate([[0], np.cumsum(own["size"].astype(np.int64))]),
            own["partner"].astype(np.int64),
            LEAST ** (1 - steps / _SHOWN),
        )

    def _text(self, name: str) -> list[str]:
        return self._file[name].tobytes().decode().split("\n")


@lru_cache(maxsize=1)
def shipped() -> Shipped:
    """The one object of the tables that svat brings."""
    return Shipped()
