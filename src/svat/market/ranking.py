"""Ranking: permitted pairs in, shortlists of companies and their certificate out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from svat.market import attention
from svat.market.fairness import gini
from svat.market.graph import from_edges
from svat.market.limits import limits
from svat.market.lot import lot
from svat.market.model import Certificate, Pair
from svat.market.shortlist import shortlists
from svat.market.solver import solve
from svat.progress import Tick
from svat.roll.model import Company

ATTENTION = "inverse"


@dataclass(frozen=True)
class Ranking:
    """Where the introductions stand on both lists, and how good the lists are."""

    places: Mapping[int, tuple[int, int]]  # number of the pair → place on a's list, on b's list
    probability: Mapping[int, float]
    certificate: Certificate
    gini: float


def rank(
    pairs: Sequence[Pair],
    companies_a: Mapping[str, Company],
    companies_b: Mapping[str, Company],
    on: date,
    cap: int,
    tick: Tick | None = None,
) -> Ranking:
    """Shortlists of at most `cap` places for the companies of `pairs`.

    The solver sees companies as numbers in the order of their lots, so neither names nor rows decide a tie.
    `tick(done, all)` hears of progress.
    """
    order_a = _lots({p.a for p in pairs}, companies_a, on)
    order_b = _lots({p.b for p in pairs}, companies_b, on)
    turned = bool(order_b) and min(order_b.values()) < min(order_a.values())
    rows = {company: k for k, company in enumerate(sorted(order_a, key=order_a.__getitem__))}
    columns = {company: k for k, company in enumerate(sorted(order_b, key=order_b.__getitem__))}
    a = np.array([rows[p.a] for p in pairs], dtype=np.int64)
    b = np.array([columns[p.b] for p in pairs], dtype=np.int64)
    p = np.array([x.interest_a.probability for x in pairs], dtype=np.float64)
    q = np.array([x.interest_b.probability for x in pairs], dtype=np.float64)
    # The solver moves one side first; which one must not depend on which roll was named first.
    graph = (
        from_edges(len(columns), len(rows), b, a, q, p)
        if turned
        else from_edges(len(rows), len(columns), a, b, p, q)
    )
    edge = np.lexsort((a, b) if turned else (b, a))  # the graph's edges in terms of `pairs`

    v = attention.weights(ATTENTION, graph.longest)
    bounds = limits(graph, cap, cap)
    solution = solve(graph, v, cap_a=bounds.cap_a, cap_b=bounds.cap_b, tick=tick)
    lists = shortlists(graph, v, solution, bounds)
    probability = np.zeros(len(pairs))
    on_list = lists.listed
    probability[on_list] = (
        graph.weight[on_list] * v[lists.place_a[on_list] - 1] * v[lists.place_b[on_list] - 1]
    )
    first, second = (lists.place_b, lists.place_a) if turned else (lists.place_a, lists.place_b)
    found = [(int(edge[e]), e) for e in np.flatnonzero(on_list)]
    matches = np.concatenate(
        [
            np.bincount(graph.a, weights=probability, minlength=graph.n),
            np.bincount(graph.b, weights=probability, minlength=graph.m),
        ]
    )
    return Ranking(
        {k: (int(first[e]), int(second[e])) for k, e in found},
        {k: float(probability[e]) for k, e in found},
        Certificate(float(probability.sum()), solution.upper_bound),
        gini(matches),
    )


def _lots(wanted: set[str], companies: Mapping[str, Company], on: date) -> dict[str, tuple[bytes, str]]:
    # Companies alike in all but their names keep one order by identifier, so that the run can be repeated.
    return {x: (lot(companies[x], on), x) for x in wanted}
