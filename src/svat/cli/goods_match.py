"""Goods, one list against another: goods match."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.options import CouncilOption, Given, LabelledOption, LangOption, NomenclatureOption
from svat.cli.strict import Strict, finish
from svat.cli.terminal import out, print_notes, progress
from svat.wording import say


def goods_match(
    offers: Annotated[Path, typer.Option(help="File of offers with a column description.")],
    needs: Annotated[Path, typer.Option(help="File of needs with a column description.")],
    file: Annotated[Path, typer.Option("--out", help="CSV file for the partners of every need.")],
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many offers a need gets at most.")] = 10,
    council: CouncilOption = None,
    nomenclature: NomenclatureOption = None,
    lang: LangOption = None,
    labelled: LabelledOption = None,
    strict: Strict = False,
) -> None:
    """Rank the offers of one file for every need of another, across languages, each with its reason."""
    from svat.council.goods_match import GoodsMatchRequest, match_goods
    from svat.council.matters import of_matched_goods
    from svat.sides import Sides

    store = Given(nomenclatures=nomenclature, spoken=lang, labelled=labelled).store(council)
    with progress() as watch:
        found = match_goods(store, GoodsMatchRequest(Sides(offers, needs), top, file), watch)
    print_notes(found.notes)
    out.print(say("{needs} needs matched with {offers} offers", needs=found.lines.b, offers=found.lines.a))
    counts = found.strengths
    out.print(
        say(
            "the best offer is strong for {strong}, fair for {fair}, weak for {weak}; {none} have none",
            strong=counts.get("strong", 0),
            fair=counts.get("fair", 0),
            weak=counts.get("weak", 0),
            none=counts.get("", 0),
        )
    )
    out.print(say("written: {files}", files=file))
    finish(of_matched_goods(found), strict=strict)


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.command("match")(goods_match)
