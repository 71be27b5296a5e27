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
    """
    compile_all()
    solving = Solving.of(mission, seconds, seed, progress)
    solving.place()
    solving.spread()
    solving.shorten_breaks()
    solving.prove()
    return solving.plan()
