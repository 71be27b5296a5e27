"""Mission, solve, ejection: a request takes the place of those worth less, who look for another."""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from svat.compiled import compiled
from svat.mission.solve.board import (
    ALL_OPEN,
    ALLOWED,
    COUNT,
    HELD,
    MOST,
    SLOT,
    SLOTS,
    STEPS,
    TAKEN,
    TEAM_START,
    WHO,
    WIDEST,
)
from svat.mission.solve.chains import repair
from svat.mission.solve.insertion import insert, settle
from svat.mission.solve.moves import draw, in_order, lift, undo

_MOST_VICTIMS = 6


@compiled()
def _victims(b, weight, victims, g, t):
    """Whose places a team must have to meet in slot t, the lightest of the slot among them if its tables are full."""
    n = np.int64(0)
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        other = b[b[TAKEN] + p * b[SLOTS] + t]
        known = other < 0
        for v in range(n):
            known = known or victims[v] == other
        if not known:
            victims[n] = other
            n += 1
    if n == 0 and b[b[COUNT] + t] >= b[b[ALL_OPEN] + t]:
        if b[b[COUNT] + t] == 0:
            return np.int64(-1)
        held = b[HELD] + t * b[MOST]
        lightest = b[held]
        for k in range(1, b[b[COUNT] + t]):
            if weight[b[held + k]] < weight[lightest]:
                lightest = b[held + k]
        victims[0] = lightest
        n = np.int64(1)
    return n


@compiled()
def _replace(b, random, weight, victims, n, deep):
    """Look for other places for who lost theirs, the heaviest first; the weight of those who found none."""
    lost = np.int64(0)
    for v in range(1, n):
        w = v
        while w > 0 and weight[victims[w - 1]] < weight[victims[w]]:
            victims[w - 1], victims[w] = victims[w], victims[w - 1]
            w -= 1
    for v in range(n):
        if insert(b, victims[v]) or (deep and repair(b, random, victims[v])):
            continue
        lost += weight[victims[v]]
    return lost


@compiled()
def eject(b, random, weight, m, deep):
    """Place a request in the place of others where that gains weight in all; whether it was.

    With `deep` those who lose their place are found another one by chains too.
    """
    slots = b[SLOTS]
    start = draw(random, slots)
    victims = np.empty(_MOST_VICTIMS + b[WIDEST], np.int64)
    for g in range(b[b[TEAM_START] + m], b[b[TEAM_START] + m + 1]):
        for x in range(slots):
            t = (x + start) % slots
            if b[b[ALLOWED] + g * slots + t] == 0:
                continue
            n = _victims(b, weight, victims, g, t)
            if n < 0 or n > _MOST_VICTIMS:
                continue
            loss = np.int64(0)
            for v in range(n):
                loss += weight[victims[v]]
            if not deep and n > 1 and loss >= 2 * weight[m]:
                continue
            to = b[STEPS]
            sound = True
            for v in range(n):
                lift(b, victims[v])
                sound = sound and in_order(b, victims[v])
            if sound and settle(b, m, g, t) and _replace(b, random, weight, victims, n, deep) < weight[m]:
                return True
            undo(b, to)
    return False


@compiled()
def improve(b, random, weight, order, deep, chains):
    """Try to place each of these requests that has no place; the weight gained.

    `chains`: whether others may change places for it, which is in vain where every table is taken.
    """
    gained = np.int64(0)
    before = np.int64(0)
    for m in range(len(weight)):
        before += weight[m] if b[b[SLOT] + m] >= 0 else 0
    for m in order:
        b[STEPS] = 0
        if b[b[SLOT] + m] < 0 and not insert(b, m) and not (chains and repair(b, random, m)):
            eject(b, random, weight, m, deep)
    b[STEPS] = 0
    for m in range(len(weight)):
        gained += weight[m] if b[b[SLOT] + m] >= 0 else 0
    return gained - before
