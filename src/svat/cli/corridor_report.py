"""The corridor on one page: corridor report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svat.cli.corridor import (
    FileArgument,
    RatesOption,
    StaleOption,
    keep_account,
    quoted,
    told,
)
from svat.cli.corridor_goal import TradeOption, goal_document, hold, potential_document
from svat.cli.options import (
    AnswersOption,
    CouncilOption,
    ExemptionsOption,
    Given,
    ListsOption,
    MeasuresOption,
    OnOption,
    OwnersOption,
    RulingsOption,
    UsageOption,
    day,
)
from svat.cli.terminal import out, plain
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from datetime import date

    from svat.corridor.trade.model import TradeTable
    from svat.council.folder import FolderStore
    from svat.council.law import Law


def report(
    folder: Annotated[Path, typer.Option("--out", help="Folder that corridor.html is written into.")],
    file: FileArgument = None,
    council: CouncilOption = None,
    trade: TradeOption = None,
    deals: Annotated[Path | None, typer.Option(help="File of deals (docs/reference/corridor.md).")] = None,
    rates: RatesOption = None,
    roll_a: Annotated[
        Path | None, typer.Option(help="Roll of the first country: who the companies are.")
    ] = None,
    roll_b: Annotated[Path | None, typer.Option(help="Roll of the second country.")] = None,
    lists: ListsOption = None,
    measures: MeasuresOption = None,
    exemptions: ExemptionsOption = None,
    usage: UsageOption = None,
    answers: AnswersOption = None,
    owners: OwnersOption = None,
    rulings: RulingsOption = None,
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

    store = Given(file, roll_a, roll_b, lists, measures, exemptions, usage, answers, owners, rulings).store(
        council
    )
    corridor, today = told(store.corridor()), day(on)
    trade, deals = trade or list(store.files.trade), deals or store.files.deals
    rate_files = quoted(rates or list(store.files.rates), stale_after)
    goal = goal_document(corridor, hold(corridor, trade, deals, rate_files, today))
    settlement = None
    if deals:
        state, refusals, _ = keep_account(store, deals, rate_files, today)
        settlement = settlement_document(corridor, state, refusals)
    potentials, missing = _potentials(store, trade, factors, today)
    papers = Papers(
        corridor=corridor,
        on=today,
        goal=plain(goal) if corridor.goals else None,
        register=register_document(corridor, register(corridor, today)),
        debt=debt_document(corridor, today),
        settlement=settlement,
        potentials=potentials,
        potential_missing=missing,
        trade_files=tuple(path.name for path in trade),
        deal_files=(deals.name,) if deals else (),
    )
    out.print(str(write(papers, folder)))


_NO_TRADE = (
    "Export potential is left out: no trade files were given. It needs UN Comtrade CSV files (--trade) of both "
    "countries’ trade with the world and with each other by HS heading, and of other countries’ exports."
)


def _potentials(
    store: FolderStore, trade: list[Path], factors: Path | None, on: date
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
    corridor, law = store.corridor(), store.law_of_goods(on)
    found, missing = [], []
    for exporter, importer in ((corridor.a, corridor.b), (corridor.b, corridor.a)):
        try:
            found.append(_potential(read.table, (exporter, importer), growth, access, law))
        except UnusableInput as error:
            missing.append(
                f"What {country_name(exporter)} could sell {country_name(importer)} is left out: {error}."
            )
    return tuple(found), tuple(missing)


def _potential(
    table: TradeTable, way: tuple[str, str], growth: dict[str, float], access: dict[str, float], law: Law
) -> dict[str, Any]:
    from svat.corridor.trade.chapters import chapters
    from svat.corridor.trade.potential import potential
    from svat.council.law import headings_in_law

    found = potential(table, *way, growth=growth, access=access)
    verdicts = headings_in_law(law, *way, [heading.hs for heading in found.headings])
    barred = {h.hs for h, v in zip(found.headings, verdicts, strict=True) if v.status == "barred"}
    assert law.on is not None, "a report is of a day"
    document: dict[str, Any] = plain(potential_document(found, verdicts, law.on))
    document["chapters"] = plain(chapters(found.headings, barred))
    return document


def add_to(app: typer.Typer) -> None:
    """Put this module's command on the corridor's group."""
    app.command("report")(report)
