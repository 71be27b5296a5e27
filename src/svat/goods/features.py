"""Goods room: the features of each subheading given a text: named numbers that speak for it.

`Features.of` yields the columns of the table of weights in `weights.py`, in its order. All but the last two,
which do not look at the text, are about 0 when nothing speaks for the code and about 1 when everything does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from svat.goods.encoder import Encoder, Matrix
from svat.goods.lexical import LexicalIndex
from svat.goods.nomenclature import Nomenclature
from svat.goods.space import Space, unit
from svat.goods.text import grams, words
from svat.progress import Progress, silent

NAMES = (
    "words_subheading",  # BM25 over words: the subheading's text, with heading and chapter
    "words_heading",  # the heading's text, with its subheadings and chapter
    "letters_subheading",  # the same over letter groups
    "letters_heading",
    "meaning_subheading",  # cosine with the subheading's own text
    "meaning_heading",  # with the heading's own text
    "meaning_within",  # with the mean of the heading and its subheadings
    "meaning_chapter",  # with the mean of the chapter
    "meaning_best",  # with the best subheading of the same heading
    "crowd",  # log of the number of subheadings in the heading
    "rest",  # 1 for a "not elsewhere classified" subheading
)


class Features:
    """Indexes and vectors of one nomenclature, user files included, ready for many texts."""

    def __init__(self, nomenclature: Nomenclature, encoder: Encoder) -> None:
        self.nomenclature = nomenclature
        self._encoder = encoder
        self._english_kept: Matrix | None = None
        subheadings, headings = nomenclature.subheadings, nomenclature.headings
        position = {code: i for i, code in enumerate(headings)}
        self.heading_of = np.array([position[code[:4]] for code in subheadings])
        chapters = sorted({code[:2] for code in subheadings})
        self.chapter_of = np.array([chapters.index(code[:2]) for code in subheadings])
        self._filled, self.heading_starts = np.unique(self.heading_of, return_index=True)
        self._slot = np.searchsorted(self._filled, self.heading_of)  # among headings that have subheadings
        size = np.diff(np.append(self.heading_starts, len(subheadings)))[self._slot]
        own = nomenclature.descriptions
        self._crowd = np.log(size).astype(np.float32)
        self._rest = np.array(["n.e.c." in own[code].lower() for code in subheadings], dtype=np.float32)

    def heading_sums(self, rows: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Sums over the subheadings of each heading: (n, subheadings) to (n, headings with any)."""
        return np.add.reduceat(rows, self.heading_starts, axis=1)

    @property
    def filled_headings(self) -> list[str]:
        """The headings of `heading_sums`, in its order."""
        return [self.nomenclature.headings[i] for i in self._filled]

    def of(self, texts: Sequence[str], vectors: Matrix) -> Iterator[Matrix]:
        """One (len(texts), subheadings) array per name, for texts and their vectors in `space`."""
        for words_or_grams in self._lexical:
            subheadings, headings = words_or_grams
            yield self._best(subheadings.scores(texts), self._document_of)
            yield self._best(headings.scores(texts), self._heading_document_of)[:, self.heading_of]
        meaning = self._best(vectors @ self._vectors.T, self._document_of)
        yield meaning
        by_heading = vectors @ self._heading_vectors.T
        yield self._best(by_heading, self._heading_document_of)[:, self.heading_of]
        yield (vectors @ self._within.T)[:, self._slot]
        yield (vectors @ self._chapters.T)[:, self.chapter_of]
        yield np.maximum.reduceat(meaning, self.heading_starts, axis=1)[:, self._slot]
        yield np.broadcast_to(self._crowd, meaning.shape)
        yield np.broadcast_to(self._rest, meaning.shape)

    @cached_property
    def space(self) -> Space:
        """The shipped space, with the means of scripts that only the user's files bring."""
        texts = [text for _, text in self._extra]
        return Space.shipped().with_scripts_of(texts, self._encoder.encode_cached(texts))

    def ready(self, progress: Progress) -> None:
        """Make what takes half a minute the first time, and is kept for all later ones."""
        if self._english_kept is not None:
            return
        progress("reading nomenclature", 0, 1)
        self._english(lambda _stage, done, all_: progress("reading nomenclature", done, all_))

    def _english(self, progress: Progress = silent) -> Matrix:
        """Vectors of all codes' English texts."""
        if self._english_kept is None:
            texts = [self.nomenclature.description(code) for code in self.nomenclature.codes]
            self._english_kept = self.space.project(texts, self._encoder.encode_cached(texts, progress))
        return self._english_kept

    def _english_rows(self, codes: tuple[str, ...]) -> Matrix:
        position = {code: i for i, code in enumerate(self.nomenclature.codes)}
        return self._english()[[position[code] for code in codes]]

    # Documents: the English texts in code order, then the rows of the user files.

    @cached_property
    def _extra(self) -> list[tuple[int, str]]:
        position = {code: i for i, code in enumerate(self.nomenclature.subheadings)}
        return [(position[c], t) for file in self.nomenclature.extra for c, t in file if c in position]

    @cached_property
    def _extra_headings(self) -> list[tuple[int, list[int]]]:
        """(heading, rows of `_extra`) per user file: what that file says of the heading as a whole."""
        found: list[tuple[int, list[int]]] = []
        position = {code: i for i, code in enumerate(self.nomenclature.subheadings)}
        row = 0
        for file in self.nomenclature.extra:
            groups: dict[int, list[int]] = {}
            for code, _ in file:
                if code in position:
                    groups.setdefault(int(self.heading_of[position[code]]), []).append(row)
                    row += 1
            found.extend(groups.items())
        return found

    @cached_property
    def _document_of(self) -> npt.NDArray[np.intp]:
        return np.array([*range(len(self.heading_of)), *(i for i, _ in self._extra)], dtype=np.intp)

    @cached_property
    def _heading_document_of(self) -> npt.NDArray[np.intp]:
        own = range(len(self.nomenclature.headings))
        return np.array([*own, *(i for i, _ in self._extra_headings)], dtype=np.intp)

    @staticmethod
    def _best(scores: Matrix, owner: npt.NDArray[np.intp]) -> Matrix:
        """The best score of each code over its documents."""
        codes = int(owner.max()) + 1
        if len(owner) == codes:
            return scores
        best = scores[:, :codes].copy()
        order = np.argsort(owner[codes:], kind="stable") + codes
        owners, starts = np.unique(owner[order], return_index=True)
        best[:, owners] = np.maximum(best[:, owners], np.maximum.reduceat(scores[:, order], starts, axis=1))
        return best

    @cached_property
    def _lexical(self) -> tuple[tuple[LexicalIndex, LexicalIndex], ...]:
        own = self.nomenclature.descriptions
        children: dict[str, list[str]] = {}
        for code in self.nomenclature.subheadings:
            children.setdefault(code[:4], []).append(own[code])
        subheadings = [
            f"{own[code]} {own[code]} {own[code[:4]]} {own[code[:2]]}"
            for code in self.nomenclature.subheadings
        ] + [text for _, text in self._extra]
        headings = [
            " ".join([own[code], own[code], own[code[:2]], *children.get(code, ())])
            for code in self.nomenclature.headings
        ] + [" ".join(self._extra[row][1] for row in rows) for _, rows in self._extra_headings]
        return tuple((LexicalIndex(subheadings, cut), LexicalIndex(headings, cut)) for cut in (words, grams))

    @cached_property
    def _vectors(self) -> Matrix:
        texts = [text for _, text in self._extra]
        extra = self.space.project(texts, self._encoder.encode_cached(texts))
        return np.vstack([self._english_rows(self.nomenclature.subheadings), extra])

    @cached_property
    def _heading_vectors(self) -> Matrix:
        english = self._english_rows(self.nomenclature.headings)
        extra = self._vectors[len(self.heading_of) :].astype(np.float64)
        means = [extra[rows].mean(axis=0) for _, rows in self._extra_headings]
        return np.vstack([english, unit(np.array(means))]) if means else english

    @cached_property
    def _within(self) -> Matrix:
        count = len(self.heading_of)
        sums = np.add.reduceat(self._vectors[:count].astype(np.float64), self.heading_starts, axis=0)
        return unit(sums + self._heading_vectors[self._filled])

    @cached_property
    def _chapters(self) -> Matrix:
        rows = self._vectors[: len(self.heading_of)].astype(np.float64)
        starts = np.unique(self.chapter_of, return_index=True)[1]
        return unit(np.add.reduceat(rows, starts, axis=0))
