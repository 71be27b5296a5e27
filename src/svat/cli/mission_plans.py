"""A mission's plans: init, plan, change, diff, undo: each made, checked and shown before anybody is told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.options import CouncilOption, Given, OnOption, day
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, called, out, print_json, print_notes, progress, spoken
from svat.wording import say, say_count

if TYPE_CHECKING:
    from svat.council.folder import FolderStore
    from svat.council.missions.document import KeptPlan
    from svat.council.missions.naming import MissionNames
    from svat.council.missions.planning import PlanAsk, PlanMade

MissionName = Annotated[
    str, typer.Argument(metavar="MISSION", help="The mission: its folder under missions/.")
]
SecondsOption = Annotated[float, typer.Option(min=0.1, help="The longest that a plan may be sought.")]
SeedOption = Annotated[int, typer.Option(min=0, help="Another number may find another plan as good.")]
ReasonOption = Annotated[str, typer.Option(help="Why places move; needed once the plan is frozen.")]


def init(name: MissionName, council: CouncilOption = None) -> None:
    """Make a mission's folder with commented settings and the headers of its tables."""
    from svat.council.missions.template import init_mission

    for path in init_mission(store_of(council).files.folder, name):
        out.print(str(path))
    out.print(say("fill them in, then: {command}", command=f"{called()} mission plan {name}"))


def plan(
    name: MissionName,
    council: CouncilOption = None,
    on: OnOption = None,
    seconds: SecondsOption = 30.0,
    seed: SeedOption = 0,
    reason: ReasonOption = "",
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Plan a mission anew: accepted introductions, what must be and the office's requests, as the law allows."""
    from svat.council.missions.planning import plan_mission

    store = store_of(council)
    with progress() as watch:
        made = plan_mission(store, name, _ask(on, seconds, seed, reason), watch)
    _shown(store, made, strict=strict, as_json=as_json)


def change(
    name: MissionName,
    council: CouncilOption = None,
    on: OnOption = None,
    late: Annotated[list[str] | None, typer.Option(help="A person who comes later: see --until.")] = None,
    until: Annotated[
        str, typer.Option(help='From when on: a slot ("1-1130") or a time ("11:30", with --day).')
    ] = "",
    absent: Annotated[
        list[str] | None, typer.Option(help="A person who does not come, or not on --day.")
    ] = None,
    replace: Annotated[
        list[str] | None, typer.Option(help="A person in whose place a colleague comes: --by.")
    ] = None,
    by: Annotated[str, typer.Option(help="The colleague, who keeps the places.")] = "",
    table_lost: Annotated[
        list[str] | None, typer.Option(help="A table lost: in --slots, on --day or for good.")
    ] = None,
    room_lost: Annotated[list[str] | None, typer.Option(help="A room lost with all its tables.")] = None,
    interpreter_lost: Annotated[
        list[str] | None, typer.Option(help="An interpreter who does not come.")
    ] = None,
    slots: Annotated[
        str, typer.Option(help='In which slots: "1-1100; 1-1130", "day 2", "2 10:00-12:00".')
    ] = "",
    day_: Annotated[int | None, typer.Option("--day", min=1, help="Which day of the visit.")] = None,
    day_cancelled: Annotated[
        int | None, typer.Option(min=1, help="A day of the visit that is called off.")
    ] = None,
    shift_days: Annotated[int, typer.Option(help="The whole visit so many dates later, or earlier.")] = 0,
    cancelled: Annotated[bool, typer.Option("--cancelled", help="The whole mission is called off.")] = False,
    walk_in: Annotated[
        tuple[str, str], typer.Option(help="Two companies that may meet in a gap; nobody is moved for them.")
    ] = ("", ""),
    only_day: Annotated[
        int | None, typer.Option(min=1, help="The day on which alone the people of --company are there.")
    ] = None,
    company: Annotated[list[str] | None, typer.Option(help="A company that --only-day is about.")] = None,
    company_added: Annotated[
        list[str] | None,
        typer.Option(help="A company that joins; by its contact person, where people.* has nobody of it."),
    ] = None,
    seconds: SecondsOption = 10.0,
    seed: SeedOption = 0,
    reason: ReasonOption = "",
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Change the last plan as little as can be, and say for each person what it means; nobody is told yet.

    Without an option the mission's files are read anew, as they were edited.
    """
    from svat.council.missions.asking import ChangeAsk, orders_for
    from svat.council.missions.planning import change_mission

    store = store_of(council)
    ask = ChangeAsk(
        tuple(late or ()), until, tuple(absent or ()), day_, tuple(replace or ()), by, tuple(table_lost or ()),
        tuple(room_lost or ()), tuple(interpreter_lost or ()), slots, day_cancelled, shift_days, cancelled, walk_in,
        only_day, tuple(company or ()), tuple(company_added or ()),
    )  # fmt: skip
    with progress() as watch:
        orders = orders_for(store, name, ask)
        made = change_mission(store, name, orders, _ask(on, seconds, seed, reason), watch)
    _shown(store, made, strict=strict, as_json=as_json)


def diff(
    name: MissionName,
    council: CouncilOption = None,
    first: Annotated[
        int | None, typer.Option("--from", min=1, help="Default: what was published last.")
    ] = None,
    second: Annotated[int | None, typer.Option("--to", min=1, help="Default: the last plan.")] = None,
    as_json: Json = False,
) -> None:
    """Say for each person what differs between two plans."""
    from svat.council.missions.in_json import compared_in_json
    from svat.council.missions.planning import compared

    store = store_of(council)
    made = compared(store, name, first, second)
    if as_json:
        print_json(compared_in_json(made))
        return
    _show_changes(made, names_for(store, made.version))


def undo(
    name: MissionName,
    council: CouncilOption = None,
    on: OnOption = None,
    reason: ReasonOption = "",
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Make a new plan that is equal to the one before the last; every plan stays on file."""
    from svat.council.missions.planning import PlanAsk, undo_change

    store = store_of(council)
    made = undo_change(store, name, PlanAsk(day(on), reason=reason))
    _shown(store, made, strict=strict, as_json=as_json)


def store_of(council: Path | None) -> FolderStore:
    """The store of a council's folder."""
    return Given().store(council)


def _ask(on: datetime | None, seconds: float, seed: int, reason: str) -> PlanAsk:
    from svat.council.missions.planning import PlanAsk

    return PlanAsk(day(on), seconds, seed, reason)


def _shown(store: FolderStore, made: PlanMade, *, strict: bool, as_json: bool) -> None:
    from svat.council.matters import of_plan
    from svat.council.missions.in_json import plan_in_json
    from svat.council.missions.words import summary

    if as_json:
        print_json(plan_in_json(made))
    else:
        print_notes(made.notes)
        names = names_for(store, made.version)
        for line in summary(names):
            out.print(line)
        if made.against is not None:
            _show_changes(made, names)
    finish(of_plan(made), strict=strict)


def names_for(store: FolderStore, version: KeptPlan) -> MissionNames:
    """What everybody in a version is called, in letters that the reader of this language knows."""
    from svat.council.missions.naming import names_of

    return names_of(store, version, spoken().language)


def _show_changes(made: PlanMade, names: MissionNames) -> None:
    from svat.council.missions.words import changes_in_words

    if made.against is None:
        out.print(say("there is no plan to compare with"))
        return
    told = list(changes_in_words(made.changes, names))
    out.print(
        say_count(
            "against plan {before}: the places of {count} person change",
            "against plan {before}: the places of {count} people change",
            len(told),
            before=str(made.against),
        )
    )
    for person, lines in told:
        out.print(person)
        for line in lines:
            out.print("  " + line)


def add_to(app: typer.Typer) -> None:
    """Put this module's commands into the group of missions."""
    app.command()(init)
    app.command()(plan)
    app.command()(change)
    app.command()(diff)
    app.command()(undo)
