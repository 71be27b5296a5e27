"""The mission's exact solver: the clauses given to UWrMaxSAT, which proves the fewest breaks or that there is no plan.

UWrMaxSAT (Piotrów 2020) is deterministic: the same clauses give the same plan. It says nothing before it is done.
"""

from __future__ import annotations

from collections.abc import Callable

from svat.mission.exact.clauses import encode
from svat.mission.exact.counting import Counting
from svat.mission.exact.first_plan import first_answer
from svat.mission.exact.instance import Instance
from svat.mission.exact.messages import Word


def solve_clauses(instance: Instance, counting: Counting, tell: Callable[[Word], None]) -> Word:
    """The proven answer, however long that takes: call it in a process that may be killed. A first plan is told."""
    encoded = encode(instance, counting)
    answer = first_answer(encoded)
    if answer is None:
        return Word(over=True)
    tell(Word(placing=encoded.placing(answer)))
    from hermax.core.uwrmaxsat_py import UWrMaxSATSolver  # and no other of its solvers

    solver = UWrMaxSATSolver()
    for clause in encoded.clauses.hard:
        solver.add_clause(clause)
    for literal in encoded.clauses.costs:
        solver.set_soft(-literal, 1)
    if not solver.solve(raise_on_abnormal=True):
        return Word(over=True)
    return Word(over=True, placing=encoded.placing(solver.get_model()), bound=solver.get_cost())
