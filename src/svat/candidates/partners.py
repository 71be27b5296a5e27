"""Candidates room: the best partners of every need among offers, each with how strong it is and why.

What goods are to each other counts too (`svat.goods.relations`): parts of what a need asks for, or what is used with
it, are not what it asks for, and their score is LESS.

Every offer is looked at, so nothing is lost before it is ranked: needs × offers small products, which is right for one
list against another of some 10,000 lines; the join of two rolls meets in blocks instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from svat.candidates.codes import prefixes
from svat.candidates.rules import Rules
from svat.candidates.score import Whole, chance, scores_of_need
from svat.goods.model import Goods, Reading
from svat.goods.relations import LESS, UNTOLD, GoodsRelations, Relation
from svat.goods.similarity import text_similarity
from svat.progress import Progress, silent

_LEAST = Rules().least_share
MORE = 2
_NOBODY = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Partner:
    """One offer for one need, by their rows from 0."""

    need: int
    offer: int
    similarity: float  # 0 … 1, of the two texts
    chance: float  # 0 … 1, that both name one heading
    heading: str  # that both may be, the most probable; "" where they share none
    shares: tuple[float, float]  # how probable it is for the need and for the offer
    relation: Relation = UNTOLD


def partners(
    offers: Goods,
    needs: Goods,
    top: int,
    progress: Progress = silent,
    relations: GoodsRelations | None = None,
) -> Iterator[list[Partner]]:
    """For each need its `top` best offers by the pair score; an offer that nothing speaks for is none of them.

    Equal scores: the more similar text first, then the earlier row. With `relations`, LESS counts among the best
    MORE × `top`.
    """
    whole_offers, whole_needs = (Whole.of(goods.readings, _LEAST) for goods in (offers, needs))
    rows, found = [], []
    for need in range(len(needs.readings)):
        every = scores_of_need(need, whole_needs, needs, whole_offers, offers)
        kept = np.flatnonzero(every > 0)
        most = top if relations is None else MORE * top
        if len(kept) > most:
            kept = kept[every[kept] >= np.partition(every[kept], -most)[-most]]
        rows.append(kept)
        found.append(every[kept])
        progress("matching needs", need + 1, len(needs.readings))
    counts = [len(kept) for kept in rows]
    owners = np.repeat(np.arange(len(rows)), counts)
    alike = text_similarity(offers, np.concatenate([_NOBODY, *rows]), needs, owners)
    stated = [_shares(reading) for reading in offers.readings]
    ends = np.cumsum([0, *counts])
    for need, reading in enumerate(needs.readings):
        near = alike[ends[need] : ends[need + 1]]
        own = _shares(reading)
        tied = [relations.of(own, stated[row]) if relations else UNTOLD for row in rows[need]]
        score = np.round(found[need] * np.array([LESS.get(x.word, 1.0) for x in tied]), 6)
        probable = chance(score)
        yield [
            Partner(need, row, float(near[k]), float(probable[k]), *_shared(own, stated[row]), tied[k])
            for k, row in ((k, int(rows[need][k])) for k in np.lexsort((rows[need], -near, -score))[:top])
        ]


def _shares(reading: Reading) -> dict[str, float]:
    return {x.hs: x.p for x in prefixes(reading, _LEAST) if len(x.hs) > 2}


def _shared(need: dict[str, float], offer: dict[str, float]) -> tuple[str, tuple[float, float]]:
    both = (hs for hs in need.keys() & offer.keys() if len(hs) == 4)
    common = sorted(both, key=lambda hs: (-need[hs] * offer[hs], hs))
    return (common[0], (need[common[0]], offer[common[0]])) if common else ("", (0.0, 0.0))
