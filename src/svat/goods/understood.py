"""Goods room: probabilities of what a text means, from the readings of what it says.

Rules, in their order:

parts      where LED is read as things that have headings of parts: half of the reading with the word "parts" and
           half of that without it, led to the headings of parts
article    where a material stands beside it ("leather shoes"), the article alone counts half as much again
purpose    of goods of which a use is said ("tyres for tractors") and that are known alone, half of the goods alone and
           half of the whole, in which they count as much again
denied     what a text says that it is not ("other than of leather") takes from codes that it would have added to; of an
           article that is not made of a material, the codes of those that are keep NEVER of what they have
products   where each part of a list is read as another heading, with at least APART, or APART_LISTED between
           semicolons, MEAN of the mean of their readings and the rest of the reading of the whole
calm       of an English text of which the nomenclature knows one word and not the others, the headings'
           probabilities to the power CALM: that one word decided
beside     a code that stands beside the words counts SURE_BESIDE where its chapter has AGREED of the reading
hints      a code that the glossary or a CAS number gives counts with its share, the reading with the rest
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from svat.goods.documents import Places
from svat.goods.model import Code, Reading
from svat.goods.nomenclature import Nomenclature, below
from svat.goods.parts import PartsHeadings
from svat.goods.sense import Sense
from svat.goods.terms import kind_of_words
from svat.goods.text import words
from svat.wording import say, say_list

Rows = npt.NDArray[np.float64]
Heard = tuple[str, str]  # what is read for its words, and what for its meaning
Read = Callable[[Sequence[Heard]], Rows]  # to probabilities of subheadings

APART, APART_LISTED = 0.5, 0.25
LED = 0.5  # probability of things that the nomenclature knows parts of, from which on a text names parts
LAW_LEAST = 0.1  # what the text as it stands suggests from here on is handed to the law
KNOWN_BY_WORDS = 0.5  # the best code of a text in an unsupported language from which on it is taken as read
FLOOR, ARTICLE, GOODS = 0.003, 0.5, 1.0  # log p of the goods alone counts so much beside log p of the whole
MEAN = 0.8
AGREED, SURE_BESIDE = (
    0.1,
    0.9,
)  # a code beside the words counts so much where its chapter has that much of the reading
KNOWN_ALONE = 0.4  # the best heading of goods alone from which on their use is set apart
CALM = 0.8
NEVER = 0.05
_EVEN = 1e-4  # a hint's subheadings share its probability as they are read; those not read at all, evenly


class Understanding:
    """Puts readings together by the senses of texts."""

    def __init__(self, nomenclature: Nomenclature, starts: Places, slot: Places) -> None:
        """`starts`: the first subheading of each heading; `slot`: the heading of each subheading, among those."""
        self._parts = PartsHeadings(nomenclature)
        self._codes = nomenclature.subheadings
        self.vocabulary = {word for text in nomenclature.descriptions.values() for word in words(text)}
        self._starts, self._slot = starts, slot

    def of(self, senses: Sequence[Sense], read: Read) -> tuple[Rows, Rows]:
        """(what is meant, what the law reads too): two arrays (len(senses), subheadings).

        The second holds, for a text of which something else was read than what stands there, its reading as it
        stands, and for a list of products each product's own probability; it is zero for all others.
        """
        wanted = sorted({heard for sense in senses for heard in _heard(sense)})
        rows = read(wanted)
        place = {text: i for i, text in enumerate(wanted)}
        meant = np.zeros((len(senses), len(self._codes)))
        law = np.zeros_like(meant)
        for i, sense in enumerate(senses):
            if not sense.plain:
                continue
            found, hints = rows[place[sense.plain, sense.voiced]], sense.hints
            if sense.machine:
                machine = rows[place[sense.machine, sense.machine]]
                both = self._hinted((found + machine) / 2, (*sense.hints, *sense.parts_of))
                if self._parts.lead(self._hinted(machine, sense.parts_of)) >= LED:
                    found = self._parts.led(both[None, :])[0]
            elif sense.purposed:
                goods = sense.purposed
                alone = self._hinted(rows[place[goods.plain, goods.plain]], goods.hints)
                if self._heading_sums(alone).max() >= KNOWN_ALONE:
                    found = (self._made(found, alone, GOODS) + alone) / 2
            elif sense.article:
                found = self._made(found, rows[place[sense.article, sense.article]], ARTICLE)
            elif sense.products:
                each = np.array(
                    [self._hinted(rows[place[x.plain, x.plain]], x.hints) for x in sense.products]
                )
                if self._are_apart(each, APART_LISTED if sense.listed else APART):
                    found = (1 - MEAN) * found + MEAN * each.mean(axis=0)
                    law[i] = each.max(axis=0)
                    hints = ()
            if sense.denied:
                found = _without(found, rows[place[sense.denied, sense.denied]])
            if self._hangs_on_one_word(sense.plain):
                found = self._calmed(found)
            if not sense.machine:
                found = self._hinted(found, hints)
            found = self._not_of(found, sense.never)
            if sense.beside and self._agrees(found, sense.beside):
                found = self._hinted(found, ((sense.beside, SURE_BESIDE),))
            if sense.changed:
                # Nothing may be cleared more easily than as the text stands.
                law[i] = np.maximum(law[i], rows[place[sense.text, sense.text]])
            meant[i] = found
        return meant, law

    def _not_of(self, row: Rows, never: Sequence[str]) -> Rows:
        """The reading with NEVER of what it gives to codes of what the text says that it is not."""
        left = row.copy()
        for code in never:
            left[below(self._codes, code)] *= NEVER
        return np.asarray(left * row.sum() / (left.sum() or 1.0)) if never else row

    def _agrees(self, row: Rows, code: str) -> bool:
        """Whether the words are read as goods of the code's chapter, with some probability."""
        return float(row[below(self._codes, code[:2])].sum()) >= AGREED

    def _hangs_on_one_word(self, plain: str) -> bool:
        """Whether the nomenclature knows one word of an English text, and others not."""
        said = [word for word in words(plain) if word.isalpha()]
        if len(said) < 2 or not plain.isascii() or _not_english() & set(said):
            return False
        return sum(word in self.vocabulary for word in said) == 1

    def _calmed(self, row: Rows) -> Rows:
        """The reading with the headings' probabilities to the power CALM; what is in a heading keeps its shares."""
        headings = self._heading_sums(row)
        calm = headings**CALM
        factor = np.divide(calm, headings, out=np.zeros_like(calm), where=headings > 0)
        return np.asarray(row * factor[self._slot] * (row.sum() / (calm.sum() or 1.0)))

    def _heading_sums(self, rows: Rows) -> Rows:
        return np.add.reduceat(rows, self._starts, axis=-1)

    def _made(self, whole: Rows, alone: Rows, weight: float) -> Rows:
        """The reading of an article with its material or its use: what the article alone is read as counts again."""
        both = whole * (alone + FLOOR) ** weight
        return np.asarray(both * whole.sum() / (both.sum() or 1.0))

    def _are_apart(self, each: Rows, least: float) -> bool:
        """Whether each row's best heading is another, and read with some certainty."""
        headings = self._heading_sums(each)
        best = headings.argmax(axis=1)
        return bool((headings.max(axis=1) >= least).all() and len(set(best.tolist())) > 1)

    def _hinted(self, row: Rows, hints: Sequence[tuple[str, float]]) -> Rows:
        """A reading with each hint's share given to the subheadings of its code, as they are read among themselves."""
        for code, share in hints:
            own, under = np.zeros_like(row), below(self._codes, code)
            own[under] = row[under] + _EVEN
            if own.any():
                row = (1 - share) * row + share * own / own.sum()
        return row


@cache
def _not_english() -> frozenset[str]:
    """Small words of the other languages in Latin letters, whose texts are read by their meaning."""
    return frozenset(kind_of_words("small", "Latin").terms)


def _without(found: Rows, denied: Rows) -> Rows:
    """The reading less what its goods would be read as if they were what the text says that they are not."""
    left = found * (found + _EVEN) / (np.maximum(found, denied) + _EVEN)
    return np.asarray(left * found.sum() / (left.sum() or 1.0))


def _heard(sense: Sense) -> set[Heard]:
    if not sense.plain:
        return set()
    alone = {sense.machine, sense.article, sense.denied} - {""}
    alone |= {product.plain for product in (*sense.products, sense.purposed) if product}
    found = {(text, text) for text in alone} | {(sense.plain, sense.voiced)}
    return found | ({(sense.text, sense.text)} if sense.changed else set())


@dataclass(frozen=True, slots=True)
class HeardLanguage:
    """The language of a text: its name, its code, whether the encoder knows it, whether a file of it is loaded."""

    name: str
    code: str
    supported: bool
    loaded: bool


def answered(
    text: str, sense: Sense, spoken: HeardLanguage, codes: tuple[Code, ...], law: tuple[Code, ...]
) -> Reading:
    """The reading of a text: its codes, what it is, and how it was read.

    A text in a language that the encoder does not know is answered as goods where its words are known all the same:
    by a nomenclature of that language, or by the words that languages share.
    """
    notes = list(sense.notes)
    answer = sense.answer
    # Digits alone may be a code or a CAS number, which are read in English.
    supported = spoken.supported or answer == "code" or (answer == "goods" and spoken.name == "no letters")
    if answer == "goods" and not supported:
        # A word of the glossary in a text that is not understood is a guess, no reading.
        known = codes and codes[0].score >= KNOWN_BY_WORDS and sense.plain == sense.text
        known = known or (codes and spoken.loaded)
        if known or (codes and codes[0].origin == "given"):
            notes.append(say("{language}: read by its words alone", language=spoken.name))
        else:
            answer = "unsupported language"
            notes.append(
                say(
                    "{language} is not supported: give a code, or its words in another language",
                    language=spoken.name,
                )
            )
    elif answer == "goods" and not codes:
        notes.append(say("no code is probable: write it in other words, or give its HS code"))
    return Reading(text, codes, spoken.code, supported, answer, say_list(notes, "; "), law)
