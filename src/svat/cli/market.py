"""The market alone: shortlists and certificate from interests that somebody else has."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from svat.cli.terminal import out, print_json, progress
from svat.roll.model import UnusableInput

market_app = typer.Typer(no_args_is_help=True, help="Shortlists with a certificate.")


@market_app.callback()
def _market() -> None:
    pass


@market_app.command("solve")
def solve_command(
    p: Annotated[
        Path | None, typer.Option("--p", help="Interests of side a in b, .npy of shape (n, m).")
    ] = None,
    q: Annotated[
        Path | None, typer.Option("--q", help="Interests of side b in a, .npy of shape (m, n).")
    ] = None,
    edges: Annotated[
        Path | None, typer.Option(help="Instead: candidate pairs, Parquet with columns a, b, p, q.")
    ] = None,
    attention: Annotated[
        str, typer.Option(help="Attention by place: inverse, log, exp, top5, or a file with a number a line.")
    ] = "inverse",
    shortlist: Annotated[
        int | None, typer.Option(min=1, help="The longest a list may be. Default: every candidate is ranked.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Draws the order in which ties are broken (edges only).")] = 0,
    folder: Annotated[
        Path, typer.Option("--out", help="Folder for lists_a.parquet and lists_b.parquet.")
    ] = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Rank every company's candidates for the most expected matches, and prove how good the lists are."""
    from svat.market import attention as models
    from svat.market.files import read_dense, read_edges, write_lists
    from svat.market.kernels import places
    from svat.market.model import Certificate
    from svat.market.shortlist import shortlists
    from svat.market.solver import solve

    if edges is not None and p is None and q is None:
        market = read_edges(edges, seed)
    elif edges is None and p is not None and q is not None:
        market = read_dense(p, q)
    else:
        raise UnusableInput("market solve: give either --edges, or both --p and --q")
    graph = market.graph
    start = time.perf_counter()
    v = models.weights(attention, graph.longest, shortlist)
    with progress() as tick:
        solution = solve(graph, v, tick=lambda done, all_: tick("solving", done, all_))
    if shortlist is None:
        place_a = places(graph.rows_a, solution.attention_a)
        place_b = places(graph.rows_b, solution.attention_b)
    else:
        lists = shortlists(graph, v, solution, shortlist)
        place_a, place_b = lists.place_a, lists.place_b
    seconds = time.perf_counter() - start
    listed = (place_a > 0) & (place_b > 0)
    matches = float((graph.weight[listed] * v[place_a[listed] - 1] * v[place_b[listed] - 1]).sum())
    try:
        written = write_lists(market, place_a, place_b, folder)
    except OSError as error:
        raise UnusableInput(f"{error.filename or folder}: cannot be written: {error.strerror}") from error
    peak = _peak_mb()
    share = Certificate(matches, solution.upper_bound).share
    if as_json:
        print_json(
            {
                "expected_matches": matches,
                "upper_bound": solution.upper_bound,
                "share": share,
                "seconds": seconds,
                "peak_mb": peak,
            }
        )
        return
    from svat.report.words import at_least

    out.print(f"{graph.n} and {graph.m} companies, {len(graph.a)} candidate pairs")
    out.print(f"expected matches {matches:.2f}, at least {at_least(share)} of the best possible")
    memory = f", {peak:.0f} MB at most" if peak is not None else ""
    out.print(f"proven upper bound {solution.upper_bound:.2f}; {seconds:.1f} s{memory}")
    out.print(f"written: {', '.join(str(path) for path in written)}")


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
