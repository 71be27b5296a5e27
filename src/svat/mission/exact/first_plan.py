"""The mission's exact solver: a first plan within a second, whatever its breaks, so that there is one at any time."""

from __future__ import annotations

from svat.mission.exact.clauses import Encoded
from svat.mission.exact.instance import Placing


def first_answer(encoded: Encoded, like: Placing | None = None) -> list[int] | None:
    """An answer that keeps to all hard clauses, by CaDiCaL, with these places if any; None where there is none."""
    from pysat.solvers import Solver

    places = [encoded.places[place] for place in (like or {}).items()]
    with Solver(name="cadical153", bootstrap_with=encoded.clauses.hard) as solver:
        found: list[int] | None = solver.get_model() if solver.solve(assumptions=places) else None
    return found
