"""Goods room: what speaks for each heading and each subheading, given a text: named columns of numbers.

`Features.of` gives the columns of the two tables of weights in `weights.py`. All but the last of each, which do not
look at the text, are about 0 when nothing speaks for the code and about 1 when everything does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt

from svat.goods.documents import Spoken, WordsShared, best_of, files
from svat.goods.encoder import Encoder, Matrix
from svat.goods.labelled import Neighbours
from svat.goods.meanings import Meanings, OneLanguage
from svat.goods.nomenclature import Nomenclature
from svat.goods.space import Space, unit
from svat.goods.translated import Translated
from svat.progress import Progress

OF_HEADINGS = (
    "words_best",  # BM25 over words: the best of its subheadings' texts
    "letters_heading",  # BM25 over letter groups: the heading's text, with its subheadings and chapter
    "letters_best",  # the best of its subheadings' texts
    "meaning_within",  # cosine with the centroid of the heading and its subheadings
    "meaning_best",  # with the nearest of its documents
    "meaning_chapter",  # with the centroid of the chapter
    "translated_best",  # its subheadings' English texts, by the words that go with the text's: the best
    "labelled_best",  # the nearest of its labelled lines, by meaning and letters together
    "labelled_all",  # all of its labelled lines, the nearer the more
    "crowd",  # log of the number of its subheadings
)
OF_SUBHEADINGS = (
    "words",  # BM25 over words: its texts, with heading and chapter
    "letters",  # the same over letter groups
    "meaning",  # cosine with its centroid over languages
    "meaning_nearest",  # with the nearest of its documents
    "translated",  # its English text, by the words that go with the text's
    "labelled_meaning",  # cosine with the nearest of its labelled lines
    "rest",  # 1 for a "not elsewhere classified" subheading
)

TRANSLATED = (
    0.5  # what a text's translated words count beside its meaning, where its own language says nothing
)


@dataclass(frozen=True)
class Columns:
    """Named columns for a block of n texts: of headings (n, headings), of subheadings (n, subheadings)."""

    headings: Mapping[str, Matrix]
    subheadings: Mapping[str, Matrix]


@dataclass(frozen=True)
class _Nearness:
    """Cosines of texts: with the nearest documents and the centroids of subheadings, of headings, of chapters."""

    nearest: Matrix
    centroid: Matrix
    within: Matrix
    chapter: Matrix  # of each heading's

    @classmethod
    def empty(cls, texts: int, subheadings: int, headings: int) -> _Nearness:
        """Room for so many texts."""
        return cls(
            *(np.empty((texts, n), dtype=np.float32) for n in (subheadings, subheadings, headings, headings))
        )


class Features:
    """Indexes and vectors of one nomenclature, user files and labelled lines included, ready for many texts."""

    def __init__(self, nomenclature: Nomenclature, encoder: Encoder) -> None:
        self.nomenclature = nomenclature
        self._encoder = encoder
        self._meanings = Meanings(nomenclature, files(nomenclature), encoder)
        subheadings, headings = nomenclature.subheadings, nomenclature.headings
        position = {code: i for i, code in enumerate(headings)}
        self.heading_of = np.array([position[code[:4]] for code in subheadings])
        chapters = {chapter: i for i, chapter in enumerate(sorted({code[:2] for code in subheadings}))}
        self.chapter_of = np.array([chapters[code[:2]] for code in subheadings])
        self._filled, self.heading_starts = np.unique(self.heading_of, return_index=True)
        self.slot = np.searchsorted(self._filled, self.heading_of)  # among headings that have subheadings
        self._chapter_of_slot = self.chapter_of[self.heading_starts]
        size = np.diff(np.append(self.heading_starts, len(subheadings)))
        own = nomenclature.descriptions
        self._sizes = size
        self._crowd = np.log(size).astype(np.float32)
        self._rest = np.array(["n.e.c." in own[code].lower() for code in subheadings], dtype=np.float32)
        self._place = {code: i for i, code in enumerate(subheadings)}
        self._of_language: dict[str, tuple[OneLanguage, Matrix, Matrix]] = {}
        self._making = Lock()

    def heading_sums(self, rows: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Sums over the subheadings of each heading: (n, subheadings) to (n, headings with any)."""
        return np.add.reduceat(rows, self.heading_starts, axis=1)

    @property
    def filled_headings(self) -> list[str]:
        """The headings of `heading_sums`, in its order."""
        return [self.nomenclature.headings[i] for i in self._filled]

    def of(self, texts: Sequence[str], vectors: Matrix) -> Columns:
        """The columns of texts and their vectors in `space`."""
        spoken = self._spoken.of(texts)
        translated = self._translated.shares(texts)
        near = self._near(spoken.languages, vectors)
        spoken, nearest = self._filled_in(spoken, vectors, translated, near.nearest)
        lines = self._neighbours
        nothing = np.zeros((len(texts), len(self._filled)), dtype=np.float32)
        labelled = lines.of(texts, vectors) if lines else None
        return Columns(
            {
                "words_best": self._best(spoken.words),
                "letters_heading": spoken.heading_letters[:, self._filled],
                "letters_best": self._best(spoken.letters),
                "meaning_within": near.within,
                "meaning_best": self._best(nearest),
                "meaning_chapter": near.chapter,
                "translated_best": self._best(translated),
                "labelled_best": labelled.best if labelled else nothing,
                "labelled_all": labelled.together if labelled else nothing,
                "crowd": np.broadcast_to(self._crowd, nothing.shape),
            },
            {
                "words": spoken.words,
                "letters": spoken.letters,
                "meaning": near.centroid,
                "meaning_nearest": nearest,
                "translated": translated,
                "labelled_meaning": labelled.meaning if labelled else np.zeros_like(nearest),
                "rest": np.broadcast_to(self._rest, nearest.shape),
            },
        )

    def _near(self, languages: Sequence[str], vectors: Matrix) -> _Nearness:
        """How near texts in these languages are by meaning, each compared with English and with its own language."""
        count = len(self.heading_of)
        found = _Nearness.empty(len(vectors), count, len(self._filled))
        for language in sorted(set(languages)):
            rows = np.array([one == language for one in languages])
            with self._making:  # two blocks are read at a time, and both may be the first in a language
                own, within, chapters = self._means(language)
            block = vectors[rows]
            near = block @ own.documents.T
            found.nearest[rows] = best_of(near, own.document_of, count)
            found.centroid[rows] = near if own.centroids is own.documents else block @ own.centroids.T
            found.within[rows] = block @ within.T
            found.chapter[rows] = (block @ chapters.T)[:, self._chapter_of_slot]
        return found

    def _means(self, language: str) -> tuple[OneLanguage, Matrix, Matrix]:
        """A language's documents, and the centroids of headings and of chapters in it and in English."""
        if language not in self._of_language:
            own = self._meanings.in_language(language)
            whole = own.centroids.astype(np.float64)
            within = np.add.reduceat(whole, self.heading_starts, axis=0)
            starts = np.unique(self.chapter_of, return_index=True)[1]
            self._of_language[language] = (
                own,
                unit(within + self._meanings.of(self.filled_headings)),
                unit(np.add.reduceat(whole, starts, axis=0)),
            )
        return self._of_language[language]

    def _filled_in(
        self, shared: WordsShared, vectors: Matrix, translated: Matrix, nearest: Matrix
    ) -> tuple[WordsShared, Matrix]:
        """What a text's language has nothing of is taken to share as much of its words as it is near to the English.

        Without that, any code of which the file speaks would beat those that it leaves out. How near a code is to the
        English, by meaning and by translated words, is then asked of all codes alike, as documents of one's own
        language are nearer than others.
        """
        rows = np.flatnonzero(shared.missing.any(axis=1))
        if not len(rows):
            return shared, nearest
        near = vectors[rows] @ self._meanings.english.T
        near += np.float32(TRANSLATED) * translated[rows]
        missing = shared.missing[rows]
        share = np.clip(near / np.maximum(near.max(axis=1, keepdims=True), 0.05), 0, 1)
        heading_missing = np.logical_and.reduceat(missing, self.heading_starts, axis=1)
        filled = [shared.words.copy(), shared.letters.copy(), shared.heading_letters.copy()]
        for column in filled[:2]:
            most = column[rows].max(axis=1, keepdims=True)
            column[rows] = np.where(missing, np.maximum(column[rows], most * share), column[rows])
        own = filled[2][np.ix_(rows, self._filled)]
        most = own.max(axis=1, keepdims=True)
        filled[2][np.ix_(rows, self._filled)] = np.where(
            heading_missing, np.maximum(own, most * self._best(share)), own
        )
        nearest = nearest.copy()
        nearest[rows] = near
        shared_words, letters, heading_letters = filled
        return replace(shared, words=shared_words, letters=letters, heading_letters=heading_letters), nearest

    def _best(self, rows: Matrix) -> Matrix:
        """The best subheading of each heading: (n, subheadings) to (n, headings with any)."""
        return np.maximum.reduceat(rows, self.heading_starts, axis=1)

    def within(self, headings: npt.NDArray[np.float64], utility: Matrix) -> npt.NDArray[np.float64]:
        """The probability of each subheading: its heading's times its own within the heading (softmax)."""
        most = np.maximum.reduceat(utility, self.heading_starts, axis=1)
        odds = utility - np.repeat(most, self._sizes, axis=1)
        np.exp(odds, out=odds)
        shares = headings / np.add.reduceat(odds, self.heading_starts, axis=1)
        return np.asarray(np.repeat(shares, self._sizes, axis=1) * odds)

    @property
    def space(self) -> Space:
        """The space of `vectors`."""
        return self._meanings.space

    def ready(self, progress: Progress) -> None:
        """Make what takes some seconds the first time, and is kept for all later ones."""
        self._meanings.ready(progress)

    @cached_property
    def _spoken(self) -> Spoken:
        return Spoken(self.nomenclature, self._encoder.shelf)

    @cached_property
    def _translated(self) -> Translated:
        return Translated(self.nomenclature, self._encoder.shelf)

    @cached_property
    def _neighbours(self) -> Neighbours | None:
        lines = [
            (text, self._place[code]) for text, code in self.nomenclature.labelled if code in self._place
        ]
        if not lines:
            return None
        vectors = self._meanings.of_texts([text for text, _ in lines])
        return Neighbours(lines, vectors, self.slot, self._encoder.shelf)
