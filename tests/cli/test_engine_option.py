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
from svat.council.introductions import LISTINGS_HERE, PAIRS_HERE, Size
from svat.council.matching import where_computed
from svat.refusals import UnusableInput

pytestmark = pytest.mark.usefixtures("one_classifier")


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


@pytest.mark.parametrize(
    ("size", "joined", "ranked"),
    [
        (Size(LISTINGS_HERE, PAIRS_HERE), False, False),
        (Size(LISTINGS_HERE + 1, PAIRS_HERE), True, False),
        (Size(1, PAIRS_HERE + 1), False, True),
        (Size(LISTINGS_HERE + 1, PAIRS_HERE + 1), True, True),
    ],
)
def test_only_what_outgrows_one_machine_goes_to_the_engine(size: Size, joined: bool, ranked: bool) -> None:
    assert (size.joined_there, size.ranked_there) == (joined, ranked)
    said = where_computed(size)
    assert ("joined on this machine" in said, "ranked on this machine" in said) == (not joined, not ranked)


def test_match_with_an_engine_says_what_it_was_not_needed_for(sail: str, tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["demo", "--out", str(tmp_path)])
    assert made.exit_code == 0, made.output
    words = ["match", "--council", str(tmp_path), "--on", "2026-11-16", "--out", str(tmp_path / "there")]
    result = CliRunner().invoke(app, [*words, "--engine", sail])
    assert result.exit_code == 0, result.output
    assert "an engine ranks more than" in " ".join(result.output.split())
    here, there = ((tmp_path / name / "introductions.json").read_bytes() for name in ("out", "there"))
    assert here == there


def test_an_earlier_run_is_led_on_here(edges: Path, tmp_path: Path) -> None:
    words = ["--engine", "sc://127.0.0.1:1", "--previous", str(tmp_path)]
    result = CliRunner().invoke(app, ["market", "solve", "--edges", str(edges), *words])
    assert isinstance(result.exception, UnusableInput)
    assert "leave out --engine" in str(result.exception)
