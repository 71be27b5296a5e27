"""The solver as statements: on every engine the same lists and the same bound as the solver in this process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.market import markets

from svat.engine import DuckDB, Engine
from svat.market import attention
from svat.market.certificate import upper_bound
from svat.market.floor import Floor
from svat.market.graph import Graph
from svat.market.list_sorter import TwoSidedMarket
from svat.market.solver import Effort, Solution, SolverOptions, solve
from svat.market.sweeps import solution_on, solve_on
from svat.sides import Sides

SHORT = Effort(relax=6, anneal=4, respond=3, tries=2)  # each sweep is a handful of statements
NO_FLOOR = SolverOptions(SHORT, floor=Floor(level=0.0))


def _agree(got: Solution, want: Solution, graph: Graph) -> None:
    for mine, theirs in zip((*got.attention, got.ratio), (*want.attention, want.ratio), strict=True):
        assert mine == pytest.approx(theirs, abs=1e-6)
        assert mine.flags.writeable  # floor and fairness lead it on in place
    assert got.upper_bound == pytest.approx(want.upper_bound, rel=1e-9)
    assert got.expected_matches(graph) == pytest.approx(want.expected_matches(graph), rel=1e-9)


def test_every_engine_gives_what_the_solver_here_gives(engine: Engine) -> None:
    graph = markets.sparse(40, 30, 400, seed=3)
    v = attention.by_place("inverse", graph.longest)
    _agree(solution_on(engine, graph, v, SHORT), solve(graph, v, NO_FLOOR), graph)


def test_every_engine_keeps_lists_within_their_caps(engine: Engine) -> None:
    graph = markets.sparse(40, 30, 400, seed=4)
    v = attention.by_place("log", graph.longest)
    rng = np.random.default_rng(4)
    caps = Sides(rng.integers(0, 6, size=40), rng.integers(1, 9, size=30))
    got = solution_on(engine, graph, v, SHORT, caps=caps)
    _agree(got, solve(graph, v, replace(NO_FLOOR, caps=caps)), graph)
    for keys, seen, cap in zip(graph.ends, got.attention, caps, strict=True):
        assert (np.bincount(keys[seen > 0], minlength=len(cap)) <= cap).all()


@given(graph=markets.graphs, model=st.sampled_from(sorted(attention.MODELS)), tries=st.integers(1, 3))
@settings(deadline=None, max_examples=10)
def test_any_small_market(graph: Graph, model: str, tries: int) -> None:
    v = attention.by_place(model, graph.longest)
    effort = Effort(relax=5, anneal=4, respond=8, tries=tries)
    with DuckDB() as engine:
        got = solution_on(engine, graph, v, effort)
    _agree(got, solve(graph, v, replace(NO_FLOOR, effort=effort)), graph)
    assert got.upper_bound == pytest.approx(upper_bound(graph, v, got.ratio), rel=1e-12)


def test_places_are_those_of_the_lists(engine: Engine) -> None:
    graph = markets.sparse(20, 20, 150, seed=5)
    v = attention.by_place("top5", graph.longest)
    edges = pa.table({"a": graph.a, "b": graph.b, "w": graph.weight})
    found = solve_on(engine, edges, v, SHORT).table()
    assert (found["a"].to_numpy() == graph.a).all()
    assert (found["b"].to_numpy() == graph.b).all()
    for name, side in TwoSidedMarket.of(graph, v).lists.items():
        seen, place = found[f"attention_{name}"].to_numpy(), found[f"place_{name}"].to_numpy()
        assert (place == side.places(seen)).all()
        assert seen == pytest.approx(v[place - 1])


def test_a_file_with_names_gives_what_numbers_in_their_order_give(engine: Engine, tmp_path: Path) -> None:
    graph = markets.sparse(15, 12, 90, seed=6)
    v = attention.by_place("inverse", graph.longest)
    rng = np.random.default_rng(6)
    order = rng.permutation(len(graph.a))
    named = pa.table(
        {
            "a": [f"a{k:02}" for k in graph.a[order]],
            "b": [f"b{k:02}" for k in graph.b[order]],
            "p": graph.weight[order],
            "q": np.ones(len(order)),
        }
    )
    pq.write_table(named, tmp_path / "pairs.parquet")
    swept = solve_on(engine, tmp_path / "pairs.parquet", v, SHORT)
    swept.write(tmp_path / "result.parquet")
    want = solve(graph, v, NO_FLOOR)
    found = pq.read_table(tmp_path / "result.parquet").sort_by([("a", "ascending"), ("b", "ascending")])
    assert found["a"].to_pylist() == [f"a{k:02}" for k in graph.a]
    assert found["attention_b"].to_numpy() == pytest.approx(want.attention.b, abs=1e-6)
    assert swept.edges == len(graph.a)
    assert swept.upper_bound == pytest.approx(want.upper_bound, rel=1e-9)
    assert swept.expected_matches == pytest.approx(want.expected_matches(graph), rel=1e-9)


def test_the_same_market_gives_the_same_bytes_whatever_the_order_of_rows() -> None:
    graph = markets.sparse(200, 150, 4000, seed=7)
    v = attention.by_place("inverse", graph.longest)
    edges = pa.table({"a": graph.a, "b": graph.b, "w": graph.weight})
    shuffled = edges.take(np.random.default_rng(7).permutation(len(graph.a)))
    found = []
    for table in (edges, edges, shuffled):
        with DuckDB() as engine:
            swept = solve_on(engine, table, v, SHORT)
            found.append((swept.table().to_pydict(), swept.expected_matches, swept.upper_bound))
    assert found[0] == found[1] == found[2]


def test_progress_ends_at_the_whole() -> None:
    graph = markets.sparse(5, 5, 20, seed=8)
    progress: list[tuple[str, int, int]] = []
    with DuckDB() as engine:
        v = attention.by_place("inverse", graph.longest)
        effort = Effort(relax=12, anneal=10, respond=6, tries=2)
        solution_on(engine, graph, v, effort, progress=lambda *step: progress.append(step))
    assert progress == sorted(progress)
    assert progress[-1] == ("solving", 38, 38)


def test_an_empty_market_is_no_error(engine: Engine) -> None:
    none = pa.table(
        {"a": pa.array([], pa.int64()), "b": pa.array([], pa.int64()), "w": pa.array([], pa.float64())}
    )
    swept = solve_on(engine, none, attention.by_place("inverse", 0), SHORT)
    assert (swept.edges, swept.expected_matches, swept.upper_bound) == (0, 0.0, 0.0)
    assert swept.table().num_rows == 0


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"a": [0, 0], "b": [1, 1], "w": [0.5, 0.5]}, "1 pairs appear more than once"),
        ({"a": [0, 1], "b": [1, 1], "w": [0.5, 1.5]}, "1 pairs have an empty cell or a weight outside"),
        (
            {"a": [0, 1], "b": [1, 1], "w": [0.5, float("nan")]},
            "1 pairs have an empty cell or a weight outside",
        ),
        ({"a": [0, 1], "b": [1, 1], "w": [0.5, None]}, "1 pairs have an empty cell or a weight outside"),
        ({"a": [0, None], "b": [1, 1], "w": [0.5, 0.5]}, "1 pairs have an empty cell or a weight outside"),
        ({"a": [0, 1], "p": [0.5, 0.5]}, "no column b, q"),
    ],
)
def test_what_is_no_market_is_refused(engine: Engine, columns: dict[str, list[float]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        solve_on(engine, pa.table(columns), attention.by_place("inverse", 2), SHORT)
