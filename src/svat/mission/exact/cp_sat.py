"""The mission's exact solver: the same clauses given to CP-SAT, whose plan and bound get better all the time."""

from __future__ import annotations

import time
from collections.abc import Callable

from svat.mission.exact.annealed import annealed
from svat.mission.exact.clauses import encode
from svat.mission.exact.first_plan import first_answer
from svat.mission.exact.instance import Instance, Placing
from svat.mission.exact.messages import Word

_MOVES_A_SECOND = 1_000_000  # of annealing first: less than half of the time goes into it
_MOST_MOVES = 32_000_000
_MOVES_EACH = 150_000  # for each meeting


def solve_model(
    instance: Instance,
    seconds: float,
    tell: Callable[[Word], None],
    workers: int = 1,
    moves: int | None = None,
) -> Word:
    """Search for so long, telling of every better plan and bound; the last word says whether it is proved.

    It sets out from a plan that so many moves of annealing make (None: as many as the time allows).
    """
    began = time.monotonic()
    encoded = encode(instance)
    clauses = encoded.clauses
    answer = first_answer(encoded)
    if answer is None:
        return Word(over=True)
    first = encoded.placing(answer)
    tell(Word(placing=first))

    def better(placing: Placing) -> None:
        tell(Word(placing=placing))

    if moves is None:
        moves = min(int(seconds * _MOVES_A_SECOND), _MOST_MOVES, _MOVES_EACH * len(instance.meetings))
    if moves:
        answer = first_answer(encoded, annealed(instance, first, better, moves, seed=1)) or answer
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    variables = [model.new_bool_var("") for _ in range(clauses.variables)]
    signed = dict(enumerate(variables, 1)) | {-n: ~v for n, v in enumerate(variables, 1)}
    for clause in clauses.hard:
        model.add_bool_or([signed[literal] for literal in clause])
    model.minimize(sum(signed[literal] for literal in clauses.costs))
    for literal in answer:
        model.add_hint(variables[abs(literal) - 1], literal > 0)

    class Told(cp_model.CpSolverSolutionCallback):
        """Passes on each plan that is better than the one before."""

        def on_solution_callback(self) -> None:
            tell(
                Word(placing=encoded.placing([n for n in signed if n > 0 and self.boolean_value(signed[n])]))
            )

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds - (time.monotonic() - began), 0.01)
    solver.parameters.num_workers = workers
    solver.best_bound_callback = lambda bound: tell(Word(bound=round(bound)))
    status = solver.solve(model, Told())
    if status == cp_model.INFEASIBLE:
        return Word(over=True)
    bound = max(0, round(solver.best_objective_bound))
    if status == cp_model.UNKNOWN:
        return Word(bound=bound)
    found = [n for n in signed if n > 0 and solver.boolean_value(signed[n])]
    return Word(status == cp_model.OPTIMAL, encoded.placing(found), bound)
