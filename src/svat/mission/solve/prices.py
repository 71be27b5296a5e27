"""Mission, solve, prices: what no plan can beat, by prices on what is scarce: the dual of a linear relaxation.

    greatest Σ v·x  subject to  Σ x ≤ c in every row,  0 ≤ x ≤ 1

A row is whatever can be used up: the open slots of a person, the slots of all tables, the hours of interpreters. For
any prices λ ≥ 0 of the rows, Σ c·λ + Σ max(0, v − Σ λ) is at least as much as any plan's value (weak duality), so the
bound is sound however well the prices were found. They are found by minimising a smoothed dual, row by row.
"""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svat.compiled import compiled
from svat.mission.solve.board import Ints

_HALVINGS = 22  # of the step towards the best price of a row
_COOLING = 0.6
_HEATS = 16  # the last is 0.6^16 = 0.0003 of the mean value
_SWEEPS = 12  # at each heat
_POLISH = 40


@dataclass(frozen=True, slots=True, eq=False)
class ScarceRows:
    """Rows of the relaxation: which requests use what, and how much there is of it."""

    start: Ints  # (rows + 1,)
    uses: Ints  # (entries,) requests; one that uses two of it stands twice
    capacity: Ints  # (rows,)
    group: Ints  # (rows,) what it is: a place in a list of words


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Prices found, and what they prove."""

    bound: float
    price: NDArray[np.float64]  # (rows,)
    left: NDArray[np.float64]  # (requests,) value less the prices of all that a request uses


@compiled()
def _row_price(left, old, uses, capacity, heat):
    """The price of a row that minimises the smoothed dual, all other prices as they are; `left` is after `old`."""
    used = 0.0
    most = 0.0
    for m in uses:
        value = left[m] + old
        most = max(most, value)
        used += 1.0 / (1.0 + math.exp(min(-value / heat, 500.0)))
    if used <= capacity:
        return 0.0
    low, high = 0.0, most + 40.0 * heat
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        used = 0.0
        for m in uses:
            used += 1.0 / (1.0 + math.exp(min((middle - left[m] - old) / heat, 500.0)))
        if used > capacity:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@compiled()
def _sharp_price(left, old, uses, capacity, scratch):
    """The price of a row that minimises the dual itself: the value that just fails to get a part of it."""
    n = len(uses)
    if n <= capacity:
        return 0.0
    for k in range(n):
        scratch[k] = left[uses[k]] + old
    part = scratch[:n]
    part.sort()
    below = part[n - capacity - 1]
    if capacity == 0:
        return max(0.0, below)
    above = part[n - capacity]
    if below <= 0.0:
        return 0.0
    return below if old < below else min(old, above)


@compiled()
def _bound(capacity, price, left):
    found = 0.0
    for r in range(len(capacity)):
        found += capacity[r] * price[r]
    for m in range(len(left)):
        found += max(0.0, left[m])
    return found


@compiled()
def descend(start, uses, capacity, value, price, left, heats, sweeps):
    """Find prices; the least bound met, whose prices stand in `price` then, and what is left of values in `left`."""
    rows = len(capacity)
    best = np.inf
    kept = price.copy()
    longest = 0
    for r in range(rows):
        longest = max(longest, start[r + 1] - start[r])
    scratch = np.empty(longest)
    for k in range(len(heats)):
        for _ in range(sweeps[k]):
            moved = 0.0
            for r in range(rows):
                part = uses[start[r] : start[r + 1]]
                if heats[k] > 0.0:
                    new = _row_price(left, price[r], part, capacity[r], heats[k])
                else:
                    new = _sharp_price(left, price[r], part, capacity[r], scratch)
                step = new - price[r]
                if step != 0.0:
                    for m in part:
                        left[m] -= step
                    price[r] = new
                    moved = max(moved, abs(step))
            now = _bound(capacity, price, left)
            if now < best:
                best = now
                kept[:] = price
            if moved < 1e-3 * heats[k] or moved == 0.0:
                break
        if heats[k] > 0.0 and (k + 1 == len(heats) or heats[k + 1] == 0.0):
            # The sharp steps begin from the best prices so far.
            price[:] = kept
            left[:] = value
            for r in range(rows):
                for m in uses[start[r] : start[r + 1]]:
                    left[m] -= price[r]
    price[:] = kept
    left[:] = value
    for r in range(rows):
        for m in uses[start[r] : start[r + 1]]:
            left[m] -= price[r]
    return _bound(capacity, price, left)


def prices(rows: ScarceRows, value: NDArray[np.float64]) -> Prices:
    """Prices (rows,) for these values (requests,), and the bound that they prove."""
    mean = float(value[value > 0].mean()) if (value > 0).any() else 1.0
    heats = np.array([mean * _COOLING**k for k in range(1, _HEATS + 1)] + [0.0])
    sweeps = np.array([_SWEEPS] * _HEATS + [_POLISH])
    price, left = np.zeros(len(rows.capacity)), value.astype(np.float64).copy()
    bound = descend(
        rows.start, rows.uses, rows.capacity, value.astype(np.float64), price, left, heats, sweeps
    )
    return Prices(float(bound), price, left)
