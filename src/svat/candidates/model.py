"""The nouns of candidates: a line of trade and the table of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from svat.goods.model import Origin
from svat.roll.model import Listing

Direction = Literal["a_to_b", "b_to_a"]  # which side sells


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two companies with at least one line of trade between them, best line first."""

    a: str  # external_id on side a
    b: str
    lines: tuple[Line, ...]
