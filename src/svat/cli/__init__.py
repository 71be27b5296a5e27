"""The command line: one command per verb, each a thin shell around the library's functions."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from io import TextIOWrapper
from typing import Annotated

import typer

from svat import __version__
from svat.cli import (
    corridor,
    corridor_goal,
    corridor_report,
    decisions,
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
    roll_and_goods,
)
from svat.cli.language import offer_languages
from svat.cli.terminal import fail
from svat.council.errors import answer_to

# Lists and rolls are a million small objects that all stay: looking through them again and again for garbage
# would take a fifth of the time that screening needs to get ready.
_FEW_COLLECTIONS = 200_000
UNUSABLE = 2  # the exit code of input that cannot be used; what is above is svat's own fault

app = typer.Typer(
    name="svat",
    no_args_is_help=True,
    add_completion=False,
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
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


match.add_to(app)
roll_and_goods.add_to(app)
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
corridor.add_to(app)
corridor_goal.add_to(corridor.corridor_app)
corridor_report.add_to(corridor.corridor_app)
offer_languages(app)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 done with refusals under --strict, 2 unusable input."""
    gc.set_threshold(_FEW_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal of another script must not stop the work: what it lacks is shown as a question mark.
            stream.reconfigure(errors="replace")
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the last door: a user sees one line, never a traceback
        answer = answer_to(error)
        fail(answer.words)
        if answer.exit_code > UNUSABLE and os.environ.get("SVAT_DEBUG"):
            traceback.print_exc()
        sys.exit(answer.exit_code)
