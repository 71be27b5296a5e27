"""Mission, solve, annealing: fewer breaks, by Kempe chains that are accepted as in simulated annealing.

What is placed stays placed: a move changes slots alone. The energy is the number of breaks, and in addition a little
for their squares by person, so that of two plans with as many breaks the one wins that spreads them.
"""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import math

import numpy as np

from svat.compiled import compiled
from svat.mission.solve.board import (
    BREAKS,
    CHAIN,
    DAY,
    DAYS,
    FIRST,
    LAST,
    ON_DAY,
    PEOPLE,
    SLOT,
    SLOTS,
    STEPS,
    TAKEN,
    TEAM,
    WHO,
    WIDEST,
)
from svat.mission.solve.chains import balance, begin, exchange, grow, join
from svat.mission.solve.moves import draw, neighbours

_SPREAD = 0.02  # what the squares of breaks by person weigh, where a break weighs 1
_LOOK = 1 << 14  # proposals after which it is looked again who has breaks
_GUIDED = 7  # of ten proposals that begin with somebody who has breaks


@compiled()
def _change(b, p, s, t):
    """How many breaks more a person has whose one meeting moves from slot s to slot t."""
    before = neighbours(b, p, s)
    after = neighbours(b, p, t)
    if b[b[DAY] + s] == b[b[DAY] + t]:
        if s - t == 1 or t - s == 1:
            after -= 1
        return before - after
    row = b[ON_DAY] + p * b[DAYS]
    found = np.int64(0)
    if b[row + b[b[DAY] + s]] > 1:
        found += before - 1
    if b[row + b[b[DAY] + t]] > 0:
        found += 1 - after
    return found


@compiled()
def _rise(b, s, t, n):
    """What the energy rises by when the chain changes places."""
    found = 0.0
    for k in range(n):
        m = b[b[CHAIN] + k]
        at = b[b[SLOT] + m]
        to = t if at == s else s
        for w in range(b[WIDEST]):
            p = b[b[WHO] + b[b[TEAM] + m] * b[WIDEST] + w]
            if p < 0:
                break
            if b[b[TAKEN] + p * b[SLOTS] + to] < 0:
                more = _change(b, p, at, to)
                found += more + _SPREAD * more * (2 * b[b[BREAKS] + p] + more)
    return found


@compiled()
def _meeting_of(b, random, p):
    """A slot that the person has a meeting in, at random."""
    slots = b[SLOTS]
    row = b[TAKEN] + p * slots
    t = draw(random, slots)
    for _ in range(slots):
        if b[row + t] >= 0:
            return t
        t += 1
        if t == slots:
            t = 0
    return np.int64(-1)


@compiled()
def _beside(b, random, p, t):
    """The first idle slot after, or before, the run of meetings around slot t; NOBODY at a day's end."""
    step = 1 if draw(random, 2) else -1
    row = b[TAKEN] + p * b[SLOTS]
    first, last = b[b[FIRST] + t], b[b[LAST] + t]
    while first <= t <= last:
        if b[row + t] < 0:
            return t
        t += step
    return np.int64(-1)


@compiled()
def _torn(b, torn):
    """Fill `torn` (P,) with those who have breaks; how many they are."""
    n = 0
    for p in range(b[PEOPLE]):
        if b[b[BREAKS] + p] > 0:
            torn[n] = p
            n += 1
    return n


@compiled()
def anneal(b, random, placed, steps, heats):
    """Propose so many moves at temperatures falling from heats[0] to heats[1]; the breaks there are then."""
    torn = np.empty(b[PEOPLE], np.int64)
    count = 0
    cooling = (heats[1] / heats[0]) ** (1.0 / steps)
    heat = heats[0]
    for step in range(steps):
        heat *= cooling
        if step % _LOOK == 0:
            count = _torn(b, torn)
            if count == 0:
                break
        m = s = t = np.int64(-1)
        if draw(random, 10) < _GUIDED:
            p = torn[draw(random, count)]
            s = _meeting_of(b, random, p)
            near = _meeting_of(b, random, p)
            t = _beside(b, random, p, near)
            m = b[b[TAKEN] + p * b[SLOTS] + s]
        else:
            m = placed[draw(random, len(placed))]
            s = b[b[SLOT] + m]
            t = draw(random, b[SLOTS])
        if t < 0 or s == t:
            continue
        n = grow(b, s, t, np.int64(0), join(b, m, begin(b)))
        if n < 0:
            continue
        n = balance(b, random, s, t, n, 0)
        if n < 0:
            continue
        rise = _rise(b, s, t, n)
        if rise > 0 and draw(random, 1 << 30) >= math.exp(-rise / heat) * (1 << 30):
            continue
        b[STEPS] = 0
        exchange(b, s, t, n)
    b[STEPS] = 0
    breaks = 0
    for p in range(b[PEOPLE]):
        breaks += b[b[BREAKS] + p]
    return breaks
