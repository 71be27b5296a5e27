"""Goods room: texts to ranked HS codes with probabilities, and listings to their goods table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from itertools import chain
from pathlib import Path
from sys import intern

import numpy as np
import numpy.typing as npt

from svat.goods.blocks import by_blocks, even
from svat.goods.chances import heading_chances, subheading_utility
from svat.goods.confirmed import confirmed
from svat.goods.distinct import DistinctTexts
from svat.goods.encoder import Encoder, Matrix
from svat.goods.features import Features
from svat.goods.glossary import Glossary, load_glossary
from svat.goods.iso639 import LanguageCodes
from svat.goods.labelled import SameText, spread, words_of_the_council
from svat.goods.model import Code, Doubt, Goods, Origin, Reading
from svat.goods.nomenclature import Nomenclature, listed, load, shared_code
from svat.goods.paths import Codes, are_left_over, read_down
from svat.goods.sense import Sense, sense
from svat.goods.space import BREADTH
from svat.goods.text import language, normalise
from svat.goods.understood import LAW_LEAST, Heard, HeardLanguage, Understanding, answered
from svat.progress import Progress
from svat.roll.model import Listing
from svat.wording import say

LEAST_SCORE = 0.01  # a code less probable than this is not proposed
_SENSES = 1 << 12  # texts whose sense is remembered
_GUESSED: Origin = "guessed"
WHOLE = 40  # codes of a listing that are kept: all that LEAST_SCORE lets through, but for a rare text
_LIKELY = 0.001  # where enough subheadings are as probable as that, the others need not be sorted
_BLOCK = 32  # texts per matrix product
_OF_ENGLISH = frozenset(("terms", "grades"))  # kinds of rules that put English words in the place of others

Rows = npt.NDArray[np.float64]
# What two processes read and send each other is short: a code, its score and its origin.
Scored = tuple[str, float, Origin]
_Scores = tuple[tuple[Scored, ...], tuple[Scored, ...], tuple[Scored, ...]]  # as in _Understood


@dataclass(frozen=True, slots=True)
class _Understood:
    """What one text is read as."""

    codes: tuple[Code, ...]
    law: tuple[Code, ...]  # that the law reads too
    told: tuple[Code, ...]  # the codes, with what others have coded the same text as


class Classifier:
    """Reads texts as HS codes. Indexes and vectors are built at the first text and kept.

    >>> [reading] = svat.Classifier.load().read(["natural honey"], top=1)
    >>> reading.codes[0].hs
    '0409'
    """

    def __init__(
        self, nomenclature: Nomenclature, encoder: Encoder, glossary: Glossary | None = None
    ) -> None:
        self.nomenclature = nomenclature
        self._encoder = encoder
        self._features = Features(nomenclature, encoder)
        self._listen(load_glossary() if glossary is None else glossary)
        self._left_over = are_left_over(nomenclature.subheadings)
        self._words = words_of_the_council(nomenclature.confirmed)
        self._understanding = Understanding(nomenclature, self._features.heading_starts, self._features.slot)

    def _listen(self, glossary: Glossary) -> None:
        """Texts are taken by the words of a glossary from now on."""
        self._glossary = glossary
        made = partial(sense, known=self.nomenclature.descriptions, glossary=glossary)
        self._sense = lru_cache(_SENSES)(made)
        self._own_sense = lru_cache(_SENSES)(partial(made, but=_OF_ENGLISH))

    @classmethod
    def load(
        cls,
        nomenclature: Sequence[Path] = (),
        cache_dir: Path | None = None,
        glossary: Sequence[Path] = (),
        *,
        spoken: Sequence[str] = (),
        labelled: Sequence[Path] = (),
        correlations: Sequence[Path] = (),
    ) -> Classifier:
        """A classifier of HS 2022, the user's nomenclature files and glossaries, as their rooms' readers read them."""
        known = load(nomenclature, spoken, labelled, correlations)
        own = load_glossary(glossary, known.descriptions)
        return cls(known, Encoder(cache_dir), glossary=own)

    def sense(self, text: str) -> Sense:
        """What a text is before it is read, and what is read of it; the council's word on a text wins.

        What only the user's file understands is left in its own words: English ones in their place say less there.
        """
        return confirmed(self._unconfirmed(text), self._words.get(normalise(text), "") if self._words else "")

    def _unconfirmed(self, text: str) -> Sense:
        return self._own_sense(text) if self._is_read_by_file(text) else self._sense(text)

    def _is_read_by_file(self, text: str) -> bool:
        if not self.nomenclature.extra:
            return False
        spoken = language(text)
        return not spoken.supported and self._languages.of(text, spoken) in self._languages.loaded

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Unit rows for comparing texts: (len(texts), 256), of what is read of each.

        Zero for what is no goods and for a language that the encoder does not know.
        """
        return self.literal_vectors([self.sense(text).voiced for text in texts], progress)

    def literal_vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The same of texts as they stand."""
        readable = [text if language(text).supported else "" for text in texts]
        if progress:
            self._features.ready(progress)
        return self._features.space.project(readable, self._encoder.encode(readable, progress))

    def read(self, texts: Sequence[str], top: int = 10, progress: Progress | None = None) -> list[Reading]:
        """One reading per text: at most `top` headings and subheadings, the most probable first.

        A score is the probability that the code is right, rounded to four digits; a heading's is the sum over
        its subheadings, so both are ranked together. Equal scores: shorter code first, then by code. What is
        less probable than LEAST_SCORE is left out, so a text that nothing speaks for has no codes.
        """
        distinct = self._distinct(texts, progress)
        found = self._found(distinct, top)
        return [self._reading(text, found[normalise(text)], distinct.sense(text)) for text in texts]

    def goods(self, listings: Sequence[Listing], top: int = WHOLE, progress: Progress | None = None) -> Goods:
        """The goods table of listings.

        A given code comes first with score 1; what the text alone suggests follows, the given code among it
        where the text supports it. A listing without a code shares those that others give with the same text. A code
        that this revision does not know is carried to what it became, where a correlation table says so, to their
        heading where they are several, or else cut to the heading or chapter that it knows: with a doubt. A listing
        without a text that the encoder can read borrows its given code's description for the vector, and one with no
        text at all for the reading too.
        """
        given = [self._nearest(item.hs) if item.hs else None for item in listings]
        doubts = [
            self._doubt(item, code) for item, code in zip(listings, given, strict=True) if item.hs != code
        ]
        described = [self.nomenclature.description(code) if code else "" for code in given]
        texts = [item.text or text for item, text in zip(listings, described, strict=True)]
        spoken = [
            text if language(text).supported or not other else other
            for text, other in zip(texts, described, strict=True)
        ]
        distinct = self._distinct([*texts, *spoken], progress)
        told = self._same.told(
            (item.text, code)
            for item, code in zip(listings, given, strict=True)
            if code and len(code) > 2 and normalise(item.text)
        )
        found = self._found(distinct.among(texts), top, told)
        asked = [(text, not code) for text, code in zip(texts, given, strict=True)]
        each = {  # many companies write the same: read, and held in memory, once
            (text, told_): self._reading(text, found[normalise(text)], distinct.sense(text), told=told_)
            for text, told_ in dict.fromkeys(asked)
        }
        readings = [each[one] for one in asked]
        return Goods(
            listings=tuple(listings),
            readings=tuple(map(self._with_given, readings, given)),
            vectors=distinct.rows(spoken),
            doubts=tuple(sorted({*doubts, *_unread(listings)})),
        )

    def _distinct(self, texts: Iterable[str], progress: Progress | None) -> DistinctTexts:
        return DistinctTexts.of(texts, self.sense, partial(self.literal_vectors, progress=progress))

    def _found(self, texts: DistinctTexts, top: int, told: SameText | None = None) -> dict[str, _Understood]:
        """What each text is read as; `told` is what others have coded the same text as."""

        def read(block: slice) -> list[_Scores]:
            return self._block(texts.part(block), top, told)

        found = chain.from_iterable(by_blocks(read, even(len(texts.texts), _BLOCK)))
        return {text: self._understood(*one) for text, one in zip(texts.texts, found, strict=True)}

    def _understood(
        self, scored: tuple[Scored, ...], law: tuple[Scored, ...], told: tuple[Scored, ...]
    ) -> _Understood:
        codes = self._coded(scored)
        return _Understood(codes, self._coded(law), codes if told is scored else self._coded(told))

    def _reading(self, text: str, found: _Understood, meaning: Sense, *, told: bool = False) -> Reading:
        return self._answered(text, meaning, found.told if told else found.codes, found.law)

    def _answered(self, text: str, meaning: Sense, codes: tuple[Code, ...], law: tuple[Code, ...]) -> Reading:
        spoken = language(text)
        code = self._languages.of(text, spoken)
        told = HeardLanguage(spoken.name, code, spoken.supported, code in self._languages.loaded)
        if self._words:  # the law reads a code that was typed, whatever the council says
            law = tuple(dict.fromkeys((*law, *self._coded(_typed(self._unconfirmed(text).codes)))))
        return answered(text, meaning, told, codes, law)

    def _coded(self, scored: Iterable[Scored]) -> tuple[Code, ...]:
        words = self.nomenclature.description
        return tuple(Code(intern(hs), score, origin, words(hs)) for hs, score, origin in scored)

    def _with_given(self, reading: Reading, given: str | None) -> Reading:
        if given is None:
            return reading
        first = Code(given, 1.0, "given", self.nomenclature.description(given))
        typed = tuple(code for code in reading.codes if code.origin == "given")
        guessed = tuple(code for code in reading.codes if code.origin == "guessed")
        return replace(reading, codes=(first, *guessed), law=(*typed, *reading.law))

    def _nearest(self, code: str) -> str | None:
        """A given code as this revision has it: itself, what all its successors begin with, or what is known of it."""
        _, successors = self.nomenclature.carried(code)
        return shared_code([x for x, _ in successors]) or self.nomenclature.nearest(code)

    def _doubt(self, item: Listing, kept: str | None) -> Doubt:
        kind = {2: "chapter", 4: "heading", 6: "subheading"}.get(len(kept or ""), "")
        edition, successors = self.nomenclature.carried(item.hs or "")
        became = (
            say("of HS {edition}, now {codes}; ", edition=edition, codes=listed(successors))
            if edition
            else ""
        )
        then = f"its {kind} {kept} is kept" if kept else "the code is left out"
        reason = f"{self.nomenclature.revision} has no such code; {became}{then}"
        return Doubt(
            item.company, f"hs_{item.kind}s", item.hs or "", f"{item.kind} {item.position + 1}: {reason}"
        )

    def _block(self, block: DistinctTexts, top: int, told: SameText | None) -> list[_Scores]:
        texts, senses = block.texts, block.senses
        meant, law = self._meant(senses, block.vectors)
        codes = self._best(senses, self._mixed(self._same, texts, senses, meant), top)
        coded = [i for i, text in enumerate(texts) if self._same.knows(text)]
        law[coded] = np.maximum(law[coded], meant[coded])  # what the words alone suggest
        found = [
            (own, tuple(one for one in also if one[1] >= LAW_LEAST), own)
            for own, also in zip(codes, self._ranked(law, top), strict=True)
        ]
        if told and (known := [i for i, text in enumerate(texts) if told.knows(text)]):
            chosen = [senses[i] for i in known]
            rows = self._mixed(told, [texts[i] for i in known], chosen, meant[known])
            for i, own in zip(known, self._best(chosen, rows, top), strict=True):
                found[i] = (*found[i][:2], own)
        return found

    def _best(self, senses: Sequence[Sense], rows: Rows, top: int) -> list[tuple[Scored, ...]]:
        """At most `top` codes of each text: those typed in it, all of them, and those that are most probable."""
        typed = [_typed(s.codes) for s in senses]
        ranked = self._ranked(rows, top)
        return [(*own, *codes)[: max(top, len(own))] for own, codes in zip(typed, ranked, strict=True)]

    def _meant(self, senses: Sequence[Sense], vectors: Matrix) -> tuple[Rows, Rows]:
        """The probabilities of subheadings by what each text means, and those that the law reads too."""
        known = dict(zip((s.voiced for s in senses), vectors, strict=True))
        return self._understanding.of(senses, partial(self._literal, known=known))

    def _mixed(self, same: SameText, texts: Sequence[str], senses: Sequence[Sense], meant: Rows) -> Rows:
        """The probabilities with what equal texts were coded."""
        goods = [text if s.plain else "" for text, s in zip(texts, senses, strict=True)]
        return same.mixed(goods, meant, self.nomenclature.subheadings)

    def subheadings(
        self, texts: Sequence[str], top: int = 10, progress: Progress | None = None
    ) -> list[Reading]:
        """One reading per text with at most `top` subheadings and no headings, however improbable.

        A code that is typed in a text has all of the probability, several share it, a heading's goes to its
        subheadings. Equal scores are in the order of codes.
        """
        distinct = self._distinct(texts, progress)

        def read(block: slice) -> list[tuple[Scored, ...]]:
            part = distinct.part(block)
            meant, _ = self._meant(part.senses, part.vectors)
            rows = self._mixed(self._same, part.texts, part.senses, meant)
            return [self._best_subheadings(s, row, top) for s, row in zip(part.senses, rows, strict=True)]

        found = chain.from_iterable(by_blocks(read, even(len(distinct.texts), _BLOCK)))
        codes = {text: self._coded(own) for text, own in zip(distinct.texts, found, strict=True)}
        return [self._answered(text, distinct.sense(text), codes[normalise(text)], ()) for text in texts]

    def _best_subheadings(self, meaning: Sense, row: Rows, top: int) -> tuple[Scored, ...]:
        own = self.nomenclature.subheadings
        if meaning.codes:
            row = np.sum([spread(row, code, own) for code in meaning.codes], axis=0) / len(meaning.codes)
        likely = np.flatnonzero(row >= _LIKELY)
        if len(likely) < top:
            likely = np.arange(len(row))
        order = likely[np.argsort(-np.round(row[likely], 9), kind="stable")[:top]]
        origin: Origin = "given" if len(meaning.codes) == 1 else "guessed"
        return tuple((own[i], float(row[i]), origin) for i in order if row[i] > 0)

    def _literal(self, heard: Sequence[Heard], known: Mapping[str, Matrix]) -> npt.NDArray[np.float64]:
        """Probabilities of what is read for its words and its meaning; of some of it the vectors are known."""
        new = sorted({voiced for _, voiced in heard} - known.keys())
        rows = dict(zip(new, self.literal_vectors(new), strict=True)) | dict(known)
        vectors = np.array([rows[voiced] for _, voiced in heard]).reshape(-1, BREADTH)
        return self.probabilities([plain for plain, _ in heard], vectors)

    @cached_property
    def _same(self) -> SameText:
        return SameText(self.nomenclature.labelled).official(self.nomenclature.texts())

    @cached_property
    def _languages(self) -> LanguageCodes:
        return LanguageCodes(self._understanding.vocabulary, self.nomenclature.extra)

    @cached_property
    def headings(self) -> list[str]:
        """The headings of `heading_sums`, in its order."""
        return self._features.filled_headings

    def heading_sums(self, probabilities: Rows) -> Rows:
        """The probability of each heading by those of its subheadings: (n, subheadings) to (n, headings)."""
        return np.asarray(self._features.heading_sums(probabilities))

    def probabilities(self, texts: Sequence[str], vectors: Matrix) -> npt.NDArray[np.float64]:
        """The probability of every subheading for a block of texts: (len(texts), subheadings).

        `vectors` has shape (len(texts), 256). A text with neither words nor vector gives all zeros.
        """
        if vectors.shape != (len(texts), BREADTH):
            raise ValueError(f"vectors must be of shape ({len(texts)}, {BREADTH}), not {vectors.shape}")
        headings, utility = self._apart(texts, vectors)
        read_down(texts, Codes(headings, utility, self._left_over), self._apart)
        return self._features.within(headings, utility)

    def _apart(self, texts: Sequence[str], vectors: Matrix | None = None) -> tuple[Rows, Matrix]:
        """The probabilities of headings, and what speaks for each subheading within its heading."""
        vectors = self.literal_vectors(texts) if vectors is None else vectors
        columns = self._features.of(texts, vectors)
        return heading_chances(columns, texts, vectors), subheading_utility(columns)

    def _ranked(self, probabilities: Rows, top: int) -> list[tuple[Scored, ...]]:
        sums = np.round(self._features.heading_sums(probabilities), 4)
        own = np.round(probabilities, 4)
        ranked = []
        for of_headings, of_subheadings in zip(sums, own, strict=True):
            kept = [
                (-min(score, 1.0), len(code), code)
                for names, scores in (
                    (self.headings, of_headings),
                    (self.nomenclature.subheadings, of_subheadings),
                )
                for code, score in _likely(names, scores)
            ]
            ranked.append(tuple((hs, -score, _GUESSED) for score, _, hs in sorted(kept)[:top]))
        return ranked


def _typed(codes: Sequence[str]) -> list[Scored]:
    """Codes typed in a text: one is given; of several, each may be the one that a partner looks for."""
    origin: Origin = "given" if len(codes) == 1 else "guessed"
    return [(code, round(1 / len(codes), 4), origin) for code in codes]


def _likely(names: Sequence[str], scores: Rows) -> Iterator[tuple[str, float]]:
    places = np.flatnonzero(scores >= LEAST_SCORE)
    return zip((names[i] for i in places.tolist()), scores[places].tolist(), strict=True)


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
