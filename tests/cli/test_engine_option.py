"""--engine: the same answers where a cluster computes, and one line where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from svat.cli import app
from svat.refusals import UnusableInput


@pytest.fixture
def edges(tmp_path: Path) -> Path:
    rng = np.random.default_rng(8)
    keys = np.unique(rng.integers(0, 8 * 7, size=40))
    p, q = rng.uniform(size=(2, len(keys)))
    pq.write_table(pa.table({"a": keys // 7, "b": keys % 7, "p": p, "q": q}), tmp_path / "edges.parquet")
    return tmp_path / "edges.parquet"


def test_solve_says_the_same_on_a_cluster(
    sail: str, edges: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svat.market.solver import Effort

    monkeypatch.setattr(Effort, "of", staticmethod(lambda _edges: Effort(relax=8, anneal=6, respond=6)))
    said = []
    for name, words in (("here", ()), ("there", ("--engine", sail))):
        command = [
            "market",
            "solve",
            "--edges",
            str(edges),
            "--shortlist",
            "3",
            "--out",
            str(tmp_path / name),
        ]
        result = CliRunner().invoke(app, [*command, "--json", *words])
        assert result.exit_code == 0, result.output
        said.append(json.loads(result.stdout))
    for key in ("expected_matches", "upper_bound", "share"):
        assert said[0][key] == pytest.approx(said[1][key], abs=2e-6)
    for side in "ab":
        here, there = (pq.read_table(tmp_path / name / f"lists_{side}.parquet") for name in ("here", "there"))
        assert here.equals(there)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--engine", "http://somewhere"), "not an engine"),
        (("--engine", "sc://127.0.0.1:1"), "127.0.0.1"),
    ],
)
def test_an_engine_that_is_not_there_is_one_line(edges: Path, words: tuple[str, ...], said: str) -> None:
    pytest.importorskip("pyspark", reason="needs pyspark-client: the development packages have it")
    result = CliRunner().invoke(app, ["market", "solve", "--edges", str(edges), *words])
    assert isinstance(result.exception, UnusableInput)
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)


def test_an_earlier_run_is_led_on_here(edges: Path, tmp_path: Path) -> None:
    words = ["--engine", "sc://127.0.0.1:1", "--previous", str(tmp_path)]
    result = CliRunner().invoke(app, ["market", "solve", "--edges", str(edges), *words])
    assert isinstance(result.exception, UnusableInput)
    assert "leave out --engine" in str(result.exception)
