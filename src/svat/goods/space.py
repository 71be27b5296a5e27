"""Goods room: the encoder's space with what all goods have in common taken out.

Raw vectors of unrelated goods are alike (a cosine of 0.2 and more), and short descriptions ("Copra") are near
to any short text. Both come from a few directions that nearly all vectors share. Removing the mean and the
strongest directions ("all but the top", Mu and Viswanath 2018) makes unrelated goods about orthogonal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.goods.encoder import Matrix, to_grid

TOP_DIRECTIONS = 8


@dataclass(frozen=True)
class Space:
    """The mean (512) and the shared directions (directions, 512) of a background of vectors."""

    mean: npt.NDArray[np.float64]
    directions: npt.NDArray[np.float64]

    @classmethod
    def of(cls, background: Matrix) -> Space:
        """The space of a background: the nomenclature's texts and words."""
        rows = background.astype(np.float64)
        mean = rows.mean(axis=0)
        _, directions = np.linalg.eigh(np.cov(rows - mean, rowvar=False))
        return cls(mean, directions[:, ::-1][:, :TOP_DIRECTIONS].T.copy())

    def project(self, rows: Matrix) -> Matrix:
        """Unit rows on the grid without mean and shared directions; a zero row stays zero."""
        centred = rows.astype(np.float64) - self.mean
        centred -= (centred @ self.directions.T) @ self.directions
        centred[~rows.any(axis=1)] = 0
        return unit(centred)


def unit(rows: npt.NDArray[np.floating]) -> Matrix:
    """Rows at length 1 on the grid; zero rows stay zero."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return to_grid(np.divide(rows, length, out=np.zeros_like(rows), where=length > 0))
