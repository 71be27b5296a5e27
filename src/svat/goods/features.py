"""Goods room: the features of each subheading given a text: named numbers that speak for it.

`Features.of` yields the columns of the table of weights in `weights.py`, in its order. All but the last two,
which do not look at the text, are about 0 when nothing speaks for the code and about 1 when everything does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from svat.goods.documents import Spoken, best_of
from svat.goods.encoder import WIDTH, Encoder, Matrix
from svat.goods.labelled import Neighbours
from svat.goods.nomenclature import Nomenclature
from svat.goods.space import Space, unit
from svat.goods.text import language
from svat.progress import Progress, silent

NAMES = (
    "words_subheading",  # BM25 over words: the subheading's text, with heading and chapter
    "words_heading",  # the heading's text, with its subheadings and chapter
    "letters_subheading",  # the same over letter groups
    "letters_heading",
    "meaning_subheading",  # cosine with the subheading's centroid over languages
    "meaning_document",  # with the nearest of its documents
    "meaning_heading",  # with the heading's own text
    "meaning_within",  # with the centroid of the heading and its subheadings
    "meaning_chapter",  # with the mean of the chapter
    "meaning_best",  # with the best subheading of the same heading
    "labelled_meaning",  # cosine with the nearest labelled line of this code
    "labelled_letters",  # letters shared with the nearest labelled line of this code
    "labelled_heading",  # both, with the nearest of the heading
    "labelled_same",  # share among labelled lines of the same text
    "crowd",  # log of the number of subheadings in the heading
    "rest",  # 1 for a "not elsewhere classified" subheading
)


class Features:
    """Indexes and vectors of one nomenclature, user files and labelled lines included, ready for many texts."""

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
        self._place = {code: i for i, code in enumerate(subheadings)}

    def heading_sums(self, rows: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Sums over the subheadings of each heading: (n, subheadings) to (n, headings with any)."""
        return np.add.reduceat(rows, self.heading_starts, axis=1)

    @property
    def filled_headings(self) -> list[str]:
        """The headings of `heading_sums`, in its order."""
        return [self.nomenclature.headings[i] for i in self._filled]

    def of(self, texts: Sequence[str], vectors: Matrix) -> Iterator[Matrix]:
        """One (len(texts), subheadings) array per name, for texts and their vectors in `space`."""
        for evidence in self._spoken.of(texts):
            yield evidence.subheadings
            yield evidence.headings[:, self.heading_of]
        meaning = vectors @ self._centroids.T
        yield meaning
        nearest = best_of(vectors @ self._documents.T, self._document_of, len(self.heading_of))
        yield nearest
        yield (vectors @ self._heading_vectors.T)[:, self.heading_of]
        yield (vectors @ self._within.T)[:, self._slot]
        yield (vectors @ self._chapters.T)[:, self.chapter_of]
        yield np.maximum.reduceat(np.maximum(meaning, nearest), self.heading_starts, axis=1)[:, self._slot]
        yield from self._by_labelled(texts, vectors)
        yield np.broadcast_to(self._crowd, meaning.shape)
        yield np.broadcast_to(self._rest, meaning.shape)

    def _by_labelled(self, texts: Sequence[str], vectors: Matrix) -> Iterator[Matrix]:
        if self._neighbours is None:
            nothing = np.zeros((len(texts), len(self.heading_of)), dtype=np.float32)
            yield from (nothing, nothing, nothing, nothing)
            return
        meaning, letters, same = self._neighbours.of(texts, vectors)
        yield meaning
        yield letters
        both = np.maximum.reduceat((meaning + letters) / 2, self.heading_starts, axis=1)
        yield both[:, self._slot]
        yield same

    @cached_property
    def space(self) -> Space:
        """The shipped space, with the means of scripts that only the user's files bring."""
        return Space.shipped().with_scripts_of([text for _, text in self._extra], self._extra_raw)

    @cached_property
    def _extra_raw(self) -> Matrix:
        """The encoder's vectors of `_extra`, kept file by file."""
        found = [np.zeros((0, WIDTH), dtype=np.float32)]
        for file in self.nomenclature.extra:
            found.append(self._encoder.encode_cached([t for _, t in file.rows if language(t).supported]))
        return np.vstack(found)

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

    @cached_property
    def _extra(self) -> list[tuple[int, str]]:
        """(subheading, text) of the user files whose language the encoder knows."""
        return [
            (self._place[code], text)
            for file in self.nomenclature.extra
            for code, text in file.rows
            if language(text).supported
        ]

    @cached_property
    def _spoken(self) -> Spoken:
        return Spoken(self.nomenclature)

    @cached_property
    def _neighbours(self) -> Neighbours | None:
        lines = [
            (text, self._place[code]) for text, code in self.nomenclature.labelled if code in self._place
        ]
        if not lines:
            return None
        readable = [text if language(text).supported else "" for text, _ in lines]
        vectors = self.space.project(readable, self._encoder.encode_cached(readable))
        return Neighbours(lines, vectors, len(self.heading_of))

    @cached_property
    def _document_of(self) -> npt.NDArray[np.intp]:
        return np.array([*range(len(self.heading_of)), *(i for i, _ in self._extra)], dtype=np.intp)

    @cached_property
    def _documents(self) -> Matrix:
        texts = [text for _, text in self._extra]
        extra = self.space.project(texts, self._extra_raw)
        return np.vstack([self._english_rows(self.nomenclature.subheadings), extra])

    @cached_property
    def _centroids(self) -> Matrix:
        """The mean of each subheading over languages, each language by the mean of its documents."""
        count = len(self.heading_of)
        whole = self._documents[:count].astype(np.float64)
        row = count
        for file in self.nomenclature.extra:
            places = [self._place[code] for code, text in file.rows if language(text).supported]
            sums = np.zeros_like(whole)
            np.add.at(sums, places, self._documents[row : row + len(places)].astype(np.float64))
            row += len(places)
            whole += unit(sums)
        return unit(whole)

    @cached_property
    def _heading_vectors(self) -> Matrix:
        return self._english_rows(self.nomenclature.headings)

    @cached_property
    def _within(self) -> Matrix:
        sums = np.add.reduceat(self._centroids.astype(np.float64), self.heading_starts, axis=0)
        return unit(sums + self._heading_vectors[self._filled])

    @cached_property
    def _chapters(self) -> Matrix:
        starts = np.unique(self.chapter_of, return_index=True)[1]
        return unit(np.add.reduceat(self._centroids.astype(np.float64), starts, axis=0))
