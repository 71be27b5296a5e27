"""Mission, solve, fairness: of two requests worth the same, the one is placed whose people have fewer others placed."""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from svat.compiled import compiled
from svat.mission.solve.board import (
    ALLOWED,
    COUNT,
    HELD,
    MOST,
    REQUESTS,
    SLOT,
    SLOTS,
    STEPS,
    TEAM,
    TEAM_START,
    WHO,
    WIDEST,
)
from svat.mission.solve.insertion import insert, settle
from svat.mission.solve.moves import draw, in_order, lift, undo

_LOOKED_AT = 64  # meetings of a slot, for one of the same weight


@compiled()
def _add(b, without, g, more):
    """Count a request that is not placed for each of its people; what the sum of squares rises by."""
    found = np.int64(0)
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        found += more * (2 * without[p] + more)
        without[p] += more
    return found


@compiled()
def even_out(b, random, weight, without, rounds):
    """Exchange requests of one weight where that spreads what is not placed; how many exchanges.

    `without` (P,) is filled with how many requests of each person have no place.
    """
    without[:] = 0
    for m in range(b[REQUESTS]):
        if b[b[SLOT] + m] < 0 and b[b[TEAM_START] + m + 1] > b[b[TEAM_START] + m]:
            _add(b, without, b[b[TEAM] + m], 1)
    found = 0
    for _ in range(rounds):
        m = draw(random, b[REQUESTS])
        if b[b[SLOT] + m] >= 0 or b[b[TEAM_START] + m + 1] == b[b[TEAM_START] + m]:
            continue
        t = draw(random, b[SLOTS])
        g = b[b[TEAM_START] + m]
        if b[b[ALLOWED] + g * b[SLOTS] + t] == 0 or b[b[COUNT] + t] == 0:
            continue
        held = b[HELD] + t * b[MOST]
        start = draw(random, b[b[COUNT] + t])
        for k in range(min(b[b[COUNT] + t], _LOOKED_AT)):
            other = b[held + (start + k) % b[b[COUNT] + t]]
            if weight[other] != weight[m]:
                continue
            mine, theirs = b[b[TEAM] + m], b[b[TEAM] + other]
            rise = _add(b, without, mine, -1) + _add(b, without, theirs, 1)
            if rise < 0:
                b[STEPS] = 0
                lift(b, other)
                if in_order(b, other) and (settle(b, m, g, t) or insert(b, m)):
                    found += 1
                    break
                undo(b, 0)
            _add(b, without, theirs, -1)
            _add(b, without, mine, 1)
    b[STEPS] = 0
    return found
