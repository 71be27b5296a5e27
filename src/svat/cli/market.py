"""The market alone: shortlists and certificate from interests that somebody else has."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.terminal import Json, err, out, print_json, progress
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from svat.market.files import Market
    from svat.market.graph import Floats
    from svat.market.limits import Limits
    from svat.market.lists import Lists
    from svat.market.side import Numbers

FIRST = 10  # places of a list that count when two runs are compared

POption = Annotated[Path | None, typer.Option("--p", help="Interests of side a in b, .npy of shape (n, m).")]
QOption = Annotated[Path | None, typer.Option("--q", help="Interests of side b in a, .npy of shape (m, n).")]
EdgesOption = Annotated[
    Path | None, typer.Option(help="Instead: candidate pairs, Parquet with columns a, b, p, q.")
]
AttentionOption = Annotated[
    str, typer.Option(help="Attention by place: inverse, log, exp, top5, or a file with a number a line.")
]

market_app = typer.Typer(no_args_is_help=True, help="Shortlists with a certificate.")


@market_app.callback()
def _market() -> None:
    pass


@market_app.command("solve")
def solve_command(
    p: POption = None,
    q: QOption = None,
    edges: EdgesOption = None,
    attention: AttentionOption = "inverse",
    alpha: Annotated[
        float,
        typer.Option(min=0, max=1, help="Fairness: 1 the most matches, 0 the most even and without envy."),
    ] = 1.0,
    single: Annotated[
        bool,
        typer.Option("--single", help="One list each also where alpha is below 1, in place of a mixture."),
    ] = False,
    floor: Annotated[
        float, typer.Option(min=0, help="Lift companies that expect fewer matches than this; 0: nobody.")
    ] = 0.1,
    floor_price: Annotated[
        float,
        typer.Option(min=0, max=1, help="The most that this may cost, as a share of all expected matches."),
    ] = 0.001,
    shortlist: Annotated[
        int | None, typer.Option(min=1, help="The longest a list may be. Default: every candidate is ranked.")
    ] = None,
    shortlist_b: Annotated[
        int | None, typer.Option(min=1, help="The longest a list of side b may be, where it differs.")
    ] = None,
    wishes: Annotated[
        Path | None,
        typer.Option(help="File of pairs that must meet, vetoes and caps (docs/how-to/wishes.md)."),
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="Folder with the lists of an earlier run: change as little as needed.")
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(help="Where to compute: sc://host[:port] of a Spark Connect endpoint. Default: here."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Draws the order in which ties are broken (edges only).")] = 0,
    folder: Annotated[
        Path, typer.Option("--out", help="Folder for lists_a.parquet and lists_b.parquet.")
    ] = Path("out"),
    proof: Annotated[
        bool,
        typer.Option(
            "--proof", help="Also write certificate.parquet, from which anyone can check the bound."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Rank every company's candidates for the most expected matches, and prove how good the lists are."""
    from svat.council.matching import engine_at
    from svat.market import attention as models
    from svat.market.files import write_lists, write_proof
    from svat.market.floor import Floor
    from svat.market.matching import match
    from svat.market.model import Certificate

    market = _read(p, q, edges, seed)
    begin = time.perf_counter()
    market, bound_by, refused = _settled(market, wishes, shortlist, shortlist_b)
    graph = market.graph
    mixed = alpha < 1.0 and not single
    if mixed and bound_by is not None and bound_by.must.any():
        raise UnusableInput("pairs that must meet need one list each: give --single, or leave alpha at 1")
    v = models.weights(attention, graph.longest)
    if engine and previous:
        raise UnusableInput("--previous is led on in this process: leave out --engine")
    earlier = _earlier(market, previous, v, mixed) if previous else None
    with progress() as tick, engine_at(engine) as remote:
        found = match(
            graph,
            v,
            alpha=alpha,
            limits=bound_by,
            single=single,
            floor=Floor(floor, floor_price),
            start=earlier.attention if earlier else None,
            engine=remote,
            tick=lambda done, all_: tick("solving", done, all_),
        )
    seconds = time.perf_counter() - begin
    written = write_lists(market, found.lists_a, found.lists_b, folder)
    if proof:
        written.append(write_proof(market, found.ratio, folder / "certificate.parquet"))
    share = Certificate(found.expected_matches, found.upper_bound).share
    figures: dict[str, float | None] = {
        "expected_matches": found.expected_matches,
        "upper_bound": found.upper_bound,
        "share": share,
        "seconds": seconds,
        "peak_mb": _peak_mb(),
    }
    if found.fruitful is not None:
        figures["cost_of_fairness"] = found.fruitful - found.expected_matches
    if found.lifted:
        figures["cost_of_floor"] = found.lifted.cost
    if earlier:
        figures["changed"] = earlier.changed(found.lists_a, found.lists_b)
    for line in refused:
        err.print(line)
    if as_json:
        print_json(figures)
        return
    from svat.notation import at_least

    out.print(f"{graph.n} and {graph.m} companies, {len(graph.a)} candidate pairs")
    out.print(
        f"expected matches {found.expected_matches:.2f}, at least {at_least(share)} of the best possible"
    )
    if found.fruitful is not None:
        cost = found.fruitful - found.expected_matches
        out.print(f"fairness {alpha:g} costs {cost:.2f} of the {found.fruitful:.2f} that fairness 1 expects")
    if found.lifted:
        lifted = f"lifting companies to {floor:g} expected matches cost {found.lifted.cost:.2f}"
        out.print(f"{lifted}; {found.lifted.below or 'none'} still below")
    if earlier:
        out.print(
            f"{figures['changed']:.2%} of the earlier lists' first {earlier.first} places changed partner"
        )
    memory = f", {figures['peak_mb']:.0f} MB at most" if figures["peak_mb"] is not None else ""
    out.print(f"proven upper bound {found.upper_bound:.2f}; {seconds:.1f} s{memory}")
    out.print(f"written: {', '.join(str(path) for path in written)}")


def _read(p: Path | None, q: Path | None, edges: Path | None, seed: int) -> Market:
    from svat.market.files import read_dense, read_edges

    if edges is not None and p is None and q is None:
        return read_edges(edges, seed)
    if edges is None and p is not None and q is not None:
        return read_dense(p, q)
    raise UnusableInput("market: give either --edges, or both --p and --q")


def _settled(
    market: Market, file: Path | None, shortlist: int | None, shortlist_b: int | None
) -> tuple[Market, Limits | None, list[str]]:
    """The market without vetoed pairs, what binds its lists, and what of the wishes could not be used."""
    from svat.market.limits import CrowdedError, limits, pairs_mask
    from svat.market.wishes import NONE, read_wishes

    graph, refused = market.graph, list[str]()
    if file is None and shortlist is None and shortlist_b is None:
        return market, None, refused
    labels = [
        [str(x) for x in side.to_pylist()] if file else [] for side in (market.labels_a, market.labels_b)
    ]
    number_a, number_b = ({x: k for k, x in enumerate(side)} for side in labels)
    wishes = read_wishes(file, number_a, number_b) if file else NONE
    refused += [f"{x.file}: row {x.row}: {x.column} {x.value}: {x.reason}" for x in wishes.refusals]
    if wishes.veto:
        graph = graph.part(~pairs_mask(graph, wishes.veto, number_a, number_b)[0])
    must, missing = pairs_mask(graph, wishes.must, number_a, number_b)
    refused += [f"{file}: {a} and {b} must meet, and are no candidate pair" for a, b in missing]
    most_a = shortlist or max(graph.longest, 1)
    try:
        bound_by = limits(
            graph,
            most_a,
            shortlist_b or most_a,
            {number_a[x]: most for x, most in wishes.most_a.items()},
            {number_b[x]: most for x, most in wishes.most_b.items()},
            must,
        )
    except CrowdedError as error:
        name = labels[error.side == "b"][error.company]
        raise UnusableInput(
            f"{file}: {name} must meet {error.wanted} partners but has {error.places} places"
        ) from error
    return replace(market, graph=graph), bound_by, refused


@dataclass(frozen=True)
class _Earlier:
    """The lists that a run starts from, to count how many entries of theirs it changed."""

    places: tuple[Numbers, Numbers]  # (edges,) for each side
    attention: tuple[Floats, Floats]
    first: int  # places of each list that are looked at

    def changed(self, lists_a: Lists, lists_b: Lists) -> float:
        """Share of entries among the first places of the earlier lists that are there no longer."""
        from svat.market.warm_start import churn

        now = tuple(x.places(len(self.places[0])) for x in (lists_a, lists_b))
        stood, gone = churn(self.places, (now[0], now[1]), self.first)
        return gone / stood if stood else 0.0


def _earlier(market: Market, folder: Path, v: Floats, mixed: bool) -> _Earlier:
    from svat.market.files import read_lists
    from svat.market.warm_start import warm_start

    if mixed:
        raise UnusableInput("--previous works with one list each: give --single, or leave alpha at 1")
    places = read_lists(market, folder)
    longest = max(int(x.max(initial=0)) for x in places)
    return _Earlier(places, warm_start(market.graph, v, *places), min(longest, FIRST))


def _peak_mb() -> float | None:
    """Peak memory of this process; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    # Linux counts in KiB, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(market_app, name="market")
