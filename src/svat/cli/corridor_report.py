"""The corridor on one page: corridor report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.corridor import FileArgument, ListsOption, MeasuresOption, RatesOption, StaleOption, tell
from svat.cli.corridor_goal import TradeOption
from svat.cli.job import OnOption, day
from svat.cli.terminal import out
from svat.refusals import UnusableInput


def report(
    file: FileArgument,
    folder: Annotated[Path, typer.Option("--out", help="Folder that corridor.html is written into.")],
    trade: TradeOption = None,
    deals: Annotated[Path | None, typer.Option(help="File of deals (docs/reference/corridor.md).")] = None,
    rates: RatesOption = None,
    lists: ListsOption = None,
    measures: MeasuresOption = None,
    factors: Annotated[
        Path | None, typer.Option(help="Expected growth and access by code (CSV: hs, growth, access).")
    ] = None,
    stale_after: StaleOption = 10,
    on: OnOption = None,
) -> None:
    """Write the corridor on one page: goal, figures, chapters to recruit for, debt, commitments, settlement."""
    from svat.cli.corridor_goal_law import lawful
    from svat.council.corridor import CorridorFiles
    from svat.council.corridor import report as found_on
    from svat.report.corridor.page import write

    files = CorridorFiles(
        file,
        tuple(trade or ()),
        deals,
        tuple(rates or ()),
        stale_after,
        factors,
        lists,
        tuple(measures or ()),
    )
    found = found_on(files, day(on), lawful)
    tell(found.corridor.notes, found.conflicts)
    try:
        path = write(found, folder)
    except OSError as error:
        raise UnusableInput(f"{folder}: cannot be written: {error.strerror}") from error
    out.print(str(path))


def add_to(app: typer.Typer) -> None:
    """Put this module's command on the corridor's group."""
    app.command("report")(report)
