"""Caps, pairs that must meet and a warm start, each looked at through the lists that come out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.market import markets

from svat.market import attention
from svat.market.graph import Graph
from svat.market.limits import CrowdedError, find_edges, limits
from svat.market.matching import Matching, MatchingOptions, match
from svat.market.solver import Effort
from svat.market.warm_start import churn, warm_start
from svat.sides import Sides

QUICK = Effort(relax=30, anneal=20)


def within(graph: Graph, cap: int | None) -> MatchingOptions:
    """No list longer than that, if there is a cap."""
    return MatchingOptions(limits=limits(graph, Sides(cap, cap)) if cap else None)


def places_of(graph: Graph, found: Matching) -> Sides[np.ndarray]:
    return found.lists.map(lambda own: own.places(len(graph.a)))


@given(graph=markets.graphs, data=st.data())
@settings(deadline=None, max_examples=60)
def test_caps_hold_and_pairs_that_must_meet_do(graph: Graph, data: st.DataObject) -> None:
    numbers = st.integers(0, 4)
    own_a = data.draw(st.dictionaries(st.integers(0, graph.n - 1), numbers))
    own_b = data.draw(st.dictionaries(st.integers(0, graph.m - 1), numbers))
    most, own_of_both = Sides(3, 2), Sides(own_a, own_b)
    must = np.array(data.draw(st.lists(st.booleans(), min_size=len(graph.a), max_size=len(graph.a))))
    wanted_a, wanted_b = (
        np.bincount(graph.a[must], minlength=graph.n),
        np.bincount(graph.b[must], minlength=graph.m),
    )
    crowded_a = any(wanted_a[k] > own_a.get(k, 3) for k in range(graph.n))
    if crowded_a or any(wanted_b[k] > own_b.get(k, 2) for k in range(graph.m)):
        with pytest.raises(CrowdedError) as caught:
            limits(graph, most, own_of_both, must)
        side = (wanted_a, own_a, 3) if crowded_a else (wanted_b, own_b, 2)
        company = caught.value.company
        assert caught.value.side == ("a" if crowded_a else "b")
        assert caught.value.places == side[1].get(company, side[2]) < caught.value.wanted == side[0][company]
        return
    bound = limits(graph, most, own_of_both, must)
    v = attention.by_place("inverse", graph.longest)
    found = match(graph, v, MatchingOptions(limits=bound, effort=QUICK))
    place_a, place_b = places_of(graph, found)
    assert ((place_a > 0) == (place_b > 0)).all()
    assert (place_a[must] > 0).all()
    for keys, places, own, longest in ((graph.a, place_a, own_a, 3), (graph.b, place_b, own_b, 2)):
        for company in np.unique(keys):
            places_held = np.sort(places[(keys == company) & (places > 0)])
            assert places_held.tolist() == list(range(1, len(places_held) + 1))
            assert len(places_held) <= own.get(int(company), longest)
    assert found.expected_matches <= found.upper_bound * (1 + 1e-9)


def test_a_pair_that_must_meet_takes_the_place_of_the_least_valuable() -> None:
    graph = markets.sparse(12, 12, 400, seed=3)
    v = attention.by_place("inverse", graph.longest)
    free = match(graph, v, within(graph, 2))
    left_out = int(np.flatnonzero(places_of(graph, free).a == 0)[0])
    must = np.zeros(len(graph.a), dtype=np.bool_)
    must[left_out] = True
    found = match(graph, v, MatchingOptions(limits=limits(graph, Sides(2, 2), must=must)))
    assert places_of(graph, found).a[left_out] > 0
    assert found.expected_matches <= free.expected_matches


def test_no_room_is_left_where_an_exchange_would_use_it() -> None:
    """a0 may take b0 alone, a1 both; whoever takes b0 first, in the end both companies have a partner."""
    rows = [(0, 0, 0.3), (1, 0, 0.9), (1, 1, 0.8)]
    a, b, p = (np.array(x) for x in zip(*rows, strict=True))
    graph = Graph(2, 2, a.astype(np.int32), b.astype(np.int32), p.astype(np.float64))
    v = attention.by_place("inverse", 2)
    found = match(graph, v, within(graph, 1))
    assert places_of(graph, found).a.tolist() == [1, 0, 1]


def test_find_edges_knows_what_is_no_edge() -> None:
    graph = markets.sparse(5, 7, 20, seed=0)
    a, b = np.append(graph.a, [-1, 2, 4]), np.append(graph.b, [0, -1, 6])
    there = {(int(x), int(y)): e for e, (x, y) in enumerate(zip(graph.a, graph.b, strict=True))}
    expected = [there.get((int(x), int(y)), -1) for x, y in zip(a, b, strict=True)]
    assert find_edges(graph, a.astype(np.int64), b.astype(np.int64)).tolist() == expected


@pytest.mark.parametrize("cap", [None, 5])
def test_a_newcomer_is_placed_and_few_lists_change(cap: int | None) -> None:
    whole = markets.sparse(120, 120, 4000, seed=5)
    before = whole.part(whole.a != 60)
    v = attention.by_place("inverse", whole.longest)

    def places(graph: Graph, start: Sides[np.ndarray] | None) -> Sides[np.ndarray]:
        return places_of(graph, match(graph, v, replace(within(graph, cap), start=start)))

    old = places(before, None)
    known = whole.a != 60
    carried = Sides(*(np.zeros(len(whole.a), dtype=np.int64) for _ in old))
    for then, now in zip(old, carried, strict=True):
        now[known] = then
    new = places(whole, warm_start(whole, v, carried))
    stood, gone = churn(carried, new, 5)
    assert stood > 1000
    assert gone / stood < 0.03
    newcomer = (whole.a == 60) & (new.a > 0)
    assert newcomer.sum() >= 3
    assert (new.b[newcomer] <= 5).any()  # and stands well on somebody's list


def test_nothing_changes_without_a_change() -> None:
    graph = markets.sparse(60, 50, 1500, seed=2)
    v = attention.by_place("inverse", graph.longest)
    first = match(graph, v, within(graph, 4))
    held = places_of(graph, first)
    again = match(graph, v, replace(within(graph, 4), start=warm_start(graph, v, held)))
    assert churn(held, places_of(graph, again), 4)[1] == 0
    assert again.expected_matches >= first.expected_matches * (1 - 1e-12)
