"""Market room: what each reason is worth, 0 … 1, by the few facts that it reads; the words are in `reasons`.

The sums of `figures` and the sentences of `reasons` both stand on these, so that neither says what the other does not.
Numbers may be arrays where a function only adds, subtracts and multiplies.
"""

from __future__ import annotations

import math
from collections.abc import Set as AbstractSet
from typing import TypeVar

import numpy as np
import numpy.typing as npt

NEUTRAL = 0.5  # where a field is not stated: neither for nor against
Markets = tuple[tuple[str, ...], tuple[str, ...]]  # countries of interest, countries exported to
WANTED, EXPORTED, OTHERS = 1.0, 0.8, 0.2  # what a company states of a country
ALIKE, COMPLEMENTARY, APART = 1.0, 0.8, 0.2  # two kinds of partnership
_NO_CERTIFICATE = 0.3
Figures = TypeVar("Figures", float, npt.NDArray[np.float64])

# Who looks for whom: (own type, partner's type), in addition to equal types, which always agree.
COMPLEMENTS = frozenset(
    {
        ("supply", "distribution"),
        ("manufacturing", "distribution"),
        ("manufacturing", "supply"),
        ("licensing", "manufacturing"),
        ("investment", "joint venture"),
        ("franchise", "distribution"),
    }
)


def product_fit(best: Figures, second: Figures) -> Figures:
    """By the fits of the two best lines, the second 0 where there is none: it closes half of what is missing."""
    return best + 0.5 * (1.0 - best) * second


def volume_fit(own: Figures, other: Figures) -> Figures:
    """By the ranks of turnover of the two, each within its own roll."""
    return 1.0 - abs(own - other)


def market(stated: Markets, country: str) -> float:
    """How much a company wants a country."""
    wanted, exported = stated
    if country in wanted:
        return WANTED
    if country in exported:
        return EXPORTED
    return OTHERS if wanted else NEUTRAL


def market_interest(own: Figures, theirs: Figures) -> Figures:
    """By how much each of the two wants the other's country."""
    return (own + theirs) / 2


def common_language(own: AbstractSet[str], other: AbstractSet[str]) -> float:
    """By the languages that both state."""
    if not own or not other:
        return NEUTRAL
    return 0.0 if own.isdisjoint(other) else 1.0


def certificates(held: int) -> float:
    """To a buyer, by how many certificates the partner holds."""
    return 1.0 - 0.5**held if held else _NO_CERTIFICATE


def size_fit(own: int, other: int) -> float:
    """By the staff of the two; 0 is none stated."""
    return max(0.0, 1.0 - abs(math.log10(own / other)) / 3.0) if own and other else NEUTRAL


def partnership_type(own: tuple[str, ...], other: tuple[str, ...]) -> float:
    """By the kinds of partnership that each looks for."""
    if not own or not other:
        return NEUTRAL
    if not set(own).isdisjoint(other):
        return ALIKE
    return COMPLEMENTARY if complement(own, other) else APART


def complement(own: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str] | None:
    """The first kinds that look for each other, own and other; None where none do."""
    return next(
        (
            (mine, theirs)
            for mine in sorted(own)
            for theirs in sorted(other)
            if (mine, theirs) in COMPLEMENTS or (theirs, mine) in COMPLEMENTS
        ),
        None,
    )
