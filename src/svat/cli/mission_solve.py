"""Timetables of events that are planned elsewhere: mission solve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.terminal import Json, err, out, print_json, progress
from svat.wording import say

_DAY = 86_400


def solve_command(
    event: Annotated[Path, typer.Argument(help="An event (JSON; docs/reference/mission-event.md).")],
    previous: Annotated[
        Path | None,
        typer.Option(help="The plan before (JSON): fewest of its meetings are lost, then fewest moved."),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(min=0.1, max=_DAY, help="The longest that it may take; what is found by then counts."),
    ] = 60,
    seed: Annotated[int, typer.Option(min=0, help="Another number may give another plan as good.")] = 0,
    as_json: Json = False,
) -> None:
    """Place the meetings of an event: musts first, then the most value, then the fewest breaks, with what is proved."""
    from svat.council.mission_events import solve_event

    with progress() as show:
        found = solve_event(event, previous, seconds, seed, show)
    for note in found.notes:
        err.print(say("{file}: {place}: {reason}", file=note.file, place=note.column, reason=note.reason))
    if as_json:
        print_json(found.document)
        return
    for sentence in found.sentences():
        out.print(sentence)
    for line in found.unplaced():
        out.print("  " + line)


def add_to(app: typer.Typer) -> None:
    """Put this module's command among the mission's."""
    app.command("solve")(solve_command)
