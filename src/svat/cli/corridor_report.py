"""The corridor on one page: corridor report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svat.cli.corridor import (
    FileArgument,
    ListsOption,
    MeasuresOption,
    RatesOption,
    StaleOption,
    keep_account,
    load_corridor,
    quoted,
)
from svat.cli.corridor_goal import TradeOption, goal_document, hold, potential_document
from svat.cli.job import OnOption, day
from svat.cli.terminal import out, plain
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from datetime import date

    from svat.corridor.model import Corridor
    from svat.corridor.trade.model import TradeTable


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
    from svat.corridor.document import debt_document, register_document
    from svat.corridor.register.state import register
    from svat.corridor.settlement.document import settlement_document
    from svat.report.corridor.page import write
    from svat.report.corridor.page_data import Papers

    corridor, today = load_corridor(file), day(on)
    rate_files = quoted(rates or [], stale_after)
    goal = goal_document(corridor, hold(corridor, trade or [], deals, rate_files, today))
    settlement = None
    if deals:
        state, refusals, _ = keep_account(corridor, deals, rate_files, lists, measures or [], today)
        settlement = settlement_document(corridor, state, refusals)
    potentials, missing = _potentials(corridor, trade or [], factors, today)
    papers = Papers(
        corridor=corridor,
        on=today,
        goal=plain(goal) if corridor.goals else None,
        register=register_document(corridor, register(corridor, today)),
        debt=debt_document(corridor, today),
        settlement=settlement,
        potentials=potentials,
        potential_missing=missing,
        trade_files=tuple(path.name for path in trade or []),
        deal_files=(deals.name,) if deals else (),
    )
    out.print(str(write(papers, folder)))


_NO_TRADE = (
    "Export potential is left out: no trade files were given. It needs UN Comtrade CSV files (--trade) of both "
    "countries’ trade with the world and with each other by HS heading, and of other countries’ exports."
)


def _potentials(
    corridor: Corridor, trade: list[Path], factors: Path | None, on: date
) -> tuple[tuple[dict[str, Any], ...], tuple[str, ...]]:
    """The potential of both directions, and in words what a direction lacks."""
    from svat.corridor.trade.factors import read_factors
    from svat.corridor.trade.readers import read_trade
    from svat.corridor.trade.series_file import Expected
    from svat.tables.values import country_name

    if not trade:
        return (), (_NO_TRADE,)
    read = read_trade(trade, Expected("turnover", "USD"))
    growth, access = read_factors(factors) if factors else ({}, {})
    found, missing = [], []
    for exporter, importer in ((corridor.a, corridor.b), (corridor.b, corridor.a)):
        try:
            found.append(_potential(read.table, exporter, importer, growth, access, corridor, on))
        except UnusableInput as error:
            missing.append(
                f"What {country_name(exporter)} could sell {country_name(importer)} is left out: {error}."
            )
    return tuple(found), tuple(missing)


def _potential(
    table: TradeTable,
    exporter: str,
    importer: str,
    growth: dict[str, float],
    access: dict[str, float],
    corridor: Corridor,
    on: date,
) -> dict[str, Any]:
    from svat.cli.corridor_goal_law import lawful
    from svat.corridor.trade.chapters import chapters
    from svat.corridor.trade.potential import potential

    found = potential(table, exporter, importer, growth=growth, access=access)
    verdicts = lawful(found, on, list(corridor.regimes))
    barred = {h.hs for h, v in zip(found.headings, verdicts, strict=True) if v.status == "barred"}
    document: dict[str, Any] = plain(potential_document(found, verdicts, on))
    document["chapters"] = plain(chapters(found.headings, barred))
    return document


def add_to(app: typer.Typer) -> None:
    """Put this module's command on the corridor's group."""
    app.command("report")(report)
