"""The nouns of candidates: a line of trade and the table of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from svat.goods.model import Origin
from svat.goods.relations import UNTOLD, Relation
from svat.roll.model import Listing

Strength = Literal["strong", "fair", "weak"]
_STRONG, _FAIR = 0.4, 0.1  # a fit from which a line is strong, and from which it is not weak
Direction = Literal["a_to_b", "b_to_a"]  # which side sells


def strength(fit: float) -> Strength:
    """What a fit is called: a weak one is to be confirmed before anybody acts on it."""
    return "strong" if fit >= _STRONG else "fair" if fit >= _FAIR else "weak"


@dataclass(frozen=True, slots=True)
class Line:
    """One offer of one side that could meet one need of the other."""

    direction: Direction
    offer: Listing
    need: Listing
    hs: str  # the shared code: the longest common prefix (2, 4 or 6 digits) of the two best agreeing codes
    origin: Origin  # "given" when both codes behind `hs` were given by the companies
    similarity: float  # 0 … 1, of the two texts
    fit: float  # 0 … 1, goods fit: from shared digits, the codes' scores and similarity
    also: tuple[str, ...] = ()  # other codes either text may plausibly mean: the gate reads them too
    relation: Relation = UNTOLD  # what the goods are to each other, in words, where the line is shown

    @property
    def strength(self) -> Strength:
        """What its fit is called."""
        return strength(self.fit)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two companies with at least one line of trade between them, best line first."""

    a: str  # external_id on side a
    b: str
    lines: tuple[Line, ...]
