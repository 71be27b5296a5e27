"""Goods room: how far the words of a text in another language speak for each English description, by tables of words.

The probability of a text's stem, given a description, is the mean over the description's stems of what the table says,
smoothed with how common the stem is anyway. A text's share for a description is the sum of the logarithms of how much
more probable the description makes each stem, against the most that any could: 0 nothing, 1 all. Stems that the table
does not know count as rare ones that nothing speaks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.goods.bilingual import Shipped, WordTable, english_stems, stems
from svat.goods.encoder import Matrix
from svat.goods.kernels import add_postings

KNOWN = 9.0  # how many times as much a table counts as how common a stem is anyway
_KNOWN_WELL = 0.34  # the share of a text's stems that a table must know


@dataclass(frozen=True)
class _Postings:
    """The descriptions that each stem speaks for: those of stem i are at starts[i]:starts[i+1]."""

    place: dict[str, int]
    starts: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float32]
    most: npt.NDArray[np.float64]  # (stems,): the most that each could say

    @classmethod
    def of(cls, table: WordTable, descriptions: Sequence[frozenset[str]]) -> _Postings:
        """The postings of a table over descriptions."""
        english = {name: i for i, name in enumerate(table.english)}
        known = [sorted(english[name] for name in names if name in english) for names in descriptions]
        document = np.repeat(np.arange(len(known)), list(map(len, known)))
        partner = np.fromiter((k for row in known for k in row), np.int64, len(document))
        by_partner = np.argsort(partner, kind="stable")
        first = np.searchsorted(partner[by_partner], np.arange(len(english) + 1))
        share = 1.0 / np.maximum(np.array([len(names) for names in descriptions], dtype=np.float64), 1)
        size = np.diff(first)[table.partner]
        entry = np.repeat(np.arange(len(table.partner)), size)
        within = np.arange(len(entry)) - np.repeat(np.cumsum(size) - size, size)
        documents = document[by_partner][first[table.partner][entry] + within]
        stem = np.repeat(np.arange(len(table.stems)), np.diff(table.starts))[entry]
        pairs, at = np.unique(stem * len(descriptions) + documents, return_inverse=True)
        chance = np.bincount(at, table.chance[entry] * share[documents], minlength=len(pairs))
        owner, documents = np.divmod(pairs, len(descriptions))
        return cls(
            {name: i for i, name in enumerate(table.stems)},
            np.searchsorted(owner, np.arange(len(table.stems) + 1)).astype(np.int64),
            documents.astype(np.int64),
            np.log1p(KNOWN * chance / table.background[owner]).astype(np.float32),
            np.log1p(KNOWN / table.background),
        )


class Translated:
    """The tables of words over the English descriptions of all subheadings; a language's is made at its first text."""

    def __init__(self, tables: Shipped, descriptions: Sequence[str]) -> None:
        self._tables = tables
        self._descriptions = [frozenset(english_stems(text)) for text in descriptions]
        self._english = frozenset(stem for text in descriptions for stem in stems(text))
        self._stems = {name: frozenset(tables.stems(name)) for name in tables.languages}
        self._postings: dict[str, _Postings] = {}

    def shares(self, texts: Sequence[str]) -> Matrix:
        """How far each text speaks for each description: (len(texts), descriptions), 0 … 1; 0 for English texts."""
        found = np.zeros((len(texts), len(self._descriptions)), dtype=np.float32)
        rows: dict[str, list[tuple[int, list[str]]]] = {}
        for i, text in enumerate(texts):
            own = sorted(set(stems(text)))
            language = self._language(own)
            if language:
                rows.setdefault(language, []).append((i, own))
        for language, those in sorted(rows.items()):
            self._add(found, self._of(language), those)
        return found

    def language(self, text: str) -> str:
        """The code of the language whose table knows most of a text's stems; empty where English knows as many."""
        return self._language(sorted(set(stems(text))))

    def _language(self, own: Sequence[str]) -> str:
        if not own:
            return ""
        known = {name: sum(map(names.__contains__, own)) for name, names in self._stems.items()}
        best = min(known, key=lambda name: (-known[name], name))
        if known[best] <= sum(map(self._english.__contains__, own)) or known[best] < _KNOWN_WELL * len(own):
            return ""
        return best

    def _of(self, language: str) -> _Postings:
        if language not in self._postings:
            self._postings[language] = _Postings.of(self._tables.table(language), self._descriptions)
        return self._postings[language]

    def _add(self, found: Matrix, postings: _Postings, texts: Sequence[tuple[int, list[str]]]) -> None:
        rows, tokens, values = [], [], []
        rare = float(postings.most.max())
        for i, own in texts:
            known = [postings.place[name] for name in own if name in postings.place]
            total = float(postings.most[known].sum()) + rare * (len(own) - len(known))
            rows.extend([i] * len(known))
            tokens.extend(known)
            values.extend([1.0 / total] * len(known))
        add_postings(
            found,
            np.array(rows, dtype=np.int64),
            np.array(tokens, dtype=np.int64),
            np.array(values, dtype=np.float32),
            postings.starts,
            postings.documents,
            postings.weights,
        )
