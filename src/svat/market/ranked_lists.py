"""Ranked lists: whom every company of one side is shown, in order, and how often where it has several lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.market.graph import Floats, Ints


@dataclass(frozen=True)
class RankedLists:
    """The lists of one side's companies: entries by company, then place, then partner."""

    start: npt.NDArray[np.int64]  # (companies + 1,): entries of company c are start[c] … start[c + 1] - 1
    edge: npt.NDArray[np.int32]  # (entries,)
    mixed: tuple[npt.NDArray[np.int32], Floats] | None = (
        None  # (entries,) place from 1, and share of the lists with it
    )

    def entries(self, part: slice) -> tuple[Ints, Floats]:
        """Place and share of some entries; a single list has its entries on places 1, 2, …, and share 1."""
        if self.mixed is not None:
            return self.mixed[0][part], self.mixed[1][part]
        at = (
            np.arange(len(self.edge))[part]
            if part == slice(None)
            else np.arange(part.start, part.start + len(self.edge[part]))
        )
        company = np.searchsorted(self.start, at, side="right") - 1
        return (at - self.start[company] + 1).astype(np.int32), np.ones(len(at))

    def attention(self, v: Floats, edges: int) -> Floats:
        """What the lists give to each edge, (edges,)."""
        place, share = self.entries(slice(None))
        return np.bincount(self.edge, weights=v[place - 1] * share, minlength=edges).astype(np.float64)

    def places(self, edges: int) -> npt.NDArray[np.int64]:
        """Place of each edge, (edges,), 0 for none; for one list each."""
        out = np.zeros(edges, dtype=np.int64)
        out[self.edge] = self.entries(slice(None))[0]
        return out
