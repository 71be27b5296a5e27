"""Timetables of missions: mission solve-dzn, a timetable that is proved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.terminal import Json, err, out, print_json, progress
from svat.wording import say

_DAY = 86_400


def solve_dzn(
    file: Annotated[
        Path, typer.Argument(help="An event in MiniZinc's data format (docs/algorithms/timetable.md).")
    ],
    fairness: Annotated[
        int, typer.Option(min=0, help="No two participants may differ by more breaks than this.")
    ] = 2,
    seconds: Annotated[
        float,
        typer.Option(min=0.1, max=_DAY, help="The longest that it may take; what is found by then counts."),
    ] = 120,
    as_json: Json = False,
) -> None:
    """Place every meeting of a small event with the fewest breaks and prove it, or that there is no timetable."""
    from svat.council.mission_exact import prove_timetable

    with progress() as report:
        report("proving", 0, 1)
        found = prove_timetable(file, fairness, seconds)
        report("proving", 1, 1)
    for note in found.notes:
        err.print(
            say(
                "{file}: line {line}: {column} {value}: {reason}",
                file=note.file,
                line=note.row,
                column=note.column,
                value=note.value,
                reason=note.reason,
            )
        )
    if as_json:
        for cause in found.causes:
            err.print(say("no timetable: {cause}", cause=cause))
        print_json(found.document)
        return
    out.print(found.size)
    for sentence in found.sentences:
        out.print(sentence)
    for slot, meetings in found.by_slot.items():
        out.print(say("slot {slot}: meetings {meetings}", slot=slot, meetings=", ".join(map(str, meetings))))


def add_to(app: typer.Typer) -> None:
    """Put this module's command on the command line."""
    app.command("solve-dzn")(solve_dzn)
