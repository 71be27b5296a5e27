"""Mission, solve, moves: how a meeting gets its place on the board and loses it, each step of it undone at will.

Every step keeps what binds: people and interpreters are at one meeting at a time and within their limits, tables
suffice, ways between rooms are possible. Precedence alone is looked at when a move is whole (`in_order`).
"""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from svat.compiled import compiled
from svat.mission.solve.board import (
    AFTER,
    AFTER_START,
    ALL_OPEN,
    ALLOWED,
    AT,
    BEFORE,
    BEFORE_START,
    BEGIN,
    BREAKS,
    BUSY,
    COUNT,
    DAY,
    DAYS,
    FINISH,
    FIRST,
    FITS,
    HELD,
    INTERPRETER,
    INTERPRETER_LIMITS,
    INTERPRETERS,
    LAST,
    LIMITED,
    LOAD,
    LOG,
    LOG_ENDS,
    MINUTES,
    MIXED,
    MOST,
    ON_DAY,
    PAIR,
    PERSON_LIMITS,
    ROOMS,
    SLOT,
    SLOTS,
    SORT,
    SORT_OPEN,
    SORT_ROOM,
    SORTS,
    SPEAKER_START,
    SPEAKERS,
    SPEAKS,
    STEPS,
    TAKEN,
    TEAM,
    WAYS,
    WHO,
    WIDEST,
    WITHOUT_LIMIT,
    WORKS,
)

_PLACED, _LIFTED, _RESEATED, _HANDED = 0, 1, 2, 3  # kinds of steps


@compiled()
def draw(random, below):
    """A random number from 0 to below `below`."""
    x = random[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    random[0] = x
    return np.int64((x >> np.uint64(11)) % np.uint64(below))


@compiled()
def neighbours(b, p, t):
    """How many of the slots beside this one, on its day, the person has a meeting in."""
    row = b[TAKEN] + p * b[SLOTS]
    found = 0
    if t > b[b[FIRST] + t] and b[row + t - 1] >= 0:
        found += 1
    if t < b[b[LAST] + t] and b[row + t + 1] >= 0:
        found += 1
    return found


@compiled()
def _note(b, kind, m, one, two, three, four):
    at = b[LOG] + 6 * b[STEPS]
    b[at], b[at + 1], b[at + 2], b[at + 3], b[at + 4], b[at + 5] = kind, m, one, two, three, four
    b[STEPS] += 1


@compiled()
def seat(b, m, g, t, y, i):
    """Put a request, unasked, into its place: team, slot, sort of table, interpreter."""
    day = b[b[DAY] + t]
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        met = b[ON_DAY] + p * b[DAYS] + day
        if b[met] > 0:
            b[b[BREAKS] + p] += 1 - neighbours(b, p, t)
        b[b[TAKEN] + p * b[SLOTS] + t] = m
        b[met] += 1
    b[b[SLOT] + m], b[b[TEAM] + m], b[b[SORT] + m], b[b[INTERPRETER] + m] = t, g, y, i
    if i >= 0:
        b[b[BUSY] + i * b[SLOTS] + t] = m
    b[b[LOAD] + y * b[SLOTS] + t] += 1
    count = b[b[COUNT] + t]
    b[b[HELD] + t * b[MOST] + count] = m
    b[b[AT] + m] = count
    b[b[COUNT] + t] = count + 1


@compiled()
def _unseat(b, m):
    t = b[b[SLOT] + m]
    day = b[b[DAY] + t]
    g = b[b[TEAM] + m]
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        met = b[ON_DAY] + p * b[DAYS] + day
        b[b[TAKEN] + p * b[SLOTS] + t] = -1
        b[met] -= 1
        if b[met] > 0:
            b[b[BREAKS] + p] += neighbours(b, p, t) - 1
    i = b[b[INTERPRETER] + m]
    if i >= 0:
        b[b[BUSY] + i * b[SLOTS] + t] = -1
    b[b[LOAD] + b[b[SORT] + m] * b[SLOTS] + t] -= 1
    count = b[b[COUNT] + t] - 1
    b[b[COUNT] + t] = count
    held = b[HELD] + t * b[MOST]
    other = b[held + count]
    b[held + b[b[AT] + m]] = other
    b[b[AT] + other] = b[b[AT] + m]
    b[b[SLOT] + m] = -1


@compiled()
def lift(b, m):
    """Take a meeting from its place."""
    _note(b, _LIFTED, m, b[b[SLOT] + m], b[b[TEAM] + m], b[b[SORT] + m], b[b[INTERPRETER] + m])
    _unseat(b, m)


@compiled()
def undo(b, to):
    """Undo the last steps, until so many are left."""
    while b[STEPS] > to:
        b[STEPS] -= 1
        at = b[LOG] + 6 * b[STEPS]
        kind, m = b[at], b[at + 1]
        t = b[b[SLOT] + m]
        if kind == _PLACED:
            _unseat(b, m)
            b[b[SORT] + m], b[b[INTERPRETER] + m], b[b[TEAM] + m] = b[at + 2], b[at + 3], b[at + 4]
        elif kind == _LIFTED:
            seat(b, m, b[at + 3], b[at + 2], b[at + 4], b[at + 5])
        elif kind == _RESEATED:
            b[b[LOAD] + b[b[SORT] + m] * b[SLOTS] + t] -= 1
            b[b[SORT] + m] = b[at + 2]
            b[b[LOAD] + b[at + 2] * b[SLOTS] + t] += 1
        else:
            b[b[BUSY] + b[b[INTERPRETER] + m] * b[SLOTS] + t] = -1
            b[b[INTERPRETER] + m] = b[at + 2]
            b[b[BUSY] + b[at + 2] * b[SLOTS] + t] = m


@compiled()
def _steady(b, row, t, limits):
    """Whether the meetings of the day of `t` keep the limits, one more being held in `t`.

    `row` and `limits` say where they begin.
    """
    length = before = idle = met = 0
    for k in range(b[b[FIRST] + t], b[b[LAST] + t] + 1):
        if k == t or b[row + k] >= 0:
            if length == 0 and before >= b[limits + 1] and idle < b[limits + 2]:
                return False
            met += 1
            length += 1
            if length > b[limits + 1]:
                return False
        else:
            if length > 0:
                before = length
                idle = 0
            length = 0
            idle += 1
    return met <= b[limits]


@compiled()
def _reaches(b, row, t, y):
    """Whether a person can come in time from the meeting before, and go in time to the next."""
    room = b[b[SORT_ROOM] + y]
    for k in range(t - 1, b[b[FIRST] + t] - 1, -1):
        if b[row + k] >= 0:
            other = b[b[SORT_ROOM] + b[b[SORT] + b[row + k]]]
            if b[b[BEGIN] + t] - b[b[FINISH] + k] < b[b[MINUTES] + other * b[ROOMS] + room]:
                return False
            break
    for k in range(t + 1, b[b[LAST] + t] + 1):
        if b[row + k] >= 0:
            other = b[b[SORT_ROOM] + b[b[SORT] + b[row + k]]]
            if b[b[BEGIN] + k] - b[b[FINISH] + t] < b[b[MINUTES] + room * b[ROOMS] + other]:
                return False
            break
    return True


@compiled()
def _people_reach(b, g, t, y):
    if b[WAYS] == 0:
        return True
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        if not _reaches(b, b[TAKEN] + p * b[SLOTS], t, y):
            return False
    return True


@compiled()
def _people_can(b, g, t):
    """Whether one meeting more in this slot keeps the limits of those who go, who are all free then."""
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        if b[b[LIMITED] + p] and not _steady(b, b[TAKEN] + p * b[SLOTS], t, b[PERSON_LIMITS] + 3 * p):
            return False
    return True


@compiled()
def _interprets(b, i, m, t, y):
    """Whether this interpreter can take the meeting then, within all limits."""
    row = b[BUSY] + i * b[SLOTS]
    if b[row + t] >= 0 or b[b[WORKS] + i * b[SLOTS] + t] == 0:
        return False
    if b[b[SPEAKS] + b[b[PAIR] + m] * b[INTERPRETERS] + i] == 0:
        return False
    limits = b[INTERPRETER_LIMITS] + 3 * i
    if (b[limits] < WITHOUT_LIMIT or b[limits + 1] < WITHOUT_LIMIT) and not _steady(b, row, t, limits):
        return False
    return b[WAYS] == 0 or _reaches(b, row, t, y)


@compiled()
def _find_interpreter(b, m, t, y):
    """Who interprets, one of those at work handing over where it must be: NOBODY where none can."""
    old = b[b[INTERPRETER] + m]
    if old >= 0 and _interprets(b, old, m, t, y):
        return old
    # From another place for each request: those at the head of the list are at work mostly.
    start = b[b[SPEAKER_START] + b[b[PAIR] + m]]
    count = b[b[SPEAKER_START] + b[b[PAIR] + m] + 1] - start
    for k in range(count):
        i = b[b[SPEAKERS] + start + (m + k) % count]
        if _interprets(b, i, m, t, y):
            return i
    return _hand_over(b, m, t, y) if b[MIXED] else -1


@compiled()
def _hand_over(b, m, t, y):
    """An interpreter who is freed by another taking over the meeting of the slot; NOBODY where none is."""
    mine = b[b[PAIR] + m]
    for x in range(b[b[SPEAKER_START] + mine], b[b[SPEAKER_START] + mine + 1]):
        i = b[b[SPEAKERS] + x]
        place = b[BUSY] + i * b[SLOTS] + t
        other = b[place]
        if other < 0:
            continue
        theirs = b[b[PAIR] + other]
        for z in range(b[b[SPEAKER_START] + theirs], b[b[SPEAKER_START] + theirs + 1]):
            j = b[b[SPEAKERS] + z]
            if _interprets(b, j, other, t, b[b[SORT] + other]):
                b[place] = -1
                if _interprets(b, i, m, t, y):
                    _note(b, _HANDED, other, i, 0, 0, 0)
                    b[b[INTERPRETER] + other] = j
                    b[b[BUSY] + j * b[SLOTS] + t] = other
                    return i
                b[place] = other
                break
    return -1


@compiled()
def _reseat(b, g, t):
    """Free a table for a team by seating another meeting of the slot elsewhere; the sort freed, or NOBODY."""
    for k in range(b[b[COUNT] + t]):
        other = b[b[HELD] + t * b[MOST] + k]
        y = b[b[SORT] + other]
        if b[b[FITS] + g * b[SORTS] + y] == 0 or not _people_reach(b, g, t, y):
            continue
        team = b[b[TEAM] + other]
        i = b[b[INTERPRETER] + other]
        for z in range(b[SORTS]):
            if z == y or b[b[FITS] + team * b[SORTS] + z] == 0:
                continue
            if b[b[LOAD] + z * b[SLOTS] + t] >= b[b[SORT_OPEN] + z * b[SLOTS] + t]:
                continue
            if not _people_reach(b, team, t, z):
                continue
            if i >= 0 and b[WAYS] and not _reaches(b, b[BUSY] + i * b[SLOTS], t, z):
                continue
            _note(b, _RESEATED, other, y, 0, 0, 0)
            b[b[LOAD] + y * b[SLOTS] + t] -= 1
            b[b[SORT] + other] = z
            b[b[LOAD] + z * b[SLOTS] + t] += 1
            return y
    return -1


@compiled()
def _try_sort(b, m, g, t, y):
    """Place a meeting at a table of this sort, if there is one, it can be reached, and somebody interprets."""
    if b[b[FITS] + g * b[SORTS] + y] == 0 or not _people_reach(b, g, t, y):
        return False
    if b[b[LOAD] + y * b[SLOTS] + t] >= b[b[SORT_OPEN] + y * b[SLOTS] + t]:
        return False
    old = b[b[INTERPRETER] + m]
    i = -1
    if b[b[PAIR] + m] >= 0:
        i = _find_interpreter(b, m, t, y)
        if i < 0:
            return False
    _note(b, _PLACED, m, b[b[SORT] + m], old, b[b[TEAM] + m], 0)
    seat(b, m, g, t, y, i)
    return True


@compiled()
def place(b, m, g, t):
    """Place a request, its team `g` being free in the slot; False, and nothing done, if it cannot be."""
    if b[b[ALLOWED] + g * b[SLOTS] + t] == 0 or b[b[COUNT] + t] >= b[b[ALL_OPEN] + t]:
        return False
    if b[STEPS] >= LOG_ENDS or not _people_can(b, g, t):
        return False
    old = b[b[SORT] + m]
    if old >= 0 and _try_sort(b, m, g, t, old):
        return True
    for y in range(b[SORTS]):
        if y != old and _try_sort(b, m, g, t, y):
            return True
    if b[SORTS] > 1:
        to = b[STEPS]
        y = _reseat(b, g, t)
        if y >= 0:
            if _try_sort(b, m, g, t, y):
                return True
            undo(b, to)
    return False


@compiled()
def in_order(b, m):
    """Whether what comes before and after this request, placed or not, is where it must be."""
    mine = b[b[SLOT] + m]
    for e in range(b[b[BEFORE_START] + m], b[b[BEFORE_START] + m + 1]):
        theirs = b[b[SLOT] + b[b[BEFORE] + 2 * e]]
        if mine >= 0 and (theirs < 0 or theirs >= mine):
            return False
    for e in range(b[b[AFTER_START] + m], b[b[AFTER_START] + m + 1]):
        theirs = b[b[SLOT] + b[b[AFTER] + 2 * e + 1]]
        if theirs >= 0 and (mine < 0 or mine >= theirs):
            return False
    return True


@compiled()
def free(b, g, t):
    """Whether all of a team are free in a slot that they may meet in."""
    if b[b[ALLOWED] + g * b[SLOTS] + t] == 0:
        return False
    for k in range(b[WIDEST]):
        p = b[b[WHO] + g * b[WIDEST] + k]
        if p < 0:
            break
        if b[b[TAKEN] + p * b[SLOTS] + t] >= 0:
            return False
    return True
