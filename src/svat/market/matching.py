"""Matching: a market in, every company's list or mixture of lists out, with what it is worth and could be."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from svat.engine import Engine
from svat.market.fair import fair
from svat.market.floor import Floor, Lifted, lift
from svat.market.graph import Floats, Graph, Rows
from svat.market.limits import Limits
from svat.market.lists import Lists
from svat.market.mixture import mixture
from svat.market.shortlist import shortlists
from svat.market.side import Side, sides
from svat.market.solver import Effort, Solution, expected_matches, solve
from svat.market.sweeps import solution_on
from svat.progress import Tick

_FLOOR = Floor()
MOST_LISTS = 1000  # in one company's mixture; what is left then goes to the last


@dataclass(frozen=True)
class Matching:
    """Lists of both sides, what they are worth, and the most that any lists could be worth."""

    lists_a: Lists
    lists_b: Lists
    expected_matches: float
    upper_bound: float
    ratio: Floats  # (edges,) that proves the bound
    fruitful: float | None  # expected matches of the first solution, for α = 1; None where α is 1
    lifted: Lifted | None = None  # what was done for companies below the floor, for α = 1


def match(
    graph: Graph,
    v: Floats,
    *,
    alpha: float = 1.0,
    limits: Limits | None = None,
    single: bool = False,
    floor: Floor = _FLOOR,
    start: tuple[Floats, Floats] | None = None,
    engine: Engine | None = None,
    effort: Effort | None = None,
    tick: Tick | None = None,
) -> Matching:
    """Lists for every company of a market under attention `v`.

    For α = 1, or with `single`, each company has one list; within limits everybody on it lists back. For α < 1
    each has a mixture of lists, and fairness takes the place of the floor. `start` is both sides' attention of an
    earlier run (edges,). With `engine` the solver's sweeps run there. Raises ValueError for an α
    outside 0 … 1, and for a start on an engine.
    """
    if not 0.0 <= alpha <= 1.0:
        raise ValueError(f"alpha is {alpha}, not between 0 and 1")
    caps = (limits.cap_a, limits.cap_b) if limits else (None, None)
    if engine is not None:
        if start is not None:
            raise ValueError("an earlier run is led on in this process, not on an engine")
        solution = solution_on(engine, graph, v, effort, cap_a=caps[0], cap_b=caps[1], tick=tick)
        if floor.level:
            seen = solution.attention_a, solution.attention_b
            solution = replace(solution, lifted=lift(graph, *sides(graph, v, *caps), *seen, floor))
    else:
        solution = solve(graph, v, effort, cap_a=caps[0], cap_b=caps[1], floor=floor, start=start, tick=tick)
    if alpha < 1.0:
        side_a, side_b = sides(graph, v, *caps)
        fruitful = _lists_of(graph, v, solution, limits)[2] if single else solution.expected_matches(graph)
        even_a, even_b = fair(graph, side_a, side_b, solution.attention_a, solution.attention_b, alpha)
        solution = replace(solution, attention_a=even_a, attention_b=even_b, lifted=None)
        if not single:
            lists_a, lists_b = (
                mixture(side, seen, MOST_LISTS) for side, seen in ((side_a, even_a), (side_b, even_b))
            )
            edges = len(graph.a)
            value = expected_matches(graph, lists_a.attention(v, edges), lists_b.attention(v, edges))
            return Matching(
                lists_a,
                lists_b,
                value,
                solution.upper_bound,
                solution.ratio,
                fruitful,
                solution.lifted,
            )
    else:
        fruitful = None
    lists_a, lists_b, value = _lists_of(graph, v, solution, limits, fractional=alpha < 1.0)
    return Matching(lists_a, lists_b, value, solution.upper_bound, solution.ratio, fruitful, solution.lifted)


def _lists_of(
    graph: Graph, v: Floats, solution: Solution, limits: Limits | None, *, fractional: bool = False
) -> tuple[Lists, Lists, float]:
    """One list for each company, as attention puts the partners, or as the limits leave them."""
    if limits is None:
        lists_a, lists_b = (
            Lists(rows.start, Side(rows, partner, v).ranked(seen))
            for rows, partner, seen in (
                (graph.rows_a, graph.b, solution.attention_a),
                (graph.rows_b, graph.a, solution.attention_b),
            )
        )
        if not fractional:
            return lists_a, lists_b, solution.expected_matches(graph)
        edges = len(graph.a)
        return (
            lists_a,
            lists_b,
            expected_matches(graph, lists_a.attention(v, edges), lists_b.attention(v, edges)),
        )
    found = shortlists(graph, v, solution, limits)
    on = found.listed
    value = float((graph.weight[on] * v[found.place_a[on] - 1] * v[found.place_b[on] - 1]).sum())
    return _placed(graph.rows_a, found.place_a), _placed(graph.rows_b, found.place_b), value


def _placed(rows: Rows, place: npt.NDArray[np.int64]) -> Lists:
    """Lists from places by edge, 0 for an edge that stands on none."""
    listed = place[rows.edges] > 0
    edge = rows.edges[listed]
    company = np.repeat(np.arange(rows.count), rows.degree)[listed]
    start = np.concatenate([[0], np.cumsum(np.bincount(company, minlength=rows.count))])
    return Lists(start, edge[np.lexsort((place[edge], company))])
