"""Markets as files: what is read, what is refused, and lists recomputed from what was written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.market.tables import lists_table, pairs_table
from typer.testing import CliRunner

from svat.cli import app
from svat.market import verify
from svat.market.files import read_dense, read_edges
from svat.refusals import UnusableInput
from svat.sides import Sides


def _solve(*words: object) -> dict[str, float]:
    result = CliRunner().invoke(app, ["market", "solve", "--json", *map(str, words)])
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def _lists(path: Path) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for row in pq.read_table(path).to_pylist():
        assert row["weight"] == 1.0
        partners = lists.setdefault(str(row["company"]), [])
        assert row["rank"] == len(partners) + 1
        partners.append(str(row["partner"]))
    return lists


def test_dense_files_give_lists_that_reach_the_printed_figure(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    p, q = rng.uniform(size=(6, 4)), rng.uniform(size=(4, 6))
    np.save(tmp_path / "p.npy", p)
    np.save(tmp_path / "q.npy", q)
    found = _solve("--p", tmp_path / "p.npy", "--q", tmp_path / "q.npy", "--out", tmp_path)
    pairs = {(str(i), str(j)): (p[i, j], q[j, i]) for i in range(6) for j in range(4)}
    lists_a, lists_b = (_lists(tmp_path / f"lists_{side}.parquet") for side in "ab")
    claim = (pairs_table(pairs), Sides(lists_table(lists_a), lists_table(lists_b)))
    assert verify.problems(*claim) == []
    assert verify.expected_matches(*claim, 1 / np.arange(1.0, 7.0)) == pytest.approx(
        found["expected_matches"], abs=1e-5
    )
    assert found["expected_matches"] <= found["upper_bound"]
    assert found["share"] == pytest.approx(found["expected_matches"] / found["upper_bound"], abs=1e-5)


def test_edges_with_text_labels_in_any_order_give_the_same_lists(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    rows = [(f"Компания {k % 7}", f"회사 {k % 5}", *rng.uniform(size=2)) for k in range(35)]
    for name, order in (("one", rows), ("two", rows[::-1])):
        a, b, p, q = zip(*order, strict=True)
        pq.write_table(pa.table({"a": a, "b": b, "p": p, "q": q}), tmp_path / f"{name}.parquet")
        _solve("--edges", tmp_path / f"{name}.parquet", "--shortlist", 3, "--out", tmp_path / name)
    one, two = (_lists(tmp_path / name / "lists_a.parquet") for name in ("one", "two"))
    assert one == two
    assert max(map(len, one.values())) <= 3


EDGES = {"a": [1, 2], "b": [1, 1], "p": [0.5, 0.5], "q": [0.5, 0.5]}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"p": [0.5, 1.5]}, "p has a value outside"),
        ({"p": [0.5, None]}, "column p has 1 empty cells"),
        ({"a": [1, 1]}, "a pair appears twice"),
        ({"p": ["much", "little"]}, "edges.parquet"),
        ({"q": None}, "columns a, b, p, q"),
    ],
)
def test_faulty_edges_are_refused(tmp_path: Path, changed: dict[str, list[object] | None], said: str) -> None:
    columns = {name: values for name, values in {**EDGES, **changed}.items() if values is not None}
    pq.write_table(pa.table(columns), tmp_path / "edges.parquet")
    with pytest.raises(UnusableInput, match=said):
        read_edges(tmp_path / "edges.parquet")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda _: b"", "is not a NumPy array file"),
        (lambda data: data[:100], "is not a NumPy array file"),
        (lambda _: b"a,b\n1,2\n", "is not a NumPy array file"),
    ],
)
def test_faulty_arrays_are_refused(tmp_path: Path, spoil: Callable[[bytes], bytes], said: str) -> None:
    np.save(tmp_path / "p.npy", np.ones((2, 3)))
    (tmp_path / "q.npy").write_bytes(spoil((tmp_path / "p.npy").read_bytes()))
    with pytest.raises(UnusableInput, match=said):
        read_dense(tmp_path / "p.npy", tmp_path / "q.npy")


def test_shapes_that_do_not_match_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "p.npy", np.ones((2, 3)))
    with pytest.raises(UnusableInput, match=r"q must have \(3, 2\)"):
        read_dense(tmp_path / "p.npy", tmp_path / "p.npy")


def test_half_an_input_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "p.npy", np.ones((2, 3)))
    result = CliRunner().invoke(app, ["market", "solve", "--p", str(tmp_path / "p.npy")])
    assert isinstance(result.exception, UnusableInput)
