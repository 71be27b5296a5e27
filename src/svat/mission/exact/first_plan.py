"""The mission's exact solver: a first plan within a second, whatever its breaks, so that there is one at any time."""

from __future__ import annotations

from svat.mission.exact.clauses import Encoded


def first_answer(encoded: Encoded) -> list[int] | None:
    """An answer that keeps to all hard clauses, by CaDiCaL; None where there is none."""
    from pysat.solvers import Solver

    with Solver(name="cadical153", bootstrap_with=encoded.clauses.hard) as solver:
        found: list[int] | None = solver.get_model() if solver.solve() else None
    return found
