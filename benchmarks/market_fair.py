"""The fairness knob: matches, evenness and envy by α, and the change that a newcomer makes to an earlier result.

    ./dev python benchmarks/market_fair.py

Dense markets (market_data.py), seeds 0 … 2 each. Envy is counted over all ordered pairs of companies of one side: those
where the first would gain more than 1e-6 expected matches with the second's places. Warm start: one company is added in
the middle of a 1,000 × 1,000 market, with lists of ten places and with full ones.
"""

from __future__ import annotations

import numpy as np

from market_data import dense
from svat.market import attention
from svat.market.fairness import gini
from svat.market.graph import Floats, Graph, from_dense
from svat.market.limits import limits
from svat.market.matching import MatchingOptions, match
from svat.market.warm_start import churn, warm_start
from svat.sides import Sides

PUBLISHED = {("30×20", 0): "16.51 / 15.76"}  # utilitarian and Nash, Tomita and Yokoyama (RecSys 2024)


def envious(graph: Graph, seen_a: Floats, seen_b: Floats) -> int:
    """Ordered pairs with envy on both sides of a dense market, by two matrix products."""
    shape = (graph.n, graph.m)
    w, a, b = (x.reshape(shape) for x in (graph.weight, seen_a, seen_b))
    would_a, would_b = (w * a) @ b.T, (w * b).T @ a
    return int(sum((x > np.diag(x)[:, None] + 1e-6).sum() for x in (would_a, would_b)))


def knob() -> None:
    """Print the table by α."""
    print("| market | seed | published | α | expected matches | least of a company | Gini | envy |")
    print("|---|--:|---|--:|--:|--:|--:|--:|")
    for name, n, m, crowding, model in (
        ("20×20, log, λ = 0.8", 20, 20, 0.8, "log"),
        ("30×20", 30, 20, 0.5, "inverse"),
        ("40×10", 40, 10, 0.5, "inverse"),
        ("100×100", 100, 100, 0.5, "inverse"),
    ):
        for seed in range(3):
            graph = from_dense(*dense(n, m, seed, crowding))
            v = attention.by_place(model, graph.longest)
            for alpha in (1.0, 0.5, 0.0):
                found = match(graph, v, MatchingOptions(alpha=alpha))
                seen_a, seen_b = (x.attention(v, len(graph.a)) for x in found.lists)
                each = graph.weight * seen_a * seen_b
                mine = np.concatenate([np.bincount(graph.a, each), np.bincount(graph.b, each)])
                print(
                    f"| {name} | {seed} | {PUBLISHED.get((name, seed), '') if alpha == 1 else ''} | {alpha:g} "
                    f"| {found.expected_matches:.2f} | {mine.min():.3f} | {gini(mine):.3f} "
                    f"| {envious(graph, seen_a, seen_b)} |"
                )


def newcomer() -> None:
    """Print what a newcomer changes."""
    print("\n| lists | start | expected matches | share | first ten places changed | newcomer expects |")
    print("|---|---|--:|--:|--:|--:|")
    whole = from_dense(*dense(1001, 1000, 0))
    known = whole.a != 500
    before = whole.part(known)
    v = attention.by_place("inverse", whole.longest)
    for name, cap in (("ten places", 10), ("full", None)):

        def places(graph: Graph, start: Sides[Floats] | None, cap: int | None = cap):  # type: ignore[no-untyped-def]
            bound = limits(graph, Sides(cap, cap)) if cap else None
            found = match(graph, v, MatchingOptions(limits=bound, start=start))
            edges = len(graph.a)
            return found, found.lists.map(lambda lists: lists.places(edges))

        old = places(before, None)[1]
        carried = Sides(*(np.zeros(len(whole.a), dtype=np.int64) for _ in old))
        for then, now in zip(old, carried, strict=True):
            now[known] = then
        for start_name, start in (("warm", warm_start(whole, v, carried)), ("cold", None)):
            found, now = places(whole, start)
            stood, gone = churn(carried, now, 10)
            listed = (whole.a == 500) & (now.a > 0)
            own = float((whole.weight[listed] * v[now.a[listed] - 1] * v[now.b[listed] - 1]).sum())
            print(
                f"| {name} | {start_name} | {found.expected_matches:.2f} "
                f"| {found.expected_matches / found.upper_bound:.2%} | {gone / stood:.2%} | {own:.3f} |"
            )


if __name__ == "__main__":
    knob()
    newcomer()
