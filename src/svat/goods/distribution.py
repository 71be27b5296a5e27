"""Goods room: what listings may be, whole: every heading and subheading with its share, sparse and exact.

Shares are kept in ten-thousandths, so that sums of products are whole numbers: the same in any order, on any engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.goods.kernels import add_products

WHOLE = 10_000  # shares that make one
_Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Distributions:
    """Row i has the codes numbers[starts[i]:starts[i + 1]], rising, each with its share in ten-thousandths."""

    starts: _Int64s  # (rows + 1,)
    numbers: _Int64s  # (entries,) codes read as whole numbers: 0409 is 409
    shares: _Int64s  # (entries,)

    @classmethod
    def of(cls, rows: Sequence[Iterable[tuple[str, float]]]) -> Distributions:
        """The distributions of rows of (code, probability), codes of one length and each once a row."""
        kept = [sorted((int(code), share) for code, p in row if (share := round(p * WHOLE))) for row in rows]
        starts = np.cumsum([0, *map(len, kept)]).astype(np.int64)
        entries = [entry for row in kept for entry in row]
        numbers, shares = zip(*entries, strict=True) if entries else ((), ())
        return cls(starts, np.array(numbers, dtype=np.int64), np.array(shares, dtype=np.int64))

    def agreement(self, rows: _Int64s, other: Distributions, other_rows: _Int64s) -> npt.NDArray[np.float64]:
        """The probability that row rows[k] and row other_rows[k] of `other`, read apart, are the same: (len(rows),).

        Sum over codes of p × q, 0 … 1.
        """
        found = np.zeros(len(rows), dtype=np.int64)
        add_products(
            found, self.numbers, self.shares, self.starts, rows,
            other.numbers, other.shares, other.starts, other_rows,
        )  # fmt: skip
        return np.minimum(found / WHOLE**2, 1.0)

    def agreements(self, row: int, other: Distributions) -> npt.NDArray[np.float64]:
        """`agreement` of one row with every row of another table: (rows of other,)."""
        every = np.arange(len(other.starts) - 1, dtype=np.int64)
        return self.agreement(np.full(len(every), row, dtype=np.int64), other, every)
