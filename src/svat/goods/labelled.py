"""Goods room: lines that somebody has coded, as evidence for the codes of lines like them.

The nearest lines of each code speak for it: by meaning, and by the letters shared. Texts that are equal share their
codes, in the proportion in which they were coded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from svat.goods.documents import best_of
from svat.goods.encoder import Matrix
from svat.goods.lexical import LexicalIndex
from svat.goods.text import grams, normalise


class Neighbours:
    """Labelled lines, ready for many texts: their vectors, an index of their letters, and who says the same."""

    def __init__(self, lines: Sequence[tuple[str, int]], vectors: Matrix, codes: int) -> None:
        self._codes = codes
        self._owners = np.array([place for _, place in lines], dtype=np.intp)
        self._vectors = vectors
        self._letters = LexicalIndex([text for text, _ in lines], grams)
        self._equal: dict[str, Counter[int]] = {}
        for text, place in lines:
            self._equal.setdefault(normalise(text), Counter())[place] += 1

    def of(self, texts: Sequence[str], vectors: Matrix) -> Iterator[Matrix]:
        """By meaning, by letters, and of equal texts: (len(texts), codes) each."""
        yield best_of(np.maximum(vectors @ self._vectors.T, 0), self._owners, self._codes)
        yield best_of(self._letters.scores(texts), self._owners, self._codes)
        yield self._same(texts)

    def _same(self, texts: Sequence[str]) -> Matrix:
        """The share of each code among equal texts, as one line more would leave it that says something else."""
        found = np.zeros((len(texts), self._codes), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            said = self._equal.get(normalise(text), Counter())
            for place, count in said.items():
                row[place] = count / (said.total() + 1)
        return found
