"""The market alone: shortlists and certificate from interests that somebody else has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, err, out, print_json, progress
from svat.notation import at_least, fixed, plain_percent, shortest
from svat.sides import Sides
from svat.wording import say

if TYPE_CHECKING:
    from svat.council.market import SolvedMarket, SolveRequest

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
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Rank every company's candidates for the most expected matches, and prove how good the lists are."""
    from svat.council.market import MarketFiles, SolveRequest, solve

    market = MarketFiles(p, q, edges, attention, Sides(shortlist, shortlist_b), wishes)
    request = SolveRequest(
        market,
        folder,
        alpha=alpha,
        single=single,
        floor=floor,
        floor_price=floor_price,
        previous=previous,
        engine=engine,
        seed=seed,
        proof=proof,
    )
    with progress() as report:
        found = solve(request, report)
    for line in found.refused:
        err.print(line)
    peak_mb = _peak_mb()
    if as_json:
        print_json(_figures(found, peak_mb))
    else:
        _print(found, request, peak_mb)
    finish(found.refused, strict=strict)


def _figures(found: SolvedMarket, peak_mb: float | None) -> dict[str, float | None]:
    figures: dict[str, float | None] = {
        "expected_matches": found.certificate.expected_matches,
        "upper_bound": found.certificate.upper_bound,
        "share": found.certificate.share,
        "seconds": found.seconds,
        "peak_mb": peak_mb,
    }
    if found.cost_of_fairness is not None:
        figures["cost_of_fairness"] = found.cost_of_fairness
    if found.raised:
        figures["cost_of_floor"] = found.raised.cost
    if found.changed is not None:
        figures["changed"] = found.changed
    return figures


def _print(found: SolvedMarket, request: SolveRequest, peak_mb: float | None) -> None:
    expected, bound = found.certificate.expected_matches, found.certificate.upper_bound
    out.print(
        say(
            "{a} and {b} companies, {pairs} candidate pairs",
            a=found.companies.a,
            b=found.companies.b,
            pairs=found.pairs,
        )
    )
    out.print(
        say(
            "expected matches {expected}, at least {at_least} of the best possible",
            expected=fixed(expected, 2),
            at_least=at_least(found.certificate.share),
        )
    )
    if found.cost_of_fairness is not None:
        out.print(
            say(
                "fairness {alpha} costs {cost} of the {matches} that fairness 1 expects",
                alpha=shortest(request.alpha),
                cost=fixed(found.cost_of_fairness, 2),
                matches=fixed(found.matches_at_alpha_1 or 0.0, 2),
            )
        )
    if found.raised:
        out.print(
            say(
                "lifting companies to {floor} expected matches cost {cost}; {below} still below",
                floor=shortest(request.floor),
                cost=fixed(found.raised.cost, 2),
                below=found.raised.below or say("none"),
            )
        )
    if found.changed is not None:
        out.print(
            say(
                "{changed} of the earlier lists' first {first} places changed partner",
                changed=plain_percent(found.changed, 2),
                first=found.first,
            )
        )
    memory = say(", {peak} MB at most", peak=fixed(peak_mb, 0)) if peak_mb is not None else ""
    out.print(
        say(
            "proven upper bound {bound}; {seconds} s{memory}",
            bound=fixed(bound, 2),
            seconds=fixed(found.seconds, 1),
            memory=memory,
        )
    )
    out.print(say("written: {files}", files=", ".join(map(str, found.written))))


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
