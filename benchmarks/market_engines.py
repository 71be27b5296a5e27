"""The market's sweeps on three engines: compiled loops here, DuckDB here, and Sail spoken to as a Spark cluster is.

    ./dev python benchmarks/market_engines.py [COMPANIES]      default: 2000, up to 50 candidates each

Few steps (10 of relaxation, 8 of annealing, 4 of best response), so that an engine's cost of a step shows.
"""

from __future__ import annotations

import importlib
import os
import sys
import time

import pyarrow as pa

from market_data import sparse_blocks
from svat.engine import DuckDB, Engine, connect
from svat.market import attention
from svat.market.floor import Floor
from svat.market.graph import from_edges
from svat.market.solver import Effort, SolverOptions, solve
from svat.market.sweeps import solution_on

EFFORT = Effort(relax=10, anneal=8, respond=4)
OPTIONS = SolverOptions(EFFORT, floor=Floor(0.0))


def main() -> None:
    """Print the table."""
    companies = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    table = pa.concat_tables(sparse_blocks(companies, 0))
    graph = from_edges(companies, companies, *(table[name].to_numpy() for name in "abpq"))
    v = attention.by_place("inverse", graph.longest)
    solve(
        graph, v, SolverOptions(Effort(relax=1, anneal=1, respond=1))
    )  # compiled once before the clock starts

    os.environ.setdefault("RUST_LOG", "error")
    os.environ["SAIL_EXECUTION__CHECKPOINT__PATH"] = "memory:///svat"
    server = importlib.import_module("pysail.spark").SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    print("| engine | pairs | expected matches | bound | seconds |")
    print("|---|--:|--:|--:|--:|")
    engines: list[tuple[str, Engine | None]] = [
        ("compiled", None),
        ("DuckDB", DuckDB()),
        ("Sail", connect(f"sc://127.0.0.1:{server.listening_address[1]}")),
    ]
    for name, engine in engines:
        start = time.perf_counter()
        found = solution_on(engine, graph, v, EFFORT) if engine else solve(graph, v, OPTIONS)
        seconds = time.perf_counter() - start
        value = found.expected_matches(graph)
        print(f"| {name} | {len(graph.a):,} | {value:.6f} | {found.upper_bound:.6f} | {seconds:.2f} |")
        if engine:
            engine.close()
    server.stop()


if __name__ == "__main__":
    main()
