"""Sparse markets of 1, 10 and 50 million candidate pairs, solved by the command in a process of its own.

    ./dev python benchmarks/market_sparse.py [COMPANIES …]      default: 20000 200000 1000000

As many companies on either side, up to 50 candidates each (market_data.py). One row a market: expected matches when
both sides sort by p·q, those of svat, the certificate, the solver's seconds, the whole command's with reading and
writing, its peak memory, and companies that expect fewer than 0.1 matches. Then one sweep's edges a second beside the
bandwidth that a plain pass over memory reaches on the same machine in the same run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numba
import numpy as np
import pyarrow.parquet as pq

from market_data import write_sparse
from svat.market import attention
from svat.market.files import read_edges, read_lists
from svat.market.graph import Graph, Int64s
from svat.market.list_sorter import TwoSidedMarket
from svat.sides import Sides

# What one linear step must move at least: order, w and both attentions of an edge read, one attention written.
_BYTES = 4 + 8 + 4 + 4 + 4


@numba.njit(parallel=True)
def _triad(a, b, c):  # type: ignore[no-untyped-def]
    for k in numba.prange(len(a)):
        a[k] = b[k] + 0.5 * c[k]


def bandwidth() -> float:
    """GB/s of the STREAM triad (McCalpin, 1995) over arrays of 400 MB, best of five."""
    size = 50_000_000
    a, b, c = np.zeros(size), np.ones(size), np.ones(size)
    _triad(a[:10], b[:10], c[:10])
    times = []
    for _ in range(5):
        start = time.perf_counter()
        _triad(a, b, c)
        times.append(time.perf_counter() - start)
    return 3 * 8 * size / min(times) / 1e9


def sweep_speed(graph: Graph) -> tuple[float, float]:
    """Million edges a second of one linear step on side a and on side b, from the second sweep on."""
    v = attention.by_place("inverse", graph.longest)
    found = []
    for side in TwoSidedMarket.of(graph, v).lists:
        x = np.ones(len(graph.a), dtype=np.float32)
        out = np.zeros(len(graph.a), dtype=np.float32)
        side.product(graph.weight, x, 0.1, out)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            side.product(graph.weight, x, 0.1, out)
            times.append(time.perf_counter() - start)
        found.append(len(graph.a) / min(times) / 1e6)
    return found[0], found[1]


def product(graph: Graph) -> float:
    """Expected matches when both sides sort by p·q."""
    v = attention.by_place("inverse", graph.longest)
    total = np.ones(len(graph.a))
    for side in TwoSidedMarket.of(graph, v).lists:
        total *= v[side.places(graph.weight) - 1]
    return float((total * graph.weight).sum())


def below(graph: Graph, places: Sides[Int64s]) -> int:
    """Companies with candidates that expect fewer than 0.1 matches."""
    v = attention.by_place("inverse", graph.longest)
    worth = graph.weight * v[places.a - 1] * v[places.b - 1]
    count = 0
    for keys, companies in zip(graph.ends, graph.counts, strict=True):
        count += int((np.bincount(keys, weights=worth, minlength=companies) < 0.1).sum())
    return count


def main() -> None:
    """Print both tables."""
    sizes = [int(x) for x in sys.argv[1:]] or [20_000, 200_000, 1_000_000]
    print(
        "| companies a side | pairs | product | svat | bound | share | solving s | whole s | peak MB | below 0.1 |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    speeds = []
    for companies in sizes:
        with TemporaryDirectory() as folder:
            edges, out = Path(folder) / "edges.parquet", Path(folder) / "out"
            pairs = write_sparse(companies, 0, edges)
            command = [
                *(sys.executable, "-m", "svat", "market", "solve"),
                *("--edges", str(edges), "--out", str(out), "--json"),
            ]
            start = time.perf_counter()
            said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            whole = time.perf_counter() - start
            market = read_edges(edges)
            left = below(market.graph, read_lists(market, out))
            rows = sum(pq.read_metadata(out / f"lists_{side}.parquet").num_rows for side in "ab")
            assert rows == 2 * pairs
            print(
                f"| {companies:,} | {pairs:,} | {product(market.graph):,.0f} | {said['expected_matches']:,.0f} "
                f"| {said['upper_bound']:,.0f} | {said['share']:.2%} | {said['seconds']:.0f} | {whole:.0f} "
                f"| {said['peak_mb']:,.0f} | {left} |",
                flush=True,
            )
            speeds.append((pairs, *sweep_speed(market.graph)))
            del market
    rate = bandwidth()
    most = rate * 1e9 / _BYTES / 1e6
    print(
        f"\nMemory: {rate:.1f} GB/s (triad). At {_BYTES} bytes an edge no sweep can pass {most:,.0f} million edges/s."
    )
    print("\n| pairs | side a, million edges/s | side b | of the bandwidth's bound |")
    print("|--:|--:|--:|--:|")
    for pairs, side_a, side_b in speeds:
        print(f"| {pairs:,} | {side_a:.0f} | {side_b:.0f} | {side_a / most:.0%} / {side_b / most:.0%} |")


if __name__ == "__main__":
    main()
