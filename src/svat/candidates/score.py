"""Candidates room: the pair score: how probable it is that two texts name the same heading.

What both texts may be, whole, and how near they are in meaning are two witnesses of one event. The agreement of the
two distributions is the probability that they, read apart, come out the same; its root keeps agreement in small
shares from counting for nothing. The cosine counts for half of that. docs/algorithms/candidates.md says which set
decided the numbers and which confirmed them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from svat.candidates import codes
from svat.goods.distribution import WHOLE, Distributions
from svat.goods.model import Goods, Reading

Floats = npt.NDArray[np.float64]
_Int64s = npt.NDArray[np.int64]
MEANING = 0.5  # what a cosine of 1 counts beside full agreement
SISTERS = 0.5  # what agreement in the subheading counts
_ODDS, _STEEPNESS = 0.80, 2.35  # odds at a score of 1, and by which power of the score they grow
_LEAST = 1e-3  # of a score, so that its power is finite
_BLOCK = 8_192  # pairs whose vectors are gathered at a time
DIGITS = 6  # decimals of a score: what is ranked is what is printed, on every machine


@dataclass(frozen=True)
class Whole:
    """What listings may be, in headings and in subheadings."""

    headings: Distributions
    subheadings: Distributions

    @classmethod
    def of(cls, readings: Sequence[Reading], least: float) -> Whole:
        """The distributions of readings; a given code is sure, and guesses below it are shares of it."""
        return cls.of_table(codes.code_table(readings, least), len(readings))

    @classmethod
    def of_table(cls, table: pa.Table, listings: int) -> Whole:
        """The same, of what `codes.code_table` made of so many readings."""
        ids, numbers, digits = (table[name].to_numpy() for name in ("id", "number", "digits"))
        shares = np.rint(table["p"].to_numpy() * WHOLE).astype(np.int64)
        found = []
        for length in (4, 6):
            rows = np.flatnonzero((digits == length) & (shares > 0))
            counts = np.bincount(ids[rows], minlength=listings)
            starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
            found.append(Distributions(starts, numbers[rows], shares[rows]))
        return cls(*found)


def scores(
    offers: Whole, offer_goods: Goods, needs: Whole, need_goods: Goods, pairs: tuple[_Int64s, _Int64s]
) -> Floats:
    """The score of offer pairs[0][k] and need pairs[1][k]: (pairs,), 0 … 1 + SISTERS + MEANING."""
    left, right = pairs
    found = _agreed(
        offers.headings.agreement(left, needs.headings, right),
        offers.subheadings.agreement(left, needs.subheadings, right),
    )
    for start in range(0, len(left), _BLOCK):  # one product at a time needs all vectors twice
        block = slice(start, start + _BLOCK)
        cosine = np.einsum("ij,ij->i", offer_goods.vectors[left[block]], need_goods.vectors[right[block]])
        found[block] += MEANING * np.maximum(cosine.astype(np.float64), 0.0)
    return np.asarray(np.round(found, DIGITS))


def scores_of_need(need: int, needs: Whole, need_goods: Goods, offers: Whole, offer_goods: Goods) -> Floats:
    """The score of one need with every offer: (offers,)."""
    found = _agreed(
        needs.headings.agreements(need, offers.headings),
        needs.subheadings.agreements(need, offers.subheadings),
    )
    cosine = offer_goods.vectors @ need_goods.vectors[need]
    return np.asarray(np.round(found + MEANING * np.maximum(cosine.astype(np.float64), 0.0), DIGITS))


def _agreed(headings: Floats, subheadings: Floats) -> Floats:
    return np.asarray(np.sqrt(headings) + SISTERS * np.sqrt(subheadings))


def chance(score: Floats) -> Floats:
    """The probability that a pair of this score names one heading: (pairs,), 0 … 1, to four digits."""
    odds = _ODDS * np.maximum(score, _LEAST) ** _STEEPNESS
    return np.asarray(np.round(odds / (1.0 + odds), 4))
