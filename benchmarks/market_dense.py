"""Dense markets of the literature's generator: expected matches by method, beside the certificate.

    ./dev python benchmarks/market_dense.py [SIZE …]      default: 30x20 50x50 100x100 500x500 1000x1000

λ = 0.5, v(k) = 1/k, seed 0. Methods: naive sorts each side by its own interest; product sorts both by p·q; best
response continues from there; published is the utilitarian optimum of Tomita and Yokoyama (RecSys 2024) where they
give it; svat is the product's solver, and its seconds those of the solver after one warm-up run. Then their 20×20
rows (log attention, λ = 0.8), and the mean share of the certificate over 20 seeds at 100×100.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from market_data import dense
from svat.market import attention
from svat.market.graph import Floats, Graph, from_dense
from svat.market.list_sorter import TwoSidedMarket
from svat.market.solver import expected_matches, respond, solve
from svat.sides import Sides

PUBLISHED = {"30x20": 16.51, "50x50": 37.13}
PUBLISHED_20 = (20.0946, 19.8360, 19.4255, 19.9494, 20.1677)  # seeds 0 … 4


def lists(graph: Graph, v: Floats, gains: Sides[Floats]) -> Sides[Floats]:
    """Attention of lists sorted by given gains."""
    found = gains.map(lambda gain: np.zeros(len(gain)))
    for side, gain, seen in zip(TwoSidedMarket.of(graph, v).lists, gains, found, strict=True):
        side.product(gain, np.ones(len(gain)), 1.0, seen)
    return found


def main() -> None:
    """Print the tables."""
    sizes = sys.argv[1:] or ["30x20", "50x50", "100x100", "500x500", "1000x1000"]
    warm = from_dense(*dense(5, 5, 0))
    solve(warm, attention.by_place("inverse", warm.longest))
    print("| size | naive | product | + best response | published | svat | bound | share | seconds |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in sizes:
        n, m = map(int, size.split("x"))
        p, q = dense(n, m, seed=0)
        graph = from_dense(p, q)
        v = attention.by_place("inverse", graph.longest)
        naive = expected_matches(graph, lists(graph, v, Sides(p.ravel(), q.T.ravel())))
        product = lists(graph, v, Sides(graph.weight, graph.weight))
        plain = expected_matches(graph, product)
        responded = expected_matches(graph, respond(TwoSidedMarket.of(graph, v), product, 50))
        start = time.perf_counter()
        solution = solve(graph, v)
        seconds = time.perf_counter() - start
        found = solution.expected_matches(graph)
        print(
            f"| {n}×{m} | {naive:.2f} | {plain:.2f} | {responded:.2f} | {PUBLISHED.get(size, '')} | {found:.2f} "
            f"| {solution.upper_bound:.2f} | {found / solution.upper_bound:.1%} | {seconds:.2f} |"
        )

    print("\n| 20×20, log, λ = 0.8, seed | published | svat | bound |")
    print("|--:|--:|--:|--:|")
    for seed, published in enumerate(PUBLISHED_20):
        graph = from_dense(*dense(20, 20, seed, 0.8))
        solution = solve(graph, attention.by_place("log", graph.longest))
        print(
            f"| {seed} | {published:.4f} | {solution.expected_matches(graph):.4f} | {solution.upper_bound:.4f} |"
        )

    shares = []
    for seed in range(20):
        graph = from_dense(*dense(100, 100, seed))
        solution = solve(graph, attention.by_place("inverse", graph.longest))
        shares.append(solution.expected_matches(graph) / solution.upper_bound)
    print(f"\n100×100, 20 seeds: mean share {np.mean(shares):.2%}, least {min(shares):.2%}")


if __name__ == "__main__":
    main()
