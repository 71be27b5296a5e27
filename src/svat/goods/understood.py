"""Goods room: probabilities of what a text means, from the readings of what it says.

Rules, in their order:

parts      where LED is read as things that have headings of parts: half of the reading with the word "parts" and
           half of that without it, led to the headings of parts
article    where a material stands beside it ("leather shoes"), the article alone counts half as much again
products   where each part of a list is read with at least APART as another heading, half of the mean of their readings
           and half of the reading of the whole
hints      a code that the glossary or a CAS number gives counts with its share, the reading with the rest
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from svat.goods.model import Code, Reading
from svat.goods.parts import PartsHeadings
from svat.goods.sense import Sense
from svat.goods.text import TextLanguage
from svat.wording import say, say_list

Rows = npt.NDArray[np.float64]
Heard = tuple[str, str]  # what is read for its words, and what for its meaning
Read = Callable[[Sequence[Heard]], Rows]  # to probabilities of subheadings

APART = 0.5
LED = 0.5  # probability of things that the nomenclature knows parts of, from which on a text names parts
LAW_LEAST = 0.1  # what the text as it stands suggests from here on is handed to the law
KNOWN_BY_WORDS = 0.5  # the best code of a text in an unsupported language from which on it is taken as read
FLOOR, ARTICLE = 0.01, 0.5  # log p of the article alone counts so much beside log p of the whole
_EVEN = 1e-4  # a hint's subheadings share its probability as they are read; those not read at all, evenly


class Understanding:
    """Puts readings together by the senses of texts."""

    def __init__(
        self, parts: PartsHeadings, subheadings: Sequence[str], heading_of: npt.NDArray[np.intp]
    ) -> None:
        self._parts = parts
        self._codes = np.array(subheadings)
        self._heading_of = heading_of

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
            found = rows[place[sense.plain, sense.voiced]]
            if sense.machine:
                machine = rows[place[sense.machine, sense.machine]]
                both = self._hinted((found + machine) / 2, sense.hints)
                if self._parts.lead(machine) >= LED:
                    found = self._parts.led(both[None, :])[0]
            elif sense.article:
                found = self._made(found, rows[place[sense.article, sense.article]])
            elif sense.products:
                each = rows[[place[text, text] for text in sense.products]]
                if self._are_apart(each):
                    found = (found + each.mean(axis=0)) / 2
                    law[i] = each.max(axis=0)
            if not sense.machine:
                found = self._hinted(found, sense.hints)
            if sense.changed:
                # Nothing may be cleared more easily than as the text stands.
                law[i] = np.maximum(law[i], rows[place[sense.text, sense.text]])
            meant[i] = found
        return meant, law

    def _made(self, whole: Rows, article: Rows) -> Rows:
        """The reading of an article with its material: what the article alone is read as counts half as much again."""
        both = whole * (article + FLOOR) ** ARTICLE
        return np.asarray(both * whole.sum() / (both.sum() or 1.0))

    def _are_apart(self, each: Rows) -> bool:
        """Whether each row's best heading is another, and read with some certainty."""
        starts = np.flatnonzero(np.diff(self._heading_of, prepend=-1))
        headings = np.add.reduceat(each, starts, axis=1)
        best = headings.argmax(axis=1)
        return bool((headings.max(axis=1) >= APART).all() and len(set(best.tolist())) > 1)

    def _hinted(self, row: Rows, hints: Sequence[tuple[str, float]]) -> Rows:
        """A reading with each hint's share given to the subheadings of its code, as they are read among themselves."""
        for code, share in hints:
            under = np.char.startswith(self._codes, code)
            own = np.where(under, row + _EVEN, 0)
            if own.any():
                row = (1 - share) * row + share * own / own.sum()
        return row


def _heard(sense: Sense) -> set[Heard]:
    if not sense.plain:
        return set()
    alone = {*sense.products, sense.machine, sense.article} - {""}
    found = {(text, text) for text in alone} | {(sense.plain, sense.voiced)}
    return found | ({(sense.text, sense.text)} if sense.changed else set())


def answered(
    text: str, sense: Sense, spoken: TextLanguage, codes: tuple[Code, ...], law: tuple[Code, ...]
) -> Reading:
    """The reading of a text: its codes, what it is, and how it was read.

    A text in a language that the encoder does not know is answered as goods where its words are known all the same.
    """
    notes = list(sense.notes)
    answer = sense.answer
    supported = spoken.supported or answer == "code"
    if answer == "goods" and not spoken.supported:
        if codes and (codes[0].origin == "given" or codes[0].score >= KNOWN_BY_WORDS):
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
    return Reading(text, codes, spoken.name, supported, answer, say_list(notes, "; "), law)
