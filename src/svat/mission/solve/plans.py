"""Mission, solve, plans: a plan from what stands on the board, and what it comes to."""

from __future__ import annotations

import numpy as np

from svat.mission.breaks import breaks_by_person
from svat.mission.model import Meeting, Mission, PlanCounts
from svat.mission.solve.board import NOBODY, Ints, Laid, sort_of
from svat.mission.solve.moves import seat


def meetings_of(laid: Laid, tables: Ints) -> tuple[Meeting, ...]:
    """Meetings in order of time, then of table; `tables` (M,) are rows of the mission's tables."""
    board, rows = laid.board, laid.rows
    found = []
    for m in np.flatnonzero(board.slot != NOBODY).tolist():
        interpreter = int(board.interpreter[m]) if board.pair[m] != NOBODY else NOBODY
        found.append(
            Meeting(
                rows.requests[m].id,
                rows.slots[board.slot[m]].id,
                laid.mission.tables[tables[m]].id,
                laid.teams[board.team[m]],
                None if interpreter == NOBODY else rows.interpreters[interpreter].id,
            )
        )
    place = laid.mission.place
    return tuple(sorted(found, key=lambda meeting: (place[meeting.slot], meeting.table)))


def stand(laid: Laid, meetings: tuple[Meeting, ...]) -> None:
    """Put meetings, which keep every rule, on a board that has none yet."""
    board, rows, mission = laid.board, laid.rows, laid.mission
    sorts = {sort: y for y, sort in enumerate(rows.sorts)}
    interpreters = {x.id: i for i, x in enumerate(rows.interpreters)}
    for meeting in meetings:
        m = rows.request[meeting.request]
        going = set(meeting.people)
        teams = range(int(board.team_start[m]), int(board.team_start[m + 1]))
        g = next((g for g in teams if set(laid.teams[g]) == going), teams.start)
        if set(laid.teams[g]) != going:  # of very many ways to choose who goes only the first are teams
            board.who[g] = NOBODY
            board.who[g, : len(going)] = sorted(rows.person[x] for x in going)
        y = sorts[sort_of(mission.table[meeting.table], rows)]
        i = NOBODY if meeting.interpreter is None else interpreters[meeting.interpreter]
        seat(board.flat, m, g, rows.slot[meeting.slot], y, i)


def counts_of(mission: Mission, meetings: tuple[Meeting, ...]) -> PlanCounts:
    """What these meetings come to."""
    placed = [mission.request[meeting.request] for meeting in meetings]
    return PlanCounts(
        placed=len(meetings),
        must=sum(request.priority == "must" for request in mission.requests),
        must_placed=sum(request.priority == "must" for request in placed),
        value=round(sum(request.value for request in sorted(placed, key=lambda x: x.id)), 6),
        breaks=sum(breaks_by_person(mission, meetings).values()),
    )
