"""Mission, solve, seating: which table each meeting has, once its slot and the sort of its table are known."""

from __future__ import annotations

import numpy as np

from svat.mission.solve.board import NOBODY, Ints, Laid, sort_of


def seats(laid: Laid) -> Ints:
    """A table (M,) for every meeting on the board, as row of the mission's tables; NOBODY for what has no place."""
    board, rows, mission = laid.board, laid.rows, laid.mission
    row = {sort: y for y, sort in enumerate(rows.sorts)}
    by_id = sorted(range(len(mission.tables)), key=lambda x: mission.tables[x].id)
    found = np.full(len(rows.requests), NOBODY, np.int32)
    for t, slot in enumerate(rows.slots):
        open_tables: dict[int, list[int]] = {}
        for x in reversed(by_id):
            if slot.id not in mission.tables[x].closed:
                open_tables.setdefault(row[sort_of(mission.tables[x], rows)], []).append(x)
        for m in sorted(board.held[t, : board.count[t]].tolist()):
            found[m] = open_tables[int(board.sort[m])].pop()
    return found
