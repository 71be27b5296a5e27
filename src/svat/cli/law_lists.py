"""The lists of a folder: law lists add, show."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli import law_changes
from svat.cli.options import CouncilOption, Given, OnOption, day
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, out, print_json, table
from svat.cli.words import word
from svat.wording import say, say_count, say_each, unusable

if TYPE_CHECKING:
    from svat.council.lists import ListsShown, ListVersion

lists_app = typer.Typer(
    no_args_is_help=True, help="The sanctions lists of a folder, as versions that never change."
)
_DAYS = ["%Y-%m-%d"]
_Folder = Annotated[
    Path | None,
    typer.Argument(help="Folder of sanctions lists with its manifest lists.toml. Default: the council's."),
]


@lists_app.command("add")
def lists_add(
    files: Annotated[list[Path], typer.Argument(help="Files as the publisher issues them.")],
    kind: Annotated[
        str, typer.Option(help="Kind of the files, such as eu-fsf-xml; see docs/how-to/lists.md.")
    ],
    publisher: Annotated[str, typer.Option(help="Who issues the list, such as OFAC, UN, EU or UK.")],
    version: Annotated[
        datetime, typer.Option(help="Date of the list (YYYY-MM-DD), not of the download.", formats=_DAYS)
    ],
    to: Annotated[
        Path | None,
        typer.Option(help="Folder of lists to put it in; made if missing. Default: the council's."),
    ] = None,
    council: CouncilOption = None,
    entries_at_least: Annotated[
        int | None, typer.Option(min=1, help="Floor of entries. Default: 90 % of those counted.")
    ] = None,
    covers: Annotated[
        list[str] | None,
        typer.Option(
            help="Publisher whose list the file holds too, such as OFAC; may be given several times."
        ),
    ] = None,
    accept_fewer: Annotated[
        bool,
        typer.Option(
            "--accept-fewer",
            help="Take it as whole though it has under 80 % of the version before, or lacks what such lists hold.",
        ),
    ] = False,
    accept_cut: Annotated[
        bool,
        typer.Option("--accept-cut", help="Take it though a file's end is missing: it clears nobody."),
    ] = False,
    strict: Strict = False,
) -> None:
    """Check a list and store it as a version that never changes."""
    from svat.council.lists import NewVersion, add, leftovers
    from svat.council.matters import of_list

    to = to or (council / "lists" if council else None)
    if to is None:
        raise unusable("no folder of lists: give --to, or --council")
    left = leftovers(to)
    for path in left:
        out.print(say("LEFT OVER from an interrupted add, not in use: {path}", path=path))
    new = NewVersion(
        files, kind, publisher, version.date(), entries_at_least, covers or (), accept_cut=accept_cut
    )
    done = add(to, new, accept_fewer=accept_fewer)
    said = say("added") if done.new else say("is there already, the same bytes: nothing changed")
    out.print(
        say_count(
            "{version}: {count} entry, {said}",
            "{version}: {count} entries, {said}",
            done.entries,
            version=done.version,
            said=said,
        )
    )
    for why in filter(None, (done.version.cut, done.version.in_doubt)):
        out.print(say("CLEARS NOBODY: {why}", why=why))
    if done.version.in_doubt:
        out.print(
            say(
                "If it is whole all the same, add it with --accept-fewer to another folder, or after "
                "removing it."
            )
        )
    finish(of_list(done, left), strict=strict)


@lists_app.command("show")
def lists_show(
    folder: _Folder = None,
    council: CouncilOption = None,
    on: OnOption = None,
    max_age: Annotated[
        int | None,
        typer.Option(min=0, help="Days after which a list is stale. Default: the corridor's, or 30."),
    ] = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Show every version, its age, and which is in force on a day. Exit code 2: one in force is broken."""
    from svat.council.lists import show_lists
    from svat.council.matters import of_lists

    place, today = folder_of(folder, council), day(on)
    if max_age is None:
        max_age = Given().store(council).settings_on(today).max_list_age_days
    shown = show_lists(place, today, max_age)
    if as_json:
        print_json(
            {
                "on": shown.on,
                "versions": [{"version": v, "in_force": there} for v, there in shown.versions],
                "broken": [_within(place, said) for said in shown.broken],
                "problems": [_within(place, said) for said in shown.problems],
                "left_over": [_within(place, path) for path in shown.left_over],
            }
        )
    else:
        _show(shown)
    if shown.closed:
        raise typer.Exit(2)
    finish(of_lists(shown), strict=strict)


def _within(folder: Path, said: str) -> str:
    """What is said of files of the folder, without saying where on the disk it is."""
    return said.replace(f"{folder}{os.sep}", "")


def folder_of(folder: Path | None, council: Path | None) -> Path:
    """The folder of lists named, or the council's. Raises UnusableInput where there is neither."""
    found = folder or Given().files(council).lists
    if found is None:
        raise unusable("no folder of lists: name it, or give --council with its lists/")
    return found


def _show(shown: ListsShown) -> None:
    columns = say_each("publisher", "kind", "version", "entries", "days old", "in force", "state", "sha256")
    cells = [
        (
            v.publisher,
            v.kind,
            v.version,
            v.entries,
            v.age_days,
            word("yes") if there else "",
            "" if shown.closed else word(_state(v, there)),
            v.sha256,
        )
        for v, there in shown.versions
    ]
    table(say("Lists on {on}", on=shown.on), columns, cells, numbers="34")
    for remark in dict.fromkeys(r for v, _ in shown.versions for r in v.remarks):
        out.print(say("remark: {remark}", remark=remark))
    for said in shown.broken:
        out.print(say("BROKEN: {said}", said=said))
    for path in shown.left_over:
        out.print(say("LEFT OVER from an interrupted add, not in use: {path}", path=path))
    for problem in shown.problems:
        out.print(say("PROBLEM: {problem}", problem=problem))


def _state(version: ListVersion, in_force: bool) -> str:
    """What a version is good for on the day, in a word or two."""
    if in_force and version.in_doubt:
        return "IN DOUBT"
    if in_force:
        return "STALE" if version.stale else "good"
    return "not yet" if version.age_days < 0 else "superseded"


def add_to(app: typer.Typer) -> None:
    """Put this module's commands below `law`."""
    law_changes.add_to(lists_app)
    app.add_typer(lists_app, name="lists")
