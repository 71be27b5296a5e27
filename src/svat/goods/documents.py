"""Goods room: the documents that texts are compared with: by language, by subheading and by heading.

Words and letters are compared within a language: an index of its own for each, with its own weights of words. English
is always asked; beside it the language whose documents know most of a text's letter groups. So a file in another
language leaves the evidence of all other texts as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from svat.goods.encoder import Matrix
from svat.goods.kept import Shelf
from svat.goods.lexical import LexicalIndex
from svat.goods.nomenclature import Nomenclature, Translation
from svat.goods.space import main_script
from svat.goods.text import grams, normalise, words

Places = npt.NDArray[np.intp]
ENGLISH = "en"
CLEARLY = 1.1  # how many times as many of a text's letter groups another language must know as English
PARTLY = (0.5, 0.95)  # a language with this share of the subheadings is expected to have the others too


@dataclass(frozen=True)
class DocumentLanguage:
    """The documents of one language: of subheadings and of headings, each with the place of its code."""

    language: str
    texts: tuple[str, ...]
    owners: Places  # of `texts`: places among the subheadings
    heading_texts: tuple[str, ...]
    heading_owners: Places


@dataclass(frozen=True)
class WordsShared:
    """How much of each text's words and letter groups subheadings and headings hold: (n, codes) each."""

    words: Matrix
    letters: Matrix
    heading_letters: Matrix
    missing: npt.NDArray[
        np.bool_
    ]  # (n, subheadings): the text's language has a file, with nothing of this code
    languages: tuple[str, ...]  # (n,): that of each text, of those that have documents


def tongues(nomenclature: Nomenclature) -> tuple[DocumentLanguage, ...]:
    """The languages of a nomenclature: English first, then by name."""
    own = nomenclature.descriptions
    place = {code: i for i, code in enumerate(nomenclature.subheadings)}
    heading_place = {code: i for i, code in enumerate(nomenclature.headings)}
    texts: dict[str, list[tuple[int, str]]] = {ENGLISH: []}
    heading_texts: dict[str, list[tuple[int, str]]] = {ENGLISH: []}
    children: dict[str, list[str]] = {}
    for code in nomenclature.subheadings:
        children.setdefault(code[:4], []).append(own[code])
        texts[ENGLISH].append((place[code], f"{own[code]} {own[code]} {own[code[:4]]} {own[code[:2]]}"))
    for code, at in heading_place.items():
        line = " ".join([own[code], own[code], own[code[:2]], *children.get(code, ())])
        heading_texts[ENGLISH].append((at, line))
    for file in files(nomenclature):
        groups: dict[str, list[str]] = {}
        for code, text in file.rows:
            texts.setdefault(file.language, []).append((place[code], text))
            groups.setdefault(code[:4], []).append(text)
        heading_texts.setdefault(file.language, []).extend(
            (heading_place[code], " ".join(lines)) for code, lines in groups.items()
        )
    return tuple(
        DocumentLanguage(
            language,
            tuple(text for _, text in texts[language]),
            np.array([at for at, _ in texts[language]], dtype=np.intp),
            tuple(text for _, text in heading_texts[language]),
            np.array([at for at, _ in heading_texts[language]], dtype=np.intp),
        )
        for language in sorted(texts, key=lambda name: (name != ENGLISH, name))
    )


def files(nomenclature: Nomenclature) -> tuple[Translation, ...]:
    """The user's files, and the labelled lines as a file of each script: what was coded is a document of its code.

    Latin lines count as English; others as the language of the first file in their script, or a language of its own.
    """
    spoken = {"Latin": ENGLISH}
    for file in nomenclature.extra:
        spoken.setdefault(main_script(file.rows[0][1]), file.language)
    known = set(nomenclature.subheadings)
    rows: dict[str, set[tuple[str, str]]] = {}
    for text, code in nomenclature.labelled:
        if code in known:
            rows.setdefault(main_script(text), set()).add((code, normalise(text)))
    lines = (
        Translation(spoken.get(name, name), tuple(sorted(found))) for name, found in sorted(rows.items())
    )
    return (*nomenclature.extra, *lines)


class Spoken:
    """The indexes of all languages, by words and by letter groups."""

    def __init__(self, nomenclature: Nomenclature, shelf: Shelf | None = None) -> None:
        self._tongues = tongues(nomenclature)
        self._sizes = len(nomenclature.subheadings), len(nomenclature.headings)
        self._words = [LexicalIndex(tongue.texts, words, shelf) for tongue in self._tongues]
        self._letters = [LexicalIndex(tongue.texts, grams, shelf) for tongue in self._tongues]
        self._heading_letters = [LexicalIndex(tongue.heading_texts, grams, shelf) for tongue in self._tongues]

    @cached_property
    def _missing(self) -> npt.NDArray[np.bool_]:
        """(languages, subheadings): what a language that has a part of the nomenclature has nothing of."""
        found = np.zeros((len(self._tongues), self._sizes[0]), dtype=bool)
        for row, tongue in zip(found, self._tongues, strict=True):
            there = np.bincount(tongue.owners, minlength=len(row)) > 0
            row[:] = ~there & (PARTLY[0] <= there.mean() < PARTLY[1])
        return found

    def of(self, texts: Sequence[str]) -> WordsShared:
        """What the documents share with texts: the better of English and the language that each is in."""
        owners = [tongue.owners for tongue in self._tongues]
        heading_owners = [tongue.heading_owners for tongue in self._tongues]
        chosen = self._chosen(texts)
        codes, headings = self._sizes
        return WordsShared(
            _shared(texts, chosen, list(zip(self._words, owners, strict=True)), codes),
            _shared(texts, chosen, list(zip(self._letters, owners, strict=True)), codes),
            _shared(texts, chosen, list(zip(self._heading_letters, heading_owners, strict=True)), headings),
            self._missing[chosen],
            tuple(self._tongues[at].language for at in chosen),
        )

    def _chosen(self, texts: Sequence[str]) -> Places:
        """The language whose documents know most of a text's letter groups; 0, English, if none knows clearly more."""
        if len(self._letters) == 1:
            return np.zeros(len(texts), dtype=np.intp)
        known = np.array([index.known(texts) for index in self._letters])
        best = np.argmax(known, axis=0)
        return np.asarray(np.where(known.max(axis=0) > CLEARLY * known[0], best, 0), dtype=np.intp)


def _shared(
    texts: Sequence[str], chosen: Places, indexes: Sequence[tuple[LexicalIndex, Places]], codes: int
) -> Matrix:
    """The best score of each code over the documents of English and of the language chosen."""
    if len(indexes) == 1:
        [(index, owners)] = indexes
        return best_of(index.scores(texts), owners, codes)
    found = np.zeros((len(texts), codes), dtype=np.float32)
    for number, (index, owners) in enumerate(indexes):
        rows = [i for i, at in enumerate(chosen) if number in (0, at)]
        if rows:
            best = best_of(index.scores([texts[i] for i in rows]), owners, codes)
            found[rows] = np.maximum(found[rows], best)
    return found


def best_of(scores: Matrix, owner: Places, codes: int) -> Matrix:
    """The best score of each code over its documents, 0 where it has none: (texts, documents) to (texts, codes)."""
    if len(owner) == codes and np.array_equal(owner, np.arange(codes)):
        return scores
    best = np.zeros((len(scores), codes), dtype=np.float32)
    order = np.argsort(owner, kind="stable")
    owners, starts = np.unique(owner[order], return_index=True)
    best[:, owners] = np.maximum.reduceat(scores[:, order], starts, axis=1)
    return best
