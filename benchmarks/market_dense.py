"""Dense markets of the literature's generator: expected matches by method, beside the certificate.

    ./dev python benchmarks/market_dense.py [SIZE …]      default: 30x20 50x50 100x100 500x500

Interests: p = clip((1-λ)·U + λ·linspace(1, 0, m)) with U uniform, q likewise; λ = 0.5, v(k) = 1/k, seed 0, as in
Tomita and Yokoyama (RecSys 2024). Methods: naive sorts each side by its own interest; product sorts both by p·q; best
response continues from there; svat is the product's solver. The seconds are svat's, after one warm-up run.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import numpy.typing as npt

from svat.market import attention
from svat.market.graph import Floats, Graph, from_dense
from svat.market.side import sides
from svat.market.solver import respond, solve

Interests = npt.NDArray[np.float64]


def market(n: int, m: int, seed: int, crowding: float = 0.5) -> tuple[Interests, Interests]:
    """The generator: interests of shapes (n, m) and (m, n); `crowding` (λ) is the part that all share."""
    rng = np.random.RandomState(seed)
    own, other = rng.random_sample((n, m)), rng.random_sample((m, n))
    p = np.clip((1 - crowding) * own + crowding * np.linspace(1, 0, m), 0, 1)
    q = np.clip((1 - crowding) * other + crowding * np.linspace(1, 0, n), 0, 1)
    return p, q


def lists(graph: Graph, v: Floats, gain_a: Floats, gain_b: Floats) -> tuple[Floats, Floats]:
    """Attention of lists sorted by given gains."""
    found = []
    for side, gain in zip(sides(graph, v), (gain_a, gain_b), strict=True):
        seen = np.zeros(len(gain))
        side.product(gain, np.ones(len(gain)), 1.0, seen)
        found.append(seen)
    return found[0], found[1]


def main() -> None:
    """Print the table."""
    sizes = [tuple(map(int, x.split("x"))) for x in sys.argv[1:] or ["30x20", "50x50", "100x100", "500x500"]]
    warm = from_dense(*market(5, 5, 0))
    solve(warm, attention.weights("inverse", warm.longest))
    print("| size | naive | product | product + best response | svat | bound | share | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    for n, m in sizes:
        p, q = market(n, m, seed=0)
        graph = from_dense(p, q)
        v = attention.weights("inverse", graph.longest)

        def value(seen: tuple[Floats, Floats], graph: Graph = graph) -> float:
            return float(np.sum(graph.weight * seen[0] * seen[1]))

        naive = value(lists(graph, v, p.ravel(), q.T.ravel()))
        product = lists(graph, v, graph.weight, graph.weight)
        responded = respond(graph, *sides(graph, v), product[0].copy(), product[1].copy(), 50)
        start = time.perf_counter()
        solution = solve(graph, v)
        seconds = time.perf_counter() - start
        found = solution.expected_matches(graph)
        print(
            f"| {n}×{m} | {naive:.2f} | {value(product):.2f} | {value(responded):.2f} | {found:.2f} "
            f"| {solution.upper_bound:.2f} | {found / solution.upper_bound:.1%} | {seconds:.2f} |"
        )


if __name__ == "__main__":
    main()
