"""The market's services as a program calls them: figures and files out, and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import pytest

from svat.council.market import MarketFiles, SolveRequest, check, solve
from svat.refusals import UnusableInput
from svat.sides import Sides


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> MarketFiles:
    """Twelve and ten companies, with all pairs among them, as arrays."""
    folder = tmp_path_factory.mktemp("market")
    rng = np.random.default_rng(5)
    np.save(folder / "p.npy", rng.uniform(size=(12, 10)))
    np.save(folder / "q.npy", rng.uniform(size=(10, 12)))
    return MarketFiles(folder / "p.npy", folder / "q.npy", shortlist=Sides(4, None))


def test_what_is_solved_is_what_the_verifier_finds(files: MarketFiles, tmp_path: Path) -> None:
    progress: list[tuple[str, int, int]] = []
    found = solve(SolveRequest(files, tmp_path, proof=True), lambda *step: progress.append(step))
    assert (found.companies, found.pairs) == (Sides(12, 10), 120)
    assert [path.name for path in found.written] == [
        "lists_a.parquet",
        "lists_b.parquet",
        "certificate.parquet",
    ]
    assert {stage for stage, _, _ in progress} == {"solving"}
    assert progress[-1][1] == progress[-1][2]
    seen = check(tmp_path, files)
    assert seen.problems == ()
    assert seen.expected_matches == pytest.approx(found.certificate.expected_matches)
    assert seen.upper_bound == pytest.approx(found.certificate.upper_bound)


def test_without_a_certificate_there_is_no_bound(files: MarketFiles, tmp_path: Path) -> None:
    solve(SolveRequest(files, tmp_path))
    assert check(tmp_path, files).upper_bound is None


def test_the_cap_of_side_b_is_that_of_side_a_unless_it_differs(files: MarketFiles, tmp_path: Path) -> None:
    for shortlist, longest in ((Sides(4, None), 4), (Sides(4, 2), 2)):
        solve(SolveRequest(replace(files, shortlist=shortlist), tmp_path))
        ranks = pq.read_table(tmp_path / "lists_b.parquet")["rank"]
        assert pa.compute.max(ranks).as_py() == longest


def test_evenness_has_its_cost(files: MarketFiles, tmp_path: Path) -> None:
    assert solve(SolveRequest(files, tmp_path)).cost_of_fairness is None
    found = solve(SolveRequest(files, tmp_path, alpha=0.0, single=True))
    assert found.cost_of_fairness is not None
    assert found.cost_of_fairness >= 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"previous": Path("before"), "engine": "sc://127.0.0.1:1"}, "leave out --engine"),
        ({"previous": Path("before"), "alpha": 0.5}, "works with one list each"),
    ],
)
def test_what_does_not_go_together_is_refused(
    files: MarketFiles, tmp_path: Path, change: dict[str, object], said: str
) -> None:
    with pytest.raises(UnusableInput, match=said):
        solve(replace(SolveRequest(files, tmp_path), **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "market", [MarketFiles(), MarketFiles(p=Path("p.npy")), MarketFiles(edges=Path("e"), p=Path("p"))]
)
def test_half_a_market_and_two_are_refused(market: MarketFiles, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="give either --edges, or both --p and --q"):
        solve(SolveRequest(market, tmp_path))
    with pytest.raises(UnusableInput, match="give either --edges, or both --p and --q"):
        check(tmp_path, market)
