"""The lists of a folder: law lists add, show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli import law_changes
from svat.cli.job import OnOption, day
from svat.cli.terminal import Json, out, print_json, table
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from svat.law.lists.model import ListVersion

lists_app = typer.Typer(
    no_args_is_help=True, help="The sanctions lists of a folder, as versions that never change."
)
_DAYS = ["%Y-%m-%d"]
_Folder = Annotated[Path, typer.Argument(help="Folder of sanctions lists with its manifest lists.toml.")]


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
    to: Annotated[Path, typer.Option(help="Folder of lists to put it in; made if missing.")],
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
        bool, typer.Option("--accept-fewer", help="Take it though it has under 80 % of the version before.")
    ] = False,
) -> None:
    """Check a list and store it as a version that never changes."""
    from svat.law.lists.store import NewVersion, add, leftovers

    for path in leftovers(to):
        out.print(f"LEFT OVER from an interrupted add, not in use: {path}")
    new = NewVersion(files, kind, publisher, version.date(), entries_at_least, covers or ())
    done = add(to, new, accept_fewer=accept_fewer)
    said = "added" if done.new else "is there already, the same bytes: nothing changed"
    out.print(f"{done.version}: {done.entries} entries, {said}")


@lists_app.command("show")
def lists_show(
    folder: _Folder,
    on: OnOption = None,
    max_age: Annotated[int, typer.Option(min=0, help="Days after which a list is stale.")] = 30,
    as_json: Json = False,
) -> None:
    """Show every version, its age, and which is in force on a day. Exit code 2: one in force is broken."""
    from svat.law.lists import load_lists
    from svat.law.lists.manifest import load_version, read_manifest
    from svat.law.lists.store import leftovers

    today = day(on)
    versions: list[ListVersion] = []
    broken: list[str] = []
    for item in read_manifest(folder):
        try:
            versions += load_version(folder, item, today, max_age)[0]
        except UnusableInput as error:
            broken.append(str(error))
    versions.sort(key=lambda v: (v.publisher, v.kind, v.version))
    in_force: set[tuple[str, str, date]] = set()
    closed = False
    try:
        lists = load_lists(folder, today, max_age_days=max_age)
    except UnusableInput as error:
        problems: tuple[str, ...] = (f"{error}: no list can be used on {today}",)
        closed = True
    else:
        in_force = {(v.publisher, v.kind, v.version) for v in lists.versions}
        problems = lists.problems
    rows = [(v, (v.publisher, v.kind, v.version) in in_force) for v in versions]
    left = leftovers(folder)
    if as_json:
        print_json(
            {
                "on": today,
                "versions": [{"version": v, "in_force": there} for v, there in rows],
                "broken": broken,
                "problems": problems,
                "left_over": left,
            }
        )
    else:
        _show(today, rows, [f"BROKEN: {said}" for said in broken], left, problems, closed=closed)
    if closed:
        raise typer.Exit(2)


def _show(
    today: date,
    rows: Sequence[tuple[ListVersion, bool]],
    broken: Sequence[str],
    left: Sequence[str],
    problems: Sequence[str],
    *,
    closed: bool,
) -> None:
    columns = ("publisher", "kind", "version", "entries", "days old", "in force", "state", "sha256")
    cells = [
        (
            v.publisher,
            v.kind,
            v.version,
            v.entries,
            v.age_days,
            "yes" if there else "",
            "" if closed else _state(v, there),
            v.sha256,
        )
        for v, there in rows
    ]
    table(f"Lists on {today}", columns, cells, numbers="34")
    for remark in dict.fromkeys(r for v, _ in rows for r in v.remarks):
        out.print(f"remark: {remark}")
    for said in broken:
        out.print(said)
    for path in left:
        out.print(f"LEFT OVER from an interrupted add, not in use: {path}")
    for problem in problems:
        out.print(f"PROBLEM: {problem}")


def _state(version: ListVersion, in_force: bool) -> str:
    """What a version is good for on the day, in a word or two."""
    if in_force:
        return "STALE" if version.stale else "good"
    return "not yet" if version.age_days < 0 else "superseded"


def add_to(app: typer.Typer) -> None:
    """Put this module's commands below `law`."""
    law_changes.add_to(lists_app)
    app.add_typer(lists_app, name="lists")
