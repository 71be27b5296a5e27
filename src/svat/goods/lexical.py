"""Goods room: BM25 over words or letter groups, a block of texts at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from svat.goods.kernels import add_postings

Tokeniser = Callable[[str], list[str]]


class LexicalIndex:
    """Documents weighted by Okapi BM25; `scores` tells how much of a text's weight each document holds.

    A raw BM25 sum grows with the length of the text. Here it is divided by the sum that a document would
    get with every word of the text in it once at average length, unknown words included, so that scores of
    different texts compare: near 1, all is found; 0, nothing.
    """

    def __init__(
        self, documents: Sequence[str], tokenise: Tokeniser, *, k1: float = 1.2, b: float = 0.6
    ) -> None:
        self._tokenise = tokenise
        counts = [Counter(tokenise(document)) for document in documents]
        self._column = {token: i for i, token in enumerate(sorted(set().union(*counts)))}
        rows = np.repeat(np.arange(len(counts)), [len(c) for c in counts])
        columns = np.fromiter((self._column[t] for c in counts for t in c), np.int64, len(rows))
        frequency = np.fromiter((n for c in counts for n in c.values()), np.float64, len(rows))
        length = np.array([c.total() for c in counts], dtype=np.float64)
        document_frequency = np.bincount(columns, minlength=len(self._column))
        self._idf = _idf(document_frequency, len(counts))
        self._unknown_idf = float(_idf(np.zeros(1), len(counts))[0])
        relative = length / length.mean() if length.any() else length
        saturated = frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * relative[rows]))
        weight = (self._idf[columns] * saturated).astype(np.float32)
        by_token = np.argsort(columns, kind="stable")  # then by document
        self._documents, self._weights = rows[by_token], weight[by_token]
        self._starts = np.concatenate([[0], np.cumsum(document_frequency)]).astype(np.int64)
        self._size = len(counts)

    def scores(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Scores of every document for every text: (len(texts), documents), 0 … about 1."""
        found = np.zeros((len(texts), self._size), dtype=np.float32)
        add_postings(found, *self._queries(texts), self._starts, self._documents, self._weights)
        return found

    def known(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """The share of each text's tokens that some document holds: (len(texts),), 0 for a text without any."""
        found = np.zeros(len(texts))
        for i, text in enumerate(texts):
            tokens = set(self._tokenise(text))
            if tokens:
                found[i] = sum(token in self._column for token in tokens) / len(tokens)
        return found

    def _queries(
        self, texts: Sequence[str]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """(row, token, value) of each text's known tokens: each once, divided by the text's whole weight."""
        rows, columns, values = [], [], []
        for i, text in enumerate(texts):
            tokens = sorted(set(self._tokenise(text)))
            if not tokens:
                continue
            known = [self._column[t] for t in tokens if t in self._column]
            total = float(self._idf[known].sum()) + self._unknown_idf * (len(tokens) - len(known))
            rows.extend([i] * len(known))
            columns.extend(known)
            values.extend([1.0 / total] * len(known))
        return (
            np.array(rows, dtype=np.int64),
            np.array(columns, dtype=np.int64),
            np.array(values, dtype=np.float32),
        )


def _idf(document_frequency: npt.NDArray[Any], documents: int) -> npt.NDArray[np.float64]:
    return np.log1p((documents - document_frequency + 0.5) / (document_frequency + 0.5))
