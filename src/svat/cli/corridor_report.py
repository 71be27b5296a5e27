"""The corridor on one page: corridor report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.corridor import (
    DealsOption,
    FactorsOption,
    FileArgument,
    RatesOption,
    RollAOption,
    RollBOption,
    StaleOption,
    print_remarks,
)
from svat.cli.corridor_goal import TradeOption
from svat.cli.options import (
    AnswersOption,
    CouncilOption,
    EncodingAOption,
    EncodingBOption,
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
from svat.cli.strict import Strict, finish
from svat.cli.terminal import out, print_first, spoken


def report(
    folder: Annotated[Path, typer.Option("--out", help="Folder that corridor.html is written into.")],
    file: FileArgument = None,
    council: CouncilOption = None,
    trade: TradeOption = None,
    deals: DealsOption = None,
    rates: RatesOption = None,
    roll_a: RollAOption = None,
    roll_b: RollBOption = None,
    encoding_a: EncodingAOption = None,
    encoding_b: EncodingBOption = None,
    lists: ListsOption = None,
    measures: MeasuresOption = None,
    exemptions: ExemptionsOption = None,
    usage: UsageOption = None,
    answers: AnswersOption = None,
    owners: OwnersOption = None,
    rulings: RulingsOption = None,
    factors: FactorsOption = None,
    stale_after: StaleOption = 10,
    on: OnOption = None,
    strict: Strict = False,
) -> None:
    """Write the corridor on one page: goal, figures, chapters to recruit for, debt, commitments, settlement."""
    from svat.council.corridor import report as found_on
    from svat.council.matters import of_page
    from svat.report.corridor.page import write_into
    from svat.results import ResultFolder

    given = Given(
        file, roll_a, roll_b, lists, measures, exemptions, usage, answers, owners, rulings,
        deals=deals, rates=rates, trade=trade, factors=factors, stale_after=stale_after,
        encoding_a=encoding_a, encoding_b=encoding_b,
    )  # fmt: skip
    store = given.store(council)
    with ResultFolder(folder) as place:  # this run's alone from here on: nobody waits to be overwritten
        found = found_on(store, day(on))
        written = write_into(place, found, spoken())
    print_first(store.letters_told())
    print_remarks(found.corridor.notes, found.conflicts)
    out.print(str(written))
    finish(of_page(found), strict=strict)


def add_to(app: typer.Typer) -> None:
    """Put this module's command on the corridor's group."""
    app.command("report")(report)
