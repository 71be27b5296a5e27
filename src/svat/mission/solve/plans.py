"""Mission, solve, plans: a plan from what stands on the board, and what it comes to."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np

from svat.mission.model import Meeting, Mission, PlanCounts
from svat.mission.solve.board import NOBODY, Ints, Laid


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


def breaks_by_person(mission: Mission, meetings: tuple[Meeting, ...]) -> dict[str, int]:
    """Runs of idle slots between two meetings of one person on one day."""
    times: dict[tuple[str, int], list[int]] = defaultdict(list)
    within = _places_within_days(mission)
    for meeting in meetings:
        for person in meeting.people:
            times[person, mission.slot[meeting.slot].day].append(within[meeting.slot])
    found: dict[str, int] = defaultdict(int)
    for (person, _), places in times.items():
        places.sort()
        found[person] += sum(later > earlier + 1 for earlier, later in pairwise(places))
    return dict(found)


def _places_within_days(mission: Mission) -> dict[str, int]:
    """The place of each slot among those of its day."""
    seen: dict[int, int] = defaultdict(int)
    found = {}
    for slot in mission.slots:
        found[slot.id] = seen[slot.day]
        seen[slot.day] += 1
    return found
