"""The check of a market's result, by code that shares nothing with the solver."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.market import AttentionOption, EdgesOption, POption, QOption
from svat.cli.terminal import Json, out, print_json
from svat.notation import fixed
from svat.sides import Sides
from svat.wording import say


def check_command(
    lists: Annotated[Path, typer.Argument(help="Folder with lists_a.parquet and lists_b.parquet.")],
    p: POption = None,
    q: QOption = None,
    edges: EdgesOption = None,
    attention: AttentionOption = "inverse",
    shortlist: Annotated[int | None, typer.Option(min=1, help="The longest a list may be.")] = None,
    shortlist_b: Annotated[
        int | None, typer.Option(min=1, help="The longest a list of side b may be, where it differs.")
    ] = None,
    wishes: Annotated[
        Path | None,
        typer.Option(help="File of pairs that must meet, vetoes and caps (docs/how-to/wishes.md)."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check lists, and their certificate where there is one, apart from the solver; exit with 1 when they are wrong."""
    from svat.council.market import MarketFiles, check

    found = check(lists, MarketFiles(p, q, edges, attention, Sides(shortlist, shortlist_b), wishes))
    if as_json:
        bound = {} if found.upper_bound is None else {"upper_bound": found.upper_bound}
        print_json({"expected_matches": found.expected_matches, **bound, "problems": found.problems})
    else:
        out.print(
            say("expected matches {expected_matches}", expected_matches=fixed(found.expected_matches, 6))
        )
        if found.upper_bound is not None:
            out.print(say("upper bound {upper_bound}", upper_bound=fixed(found.upper_bound, 6)))
        for line in found.problems or (say("nothing is wrong with these lists"),):
            out.print(line)
    if found.problems:
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Put this module's command among the market's."""
    app.command("check")(check_command)
