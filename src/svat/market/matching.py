"""Matching: a market in, every company's list or mixture of lists out, with what it is worth and could be."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from svat.engine import Engine
from svat.market.fair import fair
from svat.market.floor import Floor, Raised, raise_to_floor
from svat.market.graph import Floats, Graph, Rows
from svat.market.limits import Limits
from svat.market.list_sorter import NO_CAPS, TwoSidedMarket
from svat.market.mixture import mixture
from svat.market.ranked_lists import RankedLists
from svat.market.shortlist import shortlists
from svat.market.solver import Effort, Solution, SolverOptions, expected_matches, solve
from svat.market.sweeps import solution_on
from svat.progress import Progress
from svat.sides import Sides

_FLOOR = Floor()
MOST_LISTS = 1000  # in one company's mixture; what is left then goes to the last


@dataclass(frozen=True)
class MatchingOptions:
    """What the lists must keep to, how even they shall be, and how they are looked for.

    For α = 1, or with `single`, each company has one list; within limits everybody on it lists back. For α < 1
    each has a mixture of lists, and fairness takes the place of the floor.
    """

    alpha: float = 1.0  # fairness: 1 the most matches, 0 the most even
    limits: Limits | None = None
    single: bool = False
    floor: Floor = _FLOOR
    start: Sides[Floats] | None = None  # both sides' attention of an earlier run, (edges,)
    effort: Effort | None = None  # None: what suits the number of pairs


_DEFAULT = MatchingOptions()


@dataclass(frozen=True)
class Matching:
    """Lists of both sides, what they are worth, and the most that any lists could be worth."""

    lists: Sides[RankedLists]
    expected_matches: float
    upper_bound: float
    ratio: Floats  # (edges,) that proves the bound
    matches_at_alpha_1: float | None  # expected matches of the first solution, for α = 1; None where α is 1
    raised: Raised | None = None  # what was done for companies below the floor, for α = 1


def match(
    graph: Graph,
    v: Floats,
    options: MatchingOptions = _DEFAULT,
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Matching:
    """Lists for every company of a market under attention `v`.

    With `engine` the solver's sweeps run there. Raises ValueError for an α outside 0 … 1, and for a start on an engine.
    """
    if not 0.0 <= options.alpha <= 1.0:
        raise ValueError(f"alpha is {options.alpha}, not between 0 and 1")
    solution = _solution(graph, v, options, engine, progress)
    if options.alpha == 1.0:
        lists, value = _lists_of(graph, v, solution, options.limits)
        return Matching(lists, value, solution.upper_bound, solution.ratio, None, solution.raised)
    at_alpha_1 = (
        _lists_of(graph, v, solution, options.limits)[1]
        if options.single
        else solution.expected_matches(graph)
    )
    market = TwoSidedMarket.of(graph, v, _caps(options.limits))
    even = fair(market, solution.attention, options.alpha)
    if options.single:
        lists, value = _lists_of(
            graph, v, replace(solution, attention=even, raised=None), options.limits, fractional=True
        )
    else:
        lists = Sides(*(mixture(own, x, MOST_LISTS) for own, x in zip(market.lists, even, strict=True)))
        value = _worth(graph, v, lists)
    return Matching(lists, value, solution.upper_bound, solution.ratio, at_alpha_1)


def _solution(
    graph: Graph, v: Floats, options: MatchingOptions, engine: Engine | None, progress: Progress | None
) -> Solution:
    """What the solver finds, in this process or on an engine."""
    caps, floor = _caps(options.limits), options.floor
    if engine is None:
        return solve(graph, v, SolverOptions(options.effort, caps, floor, options.start), progress)
    if options.start is not None:
        raise ValueError("an earlier run is continued in this process, not on an engine")
    solution = solution_on(engine, graph, v, options.effort, caps=caps, progress=progress)
    if not floor.level:
        return solution
    return replace(
        solution, raised=raise_to_floor(TwoSidedMarket.of(graph, v, caps), solution.attention, floor)
    )


def _caps(limits: Limits | None) -> Sides[npt.NDArray[np.int64] | None]:
    return limits.caps if limits else NO_CAPS


def _worth(graph: Graph, v: Floats, lists: Sides[RankedLists]) -> float:
    edges = len(graph.a)
    return expected_matches(graph, lists.map(lambda own: own.attention(v, edges)))


def _lists_of(
    graph: Graph, v: Floats, solution: Solution, limits: Limits | None, *, fractional: bool = False
) -> tuple[Sides[RankedLists], float]:
    """One list for each company, as attention puts the partners, or as the limits leave them; and what they are worth.

    With `fractional` the attention is a mixture's, and worth more than the lists made of it.
    """
    if limits is None:
        market = TwoSidedMarket.of(graph, v)
        lists = Sides(
            *(
                RankedLists(own.rows.start, own.ranked(x))
                for own, x in zip(market.lists, solution.attention, strict=True)
            )
        )
        return lists, _worth(graph, v, lists) if fractional else solution.expected_matches(graph)
    found = shortlists(graph, v, solution, limits)
    on, places = found.listed, found.places
    value = float((graph.weight[on] * v[places.a[on] - 1] * v[places.b[on] - 1]).sum())
    return Sides(*(_placed(rows, place) for rows, place in zip(graph.rows, places, strict=True))), value


def _placed(rows: Rows, place: npt.NDArray[np.int64]) -> RankedLists:
    """Lists from places by edge, 0 for an edge that is on none."""
    listed = place[rows.edges] > 0
    edge = rows.edges[listed]
    company = np.repeat(np.arange(rows.count), rows.degree)[listed]
    start = np.concatenate([[0], np.cumsum(np.bincount(company, minlength=rows.count))])
    return RankedLists(start, edge[np.lexsort((place[edge], company))])
