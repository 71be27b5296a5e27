"""Mission, solve, proving: small missions solved to proof by CP-SAT, which the extra svat[mission] brings.

Two searches: the most weight (musts first, then value), then the fewest breaks of the plans that weigh as much. Breaks
are counted by literals that are 0 or more, from which CP-SAT proves bounds best.
"""

from __future__ import annotations

import importlib.util
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from svat.mission.solve.board import NOBODY, WITHOUT_LIMIT, Ints, Laid, lay
from svat.mission.solve.moves import seat

MOST_PEOPLE, MOST_REQUESTS = 110, 320  # beyond which a proof is not tried
_WORKERS = 8
_EFFORT = 0.6  # of its own measure of work, for each second that may pass: so that the clock seldom decides


def can_prove(laid: Laid) -> bool:
    """Whether a mission is small enough, and CP-SAT installed. Ways between rooms are not modelled."""
    rows = laid.rows
    small = len(rows.people) <= MOST_PEOPLE and 0 < len(rows.requests) <= MOST_REQUESTS
    return small and not rows.ways and importlib.util.find_spec("ortools") is not None


class ProofModel:
    """The constraints of a mission, for CP-SAT; what it finds is put on the board where it is better."""

    def __init__(self, laid: Laid) -> None:
        from ortools.sat.python import cp_model

        self.cp, self.laid, self.board = cp_model, laid, laid.board
        self.model = cp_model.CpModel()
        self.bound: int | None = None  # the least breaks of a plan that places as much
        self.owner = np.repeat(np.arange(len(laid.weight)), np.diff(self.board.team_start))
        places = zip(*np.nonzero(self.board.allowed), strict=True)
        self.x = {(int(g), int(t)): self.model.new_bool_var("") for g, t in places}
        self.z: dict[tuple[int, int, int], Any] = {}  # team, slot, sort of table
        self.w: dict[tuple[int, int, int], Any] = {}  # team, slot, interpreter
        self.of_request: dict[int, list[tuple[int, Any]]] = defaultdict(list)  # slot and literal
        for (g, t), literal in self.x.items():
            self.of_request[int(self.owner[g])].append((t, literal))
        for literals in self.of_request.values():
            self.model.add_at_most_one(literal for _, literal in literals)
        self.busy = self._people()
        self._tables()
        self._interpreters()
        self._precedence()
        self.weight = self._weight()

    def _people(self) -> dict[tuple[int, int], list[Any]]:
        board = self.board
        busy: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (g, t), literal in self.x.items():
            for p in board.who[g]:
                if p != NOBODY:
                    busy[int(p), t].append(literal)
        for literals in busy.values():
            self.model.add_at_most_one(literals)
        for p in np.flatnonzero(board.limited).tolist():
            self._limits(
                {t: busy[p, t] for t in range(len(board.day)) if (p, t) in busy}, board.person_limits[p]
            )
        return busy

    def _limits(self, busy: dict[int, list[Any]], limits: Ints) -> None:
        """The most a day, the longest run and the rest after it: no `longest` in a row and one more too near."""
        most, longest, rest = (int(x) for x in limits)
        for day in self._days():
            if most < WITHOUT_LIMIT:
                self.model.add(sum(x for t in day for x in busy.get(t, ())) <= most)
            if longest == WITHOUT_LIMIT:
                continue
            for k in range(len(day) - longest):
                run = [x for t in day[k : k + longest] for x in busy.get(t, ())]
                for after in day[k + longest : k + longest + max(rest, 1)]:
                    self.model.add(sum(run) + sum(busy.get(after, ())) <= longest)

    def _days(self) -> list[list[int]]:
        day = self.board.day.tolist()
        return [list(group) for _, group in itertools.groupby(range(len(day)), key=lambda t: day[t])]

    def _tables(self) -> None:
        board = self.board
        here: dict[int, list[Any]] = defaultdict(list)
        sorts: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (g, t), literal in self.x.items():
            here[t].append(literal)
            if len(self.laid.rows.sorts) > 1:
                for y in np.flatnonzero(board.fits[g]).tolist():
                    self.z[g, t, y] = self.model.new_bool_var("")
                    sorts[y, t].append(self.z[g, t, y])
                self.model.add(
                    sum(self.z[g, t, y] for y in np.flatnonzero(board.fits[g]).tolist()) == literal
                )
        for t, literals in here.items():
            self.model.add(sum(literals) <= int(board.all_open[t]))
        for (y, t), literals in sorts.items():
            self.model.add(sum(literals) <= int(board.sort_open[y, t]))

    def _interpreters(self) -> None:
        board = self.board
        busy: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (g, t), literal in self.x.items():
            pair = board.pair[self.owner[g]]
            if pair == NOBODY:
                continue
            able = np.flatnonzero(board.speaks[pair] * board.works[:, t]).tolist()
            for i in able:
                self.w[g, t, i] = self.model.new_bool_var("")
                busy[i, t].append(self.w[g, t, i])
            self.model.add(sum(self.w[g, t, i] for i in able) == literal)
        for literals in busy.values():
            self.model.add_at_most_one(literals)
        for i, limits in enumerate(board.interpreter_limits):
            self._limits({t: busy[i, t] for t in range(len(board.day)) if (i, t) in busy}, limits)

    def _precedence(self) -> None:
        for first, second in self.board.before.tolist():
            earlier = self.of_request[first]
            for t, literal in self.of_request[second]:
                self.model.add(sum(x for s, x in earlier if s < t) >= literal)

    def _weight(self) -> Any:
        whole = self.laid.weight
        step = int(np.gcd.reduce(whole)) if len(whole) else 1
        return sum(int(whole[self.owner[g]]) // step * literal for (g, _), literal in self.x.items())

    def _breaks(self) -> Iterator[Any]:
        """A literal for each slot that somebody may come back in after idle ones: it is true if he does."""
        for p, day in itertools.product(range(len(self.laid.rows.people)), self._days()):
            met: Any = None  # whether the person has met anybody before, on this day
            for t, later in zip(day, [*day[1:], None], strict=True):
                now = self.busy.get((p, t), [])
                if met is not None and now:
                    back = self.model.new_bool_var("")
                    just = self.busy.get((p, t - 1), []) if t - 1 in day else []
                    self.model.add(back >= sum(now) - sum(just) + met - 1)
                    yield back
                if now and later is not None:
                    before: Any = met
                    met = self.model.new_bool_var("")
                    for literal in now:
                        self.model.add_implication(literal, met)
                    if before is not None:
                        self.model.add_implication(before, met)

    def search(self, seconds: float, *, heaviest: bool) -> bool:
        """Search for the heaviest plan, or for the fewest breaks of those as heavy; whether it is proved."""
        solver = self.cp.CpSolver()
        if heaviest:
            self.model.maximize(self.weight)
        else:
            self.model.minimize(sum(self._breaks()))
        self._hint()
        solver.parameters.num_workers = _WORKERS
        solver.parameters.interleave_search = True  # the same whatever the machine
        solver.parameters.max_deterministic_time = seconds * _EFFORT
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        before = self._standing_weight() if heaviest else -int(self.board.breaks.sum())
        if status in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            found = round(solver.objective_value) * (1 if heaviest else -1)
            if found > before:
                self._stand(solver)
        if heaviest:
            self.model.add(self.weight == self._standing_weight())
        elif status in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            self.bound = max(0, int(np.ceil(solver.best_objective_bound - 1e-6)))
        return bool(status == self.cp.OPTIMAL)

    def _standing_weight(self) -> int:
        whole, board = self.laid.weight, self.board
        return int(whole[board.slot != NOBODY].sum()) // int(np.gcd.reduce(whole))

    def _hint(self) -> None:
        board = self.board
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for (g, t), literal in self.x.items():
            m = int(self.owner[g])
            self.model.add_hint(literal, bool(board.slot[m] == t and board.team[m] == g))

    def _stand(self, solver: Any) -> None:
        """Put a plan that was found on the board."""
        fresh = lay(self.laid.mission, self.laid.rows.seed).board.flat
        for (g, t), literal in self.x.items():
            if solver.value(literal):
                y = next(
                    (y for y in range(len(self.laid.rows.sorts)) if self._is(solver, self.z, (g, t, y))), 0
                )
                who: Iterable[int] = range(len(self.laid.rows.interpreters))
                i = next((i for i in who if self._is(solver, self.w, (g, t, i))), NOBODY)
                seat(fresh, int(self.owner[g]), g, t, y, i)
        self.board.flat[:] = fresh

    @staticmethod
    def _is(solver: Any, literals: dict[tuple[int, int, int], Any], place: tuple[int, int, int]) -> bool:
        return place in literals and bool(solver.value(literals[place]))
