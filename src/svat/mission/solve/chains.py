"""Mission, solve, chains: Kempe chains: meetings of two slots that share people change places, all of them at once.

Meetings are vertices, slots colours, a shared person an edge. Where one meeting moves from slot s to slot t, whoever is
in its way there moves to s, and so on until nobody is in anybody's way (Kempe 1879; Morgenstern and Shapiro 1990).
"""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from svat.compiled import compiled
from svat.mission.solve.board import (
    ALL_OPEN,
    ALLOWED,
    CHAIN,
    COUNT,
    HELD,
    MARK,
    MOST,
    SLOT,
    SLOTS,
    STAMP,
    STEPS,
    TAKEN,
    TEAM,
    TEAM_START,
    WHO,
    WIDEST,
)
from svat.mission.solve.insertion import settle
from svat.mission.solve.moves import draw, in_order, lift, place, undo

_LONGEST = 600  # meetings of one chain: the log has room for their steps
_MORE = 6  # chains that may be joined until the tables of both slots suffice


@compiled()
def begin(b):
    """A new chain, with no meeting in it."""
    b[STAMP] += 1
    return np.int64(0)


@compiled()
def join(b, m, n):
    """Add a meeting to a chain of `n`; how many it has then."""
    if b[b[MARK] + m] == b[STAMP]:
        return n
    b[b[MARK] + m] = b[STAMP]
    b[b[CHAIN] + n] = m
    return n + 1


@compiled()
def grow(b, s, t, done, n):
    """Add all that must move as well, the first `done` having been asked; how many there are, or NOBODY."""
    while done < n:
        m = b[b[CHAIN] + done]
        to = t if b[b[SLOT] + m] == s else s
        g = b[b[TEAM] + m]
        if b[b[ALLOWED] + g * b[SLOTS] + to] == 0:
            return np.int64(-1)
        for k in range(b[WIDEST]):
            p = b[b[WHO] + g * b[WIDEST] + k]
            if p < 0:
                break
            other = b[b[TAKEN] + p * b[SLOTS] + to]
            if other >= 0:
                n = join(b, other, n)
        if n > _LONGEST:
            return np.int64(-1)
        done += 1
    return n


@compiled()
def surplus(b, s, n):
    """How many more of the chain leave slot s than come to it."""
    found = np.int64(0)
    for k in range(n):
        found += 1 if b[b[SLOT] + b[b[CHAIN] + k]] == s else -1
    return found


@compiled()
def balance(b, random, s, t, n, more):
    """Join further chains until the tables of both slots suffice, `more` meetings coming to t from elsewhere.

    How many meetings move then, or NOBODY where no balance was found.
    """
    for _ in range(_MORE):
        leaving = surplus(b, s, n)
        if b[b[COUNT] + t] + leaving + more > b[b[ALL_OPEN] + t]:
            full = t
        elif b[b[COUNT] + s] - leaving > b[b[ALL_OPEN] + s]:
            full = s
        else:
            return n
        if b[b[COUNT] + full] == 0:
            return np.int64(-1)
        m = b[b[HELD] + full * b[MOST] + draw(random, b[b[COUNT] + full])]
        done = n
        n = grow(b, s, t, done, join(b, m, n))
        if n < 0:
            return n
    return np.int64(-1)


@compiled()
def exchange(b, s, t, n):
    """Move every meeting of the chain to the other slot; False, and nothing done, if it cannot be.

    What is undone later must be undone from the count of steps before.
    """
    to = b[STEPS]
    for k in range(n):
        m = b[b[CHAIN] + k]
        b[b[MARK] + m] = t if b[b[SLOT] + m] == s else s
        lift(b, m)
    for k in range(n):
        m = b[b[CHAIN] + k]
        if not place(b, m, b[b[TEAM] + m], b[b[MARK] + m]):
            undo(b, to)
            return False
    for k in range(n):
        if not in_order(b, b[b[CHAIN] + k]):
            undo(b, to)
            return False
    return True


@compiled()
def _make_room(b, random, g, s, t):
    """Let whoever is in the way of a team in slot t change places with slot s; whether the team is free there then."""
    n = begin(b)
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p >= 0 and b[b[TAKEN] + p * b[SLOTS] + t] >= 0:
            n = join(b, b[b[TAKEN] + p * b[SLOTS] + t], n)
    n = grow(b, s, t, np.int64(0), n)
    if n < 0:
        return False
    n = balance(b, random, s, t, n, 1)
    if n < 0:
        return False
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        other = b[b[TAKEN] + p * b[SLOTS] + s]
        if other >= 0 and b[b[MARK] + other] == b[STAMP]:
            return False  # it would come to t, where the team is to meet
    return exchange(b, s, t, n)


@compiled()
def repair(b, random, m):
    """Place a request by letting others change places first; whether it was."""
    slots = b[SLOTS]
    teams = b[b[TEAM_START] + m + 1] - b[b[TEAM_START] + m]
    if teams == 0:
        return False
    one, two, three = draw(random, teams), draw(random, slots), draw(random, slots)
    for x in range(teams):
        g = b[b[TEAM_START] + m] + (x + one) % teams
        for y in range(slots):
            t = (y + two) % slots
            if b[b[ALLOWED] + g * slots + t] == 0:
                continue
            for z in range(slots):
                s = (z + three) % slots
                if s == t:
                    continue
                to = b[STEPS]
                if _make_room(b, random, g, s, t):
                    if settle(b, m, g, t):
                        return True
                    undo(b, to)
    return False
