"""The command line: one command per verb, each a thin shell around the library's functions."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from svat import __version__
from svat.cli import (
    audit,
    corridor,
    corridor_goal,
    corridor_report,
    corridor_settlement,
    decisions,
    extensions,
    goods_match,
    law,
    law_lists,
    law_proof,
    law_replay,
    law_rulings,
    law_serve,
    learn,
    market,
    market_check,
    match,
    mission,
    mission_days,
    mission_exact,
    mission_plans,
    mission_solve,
    roll_and_goods,
    roll_forget,
    schema,
    serve,
)
from svat.cli.language import offer_languages
from svat.cli.run_log import RunLog
from svat.cli.terminal import fail, speaking
from svat.cli.usage import language_asked, ran
from svat.council.errors import answer_to

# Lists and rolls are a million small objects that all stay: looking through them again and again for garbage
# would take a fifth of the time that screening needs to get ready.
_FEW_COLLECTIONS = 200_000
UNUSABLE = 2  # the exit code of input that cannot be used; what is above is svat's own fault

app = typer.Typer(
    name="svat",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Lawful, explained introductions between the companies of two countries.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"svat {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    _shown: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", help="Say on stderr what is read and written, and how long each stage takes."
        ),
    ] = False,
    run_log: Annotated[
        Path | None,
        typer.Option("--run-log", help="Write the same into a file, in the place of one of its name."),
    ] = None,
) -> None:
    log = RunLog(verbose=verbose, file=run_log)
    context.call_on_close(log.close)
    if log.listening:
        log.command(_named(sys.argv[1:]))


def _named(words: list[str]) -> list[str]:
    """The command that a command line names, without what it is asked about."""
    found, group = [], typer.main.get_command(app)
    for word in words:
        inner = getattr(group, "commands", {}).get(word)
        if inner is not None:
            found.append(word)
            group = inner
    return found


match.add_to(app)
roll_and_goods.add_to(app)
roll_forget.add_to(roll_and_goods.roll_app)
goods_match.add_to(roll_and_goods.goods_app)
law.add_to(app)
law_lists.add_to(law.law_app)
law_rulings.add_to(law.law_app)
law_proof.add_to(law.law_app)
law_replay.add_to(law.law_app)
law_serve.add_to(law.law_app)
market.add_to(app)
market_check.add_to(market.market_app)
learn.add_to(market.market_app)
decisions.add_to(app)
mission.add_to(app)
mission_plans.add_to(mission.mission_app)
mission_days.add_to(mission.mission_app)
mission_exact.add_to(mission.mission_app)
serve.add_to(app)
audit.add_to(app)
mission_solve.add_to(mission.mission_app)
corridor.add_to(app)
corridor_goal.add_to(corridor.corridor_app)
corridor_settlement.add_to(corridor.corridor_app)
corridor_report.add_to(corridor.corridor_app)
schema.add_to(app)
extensions.add_to(app)
offer_languages(app)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 something is open under --strict, 2 unusable input."""
    gc.set_threshold(_FEW_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal of another script must not stop the work: what it lacks is shown as a question mark.
            stream.reconfigure(errors="replace")
    try:
        code = ran(app)
    except Exception as error:  # noqa: BLE001 - the last door: a user sees one line, never a traceback
        answer = answer_to(error)
        with speaking(language_asked(sys.argv[1:])):  # the command's own language ended with it
            fail(answer.words)
        if answer.exit_code > UNUSABLE and os.environ.get("SVAT_DEBUG"):
            traceback.print_exc()
        sys.exit(answer.exit_code)
    sys.exit(code)
