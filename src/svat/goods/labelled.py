"""Goods room: lines that somebody has coded, as evidence for the codes of lines like them.

The nearest lines of each code speak for it: by meaning, and by the letters shared. Texts that are equal share their
codes, in the proportion in which they were coded; those that stand in a nomenclature word for word are its codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.goods.documents import Places, best_of
from svat.goods.encoder import Matrix
from svat.goods.kept import Shelf
from svat.goods.lexical import LexicalIndex
from svat.goods.nomenclature import below
from svat.goods.text import grams, normalise, words

_STEEP = 10.0  # how much more the nearer of several lines counts
OFFICIAL = 9  # how often a nomenclature's own text counts as coded


@dataclass(frozen=True)
class Near:
    """What labelled lines tell of texts: of subheadings by meaning, of headings by meaning and letters together."""

    meaning: Matrix  # (n, subheadings): the nearest line
    best: Matrix  # (n, headings): the nearest line
    together: Matrix  # (n, headings): all lines, the nearer the more


class Neighbours:
    """Labelled lines, ready for many texts: their vectors, and an index of their letters."""

    def __init__(
        self, lines: Sequence[tuple[str, int]], vectors: Matrix, slot: Places, shelf: Shelf | None = None
    ) -> None:
        self._codes, self._headings = len(slot), int(slot.max()) + 1
        order = sorted(range(len(lines)), key=lambda i: lines[i][1])
        self._owners = np.array([lines[i][1] for i in order], dtype=np.intp)
        self._of_heading = slot[self._owners]  # rises, as places do
        self._vectors = vectors[order]
        self._letters = LexicalIndex([lines[i][0] for i in order], grams, shelf)

    def of(self, texts: Sequence[str], vectors: Matrix) -> Near:
        """The lines near to each text."""
        meaning = np.maximum(vectors @ self._vectors.T, 0)
        both = (meaning + self._letters.scores(texts)) / 2
        filled, starts = np.unique(self._of_heading, return_index=True)
        together = np.zeros((len(texts), self._headings), dtype=np.float32)
        sums = np.add.reduceat(np.expm1(_STEEP * both.astype(np.float64)), starts, axis=1)
        together[:, filled] = np.log1p(sums) / _STEEP
        return Near(
            best_of(meaning, self._owners, self._codes),
            best_of(both, self._of_heading, self._headings),
            together,
        )


class SameText:
    """Who wrote the same text, and which code somebody gave it."""

    def __init__(self, lines: Iterable[tuple[str, str]] = ()) -> None:
        self._said: dict[str, Counter[str]] = {}
        for text, code in lines:
            if key := _key(text):
                self._said.setdefault(key, Counter())[code] += 1

    def told(self, lines: Iterable[tuple[str, str]]) -> SameText:
        """The same with more lines."""
        more = SameText(lines)
        for text, said in self._said.items():
            more._said.setdefault(text, Counter()).update(said)
        return more

    def official(self, lines: Iterable[tuple[str, str]]) -> SameText:
        """The same with a nomenclature's texts, each as OFFICIAL lines, but for texts of lines that are here already.

        A text that codes of several headings have tells none.
        """
        codes: dict[str, set[str]] = {}
        for text, code in lines:
            if key := _key(text):
                codes.setdefault(key, set()).add(code)
        more = SameText()
        more._said = {
            text: Counter(dict.fromkeys(sorted(own), OFFICIAL))
            for text, own in codes.items()
            if len({code[:4] for code in own}) == 1 and len(min(own, key=len)) > 2
        } | self._said
        return more

    def knows(self, text: str) -> bool:
        """Whether somebody coded that text."""
        return _key(text) in self._said

    def mixed(
        self, texts: Sequence[str], rows: npt.NDArray[np.float64], codes: Sequence[str]
    ) -> npt.NDArray[np.float64]:
        """Probabilities of subheadings with what equal texts were coded: n of them count n, the reading counts one.

        A heading's share goes to its subheadings as they were read.
        """
        if not self._said:
            return rows
        found = rows.copy()
        for row, text in zip(found, texts, strict=True):
            said = self._said.get(_key(text))
            if said:
                shares = np.zeros_like(row)
                for code, count in sorted(said.items()):
                    shares += count * spread(row, code, codes)
                row[:] = (row + shares) / (row.sum() + shares.sum())
        return found


def _key(text: str) -> str:
    """What texts have in common that say the same: their words and numbers; marks between and behind them say less."""
    return " ".join(words(text))


def words_of_the_council(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What the council has confirmed of each normalised text; where it has said two things of one, neither wins."""
    said: dict[str, set[str]] = {}
    for text, word in lines:
        if key := normalise(text):
            said.setdefault(key, set()).add(word)
    return {text: words.pop() for text, words in said.items() if len(words) == 1}


def spread(row: npt.NDArray[np.float64], code: str, codes: Sequence[str]) -> npt.NDArray[np.float64]:
    """One, over the subheadings of a code, as far as the row favours each; none where the code has none."""
    own, under = np.zeros_like(row), below(codes, code)
    own[under] = row[under] + 1e-9
    return np.asarray(own / own.sum()) if own.any() else own
