"""Mission, solve: a plan for a mission, in stages: what is placed, where breaks are few, at which tables."""

from __future__ import annotations

import numpy as np

from svat.mission.model import Mission, Plan, PlanBounds, Unplaced
from svat.mission.solve.board import NOBODY, Laid, lay
from svat.mission.solve.insertion import insert_all
from svat.mission.solve.plans import counts_of, meetings_of
from svat.mission.solve.seating import seats
from svat.progress import Progress, silent
from svat.wording import say


def solve(mission: Mission, seconds: float = 60, seed: int = 0, progress: Progress = silent) -> Plan:
    """The best plan found: musts first, then value, then fewest breaks."""
    laid = lay(mission, seed)
    order = np.argsort(-laid.weight, kind="stable")
    for _ in range(2):
        insert_all(laid.board.flat, order)
    return plan_of(laid)


def plan_of(laid: Laid) -> Plan:
    meetings = meetings_of(laid, seats(laid))
    unplaced = tuple(
        Unplaced(request.id, "no-slot", say("no common free slot"))
        for request in laid.mission.requests
        if laid.board.slot[laid.rows.request[request.id]] == NOBODY
    )
    return Plan(1, meetings, unplaced, counts_of(laid.mission, meetings), PlanBounds(), "feasible")
