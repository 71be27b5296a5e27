"""Goods room: the encoder's space turned so that what tells goods apart counts, and language and length do not.

Raw vectors of unrelated goods are alike, and two texts are alike because both are short, or both Korean. The space of
`data/space.npz` takes out, first, the mean of texts of that length and script, and then weighs directions by
how much they differ between codes against how much they differ between the languages and lengths of one code's texts
(within-class covariance normalisation, Hatch and others 2006, with linear discriminant analysis, Fisher 1936; in
closed form). It was fitted by benchmarks/goods_space.py on customs nomenclatures in eight languages and is the same
whatever nomenclatures are loaded: a file more changes no vector in another script.

The arithmetic is exact: means are multiples of 2**-15 and the matrix holds whole numbers of 16 bits, so that a sum of
512 products fits in a double's 53 bits and does not depend on the order of summation.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from svat.goods.blocks import even
from svat.goods.encoder import LONGEST, Matrix, to_grid
from svat.goods.text import normalise, script

BREADTH = 256  # numbers of a vector in this space
# Lengths between which the mean of texts is interpolated, in letters. One letter of a dense script counts for more.
LENGTHS = (4, 10, 20, 40, 80, 160, 300)
_LETTERS = {"Hangul": 2.2, "Han": 3.0, "Kana": 2.2}
_FINE = 2**15
_BLOCK = 512  # texts that are projected at a time
_FULL = 200  # documents in a script from which their own mean counts half

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Space:
    """Means by length (lengths, 512), what a script adds to them (512), and the matrix (512, BREADTH)."""

    by_length: Numbers
    by_script: Mapping[str, Numbers]
    matrix: Numbers

    @classmethod
    def shipped(cls) -> Space:
        """The space that svat brings."""
        return _shipped()

    def mean(self, texts: Sequence[str]) -> Numbers:
        """The mean of texts as long as each and in its script: (len(texts), 512), multiples of 2**-15."""
        scripts = [main_script(text) for text in texts]
        left, share = between(texts, scripts)
        share = share[:, None]
        other = self.by_script[""]
        added = np.array([self.by_script.get(name, other) for name in scripts]).reshape(-1, len(other))
        rows = self.by_length[left] * (1 - share) + self.by_length[left + 1] * share + added
        return np.asarray(np.round(rows * _FINE) / _FINE)

    def project(self, texts: Sequence[str], rows: Matrix) -> Matrix:
        """Unit rows on the grid for texts and their raw vectors: (len(texts), BREADTH); a zero row stays zero."""
        found = np.zeros((len(texts), BREADTH), dtype=np.float32)
        for block in even(len(texts), _BLOCK):
            centred = rows[block].astype(np.float64) - self.mean(texts[block])
            centred[~rows[block].any(axis=1)] = 0
            found[block] = unit(centred @ self.matrix)
        return found

    def with_scripts_of(self, texts: Sequence[str], rows: Matrix) -> Space:
        """The space where a script that was not fitted has the mean of the documents in it, where they are many."""
        scripts = [main_script(text) for text in texts]
        found = dict(self.by_script)
        for name in sorted(set(scripts) - set(self.by_script)):
            of_it = [i for i, one in enumerate(scripts) if one == name]
            chosen = [texts[i] for i in of_it]
            beyond = rows[of_it].astype(np.float64) - self.mean(chosen)
            found[name] = self.by_script[""] + beyond.sum(axis=0) / (len(of_it) + _FULL)
        return replace(self, by_script=found)


def unit(rows: npt.NDArray[np.floating]) -> Matrix:
    """Rows at length 1 on the grid; zero rows stay zero."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return to_grid(np.divide(rows, length, out=np.zeros_like(rows), where=length > 0))


@lru_cache(maxsize=65_536)
def main_script(text: str) -> str:
    """The script that most letters of a text are in; equal numbers: by name. Empty without letters."""
    counts: dict[str, int] = {}
    for letter in text:
        name = script(letter)
        if name:
            counts[name] = counts.get(name, 0) + 1
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def lengths(texts: Sequence[str]) -> Numbers:
    """How long texts are in letters, of which one of a dense script counts for more: (len(texts),)."""
    return _lengths(texts, [main_script(text) for text in texts])


def _lengths(texts: Sequence[str], scripts: Sequence[str]) -> Numbers:
    return np.array(
        [
            len(normalise(text)[:LONGEST]) * _LETTERS.get(name, 1.0)
            for text, name in zip(texts, scripts, strict=True)
        ],
        dtype=np.float64,
    )


def between(texts: Sequence[str], scripts: Sequence[str]) -> tuple[npt.NDArray[np.intp], Numbers]:
    """Between which two of LENGTHS each text's length lies, by the first's place, and how near it is to the second."""
    places = np.log(np.clip(_lengths(texts, scripts), LENGTHS[0], LENGTHS[-1]))
    knots = np.log(LENGTHS)
    left = np.clip(np.searchsorted(knots, places) - 1, 0, len(knots) - 2)
    return left, (places - knots[left]) / (knots[left + 1] - knots[left])


@lru_cache(maxsize=1)
def _shipped() -> Space:
    kept = np.load(io.BytesIO(files("svat.goods").joinpath("data/space.npz").read_bytes()))
    scripts = [str(name) for name in kept["scripts"]]
    return Space(
        kept["by_length"] / _FINE,
        dict(zip(scripts, kept["by_script"] / _FINE, strict=True)),
        kept["matrix"].astype(np.float64),
    )
