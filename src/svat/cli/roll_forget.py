"""Data protection: roll forget."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.options import Given
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, out, print_json
from svat.cli.words import word
from svat.wording import say

if TYPE_CHECKING:
    from svat.council.forgotten import ForgetReport

_LOG = "verdicts.jsonl"  # of a council's folder


def roll_forget(
    council: Annotated[Path, typer.Option("--council", help="The council's folder.")],
    by: Annotated[str, typer.Option(help="Who does it.")],
    reason: Annotated[str, typer.Option(help="Why, in words, without the name of whoever is forgotten.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Day of it, YYYY-MM-DD.")],
    company: Annotated[str, typer.Option(help="The company's external_id.")] = "",
    person: Annotated[
        str, typer.Option(help="A contact's name as the roll has it, in place of a whole company.")
    ] = "",
    log: Annotated[
        list[Path] | None,
        typer.Option(help="Log of verdicts; repeatable. Default: verdicts.jsonl of the folder."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")
    ] = False,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Take a person or a company out of the council's folder, and show the log's entries that name them no more.

    What the law asks to keep stays: owners, rulings, answers, exemptions, and the signed log, which is not changed.
    """
    from svat.council.forgetting import forget
    from svat.council.forgotten import ForgetRequest

    own = council / _LOG
    logs = log or ([own] if own.exists() else [])
    request = ForgetRequest(by, reason, on.date(), company, person, logs, dry_run)
    found = forget(Given().store(council), council, request)
    if as_json:
        print_json(found)
    else:
        _print(found)
    finish(found.open, strict=strict)


def _print(found: ForgetReport) -> None:
    from svat.council.missions.forgetting import to_do

    does = say("erased") if found.done else say("would be erased")
    blocks = say("no longer shown") if found.done else say("would no longer be shown")
    if not found.done:
        out.print(say("a dry run: nothing is changed"))
    for x in found.erased:
        out.print(
            say(
                "{file}: row {row}: {what}: {value}",
                file=x.file,
                row=x.row,
                what=word(x.what),
                value=say("TO ERASE BY HAND") if x.by_hand else does,
            )
        )
    for entry in found.entries:
        out.print(
            say(
                "{log}: entry {seq}, {id}: {value}",
                log=entry.log,
                seq=entry.seq,
                id=entry.id[:12],
                value=say("not shown before") if entry.blocked else blocks,
            )
        )
    for file in found.left:
        out.print(say("STILL NAMES THEM: {file}: {to_do}", file=file, to_do=to_do(file)))
    for file in found.kept:
        out.print(say("kept, as the law asks: {file}", file=file))
    if not (found.erased or found.entries or found.left or found.kept):
        out.print(say("nothing names them"))


def add_to(app: typer.Typer) -> None:
    """Put this module's command among those of the roll."""
    app.command("forget")(roll_forget)
