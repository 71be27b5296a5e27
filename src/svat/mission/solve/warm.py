"""Mission, solve, warm: the solver's loops compiled before the clock runs, so that it measures the mission alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np

from svat.mission.model import Delegate, MeetingTable, Mission, Request, Slot
from svat.mission.solve.annealing import anneal
from svat.mission.solve.board import lay
from svat.mission.solve.bounds import place_bounds
from svat.mission.solve.ejection import improve
from svat.mission.solve.fairness import even_out
from svat.mission.solve.insertion import insert_all
from svat.mission.solve.seating import settle_down


@cache
def compile_all() -> None:
    """Run every loop once, on the smallest mission that there is."""
    begin = datetime(2000, 1, 1, tzinfo=UTC)
    mission = Mission(
        (Slot("s", 1, begin, begin + timedelta(minutes=20)),),
        (MeetingTable("t"),),
        (Delegate("a", "a", "a"), Delegate("b", "b", "b")),
        (Request("m", ("a", "b")), Request("n", ("a", "b"))),
    )
    laid = lay(mission, 0)
    flat, order = laid.board.flat, np.arange(2)
    place_bounds(laid)
    insert_all(flat, order)
    improve(flat, laid.random, laid.weight, order, *(False, False))
    even_out(flat, laid.random, laid.weight, np.zeros(2, np.int64), 0)
    anneal(flat, laid.random, order[:1], 1, (1.0, 1.0))
    one = np.zeros(1, np.int64)
    settle_down(
        flat,
        laid.random,
        order[:1],
        (one, one),
        np.ones((1, 1), np.int64),
        np.zeros(2, np.int64),
        one[None],
        0,
    )
