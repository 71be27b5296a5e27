"""Mission, solve, insertion: requests get places one after another, each where it costs the fewest breaks."""

# mypy: disable-error-code="no-untyped-def,assignment"

from __future__ import annotations

import numpy as np

from svat.compiled import compiled
from svat.mission.solve.board import (
    ALL_OPEN,
    COUNT,
    DAY,
    DAYS,
    ON_DAY,
    SLOT,
    SLOTS,
    STEPS,
    TEAM_START,
    WHO,
    WIDEST,
)
from svat.mission.solve.moves import free, in_order, neighbours, place, undo

_MET = 3000  # what each meeting of those who might go costs, so that they share them
_FULL = 900  # what a full slot costs, where a break costs 1,000


@compiled()
def _cost(b, g, t):
    found = 0
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        if b[b[ON_DAY] + p * b[DAYS] + b[b[DAY] + t]] > 0:
            found += 1 - neighbours(b, p, t)
    return 1000 * found + _FULL * b[b[COUNT] + t] // b[b[ALL_OPEN] + t]


@compiled()
def _met(b, g):
    found = 0
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        for day in range(b[DAYS]):
            found += b[b[ON_DAY] + p * b[DAYS] + day]
    return found


@compiled()
def settle(b, m, g, t):
    """Place a request, precedence being kept; False, and nothing done, if it cannot be."""
    to = b[STEPS]
    if not free(b, g, t) or not place(b, m, g, t):
        return False
    if in_order(b, m):
        return True
    undo(b, to)
    return False


@compiled()
def insert(b, m):
    """Place a request where those who go, a table and an interpreter are free; whether it was."""
    best_g = best_t = np.int64(-1)
    least = 1 << 40
    teams = range(b[b[TEAM_START] + m], b[b[TEAM_START] + m + 1])
    for g in teams:
        for t in range(b[SLOTS]):
            if b[b[COUNT] + t] < b[b[ALL_OPEN] + t] and free(b, g, t):
                now = _cost(b, g, t)
                if len(teams) > 1:
                    now += _MET * _met(b, g)
                if now < least:
                    least, best_g, best_t = now, g, t
    if best_g < 0:
        return False
    if settle(b, m, best_g, best_t):
        return True
    for g in teams:
        for t in range(b[SLOTS]):
            if settle(b, m, g, t):
                return True
    return False


@compiled()
def insert_all(b, order):
    """Insert requests in this order; how many got a place."""
    placed = 0
    for m in order:
        b[STEPS] = 0
        if b[b[SLOT] + m] < 0 and insert(b, m):
            placed += 1
    return placed
