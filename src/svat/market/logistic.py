"""The fit behind learnt weights: a logistic regression that no reason can lower, drawn towards the table's proportions.

With values x (one number 0 … 1 for each reason), probability = 1 / (1 + exp(−(offset + Σ strengths · x))), every
strength ≥ 0. Minimised is the sum over decisions of the log-loss, plus
  pull / 2 · (Σ strengths² / table − (Σ strengths)²)    = pull / 2 · slope² · χ²(weights, table's weights)
where slope = Σ strengths and weights = strengths / slope: it speaks of the proportions between the reasons alone, and
leaves slope and offset, the calibration, to the decisions; and a wide normal prior on slope and offset, around the
tangent of the table at a probability of one half, which keeps every fit finite. The whole is strictly convex: one
minimum, whatever the order of rows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

Floats = npt.NDArray[np.float64]

TANGENT = (-2.0, 4.0)  # offset and slope: equal to the table in value and steepness where it says one half
WIDTHS = np.array([4.0, 2.0])  # standard deviations of the prior on offset and slope
TABLE_ONLY = math.inf  # the pull at which the proportions are the table's: only the calibration is learnt
LEAST_SLOPE = (
    0.1  # then; decisions that no reason predicts may flatten the table's order, but not wipe it out
)


@dataclass(frozen=True)
class Fit:
    """Offset and one strength for each reason, in log-odds."""

    offset: float
    strengths: Floats  # (reasons,), ≥ 0

    def probabilities(self, values: Floats) -> Floats:
        """(decisions,) from values of shape (decisions, reasons)."""
        result: Floats = expit(self.offset + values @ self.strengths)
        return result


def fit(values: Floats, accepted: Floats, table: Floats, pull: float) -> Fit:
    """Offset and strengths for (decisions, reasons) values 0 … 1 and (decisions,) answers 0 or 1.

    `table` are the weights (reasons,) to be drawn to, > 0 and 1 in all; `pull` > 0 says how strongly.
    """
    if math.isinf(pull):
        offset, slope = _minimum((values @ table)[:, None], accepted, np.ones(1), 0.0, LEAST_SLOPE)
        return Fit(float(offset), slope * table)
    found = _minimum(values, accepted, table, pull)
    return Fit(float(found[0]), found[1:])


def _minimum(values: Floats, accepted: Floats, table: Floats, pull: float, least: float = 0.0) -> Floats:
    def cost(x: Floats) -> tuple[float, Floats]:
        strengths, slope = x[1:], x[1:].sum()
        odds = x[0] + values @ strengths
        missed = expit(odds) - accepted
        off = (np.array([x[0], slope]) - TANGENT) / WIDTHS
        gradient = np.concatenate(([missed.sum()], values.T @ missed + pull * (strengths / table - slope)))
        gradient[0] += off[0] / WIDTHS[0]
        gradient[1:] += off[1] / WIDTHS[1]
        loss = np.logaddexp(0.0, odds).sum() - accepted @ odds
        drawn = (strengths * strengths / table).sum() - slope * slope
        return float(loss + pull / 2 * drawn + off @ off / 2), gradient

    start = np.concatenate(([TANGENT[0]], TANGENT[1] * table))
    bounds: list[tuple[float | None, float | None]] = [(None, None), *[(least, None)] * len(table)]
    found = minimize(
        cost,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 2000, "maxfun": 4000},
    )
    result: Floats = np.asarray(found.x, dtype=np.float64)
    return result
