"""The mission's exact solver: from an event to its proven timetable, or to the reason why there is none."""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

from svat.mission.exact.check import breaks_of, faults_in
from svat.mission.exact.instance import Instance, Placing
from svat.mission.exact.messages import METHODS, Method
from svat.mission.exact.obstacles import Obstacle, obstacles_to
from svat.mission.exact.race import KnownSoFar, race
from svat.refusals import UnusableInput
from svat.wording import say

ProofStatus = Literal["optimal", "infeasible", "feasible", "unknown"]
_NEEDED = ("hermax", "ortools")


@dataclass(frozen=True)
class SolvedInstance:
    """The answer to an event: what is proved of it, its plan with the breaks counted anew, and a bound below them."""

    status: ProofStatus
    placing: Placing | None = None
    breaks: int | None = None
    bound: int | None = None  # no plan has fewer breaks; equal to `breaks` where the plan is proved
    seconds: float = 0.0
    obstacles: tuple[Obstacle, ...] = ()  # why there is no plan, where that has a name
    busiest: int = 0  # the most breaks of one participant


def solve_instance(
    instance: Instance, seconds: float, methods: tuple[Method, ...] = METHODS
) -> SolvedInstance:
    """The timetable with the fewest breaks, proved if that can be done in so many seconds.

    Raises UnusableInput where the solvers are not installed and no named cause decides the event without them.
    """
    began = time.monotonic()
    obstacles = tuple(obstacles_to(instance))
    if obstacles:
        return SolvedInstance("infeasible", seconds=time.monotonic() - began, obstacles=obstacles)
    _be_installed()
    found = race(instance, max(seconds - (time.monotonic() - began), 0), methods)
    return _answer(instance, found, time.monotonic() - began)


def _answer(instance: Instance, found: KnownSoFar, seconds: float) -> SolvedInstance:
    if found.impossible and not found.placings:
        return SolvedInstance("infeasible", seconds=seconds)
    if found.best is None:
        if len(found.failed) == len(found.ended) > 0:
            raise RuntimeError(f"no solver came to an end: {'; '.join(found.failed.values())}")
        return SolvedInstance("unknown", bound=found.bound, seconds=seconds)
    placing, breaks = found.best
    faults = faults_in(instance, placing)
    if faults or found.impossible or found.bound > breaks:
        words = "; ".join(fault.words for fault in faults[:3]) or "the solvers contradict one another"
        raise RuntimeError(f"the solver's plan does not hold: {words}")
    return SolvedInstance(
        "optimal" if found.bound == breaks else "feasible",
        dict(sorted(placing.items())),
        breaks,
        found.bound,
        seconds,
        busiest=max(breaks_of(instance, placing), default=0),
    )


def _be_installed() -> None:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UnusableInput(
            say(
                "{missing} not installed: install svat with its extra svat[mission] to have "
                "timetables proved; without it only named causes why there is none are found",
                missing=" and ".join(missing),
            ),
            "not-installed",
        )
