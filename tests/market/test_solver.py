"""The solver against brute force, its own bound, and code that shares nothing with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.market import markets
from tests.market.tables import lists_table, pairs_table

from svat.market import attention, verify
from svat.market.certificate import upper_bound
from svat.market.graph import Graph, from_dense, from_edges
from svat.market.limits import limits
from svat.market.list_sorter import ListSorter
from svat.market.shortlist import shortlists
from svat.market.solver import Effort, SolverOptions, solve
from svat.sides import Sides

QUICK = SolverOptions(Effort(relax=40, anneal=30))


def _best_by_brute_force(p: np.ndarray, q: np.ndarray, v: np.ndarray) -> float:
    """Every combination of rankings on both sides: only for 3 × 3."""
    n, m = p.shape
    best = 0.0
    tables_a = [np.array(t) for t in product([v[list(o)] for o in permutations(range(m))], repeat=n)]
    tables_b = [np.array(t).T for t in product([v[list(o)] for o in permutations(range(n))], repeat=m)]
    weight = p * q.T
    for table_a in tables_a:
        gain = weight * table_a
        best = max(best, max(float((gain * table_b).sum()) for table_b in tables_b))
    return best


@pytest.mark.parametrize("seed", range(6))
def test_three_by_three_reaches_the_optimum_or_near_and_never_passes_the_bound(seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, q = rng.uniform(size=(3, 3)), rng.uniform(size=(3, 3))
    v = attention.by_place("inverse", 3)
    graph = from_dense(p, q)
    solution = solve(graph, v)
    optimum = _best_by_brute_force(p, q, v)
    assert solution.expected_matches(graph) <= optimum + 1e-12
    assert solution.expected_matches(graph) >= 0.98 * optimum
    assert solution.upper_bound >= optimum - 1e-12


@given(graph=markets.graphs, model=st.sampled_from(sorted(attention.MODELS)), cap=st.integers(1, 6))
@settings(deadline=None, max_examples=25)
def test_lists_are_valid_and_below_the_bound(graph: Graph, model: str, cap: int) -> None:
    v = attention.by_place(model, graph.longest)
    bound = limits(graph, Sides(cap, cap))
    solution = solve(graph, v, replace(QUICK, caps=bound.caps))
    lists = shortlists(graph, v, solution, bound)
    pairs, lists_a, lists_b = _named(graph, lists.places.a, lists.places.b)
    claim = (pairs_table(pairs), Sides(lists_table(lists_a), lists_table(lists_b)))
    assert verify.problems(*claim, verify.Bounds(Sides(cap, cap), mutual=True)) == []
    reached = verify.expected_matches(*claim, v)
    assert reached <= solution.upper_bound * (1 + 1e-9)
    assert reached >= solution.expected_matches(graph) * (1 - 1e-9)  # the lists lose nothing of the solution


def _named(
    graph: Graph, place_a: np.ndarray, place_b: np.ndarray
) -> tuple[dict[tuple[str, str], tuple[float, float]], dict[str, list[str]], dict[str, list[str]]]:
    pairs = {
        (f"a{a}", f"b{b}"): (float(w), 1.0) for a, b, w in zip(graph.a, graph.b, graph.weight, strict=True)
    }
    lists_a: dict[str, list[tuple[int, str]]] = {}
    lists_b: dict[str, list[tuple[int, str]]] = {}
    for a, b, k, j in zip(graph.a, graph.b, place_a, place_b, strict=True):
        assert (k > 0) == (j > 0)
        if k > 0:
            lists_a.setdefault(f"a{a}", []).append((int(k), f"b{b}"))
            lists_b.setdefault(f"b{b}", []).append((int(j), f"a{a}"))
    for lists in (lists_a, lists_b):
        for entries in lists.values():
            assert sorted(k for k, _ in entries) == list(range(1, len(entries) + 1))  # no gap, no tie
    return (
        pairs,
        {own: [x for _, x in sorted(entries)] for own, entries in lists_a.items()},
        {own: [x for _, x in sorted(entries)] for own, entries in lists_b.items()},
    )


@given(graph=markets.graphs, seed=st.integers(0, 1000))
@settings(deadline=None, max_examples=40)
def test_any_positive_ratio_proves_a_bound(graph: Graph, seed: int) -> None:
    """Recomputed here in plain Python, without the solver's sort."""
    ratio = np.random.default_rng(seed).uniform(0.2, 5.0, size=len(graph.a))
    v = attention.by_place("inverse", graph.longest)
    expected = 0.0
    for keys, gain in ((graph.a, graph.weight * ratio), (graph.b, graph.weight / ratio)):
        for company in sorted(set(keys.tolist())):
            row = sorted((float(g) for g in gain[keys == company]), reverse=True)
            expected += 0.5 * sum(g / k**2 for k, g in enumerate(row, start=1))
    assert upper_bound(graph, v, ratio) == pytest.approx(expected, rel=1e-12)
    assert solve(graph, v, QUICK).expected_matches(graph) <= expected * (1 + 1e-9)


@given(graph=markets.graphs, seed=st.integers(0, 1000))
@settings(deadline=None, max_examples=40)
def test_the_linear_step_is_the_best_of_all_rankings(graph: Graph, seed: int) -> None:
    rng = np.random.default_rng(seed)
    gain = rng.uniform(size=len(graph.a))
    v = attention.by_place("inverse", graph.longest)
    got = np.zeros(len(gain))
    totals = ListSorter(graph.rows.a, graph.b, v).product(gain, np.ones(len(gain)), 1.0, got)
    for company in range(graph.n):
        row = gain[graph.a == company]
        if 0 < len(row) <= 5:
            best = max(float(row @ v[list(order)]) for order in permutations(range(len(row))))
            assert totals[company] == pytest.approx(best, rel=1e-12)
            assert float(row @ got[graph.a == company]) == pytest.approx(best, rel=1e-12)


def test_a_popular_partner_does_not_starve_the_others() -> None:
    """Ten companies all like the same partner best; the lists spread them all the same."""
    p = np.full((10, 10), 0.6)
    p[:, 0] = 0.9
    graph = from_dense(p, np.full((10, 10), 0.6))
    v = attention.by_place("inverse", 10)
    three = limits(graph, Sides(3, 3))
    lists = shortlists(graph, v, solve(graph, v, SolverOptions(caps=three.caps)), three)
    assert np.bincount(graph.b[lists.listed], minlength=10).tolist() == [3] * 10


def test_the_same_market_gives_the_same_bytes() -> None:
    graph = markets.sparse(200, 150, 4000, seed=7)
    v = attention.by_place("inverse", graph.longest)
    first, second = (solve(graph, v, QUICK) for _ in range(2))
    assert first.attention.a.tobytes() == second.attention.a.tobytes()
    assert first.ratio.tobytes() == second.ratio.tobytes()


def test_an_empty_market_is_no_error() -> None:
    none = np.zeros(0, dtype=np.int64)
    graph = from_edges(3, 2, none, none, np.zeros(0), np.zeros(0))
    solution = solve(graph, attention.by_place("inverse", 0))
    assert solution.expected_matches(graph) == solution.upper_bound == 0.0
    none_at_all = shortlists(graph, attention.by_place("inverse", 0), solution, limits(graph, Sides(5, 5)))
    assert not none_at_all.listed.any()


@pytest.mark.parametrize(
    ("a", "b", "p", "said"),
    [
        ([0, 0], [1, 1], [0.5, 0.5], "appears twice"),
        ([0, 3], [0, 0], [0.5, 0.5], "outside"),
        ([0, 1], [0, 0], [0.5, 1.5], "p has a value outside"),
        ([0, 1], [0, 0], [0.5, float("nan")], "p has a value outside"),
    ],
)
def test_what_is_no_market_is_refused(a: list[int], b: list[int], p: list[float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        from_edges(3, 2, np.array(a), np.array(b), np.array(p), np.array([0.5, 0.5]))
