"""What each part of the solver adds, and how much of the gain is knowledge of interests at all.

    ./dev python benchmarks/market_parts.py

Ablation: both sides sort by p·q; the relaxed problem's order; the same annealed; best response after each. Control: the
same method on random interests (each company's interests shuffled among all pairs), its lists judged by the true
ones: what remains is coordination, which needs no knowledge of who likes whom.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pyarrow as pa

from market_data import dense, sparse_blocks
from svat.market import attention
from svat.market.graph import Floats, Graph, from_dense, from_edges
from svat.market.list_sorter import TwoSidedMarket
from svat.market.solver import Effort, SolverOptions, expected_matches, respond, solve
from svat.sides import Sides


def lists(graph: Graph, v: Floats, gains: Sides[Floats]) -> Sides[Floats]:
    """Attention of full lists in the order of the gains."""
    both = zip(TwoSidedMarket.of(graph, v).lists, gains, strict=True)
    return Sides(*(np.asarray(v[side.places(gain) - 1]) for side, gain in both))


def sparse(companies: int) -> tuple[Graph, Floats, Floats]:
    """The sparse market with its interests."""
    table = pa.concat_tables(sparse_blocks(companies, 0))
    a, b, p, q = (table[name].to_numpy() for name in "abpq")
    return from_edges(companies, companies, a, b, p, q), p, q


def market_rows() -> list[tuple[str, Graph, Floats, Floats]]:
    """Name, graph, p and q by edge."""
    rows: list[tuple[str, Graph, Floats, Floats]] = []
    for size in (100, 500):
        p, q = dense(size, size, 0)
        rows.append((f"{size}×{size}", from_dense(p, q), p.ravel(), q.T.ravel()))
    rows.append(("20,000 × 20,000, sparse", *sparse(20_000)))
    return rows


def main() -> None:
    """Print both tables."""
    markets = market_rows()
    print(
        "| market | p·q | + best response | relaxed, in order | + best response | + anneal and best response | bound |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|")
    controls = []
    for name, graph, p, q in markets:
        v = attention.by_place("inverse", graph.longest)
        settle = partial(respond, TwoSidedMarket.of(graph, v), rounds=50)
        product = lists(graph, v, Sides(graph.weight, graph.weight))
        plain = expected_matches(graph, product)
        settled = expected_matches(graph, settle(product.map(np.copy)))
        # No annealing: the relaxed point itself is put in order.
        relaxed = solve(graph, v, SolverOptions(Effort(anneal=0, respond=0)))
        ordered = lists(graph, v, relaxed.attention)
        first = expected_matches(graph, ordered)
        second = expected_matches(graph, settle(ordered.map(np.copy)))
        whole = solve(graph, v)
        value = whole.expected_matches(graph)
        print(
            f"| {name} | {plain:,.1f} | {settled:,.1f} | {first:,.1f} | {second:,.1f} | {value:,.1f} "
            f"| {whole.upper_bound:,.1f} |"
        )

        rng = np.random.default_rng(1)
        random = Graph(graph.n, graph.m, graph.a, graph.b, rng.permutation(p) * rng.permutation(q))
        blind = solve(random, v)
        controls.append((name, plain, expected_matches(graph, blind.attention), value))
    print(
        "\n| market | p·q, true interests | svat on random interests, judged by the true | svat on the true |"
    )
    print("|---|--:|--:|--:|")
    for name, plain, blind_value, value in controls:
        print(f"| {name} | {plain:,.1f} | {blind_value:,.1f} | {value:,.1f} |")


if __name__ == "__main__":
    main()
