"""The market's commands on files: solve, start from an earlier run, and check apart from the solver."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from svat.cli import app
from svat.refusals import UnusableInput


def run(*words: object, exit_code: int = 0) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["market", *map(str, words), "--json"])
    assert result.exit_code == exit_code, result.output
    return dict(json.loads(result.stdout))


@pytest.fixture
def edges(tmp_path: Path) -> Path:
    rng = np.random.default_rng(8)
    keys = np.unique(rng.integers(0, 30 * 25, size=400))
    p, q = rng.uniform(size=(2, len(keys)))
    table = pa.table({"a": [f"A{k // 25}" for k in keys], "b": [f"B{k % 25}" for k in keys], "p": p, "q": q})
    pq.write_table(table, tmp_path / "edges.parquet")
    return tmp_path / "edges.parquet"


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--alpha", 0),
        ("--alpha", 0.5, "--attention", "log"),
        ("--shortlist", 3),
        ("--shortlist", 3, "--shortlist-b", 5, "--alpha", 0.3, "--single"),
        ("--attention", "top5"),
    ],
)
def test_what_solve_writes_stands_before_the_checker(
    edges: Path, tmp_path: Path, options: tuple[object, ...]
) -> None:
    said = run("solve", "--edges", edges, "--out", tmp_path / "out", "--proof", *options)
    words = [*options]
    for name, length in (("--alpha", 2), ("--single", 1)):
        if name in words:
            at = words.index(name)
            del words[at : at + length]
    found = run("check", tmp_path / "out", "--edges", edges, *words)
    assert found["problems"] == []
    assert found["expected_matches"] == pytest.approx(said["expected_matches"], abs=2e-6)
    assert found["upper_bound"] == pytest.approx(said["upper_bound"], abs=2e-6)
    assert said["expected_matches"] <= said["upper_bound"]
    assert ("cost_of_fairness" in said) == ("--alpha" in options)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.slice(1), "is not listed back"),
        (lambda t: pa.concat_tables([t, t.slice(0, 1)]), "stands on a list more than once"),
        (lambda t: t.set_column(1, "rank", pa.array([9] * len(t), pa.int32())), "beyond the longest list"),
        (lambda t: t.set_column(2, "partner", pa.array(["B99"] * len(t))), "is no candidate pair"),
        (lambda t: t.set_column(3, "weight", pa.array([2.0] * len(t))), "outside what can be"),
        (lambda t: t.filter(pa.compute.not_equal(t["rank"], 1)), "leaves a place free above the last"),
    ],
)
def test_the_checker_finds_what_was_tampered_with(
    edges: Path, tmp_path: Path, change: Any, said: str
) -> None:
    out = tmp_path / "out"
    run("solve", "--edges", edges, "--out", out, "--shortlist", 4)
    table = pq.read_table(out / "lists_a.parquet")
    pq.write_table(change(table), out / "lists_a.parquet")
    found = run("check", out, "--edges", edges, "--shortlist", 4, exit_code=1)
    assert any(said in line for line in found["problems"])


def test_a_certificate_with_a_hole_proves_nothing(edges: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("solve", "--edges", edges, "--out", out, "--proof")
    proof = pq.read_table(out / "certificate.parquet")
    pq.write_table(proof.slice(1), out / "certificate.parquet")
    found = run("check", out, "--edges", edges, exit_code=1)
    assert "usable ratio" in found["problems"][0]


def test_wishes_are_kept_and_what_cannot_be_is_said(edges: Path, tmp_path: Path) -> None:
    pairs = pq.read_table(edges).to_pylist()
    must, veto = pairs[0], pairs[7]
    absent = next(f"B{k}" for k in range(25) if not any(x["a"] == "A3" and x["b"] == f"B{k}" for x in pairs))
    wishes = tmp_path / "wishes.csv"
    wishes.write_text(
        f"wish,a,b,most\nmust,{must['a']},{must['b']},\nveto,{veto['a']},{veto['b']},\nmost,A5,,1\n"
        f"must,A3,{absent},\nveto,A77,B1,\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    words = ("--edges", edges, "--shortlist", 4, "--wishes", wishes)
    result = CliRunner().invoke(app, ["market", "solve", *map(str, words), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert f"A3 and {absent} must meet, and are no candidate pair" in result.stderr
    assert "row 6: a A77: no company of this identifier on side a" in result.stderr
    entries = {(x["company"], x["partner"]) for x in pq.read_table(out / "lists_a.parquet").to_pylist()}
    assert (must["a"], must["b"]) in entries
    assert (veto["a"], veto["b"]) not in entries
    assert sum(a == "A5" for a, _ in entries) == 1
    # The checker knows of the pair that is no candidate and says that it is missing; nothing else is wrong.
    found = run("check", out, *words, exit_code=1)
    assert {line.rpartition(" ")[2] for line in found["problems"]} == {"listed"}
    assert all(absent in line for line in found["problems"])


def test_too_many_pairs_that_must_meet_are_refused(edges: Path, tmp_path: Path) -> None:
    mine = [x for x in pq.read_table(edges).to_pylist() if x["a"] == "A3"]
    rows = "".join(f"must,{x['a']},{x['b']}\n" for x in mine)
    (tmp_path / "wishes.csv").write_text("wish,a,b\n" + rows, encoding="utf-8")
    words = [
        "market",
        "solve",
        "--edges",
        str(edges),
        "--shortlist",
        "2",
        "--wishes",
        str(tmp_path / "wishes.csv"),
    ]
    result = CliRunner().invoke(app, words)
    assert isinstance(result.exception, UnusableInput)
    assert f"A3 must meet {len(mine)} partners but has 2 places" in str(result.exception)


def test_an_earlier_run_is_led_on_and_the_change_is_printed(edges: Path, tmp_path: Path) -> None:
    whole = pq.read_table(edges)
    pq.write_table(whole.filter(pa.compute.not_equal(whole["a"], "A4")), tmp_path / "before.parquet")
    run("solve", "--edges", tmp_path / "before.parquet", "--out", tmp_path / "one", "--shortlist", 5)
    said = run(
        "solve", "--edges", edges, "--out", tmp_path / "two", "--shortlist", 5, "--previous", tmp_path / "one"
    )
    assert 0 <= said["changed"] < 0.05
    assert "A4" in pq.read_table(tmp_path / "two" / "lists_a.parquet")["company"].to_pylist()
    same = run(
        "solve",
        "--edges",
        edges,
        "--out",
        tmp_path / "three",
        "--shortlist",
        5,
        "--previous",
        tmp_path / "two",
    )
    assert same["changed"] == 0


def test_mixtures_cannot_be_led_on(edges: Path, tmp_path: Path) -> None:
    run("solve", "--edges", edges, "--out", tmp_path / "mixed", "--alpha", 0)
    words = ["market", "solve", "--edges", str(edges), "--previous", str(tmp_path / "mixed")]
    result = CliRunner().invoke(app, words)
    assert isinstance(result.exception, UnusableInput)
    assert "mixtures of lists" in str(result.exception)
