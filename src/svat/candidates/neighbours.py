"""Candidates room: pairs of texts that are near in meaning, exactly, by blocks of matrix products.

Exact search costs texts × texts × 512 products: right up to some 100,000 distinct texts a side. Beyond that
an approximate index belongs here and nowhere else.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from svat.goods.encoder import Matrix

Pairs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
_BLOCK = 1024


def near_pairs(offers: Matrix, needs: Matrix, least_cosine: float, per_row: int) -> Pairs:
    """Row numbers (offer, need), sorted, of pairs with a cosine of at least `least_cosine`.

    A pair stays when it is among the `per_row` nearest of its offer or of its need, ties included.
    """
    first, second = _nearest(offers, needs, least_cosine, per_row)
    back, forth = _nearest(needs, offers, least_cosine, per_row)
    rows = np.stack([np.concatenate([first, forth]), np.concatenate([second, back])])
    left, right = np.unique(rows, axis=1)
    return left, right


def _nearest(rows: Matrix, others: Matrix, least_cosine: float, per_row: int) -> Pairs:
    found: list[Pairs] = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    for start in range(0, len(rows), _BLOCK) if len(others) else ():
        cosine = rows[start : start + _BLOCK] @ others.T
        floor = np.full(len(cosine), least_cosine, dtype=np.float32)
        if others.shape[0] > per_row:
            kth = np.partition(cosine, -per_row, axis=1)[:, -per_row]
            floor = np.maximum(floor, kth)
        left, right = np.nonzero(cosine >= floor[:, None])
        found.append((left + start, right))
    return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])
