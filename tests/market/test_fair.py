"""The fairness knob: no envy at one end, the most matches at the other, and lists that add up to what is promised."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.market import markets

from svat.market import attention
from svat.market.envy import envies
from svat.market.graph import Graph, from_dense
from svat.market.list_sorter import ListSorter, utilities
from svat.market.matching import MatchingOptions, match
from svat.market.mixture import mixture
from svat.market.ranked_lists import RankedLists
from svat.market.solver import Effort, expected_matches
from svat.sides import Sides

QUICK = Effort(relax=30, anneal=20)


def crowded(n: int, m: int, seed: int, crowding: float = 0.5) -> Graph:
    """Everybody likes the same partners best, to the part `crowding`."""
    rng = np.random.default_rng(seed)
    p = (1 - crowding) * rng.uniform(size=(n, m)) + crowding * np.linspace(1, 0, m)
    q = (1 - crowding) * rng.uniform(size=(m, n)) + crowding * np.linspace(1, 0, n)
    return from_dense(p, q)


def seen_by(graph: Graph, lists: Sides[RankedLists], v: np.ndarray) -> Sides[np.ndarray]:
    return lists.map(lambda own: np.asarray(own.attention(v, len(graph.a))))


def envy_by_hand(graph: Graph, seen: Sides[np.ndarray]) -> float:
    """The most that any company of side a would gain with another's places, in plain Python."""
    edge = {(int(i), int(j)): e for e, (i, j) in enumerate(zip(graph.a, graph.b, strict=True))}
    most = 0.0
    for i in range(graph.n):
        mine = [(j, e) for (x, j), e in edge.items() if x == i]
        now = sum(graph.weight[e] * seen.a[e] * seen.b[e] for _, e in mine)
        for other in range(graph.n):
            would = sum(
                graph.weight[e] * seen.a[e] * seen.b[edge[other, j]] for j, e in mine if (other, j) in edge
            )
            most = max(most, would - now)
    return most


@pytest.mark.parametrize(("n", "m", "crowding"), [(12, 12, 0.8), (16, 6, 0.5), (9, 14, 0.9), (20, 20, 0.2)])
@pytest.mark.parametrize("model", ["inverse", "log"])
def test_at_fairness_0_nobody_envies(n: int, m: int, crowding: float, model: str) -> None:
    graph = crowded(n, m, seed=n, crowding=crowding)
    v = attention.by_place(model, graph.longest)
    found = match(graph, v, MatchingOptions(alpha=0.0))
    seen = seen_by(graph, found.lists, v)
    assert envy_by_hand(graph, seen) <= 1e-6
    turned = Graph(m, n, *_turned(graph))
    order = np.lexsort((graph.a, graph.b))
    assert envy_by_hand(turned, seen.swapped().map(lambda x: x[order])) <= 1e-6
    assert found.matches_at_alpha_1 is not None
    assert found.expected_matches < found.matches_at_alpha_1 <= found.upper_bound


def _turned(graph: Graph) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    order = np.lexsort((graph.a, graph.b))
    return graph.b[order], graph.a[order], graph.weight[order]


def test_the_knob_trades_matches_for_evenness() -> None:
    graph = crowded(25, 25, seed=1)
    v = attention.by_place("inverse", graph.longest)
    values, least = [], []
    for alpha in (1.0, 0.5, 0.0):
        found = match(graph, v, MatchingOptions(alpha=alpha))
        values.append(found.expected_matches)
        mine = np.concatenate([*utilities(graph, seen_by(graph, found.lists, v))])
        least.append(float(np.log(mine).sum()))
    assert values == sorted(values, reverse=True)
    assert least == sorted(least)


@given(graph=markets.graphs, seed=st.integers(0, 100))
@settings(deadline=None, max_examples=40)
def test_envy_is_what_a_plain_look_finds(graph: Graph, seed: int) -> None:
    rng = np.random.default_rng(seed)
    seen = Sides(*rng.uniform(0.1, 1.0, size=(2, len(graph.a))))
    found = envies(graph, seen).a * utilities(graph, seen).a
    assert found.max() == pytest.approx(envy_by_hand(graph, seen), abs=1e-12)


@given(
    graph=markets.graphs,
    model=st.sampled_from(sorted(attention.MODELS)),
    cap=st.integers(1, 9),
    seed=st.integers(0, 99),
)
@settings(deadline=None, max_examples=60)
def test_a_mixture_gives_back_the_attention_that_it_was_made_of(
    graph: Graph, model: str, cap: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    v = attention.by_place(model, graph.longest)
    side = ListSorter(graph.rows.a, graph.b, v, np.full(graph.n, cap))
    wanted = np.zeros(len(graph.a))
    for share in rng.dirichlet(np.ones(4)):
        one = np.zeros(len(graph.a))
        side.product(rng.uniform(size=len(graph.a)), np.ones(len(graph.a)), 1.0, one)
        wanted += share * one
    lists = mixture(side, wanted, 1000)
    assert lists.mixed is not None
    place, share = lists.mixed
    assert np.asarray(lists.attention(v, len(graph.a))) == pytest.approx(wanted, abs=1e-7)
    assert (share > 0).all()
    assert place.max(initial=0) <= cap
    held: dict[tuple[int, int], float] = {}
    shown: dict[int, float] = {}
    for company in range(graph.n):
        for k in range(lists.start[company], lists.start[company + 1]):
            edge = int(lists.edge[k])
            assert graph.a[edge] == company
            held[company, int(place[k])] = held.get((company, int(place[k])), 0.0) + share[k]
            shown[edge] = shown.get(edge, 0.0) + share[k]
    assert all(x == pytest.approx(1.0, abs=1e-9) for x in held.values())  # every place is held by somebody
    assert all(x <= 1.0 + 1e-9 for x in shown.values())  # nobody stands twice on one list


@given(graph=markets.graphs, alpha=st.floats(0.0, 1.0), single=st.booleans())
@settings(deadline=None, max_examples=30)
def test_no_fairness_passes_the_bound(graph: Graph, alpha: float, single: bool) -> None:
    v = attention.by_place("inverse", graph.longest)
    found = match(graph, v, MatchingOptions(alpha=alpha, single=single, effort=QUICK))
    assert expected_matches(graph, seen_by(graph, found.lists, v)) == pytest.approx(
        found.expected_matches, rel=1e-9
    )
    assert found.expected_matches <= found.upper_bound * (1 + 1e-9)


@pytest.mark.parametrize("alpha", [-0.1, 1.1])
def test_a_fairness_outside_0_to_1_is_refused(alpha: float) -> None:
    graph = crowded(3, 3, seed=0)
    with pytest.raises(ValueError, match="not between 0 and 1"):
        match(graph, attention.by_place("inverse", 3), MatchingOptions(alpha=alpha))
