"""Mission, solve, seating: which table each meeting has: people change rooms, and then tables, as little as can be."""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from svat.compiled import compiled
from svat.mission.solve.board import (
    FIRST,
    FITS,
    LAST,
    NOBODY,
    SLOT,
    SLOTS,
    SORT_ROOM,
    SORTS,
    TAKEN,
    TEAM,
    WAYS,
    WHO,
    WIDEST,
    Ints,
    Laid,
    sort_of,
)
from svat.mission.solve.moves import draw

_ROOM, _TABLE = 4, 1  # what another room, and another table, cost a person between two meetings
_TRIES = 120  # for each meeting
_MOST_TRIES = 4_000_000


def seats(laid: Laid) -> Ints:
    """A table (M,) for every meeting on the board, as row of the mission's tables; NOBODY for what has no place."""
    board, rows, mission = laid.board, laid.rows, laid.mission
    tables = sorted(range(len(mission.tables)), key=lambda x: mission.tables[x].id)
    sorts = {sort: y for y, sort in enumerate(rows.sorts)}
    rooms = sorted({table.room for table in mission.tables})
    kept = [mission.tables[x] for x in tables]
    sort = np.array([sorts[sort_of(table, rows)] for table in kept], np.int64)
    room = np.array([rooms.index(table.room) for table in kept], np.int64)
    is_open = np.array([[slot.id not in x.closed for slot in rows.slots] for x in kept], bool)
    found = np.full(len(rows.requests), NOBODY, np.int64)
    held = np.full((len(kept), len(rows.slots)), NOBODY, np.int64)
    _first_seats(laid, sort, is_open, found, held)
    placed = np.flatnonzero(board.slot != NOBODY)
    if len(placed) and len(kept) > 1:
        tries = min(_TRIES * len(placed), _MOST_TRIES)
        settle_down(
            board.flat, laid.random.copy(), placed, (sort, room), is_open.astype(np.int64), found, held, tries
        )
    return np.array([tables[x] if x != NOBODY else NOBODY for x in found.tolist()], np.int64)


def _first_seats(laid: Laid, sort: Ints, is_open: NDArray[np.bool_], found: Ints, held: Ints) -> None:
    board = laid.board
    for t in range(len(laid.rows.slots)):
        free: dict[int, list[int]] = {}
        for x in reversed(np.flatnonzero(is_open[:, t]).tolist()):
            free.setdefault(int(sort[x]), []).append(x)
        for m in sorted(board.held[t, : board.count[t]].tolist()):
            x = free[int(board.sort[m])].pop()
            found[m] = x
            held[x, t] = m


@compiled()
def _beside(b, p, t, step):
    """The request of a person's meeting before (-1) or after (1) slot t on its day; NOBODY where there is none."""
    row = b[TAKEN] + p * b[SLOTS]
    first, last = b[b[FIRST] + t], b[b[LAST] + t]
    t += step
    while first <= t <= last:
        if b[row + t] >= 0:
            return b[row + t]
        t += step
    return np.int64(-1)


@compiled()
def _changes(b, room, seat, m, x):
    """What the people of a meeting pay for changes of room and table before and after it, were it at table x."""
    found = np.int64(0)
    for k in range(b[WIDEST]):
        p = b[b[WHO] + b[b[TEAM] + m] * b[WIDEST] + k]
        if p < 0:
            break
        for step in (-1, 1):
            other = _beside(b, p, b[b[SLOT] + m], step)
            if other >= 0 and seat[other] != x:
                found += _TABLE
                if room[seat[other]] != room[x]:
                    found += _ROOM
    return found


@compiled()
def settle_down(b, random, placed, tables, is_open, seat, held, tries):
    """Change the tables of two meetings of a slot, or take a free one, wherever that costs people less."""
    sort, room = tables
    for _ in range(tries):
        m = placed[draw(random, len(placed))]
        t = b[b[SLOT] + m]
        g = b[b[TEAM] + m]
        x = draw(random, len(sort))
        if draw(random, 4) > 0:
            # The table of somebody's meeting before or after.
            p = b[b[WHO] + g * b[WIDEST] + draw(random, b[WIDEST])]
            if p < 0:
                continue
            other = _beside(b, p, t, 2 * draw(random, 2) - 1)
            if other < 0:
                continue
            x = seat[other]
        now = seat[m]
        if x == now or not is_open[x, t] or b[b[FITS] + g * b[SORTS] + sort[x]] == 0:
            continue
        if b[WAYS] and b[b[SORT_ROOM] + sort[x]] != b[b[SORT_ROOM] + sort[now]]:
            continue
        other = held[x, t]
        before, after = _changes(b, room, seat, m, now), _changes(b, room, seat, m, x)
        if other >= 0:
            if b[b[FITS] + b[b[TEAM] + other] * b[SORTS] + sort[now]] == 0:
                continue
            before += _changes(b, room, seat, other, x)
            after += _changes(b, room, seat, other, now)
        if after > before:
            continue
        seat[m] = x
        held[x, t] = m
        held[now, t] = other
        if other >= 0:
            seat[other] = now
