"""Goods tables made by hand for the tests of the join: codes with scores, and vectors that say how near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from svat.goods.encoder import WIDTH
from svat.goods.model import Code, Goods, Reading
from svat.goods.space import unit
from svat.roll.model import Listing, ListingKind


def row(
    company: str,
    kind: ListingKind,
    text: str,
    *,
    given: str | None = None,
    guesses: Sequence[tuple[str, float]] = (),
    meaning: Sequence[float] = (),
    position: int = 0,
) -> tuple[Listing, Reading, np.ndarray]:
    """One listing; `meaning` is the start of its vector, () for a text that the encoder cannot read."""
    codes = [Code(given, 1.0, "given", "")] if given else []
    codes += [Code(hs, score, "guessed", "") for hs, score in guesses]
    vector = np.zeros(WIDTH)
    vector[: len(meaning)] = meaning
    reading = Reading(text, tuple(codes), "Latin", supported=bool(meaning))
    return Listing(company, kind, position, text, given), reading, vector


def goods(rows: Sequence[tuple[Listing, Reading, np.ndarray]]) -> Goods:
    """The rows as a goods table."""
    vectors = np.array([vector for _, _, vector in rows]).reshape(-1, WIDTH)
    return Goods(tuple(r[0] for r in rows), tuple(r[1] for r in rows), unit(vectors))
