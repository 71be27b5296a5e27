"""The floor: who is raised, what it costs, and when it is not worth the price."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.market import markets

from svat.market import attention
from svat.market.floor import Floor
from svat.market.graph import Graph, from_edges
from svat.market.list_sorter import utilities
from svat.market.solver import Effort, SolverOptions, solve

QUICK = Effort(relax=30, anneal=20)


def left_behind() -> Graph:
    """b0 is the only candidate of six companies, and likes a0 least; forty other pairs have each other alone."""
    rows = [(0, 0, 0.3)] + [(i, 0, 0.9) for i in range(1, 6)] + [(i, i, 0.9) for i in range(6, 46)]
    a, b, p = zip(*rows, strict=True)
    return from_edges(46, 46, np.array(a), np.array(b), np.array(p), np.ones(len(rows)))


def test_the_last_in_the_row_is_raised_at_a_small_price() -> None:
    graph = left_behind()
    v = attention.by_place("inverse", graph.longest)
    plain = solve(graph, v, SolverOptions(floor=Floor(0.0)))
    assert utilities(graph, plain.attention).a[0] < 0.1
    found = solve(graph, v, SolverOptions(floor=Floor(0.1, 0.05)))
    assert utilities(graph, found.attention).a[0] >= 0.1
    assert found.raised is not None
    assert found.raised.below == 0
    assert found.raised.cost == pytest.approx(plain.expected_matches(graph) - found.expected_matches(graph))
    assert found.raised.cost < 0.02 * plain.expected_matches(graph)


@given(graph=markets.graphs, level=st.floats(0.0, 1.0), price=st.floats(0.0, 0.2))
@settings(deadline=None, max_examples=40)
def test_it_never_costs_more_than_the_price(graph: Graph, level: float, price: float) -> None:
    v = attention.by_place("inverse", graph.longest)
    plain = solve(graph, v, SolverOptions(QUICK, floor=Floor(0.0)))
    found = solve(graph, v, SolverOptions(QUICK, floor=Floor(level, price)))
    assert found.expected_matches(graph) >= plain.expected_matches(graph) * (1 - price) - 1e-12
    if found.raised is None:
        assert found.attention.a.tobytes() == plain.attention.a.tobytes()
    else:
        expected = np.concatenate([*utilities(graph, found.attention)])
        degree = np.concatenate([rows.degree for rows in graph.rows])
        assert int(((expected < level) & (degree > 0)).sum()) == found.raised.below
