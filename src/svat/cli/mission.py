"""Missions: timetables of visits: mission."""

from __future__ import annotations

import typer

mission_app = typer.Typer(
    no_args_is_help=True, help="Timetables of visits: planned, changed with least disturbance, published."
)


def add_to(app: typer.Typer) -> None:
    """Put this module's group on the command line."""
    app.add_typer(mission_app, name="mission")
