"""The solver on an engine: the same stages as solver.py, some steps to a statement over all pairs.

For markets that no longer fit one machine, or that lie on a cluster already. Attention never leaves the engine between
the steps; totals alone come back. The result is that of the solver in this process up to rounding (its floor, its
fairness and its warm start work on one machine only).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from svat.engine import Engine
from svat.market import sweeps_sql as sql
from svat.market.graph import Floats, Graph, Int64s
from svat.market.list_sorter import NO_CAPS
from svat.market.solver import SOLVING, Effort, Solution
from svat.progress import Progress, Steps, silent
from svat.sides import Sides

RESULT = "market_result"
_AT_ONCE = 5  # steps in one statement: an engine takes its time to plan each


@dataclass(frozen=True)
class Swept:
    """What the sweeps found; the lists stay on the engine, in the table `market_result`.

    Its columns: a, b; attention_a that a's list gives to b, attention_b; place_a of b on a's list from 1, place_b;
    and the ratio that proves the bound.
    """

    engine: Engine
    edges: int
    upper_bound: float
    expected_matches: float

    def table(self) -> pa.Table:
        """The result here, in order of (a, b)."""
        return self.engine.query(f"SELECT * FROM {RESULT} ORDER BY a, b")  # noqa: S608 - a name of this module

    def write(self, path: Path | str) -> None:
        """The result as Parquet on the engine's storage."""
        self.engine.write(f"SELECT * FROM {RESULT}", path)  # noqa: S608 - a name of this module


def solve_on(
    engine: Engine,
    edges: pa.Table | Path | str,
    v: Floats,
    effort: Effort | None = None,
    progress: Progress | None = None,
) -> Swept:
    """Attention for both sides near the most expected matches, with a bound on the best possible.

    `edges` is an Arrow table, or Parquet at a path or address that the engine can read: columns a and b (whole numbers
    or text; between equal gains the smaller partner comes first), and either w or p and q, each 0 … 1; with columns
    cap_a and cap_b (both, at least 0) no list of the company is longer. `v` is attention by place, falling; places
    beyond it get none. Raises ValueError for what is not a market.
    """
    engine.register("market_given", edges)
    columns = set(engine.query("SELECT * FROM market_given WHERE 1 = 0").column_names)
    weight = "w" if "w" in columns else "p * q"
    capped = {"cap_a", "cap_b"} <= columns
    caps = ", cap_a, cap_b" if capped else ""
    if missing := sorted(({"a", "b"} if "w" in columns else {"a", "b", "p", "q"}) - columns):
        raise ValueError(f"the pairs have no column {', '.join(missing)}")
    engine.keep(sql.EDGE, f"SELECT a, b, CAST({weight} AS DOUBLE) AS w{caps} FROM market_given")  # noqa: S608 - names
    engine.drop("market_given")
    return sweep(engine, v, effort, progress, capped=capped)


def sweep(
    engine: Engine,
    v: Floats,
    effort: Effort | None = None,
    progress: Progress | None = None,
    *,
    capped: bool = False,
) -> Swept:
    """The same for pairs that are on the engine already, in `market_edge`: a, b, w; cap_a and cap_b if `capped`."""
    run = _Run(engine, sql.Statements(capped))
    edges, longest = run.looked_over()
    effort = effort or Effort.of(edges)
    steps = Steps(progress or silent, SOLVING, effort.steps)
    engine.register(sql.PLACE, _places(v, longest))
    engine.keep(sql.NOW, run.statements.start())
    run.relax(effort.relax, steps)
    bound = 0.5 * run.total(run.statements.bound(), "twice")
    engine.keep(sql.RELAXED, run.statements.root())
    value = run.best_try(effort, steps.after(effort.relax))
    engine.keep(RESULT, run.statements.result())
    engine.drop(sql.NOW, sql.RELAXED, sql.BEST, sql.PLACE, sql.EDGE)
    steps(effort.steps)
    return Swept(engine, edges, bound, value)


def solution_on(
    engine: Engine,
    graph: Graph,
    v: Floats,
    effort: Effort | None = None,
    *,
    caps: Sides[Int64s | None] = NO_CAPS,
    progress: Progress | None = None,
) -> Solution:
    """What solver.solve gives with no floor, the sweeps run on an engine.

    The graph is sent there, and attention and ratio come back.
    """
    if not len(graph.a):
        empty = np.zeros(0)
        return Solution(Sides(empty, empty), empty, 0.0)
    columns = {"a": graph.a.astype(np.int64), "b": graph.b.astype(np.int64), "w": graph.weight}
    if any(cap is not None for cap in caps):
        most = max(graph.longest, 1)
        for side, cap in caps.items():
            end = graph.ends[side]
            columns[f"cap_{side}"] = np.full(len(end), most) if cap is None else np.minimum(cap, most)[end]
    swept = solve_on(engine, pa.table(columns), v, effort, progress)
    found = swept.table()
    engine.drop(RESULT)
    # Copies: what follows a solver leads its arrays on in place.
    x, y, ratio = (found[name].to_numpy().copy() for name in ("attention_a", "attention_b", "ratio"))
    return Solution(Sides(x, y), ratio, swept.upper_bound)


def _places(v: Floats, longest: int) -> pa.Table:
    """k, v, square, squares for places 0 … longest; place 0 is none."""
    seen = np.zeros(longest + 1)
    seen[1 : len(v) + 1] = v[:longest]
    return pa.table(
        {"k": np.arange(longest + 1), "v": seen, "square": seen * seen, "squares": np.cumsum(seen * seen)}
    )


def _some_at_once(paces: list[tuple[float, float]]) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    """The steps by statements: how many are done after each, and its own."""
    for first in range(0, len(paces), _AT_ONCE):
        some = paces[first : first + _AT_ONCE]
        yield first + len(some), some


@dataclass(frozen=True)
class _Run:
    """The stages over one market's tables."""

    engine: Engine
    statements: sql.Statements

    def total(self, statement: str, name: str) -> float:
        return float(self.engine.query(statement)[name][0].as_py() or 0.0)

    def looked_over(self) -> tuple[int, int]:
        """How many pairs there are, and the most that any company has. Raises ValueError for what is not a market."""
        looked = self.engine.query(sql.WRONG).to_pylist()[0]
        if looked["wrong"]:
            raise ValueError(f"{looked['wrong']} pairs have an empty cell or a weight outside 0 … 1")
        if twice := int(self.total(sql.TWICE, "pairs")):
            raise ValueError(f"{twice} pairs appear more than once among the edges")
        return int(looked["edges"]), int(self.total(sql.LONGEST, "longest"))

    def relax(self, count: int, steps: Steps) -> None:
        paces = [(2.0 / (k + 2.0), 3.0 / (k + 12.0)) for k in range(count)]
        for done, some in _some_at_once(paces):
            self.engine.keep(sql.NOW, self.statements.relax(some))
            steps(done)

    def best_try(self, effort: Effort, steps: Steps) -> float:
        """Keep the best of all tries as `market_best`; gives its expected matches."""
        most = -1.0
        for number in range(effort.tries):
            schedule, before = effort.schedule(number), steps.after(number * effort.anneal)
            source = sql.RELAXED
            paces = [((k + 1) / schedule.steps - 1.0, schedule.step) for k in range(schedule.steps)]
            for done, some in _some_at_once(paces):
                self.engine.keep(sql.NOW, self.statements.turns(source, schedule.order, some))
                source = sql.NOW
                before(done)
            value = self.respond(source, effort.respond)
            if value > most * (1.0 + 1e-12):
                self.engine.keep(sql.BEST, f"SELECT * FROM {sql.NOW}")  # noqa: S608 - a name of ours
                most = value
        return most

    def respond(self, source: str, rounds: int) -> float:
        """Each side in turn sorts its lists against the other's until nothing improves; gives expected matches."""
        value, last = 0.0, -1.0
        for _ in range(rounds):
            self.engine.keep(sql.NOW, self.statements.turns(source, ("a", "b"), [(0.0, 1.0)]))
            source = sql.NOW
            value = self.total(sql.VALUE, "value")
            if value <= last * (1.0 + 1e-12):
                break
            last = value
        return value
