"""Fairness of a result in figures: how evenly expected matches are spread."""

from __future__ import annotations

import numpy as np

from svat.market.graph import Floats


def gini(values: Floats) -> float:
    """Gini coefficient of values ≥ 0, shape (k,): 0 when all are equal, towards 1 when one has all."""
    if len(values) == 0 or float(values.sum()) <= 0.0:
        return 0.0
    rising = np.sort(values)
    k = len(rising)
    share = np.cumsum(rising) / rising.sum()
    return float((k + 1 - 2.0 * share.sum()) / k)
