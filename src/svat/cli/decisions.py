"""The answers of companies: who still owes one, since when, and the letters that remind of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svat.cli.options import CorridorOption, CouncilOption, Given, OnOption, SynonymsOption, day
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, out, print_json, progress, table
from svat.wording import say, say_count

if TYPE_CHECKING:
    from svat.council.waiting import OpenAnswers

decisions_app = typer.Typer(no_args_is_help=True, help="Answers of companies to what was proposed to them.")


@decisions_app.callback()
def _decisions() -> None:
    pass


@decisions_app.command("waiting")
def waiting_command(
    runs: Annotated[
        list[Path],
        typer.Argument(
            metavar="OUT...",
            help="Folders of results, or their introductions.json; earlier ones say since when.",
        ),
    ],
    council: CouncilOption = None,
    corridor: CorridorOption = None,
    roll_a: Annotated[Path | None, typer.Option("--roll-a", help="Roll of the first country.")] = None,
    roll_b: Annotated[Path | None, typer.Option("--roll-b", help="Roll of the second country.")] = None,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(help="Answers that came back: decisions.xlsx, answers.xlsx, CSV, or folders of them."),
    ] = None,
    on: OnOption = None,
    synonyms: SynonymsOption = None,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Folder for waiting.csv and a reminder to each company.")
    ] = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """List the companies that have not answered, the longest waiting first; write a reminder to each."""
    from svat.council.matters import of_open_answers
    from svat.council.waiting import waiting, write_reminders

    store = Given(
        corridor, roll_a, roll_b, synonyms=synonyms, decisions=decisions
    ).store(council)  # fmt: skip
    with progress() as watch:
        found = waiting(store, day(on), runs, watch)
    written = write_reminders(store, found, folder) if folder else []
    if as_json:
        print_json(_document(found))
    else:
        _show(found, written)
    finish(of_open_answers(found), strict=strict)


def _show(found: OpenAnswers, written: Sequence[Path]) -> None:
    for x in found.notes:
        out.print(
            say(
                "{file}: row {row}: {column} {value}: {reason}",
                file=x.file,
                row=x.row,
                column=x.column,
                value=x.value,
                reason=x.reason,
            )
        )
    if found.companies:
        rows = [
            (x.side, x.company.external_id, x.company.name, x.partners, x.since, x.days)
            for x in found.companies
        ]
        heads = (say("side"), say("company"), say("name"), say("partners"), say("since"), say("days"))
        table("", heads, rows, numbers="35")
    out.print(
        say_count(
            "{count} company has not answered all that was proposed to it",
            "{count} companies have not answered all that was proposed to them",
            len(found.companies),
        )
    )
    if written:
        out.print(say("written: {files}", files=", ".join(map(str, written))))


def _document(found: OpenAnswers) -> dict[str, Any]:
    return {
        "on": found.on,
        "waiting": [
            {
                "side": x.side,
                "company": x.company.external_id,
                "partners": x.partners,
                "since": x.since,
                "days": x.days,
            }
            for x in found.companies
        ],
        "notes": found.notes,
    }


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(decisions_app, name="decisions")
