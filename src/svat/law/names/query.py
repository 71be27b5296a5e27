"""Law, names: a name as it is looked for: one reading, its words, what each counts and may stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from svat.law.names import scale
from svat.law.names.spelling import sound
from svat.law.names.vocabulary import Likeness
from svat.roll.folding import marked_readings, readings

Marked = tuple[tuple[str, bool], ...]  # words of one reading, each with whether it is of a legal form


def read(name: str, person: bool) -> tuple[Marked, ...]:
    """Every reading of a name; a person's name has no legal form."""
    if person:
        return tuple(tuple((word, False) for word in way.split()) for way in readings(name) if way)
    return tuple(way for way in marked_readings(name) if way)


def shares(marked: Marked, weights: Sequence[float]) -> tuple[float, ...]:
    """What each word counts: as given, but all words of legal forms together next to nothing."""
    forms = sum(of_form for _, of_form in marked)
    return tuple(
        min(scale.FORM_AT_MOST / forms, weight) if of_form else weight
        for (_, of_form), weight in zip(marked, weights, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Query:
    """One reading of a name that is looked for."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    likeness: tuple[Likeness, ...]  # of each word
    pairs: tuple[Likeness, ...]  # of each two neighbours written together

    @property
    def total(self) -> float:
        """The weights' sum, never 0."""
        return max(sum(self.weights), 1e-9)


def together(words: Sequence[str]) -> str:
    """Words as they sound, written together."""
    return "".join(map(sound, words))


def guessed_weight(likeness: Likeness, weights: Mapping[int, float] | Sequence[float]) -> float:
    """What a word counts that no listed name has: as much as the listed words that it most likely stands for."""
    if not likeness:
        return 1.0
    best = max(like for like, _ in likeness.values())
    if best < scale.GUESS_FROM:
        return 1.0
    return max(weights[n] for n, (like, _) in likeness.items() if like > best - 1e-9)
