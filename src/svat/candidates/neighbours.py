"""Candidates room: pairs of texts that are near in meaning, exactly, by blocks of matrix products.

Exact search costs texts × texts × 256 products. Each block of products is looked at once, for its offers and for its
needs; what a need has found so far says how near a later offer must be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from svat.goods.encoder import Matrix

_Int64s = npt.NDArray[np.int64]
Pairs = tuple[_Int64s, _Int64s]
_BLOCK = 1024
_HELD = 1 << 22  # pairs held for needs before the ones too far are dropped


def near_pairs(offers: Matrix, needs: Matrix, least_cosine: float, per_row: int) -> Pairs:
    """Row numbers (offer, need), sorted, of pairs with a cosine of at least `least_cosine`.

    A pair stays when it is among the `per_row` nearest of its offer or of its need, ties included.
    """
    width = len(needs)
    found = [np.zeros(0, dtype=np.int64)]  # offer × width + need
    of_needs = _NearestSoFar(per_row, np.full(width, least_cosine, dtype=np.float32), _HELD)
    for start in range(0, len(offers), _BLOCK) if width else ():
        cosine = offers[start : start + _BLOCK] @ needs.T
        near = np.flatnonzero(cosine >= np.float32(least_cosine))
        at, values = near + start * width, cosine.ravel()[near]
        found.append(at[values >= _floors(near // width, values, per_row)])
        of_needs.add(at, values, at % width)
    both = np.unique(np.concatenate([*found, of_needs.pairs()]))
    return both // max(width, 1), both % max(width, 1)


def _floors(rows: _Int64s, values: npt.NDArray[np.float32], per_row: int) -> npt.NDArray[np.float32]:
    """For each value the `per_row`-th largest of its row, rows being in order; of a shorter row the least."""
    starts = np.flatnonzero(
        np.concatenate([np.ones(min(len(rows), 1), dtype=np.bool_), rows[1:] != rows[:-1]])
    )
    lengths = np.diff(np.append(starts, len(rows)))
    kth = np.full(len(starts), -np.inf, dtype=np.float32)
    for k in np.flatnonzero(lengths > per_row).tolist():
        own = values[starts[k] : starts[k] + lengths[k]]
        kth[k] = np.partition(own, -per_row)[-per_row]
    return np.repeat(kth, lengths)


@dataclass
class _NearestSoFar:
    """The nearest offers of every need among those seen, and how near another must be to count."""

    per_row: int
    floor: npt.NDArray[np.float32]  # (needs,) it only rises
    limit: int  # pairs held before those too far are dropped
    held: list[tuple[_Int64s, npt.NDArray[np.float32], _Int64s]] = field(default_factory=list)
    count: int = 0

    def add(self, pairs: _Int64s, values: npt.NDArray[np.float32], needs: _Int64s) -> None:
        """Further pairs with their cosines and their needs."""
        kept = values >= self.floor[needs]
        self.held.append((pairs[kept], values[kept], needs[kept]))
        self.count += int(kept.sum())
        if self.count > self.limit:
            self._drop()

    def _drop(self) -> None:
        """Let go of what is no longer among the nearest of its need."""
        if not self.held:
            return
        pairs, values, needs = (np.concatenate([row[k] for row in self.held]) for k in range(3))
        order = np.argsort(needs, kind="stable")
        pairs, values, needs = pairs[order], values[order], needs[order]
        floors = _floors(needs, values, self.per_row)
        np.maximum.at(self.floor, needs, floors)
        kept = values >= floors
        self.held = [(pairs[kept], values[kept], needs[kept])]
        self.count = int(kept.sum())
        self.limit = max(self.limit, 2 * self.count)

    def pairs(self) -> _Int64s:
        """The pairs that are among the nearest of their need, ties included."""
        self._drop()
        return self.held[0][0] if self.held else np.zeros(0, dtype=np.int64)
