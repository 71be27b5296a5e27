"""The corridor's group of commands: svat corridor ..."""

from __future__ import annotations

import typer

corridor_app = typer.Typer(
    no_args_is_help=True, help="The corridor: its goal, what was promised, what is owed."
)


def add_to(app: typer.Typer) -> None:
    """Put the group on the command line."""
    app.add_typer(corridor_app, name="corridor")
