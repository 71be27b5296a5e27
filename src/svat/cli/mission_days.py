"""A mission's days: publish, freeze, recheck, check-in, outcomes, report: what people get, and what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.mission_plans import MissionName, names_for, store_of
from svat.cli.options import CouncilOption, OnOption, day
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, called, out, print_json, print_notes, progress, spoken
from svat.wording import say, say_count

ReturnedFile = Annotated[
    Path, typer.Argument(help="The office's table: CSV of any encoding, XLSX, ODS, Parquet.")
]


def publish(
    name: MissionName,
    council: CouncilOption = None,
    on: OnOption = None,
    version: Annotated[int | None, typer.Option(min=1, help="Which plan. Default: the last.")] = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Publish a plan: the law is asked once more, all files are written, and letters to those whose places changed."""
    from svat.council.matters import of_withdrawn
    from svat.council.missions.in_json import published_in_json
    from svat.council.missions.publishing import publish as publish_plan
    from svat.council.missions.words import withdrawn_in_words

    store = store_of(council)
    with progress() as watch:
        found = publish_plan(store, name, day(on), version, spoken().language, watch)
    if as_json:
        print_json(published_in_json(name, found))
    else:
        for line in withdrawn_in_words(found.withdrawn, names_for(store, found.version)):
            out.print(line)
        out.print(say("plan {version} is published", version=str(found.version.version)))
        out.print(
            say_count(
                "{count} person is told: the places of nobody else changed",
                "{count} people are told: the places of nobody else changed",
                len(found.told),
            )
        )
        for doubt in found.written.doubts:
            out.print(doubt)
        paths = [*([found.letters] if found.letters else []), *found.written.paths]
        out.print(say("written: {files}", files=", ".join(map(str, paths))))
    finish(of_withdrawn(found.withdrawn), strict=strict)


def freeze(name: MissionName, council: CouncilOption = None, on: OnOption = None) -> None:
    """Freeze what is published: from now on whatever moves somebody needs a reason, which is kept."""
    from svat.council.missions.publishing import freeze as freeze_plan

    found = freeze_plan(store_of(council), name, day(on))
    out.print(say("plan {version} is frozen: a move needs --reason", version=str(found.version)))


def recheck(
    name: Annotated[
        str | None, typer.Argument(metavar="MISSION", help="One mission. Default: all to come.")
    ] = None,
    council: CouncilOption = None,
    on: OnOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Ask the law of a day about every meeting to come; a new plan without what it no longer clears."""
    from svat.council.matters import of_withdrawn
    from svat.council.missions.in_json import rechecked_in_json
    from svat.council.missions.rechecking import recheck as recheck_one
    from svat.council.missions.rechecking import recheck_all
    from svat.council.missions.words import withdrawn_in_words

    store = store_of(council)
    with progress() as watch:
        found = (recheck_one(store, name, day(on), watch),) if name else recheck_all(store, day(on), watch)
    if as_json:
        print_json([rechecked_in_json(x) for x in found])
    else:
        for each in found:
            if each.version is not None:
                for line in withdrawn_in_words(each.withdrawn, names_for(store, each.version)):
                    out.print(line)
            out.print(
                say_count(
                    "{mission}: {count} meeting is no longer clear",
                    "{mission}: {count} meetings are no longer clear",
                    len(each.withdrawn),
                    mission=each.mission,
                )
            )
            if each.withdrawn:
                out.print(say("tell people: {command}", command=f"{called()} mission publish {each.mission}"))
    finish(of_withdrawn([y for x in found for y in x.withdrawn]), strict=strict)


def check_in(
    name: MissionName,
    file: ReturnedFile,
    council: CouncilOption = None,
    on: OnOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Take the file of who has arrived: who is missing, whom that leaves waiting, what the law of the day takes out."""
    from svat.council.matters import of_check_in
    from svat.council.missions.in_json import checked_in_json
    from svat.council.missions.returns import check_in as take
    from svat.council.missions.words import withdrawn_in_words

    store = store_of(council)
    with progress() as watch:
        found = take(store, name, file, day(on), watch)
    if as_json:
        print_json(checked_in_json(name, found))
    else:
        print_notes(found.notes)
        names = names_for(store, found.version)
        for line in withdrawn_in_words(found.withdrawn, names):
            out.print(line)
        for person in found.away:
            meetings = "; ".join(
                f"{place.start:%H:%M} {names.meeting(place.request)}" for place in found.waiting[person]
            )
            out.print(
                say("not here: {person}: {meetings}", person=names.person(person), meetings=meetings or "–")
            )
        out.print(
            say(
                "day {day}: {here} here, {away} not",
                day=found.day,
                here=len(found.here),
                away=len(found.away),
            )
        )
        if found.away:
            command = f"{called()} mission change {name} --absent {found.away[0]} --day {found.day}"
            out.print(say("give up their places: {command}", command=command))
    finish(of_check_in(found), strict=strict)


def outcomes(
    name: MissionName,
    file: ReturnedFile,
    council: CouncilOption = None,
    on: OnOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Take the file of what became of the meetings: it goes to the council's decisions and deals."""
    from svat.council.matters import of_outcomes
    from svat.council.missions.in_json import outcomes_in_json
    from svat.council.missions.returns import take_outcomes

    with progress() as watch:
        found = take_outcomes(store_of(council), name, file, day(on), watch)
    if as_json:
        print_json(outcomes_in_json(name, found))
    else:
        print_notes(found.notes)
        out.print(
            say_count(
                "{count} meeting has an outcome", "{count} meetings have an outcome", len(found.outcomes)
            )
        )
        for added in (found.decisions, found.deals):
            out.print(
                say_count(
                    "{count} row added to {file}", "{count} rows added to {file}", added.rows, file=added.file
                )
            )
    finish(of_outcomes(found), strict=strict)


def report(
    name: MissionName,
    folder: Annotated[Path, typer.Option("--out", help="Folder for the pages and books.")],
    council: CouncilOption = None,
) -> None:
    """Write everything about what is published: pages, sheets, badges, calendars, the workbook, the chair's page."""
    from svat.council.missions.publishing import report as write_report

    with progress() as watch:
        found = write_report(store_of(council), name, folder, spoken().language, watch)
    for doubt in found.doubts:
        out.print(doubt)
    out.print(say("written: {files}", files=", ".join(map(str, found.paths))))


def add_to(app: typer.Typer) -> None:
    """Put this module's commands into the group of missions."""
    app.command()(publish)
    app.command()(freeze)
    app.command()(recheck)
    app.command("check-in")(check_in)
    app.command()(outcomes)
    app.command()(report)
