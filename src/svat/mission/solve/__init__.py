"""Mission, solve: a plan for a mission, in stages: what is placed, where breaks are few, at which tables."""

from __future__ import annotations

from svat.mission.model import Mission, Plan
from svat.mission.solve.stages import Solving
from svat.mission.solve.warm import compile_all
from svat.progress import Progress, silent


def solve(mission: Mission, seconds: float = 60, seed: int = 0, progress: Progress = silent) -> Plan:
    """The best plan found for a mission: musts first, then value, then fewest breaks, then fairness, then tables.

    Of one mission and one seed it is always the same, in whatever order the rows stand, unless `seconds` were up
    before all stages were through, which the plan's notes say then. What is placed never fails `check`.

    >>> from datetime import datetime
    >>> nine, ten = (datetime.fromisoformat(f"2026-12-08T{x}:00+05:00") for x in ("09", "10"))
    >>> people = svat.Delegate("P1", "KZ-1", "a"), svat.Delegate("P2", "KR-1", "b")
    >>> asked = svat.Request("KZ-1+KR-1", ("P1", "P2"), "must")
    >>> slots, tables = (svat.Slot("1-0900", 1, nine, ten),), (svat.MeetingTable("T1"),)
    >>> mission = svat.Mission(slots, tables, people, (asked,))
    >>> plan = svat.solve_mission(mission, seconds=5)
    >>> plan.meetings[0].slot, plan.counts.must_placed, svat.check_plan(mission, plan)
    ('1-0900', 1, ())
    """
    compile_all()
    solving = Solving.of(mission, seconds, seed, progress)
    solving.place()
    solving.spread()
    solving.shorten_breaks()
    solving.prove()
    return solving.plan()
