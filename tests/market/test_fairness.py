"""Fairness in figures and words, against closed forms and a plain look."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.market import markets

from svat.market import fairness as rooms
from svat.market.envy import envies
from svat.market.fairness import Spread, fairness, gini
from svat.market.graph import Graph
from svat.market.list_sorter import utilities
from svat.sides import Sides


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], 0.0),
        ([0.0, 0.0], 0.0),
        ([3.0, 3.0, 3.0], 0.0),
        ([0.0, 1.0], 0.5),
        ([0.0, 0.0, 0.0, 8.0], 0.75),
        ([1.0, 3.0], 0.25),
    ],
)
def test_gini(values: list[float], expected: float) -> None:
    assert gini(np.array(values)) == pytest.approx(expected)


@given(graph=markets.graphs, seed=st.integers(0, 99))
@settings(deadline=None, max_examples=40)
def test_the_spread_is_that_of_companies_with_candidates(graph: Graph, seed: int) -> None:
    seen = Sides(*np.random.default_rng(seed).uniform(0.01, 1.0, size=(2, len(graph.a))))
    found = fairness(graph, seen)
    for spread, expected, rows in zip((found.a, found.b), utilities(graph, seen), graph.rows, strict=True):
        mine = sorted(float(x) for x in expected[rows.degree > 0])
        assert spread.companies == spread.asked == len(mine)
        assert spread.least == pytest.approx(mine[0])
        assert spread.mean == pytest.approx(sum(mine) / len(mine))
        assert spread.least <= spread.percentile_1 <= spread.median <= mine[-1]
        assert spread.below == sum(x < 0.1 for x in mine)


@given(graph=markets.graphs, seed=st.integers(0, 99), sample=st.integers(1, 9))
@settings(deadline=None, max_examples=40)
def test_a_sample_says_the_same_of_those_asked(graph: Graph, seed: int, sample: int) -> None:
    seen = Sides(*np.random.default_rng(seed).uniform(0.01, 1.0, size=(2, len(graph.a))))
    for part, whole, rows in zip(envies(graph, seen, sample), envies(graph, seen), graph.rows, strict=True):
        asked = ~np.isnan(part)
        assert asked.sum() == min(sample, int((rows.degree > 0).sum()))
        assert part[asked].tolist() == whole[asked].tolist()


def test_a_large_market_asks_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "_LOOKS", 10.0)
    monkeypatch.setattr(rooms, "_SAMPLE", 3)
    graph = markets.sparse(20, 20, 200, seed=1)
    found = fairness(graph, Sides(np.full(len(graph.a), 0.5), np.linspace(0.1, 1.0, len(graph.a))))
    assert (found.a.asked, found.b.asked) == (3, 3)
    assert "of 3 asked" in found.a.words("KZ")


def test_the_words() -> None:
    spread = Spread(200, 0.4, 0.42, 0.031, 0.01, 3, 200, 12, 0.154)
    assert spread.words("KZ") == (
        "KZ: half of 200 companies expect at least 0.42 matches, one in a hundred less than 0.03; "
        "3 expect fewer than 0.1; 12 would gain with the places of another, 0.15 matches at most."
    )
    calm = Spread(2, 0.4, 0.4, 0.4, 0.4, 0, 2, 0, 0.0)
    assert calm.words("KR").endswith("nobody would gain with the places of another.")
    assert Spread(0, 0, 0, 0, 0, 0, 0, 0, 0).words("KR") == "KR: no company has a permitted candidate."
