"""Goods room: the vectors of a nomenclature's documents, and the means of those of each code.

Documents are the English texts of all codes, and the rows of the user's files whose language the encoder knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from svat.goods.documents import ENGLISH
from svat.goods.encoder import GRID, Encoder, Matrix, encoded_by
from svat.goods.kept import Arrays, source
from svat.goods.nomenclature import Nomenclature, Translation
from svat.goods.space import Space, main_script, unit
from svat.goods.text import language
from svat.progress import Progress, silent

# What tells languages apart, and what the space is made of: what is kept is made anew where one of these changes.
_LANGUAGES = (
    "text", "tongue", "terms", "data/frequent.csv", "data/kinds_of_words.csv", "data/languages.csv",
)  # fmt: skip
_SPACE = ("space", "data/space.npz")
_BETWEEN = "\0"


@dataclass(frozen=True)
class OneLanguage:
    """Documents of English and of one other language: a file in another language changes none of it."""

    documents: Matrix  # English subheadings first, in their order
    document_of: npt.NDArray[np.intp]  # the subheading of each
    centroids: (
        Matrix  # the mean of each subheading over English and files, each file by the mean of its documents
    )


class Meanings:
    """Vectors of one nomenclature and the user's files, made at the first text and kept."""

    def __init__(self, nomenclature: Nomenclature, files: Sequence[Translation], encoder: Encoder) -> None:
        self._nomenclature = nomenclature
        self._files = files
        self._encoder = encoder
        self._place = {code: i for i, code in enumerate(nomenclature.subheadings)}
        self._english_kept: Matrix | None = None
        self._languages: dict[str, OneLanguage] = {}

    def ready(self, progress: Progress) -> None:
        """Make what takes some seconds the first time, and is kept for all later ones."""
        if self._english_kept is None:
            progress("reading nomenclature", 0, 1)
            self._english(lambda _stage, done, all_: progress("reading nomenclature", done, all_))

    def of(self, codes: Sequence[str]) -> Matrix:
        """The vectors of codes' English texts."""
        place = {code: i for i, code in enumerate(self._nomenclature.codes)}
        return self._english()[[place[code] for code in codes]]

    def of_texts(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts that stay the same, kept; zero for a language that the encoder does not know."""

        def made() -> Matrix:
            readable = [text if language(text).supported else "" for text in texts]
            return self.space.project(readable, self._encoder.encode(readable))

        return self._kept("labelled", [source(*_LANGUAGES), *texts], made)

    def _english(self, progress: Progress = silent) -> Matrix:
        if self._english_kept is None:
            texts = [self._nomenclature.description(code) for code in self._nomenclature.codes]
            self._english_kept = self._kept(
                "english", texts, lambda: self.space.project(texts, self._encoder.encode(texts, progress))
            )
        return self._english_kept

    def _kept(self, name: str, depends: Sequence[str], make: Callable[[], Matrix]) -> Matrix:
        """Rows in the space, on the grid."""
        by_script = self.space.by_script.items()
        means = b"".join(name.encode() + row.tobytes() for name, row in by_script)
        kept = self._encoder.shelf.arrays(
            name, [*encoded_by(), source(*_SPACE), means, *depends], lambda: {"rows": _whole(make())}
        )
        return _rows(kept["rows"])

    @cached_property
    def space(self) -> Space:
        """The shipped space, with the means of scripts that only the user's files bring."""
        shipped = Space.shipped()
        scripts = {name for _, raw in self._raw for name in raw["scripts"].tobytes().decode().split(_BETWEEN)}
        if scripts <= set(shipped.by_script):
            return shipped
        texts = [text for texts, _ in self._raw for text in texts]

        def made() -> Arrays:
            rows = np.vstack([_rows(raw["vectors"]) for _, raw in self._raw])
            return shipped.with_scripts_of(texts, rows).by_script

        kept = self._encoder.shelf.arrays("scripts", [*encoded_by(), source(*_SPACE), *texts], made)
        return replace(shipped, by_script=dict(kept))

    @cached_property
    def _raw(self) -> list[tuple[list[str], Arrays]]:
        """Of each file the texts whose language the encoder knows, and their vectors before they are projected."""
        return [self._raw_of([text for _, text in file.rows]) for file in self._files]

    def _raw_of(self, texts: Sequence[str]) -> tuple[list[str], Arrays]:
        def made() -> Arrays:
            readable = np.array([language(text).supported for text in texts], dtype=bool)
            chosen = [text for text, known in zip(texts, readable, strict=True) if known]
            scripts = _BETWEEN.join(sorted(set(map(main_script, chosen)))).encode()
            return {
                "readable": readable,
                "vectors": _whole(self._encoder.encode(chosen)),
                "scripts": np.frombuffer(scripts, dtype=np.uint8),
            }

        depends = [*encoded_by(), source(*_LANGUAGES, *_SPACE), *texts]
        kept = self._encoder.shelf.arrays("documents", depends, made)
        return [text for text, known in zip(texts, kept["readable"].tolist(), strict=True) if known], kept

    @cached_property
    def _extra(self) -> list[tuple[npt.NDArray[np.intp], Matrix]]:
        """Of each file's documents the subheadings, and the vectors in the space."""
        found = []
        for file, (texts, raw) in zip(self._files, self._raw, strict=True):
            owners = np.array([self._place[code] for code, _ in file.rows], dtype=np.intp)
            rows = self._kept("projected", texts, partial(self.space.project, texts, _rows(raw["vectors"])))
            found.append((owners[raw["readable"]], rows))
        return found

    @cached_property
    def english(self) -> Matrix:
        """The vectors of the subheadings' English texts."""
        return self.of(self._nomenclature.subheadings)

    def in_language(self, language: str) -> OneLanguage:
        """The documents of English and of a language, and their means by code."""
        if language not in self._languages:
            self._languages[language] = self._made(language)
        return self._languages[language]

    def _made(self, language: str) -> OneLanguage:
        own = [
            found
            for file, found in zip(self._files, self._extra, strict=True)
            if file.language in (ENGLISH, language)
        ]
        if not own:
            return OneLanguage(self.english, np.arange(len(self._place)), self.english)
        whole = self.english.astype(np.float64)
        for owners, rows in own:
            sums = np.zeros_like(whole)
            np.add.at(sums, owners, rows.astype(np.float64))
            whole += unit(sums)
        return OneLanguage(
            np.vstack([self.english, *(rows for _, rows in own)]),
            np.concatenate([np.arange(len(self._place)), *(owners for owners, _ in own)]),
            unit(whole),
        )


def _whole(rows: Matrix) -> npt.NDArray[np.int16]:
    return np.round(rows * GRID).astype(np.int16)


def _rows(whole: npt.NDArray[np.int16]) -> Matrix:
    return np.asarray(whole / np.float32(GRID), dtype=np.float32)
