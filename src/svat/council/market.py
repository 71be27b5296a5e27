"""The market's services: shortlists from interests that somebody else has, and a look at such a result apart from it.

Files in, files and figures out; the law has no part in it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from svat.council.engines import engine_at
from svat.market import attention, verify
from svat.market.files import (
    LabelledGraph,
    read_arrays,
    read_dense,
    read_edges,
    read_lists,
    write_lists,
    write_proof,
)
from svat.market.floor import Floor, Raised
from svat.market.graph import Floats, Int64s
from svat.market.limits import CrowdedError, Limits, limits, pairs_mask
from svat.market.matching import Matching, MatchingOptions, match
from svat.market.model import Certificate
from svat.market.ranked_lists import RankedLists
from svat.market.warm_start import churn, warm_start
from svat.market.wishes import NONE, read_wishes
from svat.progress import Progress
from svat.refusals import said_of
from svat.results import ResultFolder
from svat.sides import SIDES, Side, Sides
from svat.wording import say, unusable

_CERTIFICATE = "certificate.parquet"
FIRST = 10  # places of a list that count when two runs are compared


@dataclass(frozen=True, slots=True)
class MarketFiles:
    """A market as its files: the interests, either as two arrays or as edges, and what binds the lists."""

    p: Path | None = None  # .npy of shape (n, m)
    q: Path | None = None  # .npy of shape (m, n)
    edges: Path | None = None  # Parquet: a, b, p, q
    attention: str = "inverse"  # a model's name, or a file
    shortlist: Sides[int | None] = Sides(None, None)  # noqa: RUF009 - frozen; the longest lists; b's is a's by default
    wishes: Path | None = None

    @property
    def bound(self) -> bool:
        """Does anything bind the lists."""
        return self.wishes is not None or any(self.shortlist)


@dataclass(frozen=True, slots=True)
class SolveRequest:
    """A market to be solved, how, and where the lists go."""

    market: MarketFiles
    folder: Path
    alpha: float = 1.0  # fairness: 1 the most matches, 0 the most even
    single: bool = False  # one list each also where alpha is below 1
    floor: float = 0.1  # companies that expect fewer matches are raised; 0: nobody
    floor_price: float = 0.001  # the most that this may cost, as a share of all expected matches
    previous: Path | None = None  # folder with the lists of an earlier run
    engine: str | None = None  # address of where to compute
    seed: int = 0  # draws the order in which ties are broken, of edges only
    proof: bool = False  # also write certificate.parquet

    @property
    def mixed(self) -> bool:
        """Will companies have mixtures of lists."""
        return self.alpha < 1.0 and not self.single


@dataclass(frozen=True, slots=True)
class SolvedMarket:
    """What came out: figures, the files that hold the lists, and what of the wishes could not be used."""

    companies: Sides[int]
    pairs: int
    certificate: Certificate
    matches_at_alpha_1: float | None  # expected; None where alpha is 1
    raised: Raised | None  # what was done for companies below the floor
    changed: (
        float | None
    )  # share of the earlier lists' first places that are gone; None without earlier lists
    first: int  # how many places those are
    seconds: float  # without reading and writing
    refused: tuple[str, ...]
    written: tuple[Path, ...]

    @property
    def cost_of_fairness(self) -> float | None:
        """Expected matches that evenness costs; None where alpha is 1."""
        at_1 = self.matches_at_alpha_1
        return None if at_1 is None else at_1 - self.certificate.expected_matches


@dataclass(frozen=True, slots=True)
class CheckedLists:
    """What the verifier found: what the lists are worth, the bound where there is a certificate, and what is wrong."""

    expected_matches: float
    upper_bound: float | None
    problems: tuple[str, ...]


def solve(request: SolveRequest, progress: Progress | None = None) -> SolvedMarket:
    """Rank every company's candidates for the most expected matches, and prove how good the lists are.

    The lists and the certificate get into the folder together, which is this run's alone meanwhile. Raises
    UnusableInput for files that cannot be used, and for wishes and options that contradict each other.
    """
    with ResultFolder(request.folder) as place:
        return _solve(request, place, progress)


def _solve(request: SolveRequest, place: ResultFolder, progress: Progress | None) -> SolvedMarket:
    read = _read(request.market, request.seed)
    begin = time.perf_counter()
    bound = _bound(read, request.market)
    if request.mixed and bound.limits is not None and bound.limits.must.any():
        raise unusable("pairs that must meet need one list each: give --single, or leave alpha at 1")
    graph = bound.market.graph
    v = attention.by_place(request.market.attention, graph.longest)
    if request.engine and request.previous:
        raise unusable("--previous is led on in this process: leave out --engine")
    earlier = _earlier(bound.market, request, v) if request.previous else None
    options = MatchingOptions(
        request.alpha,
        bound.limits,
        single=request.single,
        floor=Floor(request.floor, request.floor_price),
        start=earlier.attention if earlier else None,
    )
    with engine_at(request.engine) as engine:
        found = match(graph, v, options, engine=engine, progress=progress)
    seconds = time.perf_counter() - begin
    return SolvedMarket(
        graph.counts,
        len(graph.a),
        Certificate(found.expected_matches, found.upper_bound),
        found.matches_at_alpha_1,
        found.raised,
        earlier.changed(found.lists) if earlier else None,
        earlier.first if earlier else 0,
        seconds,
        bound.refused,
        _write(bound.market, found, place, proof=request.proof),
    )


def check(lists: Path, market: MarketFiles) -> CheckedLists:
    """Check the lists in a folder, and their certificate where there is one, apart from the solver.

    Raises UnusableInput for files that cannot be read at all.
    """
    pairs = _pairs(market)
    found = Sides(
        *(
            _table(lists / f"lists_{side}.parquet", ("company", "rank", "partner", "weight"))
            for side in ("a", "b")
        )
    )
    bounds = _bounds(pairs, market)
    longest = max(int(x["rank"].to_numpy().max(initial=0)) for x in found)
    wrong = verify.problems(pairs, found, bounds)
    worth = verify.expected_matches(pairs, found, attention.by_place(market.attention, longest))
    certificate = lists / _CERTIFICATE
    if not certificate.exists():
        return CheckedLists(worth, None, tuple(wrong))
    proof = _table(certificate, ("a", "b", "ratio"))
    everywhere = attention.by_place(market.attention, max(_most(pairs, "a"), _most(pairs, "b")))
    try:
        bound = verify.upper_bound(pairs, proof, everywhere, bounds)
    except ValueError as error:
        return CheckedLists(worth, None, (*wrong, f"{certificate}: {error}"))
    if bound < worth * (1 - 1e-9):
        wrong.append(
            say(
                "{certificate}: the bound {bound} lies below what the lists are worth",
                certificate=certificate,
                bound=f"{bound:.6f}",
            )
        )
    return CheckedLists(worth, bound, tuple(wrong))


def _one_kind(market: MarketFiles) -> None:
    arrays = (market.p, market.q)
    if (market.edges is None and None in arrays) or (market.edges is not None and arrays != (None, None)):
        raise unusable("market: give either --edges, or both --p and --q")


def _read(market: MarketFiles, seed: int) -> LabelledGraph:
    _one_kind(market)
    if market.edges is not None:
        return read_edges(market.edges, seed)
    assert market.p is not None
    assert market.q is not None
    return read_dense(market.p, market.q)


@dataclass(frozen=True)
class _Bound:
    """The market without vetoed pairs, what binds its lists, and what of the wishes could not be used."""

    market: LabelledGraph
    limits: Limits | None = None
    refused: tuple[str, ...] = ()


def _bound(market: LabelledGraph, files: MarketFiles) -> _Bound:
    if not files.bound:
        return _Bound(market)
    graph = market.graph
    labels = market.labels.map(lambda side: [str(x) for x in side.to_pylist()] if files.wishes else [])
    numbers: Sides[Mapping[str, int]] = labels.map(lambda side: {x: k for k, x in enumerate(side)})
    wishes = read_wishes(files.wishes, numbers) if files.wishes else NONE
    refused: list[str] = [
        say(
            "{file}: row {row}: {column} {value}: {reason}",
            file=x.file,
            row=x.row,
            column=x.column,
            value=x.value,
            reason=x.reason,
        )
        for x in wishes.refusals
    ]
    if wishes.veto:
        graph = graph.part(~pairs_mask(graph, wishes.veto, numbers)[0])
    must, missing = pairs_mask(graph, wishes.must, numbers)
    refused += [
        say("{file}: {a} and {b} must meet, and are no candidate pair", file=files.wishes, a=a, b=b)
        for a, b in missing
    ]
    most_a = files.shortlist.a or max(graph.longest, 1)
    own = Sides(
        *(
            {number[x]: places for x, places in most.items()}
            for number, most in zip(numbers, wishes.most, strict=True)
        )
    )
    try:
        found = limits(graph, Sides(most_a, files.shortlist.b or most_a), own, must)
    except CrowdedError as error:
        name = labels[error.side][error.company]
        raise unusable(
            "{wishes}: {name} must meet {wanted} partners but has {places} places",
            wishes=files.wishes,
            name=name,
            wanted=error.wanted,
            places=error.places,
        ) from error
    return _Bound(replace(market, graph=graph), found, tuple(refused))


@dataclass(frozen=True)
class _Earlier:
    """The lists that a run starts from, to count how many entries of theirs it changed."""

    places: Sides[Int64s]  # (edges,)
    attention: Sides[Floats]  # (edges,)
    first: int  # places of each list that are looked at

    def changed(self, lists: Sides[RankedLists]) -> float:
        """Share of entries among the first places of the earlier lists that are there no longer."""
        now = lists.map(lambda own: own.places(len(self.places.a)))
        stood, gone = churn(self.places, now, self.first)
        return gone / stood if stood else 0.0


def _earlier(market: LabelledGraph, request: SolveRequest, v: Floats) -> _Earlier:
    assert request.previous is not None
    if request.mixed:
        raise unusable("--previous works with one list each: give --single, or leave alpha at 1")
    places = read_lists(market, request.previous)
    longest = max(int(x.max(initial=0)) for x in places)
    return _Earlier(places, warm_start(market.graph, v, places), min(longest, FIRST))


def _write(market: LabelledGraph, found: Matching, place: ResultFolder, *, proof: bool) -> tuple[Path, ...]:
    """The lists, and the certificate where asked; one of earlier lists does not stay beside these."""

    def made(half: Path) -> str:
        write_lists(market, found.lists, half)
        if proof:
            write_proof(market, found.ratio, half / _CERTIFICATE)
        return ""

    names = [f"lists_{side}.parquet" for side in SIDES]
    place.put([*names, _CERTIFICATE], made)
    return tuple(place.folder / name for name in (*names, *([_CERTIFICATE] if proof else ())))


def _pairs(market: MarketFiles) -> pa.Table:
    """a, b, p, q, read without what the solver reads them with."""
    _one_kind(market)
    if market.edges is not None:
        return _table(market.edges, ("a", "b", "p", "q"))
    assert market.p is not None
    assert market.q is not None
    p, q = read_arrays(market.p, market.q)
    n, m = p.shape
    return pa.table(
        {"a": np.repeat(np.arange(n), m), "b": np.tile(np.arange(m), n), "p": p.ravel(), "q": q.T.ravel()}
    )


def _table(path: Path, columns: tuple[str, ...]) -> pa.Table:
    try:
        return pq.read_table(path, columns=list(columns))
    except (OSError, pa.ArrowInvalid, KeyError) as error:
        raise unusable(
            "{file}: is not a Parquet file with columns {columns}: {error}",
            file=path,
            columns=", ".join(columns),
            error=said_of(error),
        ) from error


def _most(pairs: pa.Table, side: Side) -> int:
    """The most candidates of any company of one side."""
    return max((x["counts"].as_py() for x in pairs[side].value_counts()), default=0)


def _bounds(pairs: pa.Table, market: MarketFiles) -> verify.Bounds:
    caps = Sides(market.shortlist.a, market.shortlist.b or market.shortlist.a)
    if market.wishes is None:
        return verify.Bounds(caps, mutual=market.bound)
    labels = Sides(*({str(x): x for x in pairs[side].unique().to_pylist()} for side in ("a", "b")))
    wishes = read_wishes(market.wishes, labels)

    def table(chosen: frozenset[tuple[str, str]]) -> pa.Table:
        rows = sorted(chosen)
        return pa.table(
            {
                "a": pa.array([labels.a[a] for a, _ in rows], pairs["a"].type),
                "b": pa.array([labels.b[b] for _, b in rows], pairs["b"].type),
            }
        )

    own = Sides(
        *(
            pa.table(
                {
                    "company": pa.array([labels[side][x] for x in most], pairs[side].type),
                    "most": pa.array(list(most.values()), pa.int64()),
                }
            )
            for side, most in wishes.most.items()
        )
    )
    return verify.Bounds(caps, own, table(wishes.must), table(wishes.veto), market.bound)
