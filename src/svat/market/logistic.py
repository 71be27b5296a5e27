"""The fit behind learnt weights: a logistic regression that no reason can lower, drawn towards the table's proportions.

With values x (one number 0 … 1 for each reason), probability = 1 / (1 + exp(−(offset + Σ strengths · x))), every
strength ≥ 0. Minimised is the sum over decisions of the log-loss, plus
  pull / 2 · (Σ strengths² / table − (Σ strengths)²)    = pull / 2 · slope² · χ²(weights, table's weights)
where slope = Σ strengths and weights = strengths / slope: it speaks of the proportions between the reasons alone, and
leaves slope and offset, the calibration, to the decisions; and a wide normal prior on slope and offset, around the
tangent of the table at a probability of one half, which keeps every fit finite. The whole is strictly convex: one
minimum, whatever the order of rows. It is found by projected Newton
steps (Bertsekas 1982, "Projected Newton methods for optimization problems with simple constraints"): strengths at
their least that want to be lower stay there, for the others a quadratic is solved, and the step is shortened until the
sum falls.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

TANGENT = (-2.0, 4.0)  # offset and slope: equal to the table in value and steepness where it says one half
WIDTHS = np.array([4.0, 2.0])  # standard deviations of the prior on offset and slope
TABLE_ONLY = math.inf  # the pull at which the proportions are the table's: only the calibration is learnt
LEAST_SLOPE = (
    0.1  # then; decisions that no reason predicts may flatten the table's order, but not wipe it out
)
_STEPS = 200  # ten are usual
_SETTLED = 1e-9  # of a gradient that is summed over decisions
_SUFFICIENT = 1e-4  # of the fall that the gradient promises (Armijo)
_SHORTEST = 2.0**-40


@dataclass(frozen=True)
class Fit:
    """Offset and one strength for each reason, in log-odds."""

    offset: float
    strengths: Floats  # (reasons,), ≥ 0

    def probabilities(self, values: Floats) -> Floats:
        """(decisions,) from values of shape (decisions, reasons)."""
        result: Floats = _sigmoid(self.offset + values @ self.strengths)
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


@dataclass(frozen=True)
class _Problem:
    """What is minimised over x = (offset, strengths …), each x ≥ its `least`."""

    values: Floats
    accepted: Floats
    table: Floats
    pull: float
    least: Floats

    def cost(self, x: Floats) -> float:
        """The sum itself."""
        strengths, slope = x[1:], x[1:].sum()
        odds = x[0] + self.values @ strengths
        off = (np.array([x[0], slope]) - TANGENT) / WIDTHS
        loss = np.logaddexp(0.0, odds).sum() - self.accepted @ odds
        drawn = (strengths * strengths / self.table).sum() - slope * slope
        return float(loss + self.pull / 2 * drawn + off @ off / 2)

    def slopes(self, x: Floats) -> tuple[Floats, Floats]:
        """Its gradient and its second derivatives."""
        strengths, slope = x[1:], x[1:].sum()
        said = _sigmoid(x[0] + self.values @ strengths)
        missed, doubt = said - self.accepted, said * (1 - said)
        off = (np.array([x[0], slope]) - TANGENT) / WIDTHS
        gradient = np.concatenate(
            ([missed.sum()], self.values.T @ missed + self.pull * (strengths / self.table - slope))
        )
        gradient[0] += off[0] / WIDTHS[0]
        gradient[1:] += off[1] / WIDTHS[1]
        curved = np.empty((len(x), len(x)))
        curved[0, 0] = doubt.sum() + WIDTHS[0] ** -2
        curved[0, 1:] = curved[1:, 0] = doubt @ self.values
        curved[1:, 1:] = self.values.T @ (doubt[:, None] * self.values) + WIDTHS[1] ** -2
        curved[1:, 1:] += self.pull * (np.diag(1 / self.table) - 1)
        return gradient, curved


def _minimum(values: Floats, accepted: Floats, table: Floats, pull: float, least: float = 0.0) -> Floats:
    least_of_each = np.concatenate(([-math.inf], np.full(len(table), least)))
    problem = _Problem(values, accepted, table, pull, least_of_each)
    x = np.maximum(np.concatenate(([TANGENT[0]], TANGENT[1] * table)), least_of_each)
    for _ in range(_STEPS):
        gradient, curved = problem.slopes(x)
        free = (x > least_of_each) | (gradient < 0)
        if not free.any() or np.abs(gradient[free]).max() < _SETTLED:
            break
        step = np.zeros(len(x))
        step[free] = -np.linalg.solve(curved[np.ix_(free, free)], gradient[free])
        moved = _shortened(problem, x, step, gradient)
        if np.array_equal(moved, x):
            break  # as near as the sum can tell
        x = moved
    return x


def _shortened(problem: _Problem, x: Floats, step: Floats, gradient: Floats) -> Floats:
    """The first of x + step, x + step / 2 … within the bounds that lowers the sum as it should; x if none does."""
    before, share = problem.cost(x), 1.0
    while share > _SHORTEST:
        moved: Floats = np.maximum(x + share * step, problem.least)
        if problem.cost(moved) <= before + _SUFFICIENT * float(gradient @ (moved - x)):
            return moved
        share /= 2
    return x


def _sigmoid(odds: Floats) -> Floats:
    result: Floats = np.exp(-np.logaddexp(0.0, -odds))
    return result
