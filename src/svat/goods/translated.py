"""Goods room: how far the words of a text in another language speak for each English description, by tables of words.

The probability of a text's stem, given a description, is the mean over the description's stems of what the table says,
smoothed with how common the stem is anyway. A text's share for a description is the sum of the logarithms of how much
more probable the description makes each stem, against the most that any could: 0 nothing, 1 all. Stems that the table
does not know count as rare ones that nothing speaks for.

A language has a table of svat's own, or one that is learnt from the user's nomenclature in it where that has LEARNT
subheadings or more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np

from svat.goods.bilingual import (
    SHIPPED,
    WordTable,
    arrays_of,
    english_stems,
    kept_names,
    learnt,
    names_kept,
    shipped,
    stems,
    stems_in,
    table_of,
)
from svat.goods.encoder import Matrix
from svat.goods.kept import Arrays, Shelf, source
from svat.goods.nomenclature import Nomenclature

LEARNT = 1_000  # subheadings of a language from which its words are learnt
KNOWN = 9.0  # how many times as much a table counts as how common a stem is anyway
_KNOWN_WELL = 0.34  # the share of a text's stems that a table must know
_ENGLISH = "en"
_STEMS = 256  # stems whose postings are made at a time


@dataclass(frozen=True)
class _Postings:
    """The descriptions that each stem speaks for: those of stem i are at starts[i]:starts[i+1]."""

    place: Mapping[str, int]
    arrays: Arrays  # starts, documents, weights; most: (stems,), the most that each could say; rare: the most of all


class Translated:
    """Tables of words over the English descriptions of all subheadings; what is dear is made at its first use."""

    def __init__(self, nomenclature: Nomenclature, shelf: Shelf) -> None:
        self._nomenclature = nomenclature
        self._shelf = shelf
        self._tables: dict[str, WordTable] = {}
        self._postings: dict[str, _Postings] = {}
        self._making = Lock()

    def shares(self, texts: Sequence[str]) -> Matrix:
        """How far each text speaks for each description: (len(texts), subheadings), 0 … 1; 0 for English texts."""
        found = np.zeros((len(texts), len(self._nomenclature.subheadings)), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            own = sorted(set(stems(text)))
            language = self._language(own)
            if language:
                with self._making:  # two blocks are read at a time, and both may be the first in a language
                    postings = self._of(language)
                self._add(row, postings, sorted(set(stems_in(language, text, postings.place))))
        return found

    def language(self, text: str) -> str:
        """The code of the language whose table knows most of a text's stems; empty where English knows as many."""
        return self._language(sorted(set(stems(text))))

    def _language(self, own: Sequence[str]) -> str:
        english = sum(map(self._english.__contains__, own))
        if english == len(own):
            return ""
        known = {name: sum(map(names.__contains__, own)) for name, names in self._stems.items()}
        best = min(known, key=lambda name: (-known[name], name))
        return best if known[best] > english and known[best] >= _KNOWN_WELL * len(own) else ""

    @cached_property
    def _descriptions(self) -> list[str]:
        own = self._nomenclature.descriptions
        return [own[code] for code in self._nomenclature.subheadings]

    @cached_property
    def _named(self) -> list[frozenset[str]]:
        return [frozenset(english_stems(text)) for text in self._descriptions]

    @cached_property
    def _english(self) -> frozenset[str]:
        def make() -> Arrays:
            found = sorted({stem for text in self._descriptions for stem in stems(text)})
            return {"stems": names_kept(found)}

        kept = self._shelf.arrays("english-stems", [*_depends(), *self._descriptions], make)
        return frozenset(kept_names(kept["stems"]))

    @cached_property
    def _own(self) -> dict[str, list[tuple[str, str]]]:
        """The rows, (code, text), of languages in which the user's files have enough."""
        rows: dict[str, list[tuple[str, str]]] = {}
        for file in self._nomenclature.extra:
            if file.language != _ENGLISH:
                rows.setdefault(file.language, []).extend(file.rows)
        return {name: found for name, found in rows.items() if len({code for code, _ in found}) >= LEARNT}

    @cached_property
    def _stems(self) -> dict[str, frozenset[str]]:
        known = {name: frozenset(shipped().stems(name)) for name in shipped().languages}
        return known | {name: frozenset(self._table(name).stems) for name in self._own}

    def _table(self, language: str) -> WordTable:
        if language not in self._tables:
            self._tables[language] = (
                self._learnt(language) if language in self._own else shipped().table(language)
            )
        return self._tables[language]

    def _learnt(self, language: str) -> WordTable:
        own = self._nomenclature.descriptions
        pairs = [(text, own[code]) for code, text in sorted(set(self._own[language]))]
        depends = [*_depends(), *(text for pair in pairs for text in pair)]
        kept = self._shelf.arrays("word-table", depends, lambda: arrays_of(learnt(language, pairs)))
        return table_of(language, kept)

    def _of(self, language: str) -> _Postings:
        if language not in self._postings:
            table = self._table(language)
            said = [array.tobytes() for array in arrays_of(table).values()]
            depends: list[str | bytes] = [*_depends(), *self._descriptions, *said]
            kept = self._shelf.arrays("word-postings", depends, lambda: _postings(table, self._named))
            self._postings[language] = _Postings({name: i for i, name in enumerate(table.stems)}, kept)
        return self._postings[language]

    @staticmethod
    def _add(row: Matrix, postings: _Postings, own: Sequence[str]) -> None:
        arrays = postings.arrays
        most = arrays["most"]
        known = sorted(place for name in own if (place := postings.place.get(name)) is not None)
        total = float(most[known].sum()) + float(arrays["rare"][0]) * (len(own) - len(known))
        spans = [slice(*arrays["starts"][k : k + 2].tolist()) for k in known]
        value = np.concatenate([arrays["weights"][span] for span in spans])
        value *= np.float32(1.0 / total)
        np.add.at(row, np.concatenate([arrays["documents"][span] for span in spans]), value)


def _depends() -> tuple[str, str]:
    return source("bilingual", "translated", "text"), source(SHIPPED)


def _postings(table: WordTable, named: Sequence[frozenset[str]]) -> Arrays:
    """The descriptions, by their stems, that each stem of a table speaks for, and how much; some stems at a time."""
    english = {name: i for i, name in enumerate(table.english)}
    known = [sorted(english[name] for name in names if name in english) for names in named]
    document = np.repeat(np.arange(len(known)), list(map(len, known)))
    partner = np.fromiter((k for row in known for k in row), np.int64, len(document))
    by_partner = np.argsort(partner, kind="stable")
    first, document = np.searchsorted(partner[by_partner], np.arange(len(english) + 1)), document[by_partner]
    share = 1.0 / np.maximum(np.array([len(names) for names in named], dtype=np.float64), 1)
    owners, documents, weights = [], [], []
    for start in range(0, len(table.stems), _STEMS):
        stems_here = np.arange(start, min(start + _STEMS, len(table.stems)))
        entries = slice(table.starts[stems_here[0]], table.starts[stems_here[-1] + 1])
        partners, chance = table.partner[entries], table.chance[entries]
        size = np.diff(first)[partners]
        entry = np.repeat(np.arange(len(partners)), size)
        within = np.arange(len(entry)) - np.repeat(np.cumsum(size) - size, size)
        found = document[first[partners][entry] + within]
        own = np.repeat(stems_here, np.diff(table.starts)[stems_here])[entry]
        pairs, at = np.unique(own * len(named) + found, return_inverse=True)
        sums = np.bincount(at, chance[entry] * share[found], minlength=len(pairs))
        owner, found = np.divmod(pairs, len(named))
        owners.append(owner)
        documents.append(found.astype(np.uint16 if len(named) <= 1 << 16 else np.int32))
        weights.append(np.log1p(KNOWN * sums / table.background[owner]).astype(np.float32))
    return {
        "starts": np.searchsorted(np.concatenate(owners), np.arange(len(table.stems) + 1)).astype(np.int64),
        "documents": np.concatenate(documents),
        "weights": np.concatenate(weights),
        "most": np.log1p(KNOWN / table.background),
        "rare": np.log1p(KNOWN / table.background.min(keepdims=True)),
    }
