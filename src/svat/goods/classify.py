"""Goods room: texts to ranked HS codes with probabilities, and listings to their goods table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from svat.goods.encoder import WIDTH, Encoder, Matrix
from svat.goods.features import NAMES, Features
from svat.goods.glossary import Glossary, load_glossary
from svat.goods.model import Code, Doubt, Goods, Origin, Reading
from svat.goods.nomenclature import Nomenclature, load
from svat.goods.sense import Sense, sense
from svat.goods.text import language, normalise
from svat.goods.understood import LAW_LEAST, Heard, Understanding, answered
from svat.goods.weights import WEIGHTS
from svat.progress import Progress
from svat.roll.model import Listing
from svat.wording import say

LEAST_SCORE = 0.01  # a code less probable than this is not proposed
_SENSES = 1 << 16  # texts whose sense is remembered
_BLOCK = 256  # texts per matrix product


class Classifier:
    """Reads texts as HS codes. Indexes and vectors are built at the first text and kept.

    >>> [reading] = svat.Classifier.load().read(["natural honey"], top=1)
    >>> reading.codes[0].hs
    '0409'
    """

    def __init__(
        self,
        nomenclature: Nomenclature,
        encoder: Encoder,
        weights: Mapping[str, tuple[float, float]] = WEIGHTS,
        glossary: Glossary | None = None,
    ) -> None:
        self.nomenclature = nomenclature
        self._glossary = load_glossary() if glossary is None else glossary
        self._encoder = encoder
        self._weights = [weights[name] for name in NAMES]
        self._features = Features(nomenclature, encoder)
        self._sense = lru_cache(_SENSES)(
            partial(sense, known=nomenclature.descriptions, glossary=self._glossary)
        )
        self._understanding = Understanding(nomenclature, self._features.heading_of)

    @classmethod
    def load(
        cls,
        nomenclature: Sequence[Path] = (),
        cache_dir: Path | None = None,
        glossary: Sequence[Path] = (),
    ) -> Classifier:
        """A classifier of HS 2022, the user's nomenclature files and glossaries, as their rooms' readers read them."""
        known = load(nomenclature)
        own = load_glossary(glossary, known.descriptions)
        return cls(known, Encoder(cache_dir), glossary=own)

    def sense(self, text: str) -> Sense:
        """What a text is before it is read, and what is read of it."""
        return self._sense(text)

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Unit rows for comparing texts: (len(texts), 512), of what is read of each.

        Zero for what is no goods and for a language that the encoder does not know.
        """
        return self.literal_vectors([self.sense(text).voiced for text in texts], progress)

    def literal_vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The same of texts as they stand."""
        readable = [text if language(text).supported else "" for text in texts]
        if progress:
            self._features.ready(progress)
        return self._features.space.project(self._encoder.encode(readable, progress))

    def read(self, texts: Sequence[str], top: int = 10, progress: Progress | None = None) -> list[Reading]:
        """One reading per text: at most `top` headings and subheadings, the most probable first.

        A score is the probability that the code is right, rounded to four digits; a heading's is the sum over
        its subheadings, so both are ranked together. Equal scores: shorter code first, then by code. What is
        less probable than LEAST_SCORE is left out, so a text that nothing speaks for has no codes.
        """
        keys, vectors = self._distinct(texts, progress)
        return self._read(texts, keys, vectors, top)

    def goods(self, listings: Sequence[Listing], top: int = 10, progress: Progress | None = None) -> Goods:
        """The goods table of listings.

        A given code comes first with score 1; what the text alone suggests follows, the given code among it
        where the text supports it. A code that this
        revision does not know is cut to the heading or chapter that it knows, with a doubt. A listing without
        a text that the encoder can read borrows its given code's description for the vector, and one with no
        text at all for the reading too.
        """
        given = [self.nomenclature.nearest(item.hs) if item.hs else None for item in listings]
        doubts = [
            self._doubt(item, code) for item, code in zip(listings, given, strict=True) if item.hs != code
        ]
        described = [self.nomenclature.description(code) if code else "" for code in given]
        texts = [item.text or text for item, text in zip(listings, described, strict=True)]
        spoken = [
            text if language(text).supported or not other else other
            for text, other in zip(texts, described, strict=True)
        ]
        keys, vectors = self._distinct([*texts, *spoken], progress)
        readings = self._read(texts, keys, vectors, top)
        return Goods(
            listings=tuple(listings),
            readings=tuple(map(self._with_given, readings, given)),
            vectors=vectors[[keys[normalise(text)] for text in spoken]].reshape(-1, WIDTH),
            doubts=tuple(sorted({*doubts, *_unread(listings)})),
        )

    def _distinct(self, texts: Sequence[str], progress: Progress | None) -> tuple[dict[str, int], Matrix]:
        """Row numbers of the distinct normalised texts, sorted, and the vectors of those rows."""
        unique = sorted(set(map(normalise, texts)))
        return {text: i for i, text in enumerate(unique)}, self.vectors(unique, progress)

    def _read(
        self, texts: Sequence[str], rows: Mapping[str, int], vectors: Matrix, top: int
    ) -> list[Reading]:
        wanted = sorted(set(map(normalise, texts)))
        read = self._codes(wanted, vectors[[rows[text] for text in wanted]].reshape(-1, WIDTH), top)
        by_text = dict(zip(wanted, read, strict=True))
        found = []
        for text in texts:
            codes, law = by_text[normalise(text)]
            found.append(answered(text, self.sense(text), language(text), codes, law))
        return found

    def _with_given(self, reading: Reading, given: str | None) -> Reading:
        if given is None:
            return reading
        first = Code(given, 1.0, "given", self.nomenclature.description(given))
        typed = tuple(code for code in reading.codes if code.origin == "given")
        guessed = tuple(code for code in reading.codes if code.origin == "guessed")
        return replace(reading, codes=(first, *guessed), law=(*typed, *reading.law))

    def _doubt(self, item: Listing, kept: str | None) -> Doubt:
        kind = {2: "chapter", 4: "heading", 6: "subheading"}.get(len(kept or ""), "")
        reason = f"{self.nomenclature.revision} has no such code; " + (
            f"its {kind} {kept} is kept" if kept else "the code is left out"
        )
        return Doubt(
            item.company, f"hs_{item.kind}s", item.hs or "", f"{item.kind} {item.position + 1}: {reason}"
        )

    def _codes(
        self, texts: Sequence[str], vectors: Matrix, top: int
    ) -> list[tuple[tuple[Code, ...], tuple[Code, ...]]]:
        """Of each text the codes that it means and those that the law reads too; `vectors` are its `vectors`."""
        found: list[tuple[tuple[Code, ...], tuple[Code, ...]]] = []
        for start in range(0, len(texts), _BLOCK):
            block = slice(start, start + _BLOCK)
            senses = [self.sense(text) for text in texts[block]]
            known = dict(zip((s.voiced for s in senses), vectors[block], strict=True))
            meant, law = self._understanding.of(senses, partial(self._literal, known=known))
            typed = [self._typed(s.codes) for s in senses]
            guessed = self._ranked(meant, top)
            found.extend(
                ((*given, *codes)[: max(top, len(given))], tuple(c for c in also if c.score >= LAW_LEAST))
                for given, codes, also in zip(typed, guessed, self._ranked(law, top), strict=True)
            )
        return found

    def _typed(self, codes: Sequence[str]) -> list[Code]:
        """Codes typed in a text: one is given; of several, each may be the one that a partner looks for."""
        origin: Origin = "given" if len(codes) == 1 else "guessed"
        score = round(1 / max(len(codes), 1), 4)
        return [Code(code, score, origin, self.nomenclature.description(code)) for code in codes]

    def _literal(self, heard: Sequence[Heard], known: Mapping[str, Matrix]) -> npt.NDArray[np.float64]:
        """Probabilities of what is read for its words and its meaning; of some of it the vectors are known."""
        new = sorted({voiced for _, voiced in heard} - known.keys())
        rows = dict(zip(new, self.literal_vectors(new), strict=True)) | dict(known)
        vectors = np.array([rows[voiced] for _, voiced in heard]).reshape(-1, WIDTH)
        return self.probabilities([plain for plain, _ in heard], vectors)

    def probabilities(self, texts: Sequence[str], vectors: Matrix) -> npt.NDArray[np.float64]:
        """The probability of every subheading for a block of texts: (len(texts), subheadings).

        `vectors` has shape (len(texts), 512). A text with neither words nor vector gives all zeros.
        """
        if vectors.shape != (len(texts), WIDTH):
            raise ValueError(f"vectors must be of shape ({len(texts)}, {WIDTH}), not {vectors.shape}")
        strange = familiar = np.zeros((len(texts), len(self.nomenclature.subheadings)), dtype=np.float32)
        something = familiarity = np.zeros((len(texts), 1), dtype=np.float32)
        rows = zip(NAMES, self._weights, self._features.of(texts, vectors), strict=True)
        for name, (if_strange, if_familiar), feature in rows:
            strange = strange + np.float32(if_strange) * feature
            familiar = familiar + np.float32(if_familiar) * feature
            if name == "letters_subheading":
                familiarity = np.minimum(feature.max(axis=1, keepdims=True), 1)
                something = (familiarity > 0) | vectors.any(axis=1, keepdims=True)
        utility = (strange * (1 - familiarity) + familiar * familiarity).astype(np.float64)
        odds = np.exp(utility - utility.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True) * something)

    def _ranked(self, probabilities: npt.NDArray[np.float64], top: int) -> list[tuple[Code, ...]]:
        headings = self._features.filled_headings
        codes = np.array([*headings, *self.nomenclature.subheadings])
        scores = np.hstack([self._features.heading_sums(probabilities), probabilities])
        scores = np.minimum(np.round(scores, 4), 1.0)
        ranked = []
        for row in scores:
            kept = np.flatnonzero(row >= LEAST_SCORE)
            order = sorted(kept, key=lambda i: (-row[i], len(codes[i]), codes[i]))[:top]
            ranked.append(
                tuple(
                    Code(hs, float(row[i]), "guessed", self.nomenclature.description(hs))
                    for i, hs in ((i, str(codes[i])) for i in order)
                )
            )
        return ranked


def _unread(listings: Sequence[Listing]) -> Iterator[Doubt]:
    """Texts in no language that the encoder knows."""
    for item in listings:
        spoken = language(item.text)
        if item.text and not spoken.supported:
            reason = say(
                "{kind} {position}: {name} is not supported; a code would help",
                kind=item.kind,
                position=item.position + 1,
                name=spoken.name,
            )
            yield Doubt(item.company, f"{item.kind}s", item.text, reason)
