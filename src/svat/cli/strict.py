"""--strict: for scripts, an exit code of 1 wherever something asks for a person; one option, one meaning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from svat.cli.terminal import err
from svat.wording import say, say_list

OPEN = 1  # the exit code of an answer that asks for a person

Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Exit with 1 when anything was found, held, refused or stale, or no list was in force.",
    ),
]


def finish(matters: Iterable[str], *, strict: bool) -> None:
    """End with 1 and say why on stderr, if asked and `svat.council.matters` found anything open."""
    if strict and (found := list(matters)):
        err.print(say("strict: {found}", found=say_list(found, "; ")))
        raise typer.Exit(OPEN)
