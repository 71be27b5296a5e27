"""Goods room: how alike two texts are, by meaning and by shared words, from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.goods.encoder import Matrix
from svat.goods.kernels import count_shared
from svat.goods.model import Goods
from svat.goods.text import normalise, words

# Cosines in `space` across languages: 99 of 100 pairs of unrelated goods stay below 0.23, half about or below
# 0; the same goods have 0.4 to 0.5 in the middle; above 0.8 the texts say the same.
UNRELATED, SAME = 0.10, 0.80
_BLOCK = 65_536  # pairs whose vectors are gathered at a time (2 × 128 MB)


@dataclass(frozen=True)
class _WordSets:
    """The words of texts, as numbers: text i has columns[starts[i]:starts[i + 1]], rising."""

    columns: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]

    def overlap(self, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Squared cosine of the words of text left[k] with those of text right[k]."""
        size = np.diff(self.starts).astype(np.float64)
        common = np.zeros(len(left))
        count_shared(common, self.columns, self.starts, left, right)
        product = size[left] * size[right]
        return np.divide(common**2, product, out=np.zeros(len(left)), where=product > 0)


def similarity(vectors_a: Matrix, vectors_b: Matrix) -> npt.NDArray[np.float64]:
    """Similarity of meaning of row i with row i, for unit rows of `Classifier.vectors`: (n,), 0 … 1.

    The cosine is stretched linearly so that UNRELATED becomes 0 and SAME becomes 1. A zero row is like
    nothing, itself included.
    """
    return from_cosine(np.einsum("ij,ij->i", vectors_a, vectors_b))


def from_cosine(cosine: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """The stretch of `similarity`, for cosines of any shape."""
    return np.clip((cosine.astype(np.float64) - UNRELATED) / (SAME - UNRELATED), 0, 1)


def shared_words(texts_a: Sequence[str], texts_b: Sequence[str]) -> npt.NDArray[np.float64]:
    """Squared cosine of the word sets of text i with text i: (n,), 1 for the same words, 0 for none shared.

    The square keeps one common word of two or three from counting for much.
    """
    left = np.arange(len(texts_a))
    return _word_sets([*texts_a, *texts_b]).overlap(left, left + len(texts_a))


def text_similarity(
    goods_a: Goods, i: npt.ArrayLike, goods_b: Goods, j: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """Similarity of listing i[k] of one table with j[k] of another: (len(i),), 0 … 1, to four digits.

    The larger of meaning and shared words; exactly 1 for texts that are equal after normalisation. It is the
    same both ways round. Texts are the readings' (a description where only a code was given).
    """
    texts = sorted({normalise(r.text) for r in (*goods_a.readings, *goods_b.readings)})
    place = {text: k for k, text in enumerate(texts)}
    key_a = np.array([place[normalise(r.text)] for r in goods_a.readings], dtype=np.int64)
    key_b = np.array([place[normalise(r.text)] for r in goods_b.readings], dtype=np.int64)
    rows_i, rows_j = np.asarray(i, dtype=np.int64), np.asarray(j, dtype=np.int64)
    sets = _word_sets(texts)
    result = np.zeros(len(rows_i))
    for start in range(0, len(rows_i), _BLOCK):
        block = slice(start, start + _BLOCK)
        left, right = rows_i[block], rows_j[block]
        meaning = similarity(goods_a.vectors[left], goods_b.vectors[right])
        found = np.maximum(meaning, sets.overlap(key_a[left], key_b[right]))
        result[block] = np.where((key_a[left] == key_b[right]) & (key_a[left] != place.get("", -1)), 1, found)
    return np.round(result, 4)


def _word_sets(texts: Sequence[str]) -> _WordSets:
    sets = [sorted(set(words(text))) for text in texts]
    column = {word: k for k, word in enumerate(sorted(set().union(*sets)))}
    columns = np.fromiter((column[w] for s in sets for w in s), np.int64)
    return _WordSets(columns, np.concatenate([[0], np.cumsum([len(s) for s in sets])]).astype(np.int64))
