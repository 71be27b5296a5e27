"""Goods room: BM25 over words or letter groups, a block of texts at a time."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from svat.goods.blocks import even
from svat.goods.kept import Arrays, Shelf, source

Tokeniser = Callable[[str], list[str]]
_K1, _B = 1.2, 0.6
_BETWEEN = "\0"  # in no normalised text
_REMEMBERED = 256  # texts whose tokens are remembered: of the block that is read
_BLOCK = 1 << 17  # weights that are computed at a time


class LexicalIndex:
    """Documents weighted by Okapi BM25; `scores` tells how much of a text's weight each document holds.

    A raw BM25 sum grows with the length of the text. Here it is divided by the sum that a document would
    get with every word of the text in it once at average length, unknown words included, so that scores of
    different texts compare: near 1, all is found; 0, nothing. With a shelf, the index is made once and kept there.
    """

    def __init__(self, documents: Sequence[str], tokenise: Tokeniser, shelf: Shelf | None = None) -> None:
        self._tokenise = tokenise
        self._size = len(documents)
        made = partial(_index, documents, tokenise)
        if shelf is None:
            self._kept = made()
        else:
            depends = (source("lexical", "text"), tokenise.__name__, *documents)
            self._kept = shelf.arrays("index", depends, made)
        self._unknown_idf = float(_idf(np.zeros(1), self._size)[0])

    @cached_property
    def _numbers(self) -> _TokenNumbers:
        return _numbers_of(self._kept["tokens"].tobytes(), self._tokenise)

    def scores(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Scores of every document for every text: (len(texts), documents), 0 … about 1."""
        found = np.zeros((len(texts), self._size), dtype=np.float32)
        starts, documents, weights = (self._kept[name] for name in ("starts", "documents", "weights"))
        for row, text in zip(found, texts, strict=True):
            columns, share = self._query(text)
            if len(columns):
                begins, ends = starts[columns].tolist(), starts[columns + 1].tolist()
                held = [slice(a, b) for a, b in zip(begins, ends, strict=True)]
                value = np.concatenate([weights[one] for one in held])
                value *= share
                np.add.at(row, np.concatenate([documents[one] for one in held]), value)
        return found

    def known(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """The share of each text's tokens that some document holds: (len(texts),), 0 for a text without any."""
        found = np.zeros(len(texts))
        for i, text in enumerate(texts):
            columns, tokens = self._numbers.of(text)
            found[i] = len(columns) / max(tokens, 1)
        return found

    def _query(self, text: str) -> tuple[npt.NDArray[np.intp], np.float32]:
        """The numbers of a text's known tokens, rising, and what each counts: one over the text's whole weight."""
        columns, tokens = self._numbers.of(text)
        total = float(self._kept["idf"][columns].sum()) + self._unknown_idf * (tokens - len(columns))
        return columns, np.float32(1.0 / total if total else 0.0)


class _TokenNumbers:
    """Tokens by their places in a sorted list; indexes of the same tokens share them."""

    def __init__(self, names: Sequence[str], tokenise: Tokeniser) -> None:
        self._place = {name: i for i, name in enumerate(names)}
        self._tokenise = tokenise
        self.of = lru_cache(_REMEMBERED)(self._of)

    def _of(self, text: str) -> tuple[npt.NDArray[np.intp], int]:
        """The numbers of a text's known tokens, rising, and how many different tokens it has."""
        tokens = _distinct(self._tokenise, text)
        known = sorted([place for place in map(self._place.get, tokens) if place is not None])
        return np.array(known, dtype=np.intp), len(tokens)


@lru_cache(maxsize=64)
def _numbers_of(tokens: bytes, tokenise: Tokeniser) -> _TokenNumbers:
    return _TokenNumbers(tokens.decode().split(_BETWEEN) if tokens else (), tokenise)


@lru_cache(maxsize=1024)
def _distinct(tokenise: Tokeniser, text: str) -> frozenset[str]:
    """A text's tokens, which the indexes of one language after another are asked for."""
    return frozenset(tokenise(text))


def _index(documents: Sequence[str], tokenise: Tokeniser) -> Arrays:
    """Each token, sorted, with the documents that hold it, rising, and its weight in each."""
    number: defaultdict[str, int] = defaultdict()
    number.default_factory = number.__len__  # a new token has the next number
    held, times, sizes, different = array("i"), array("i"), [], []
    for document in documents:
        counts = Counter(tokenise(document))
        held.extend(map(number.__getitem__, counts))
        times.extend(counts.values())
        sizes.append(counts.total())
        different.append(len(counts))
    names = sorted(number)
    place = np.empty(len(names), dtype=np.int32)
    place[[number[name] for name in names]] = np.arange(len(names))
    columns = place[np.frombuffer(held, dtype=np.int32)] if held else place
    order = np.argsort(columns, kind="stable")  # then by document
    in_documents = np.bincount(columns, minlength=len(names))
    idf = _idf(in_documents, len(sizes))
    length = np.array(sizes, dtype=np.float64)
    relative = length / length.mean() if length.any() else length
    documents_of = np.repeat(np.arange(len(sizes), dtype=np.int32), different)
    rows = np.empty(len(order), dtype=np.uint16 if len(sizes) <= 1 << 16 else np.int32)
    weights = np.empty(len(order), dtype=np.float32)
    for block in even(len(order), _BLOCK):
        chosen = order[block]
        own = documents_of[chosen]
        frequency = np.frombuffer(times, dtype=np.int32)[chosen].astype(np.float64)
        saturated = frequency * (_K1 + 1) / (frequency + _K1 * (1 - _B + _B * relative[own]))
        rows[block], weights[block] = own, idf[columns[chosen]] * saturated
    return {
        "tokens": np.frombuffer(_BETWEEN.join(names).encode(), dtype=np.uint8),
        "starts": np.concatenate([[0], np.cumsum(in_documents)]).astype(np.int64),
        "documents": rows,
        "weights": weights,
        "idf": idf,
    }


def _idf(document_frequency: npt.NDArray[Any], documents: int) -> npt.NDArray[np.float64]:
    return np.log1p((documents - document_frequency + 0.5) / (document_frequency + 0.5))
