"""What changed between two versions of a list: law lists changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, out, print_json, table
from svat.cli.words import word
from svat.files import replace_durably
from svat.wording import say, say_count, say_each, say_list

if TYPE_CHECKING:
    from svat.council.lists import Changes, Entry, EntryChange, ListChanges

_Item = TypeVar("_Item")
_DAYS = ["%Y-%m-%d"]
_PROGRAMS = 10  # in the overview


def lists_changes(
    folder: Annotated[Path, typer.Argument(help="Folder of sanctions lists with its manifest lists.toml.")],
    publisher: Annotated[str, typer.Option(help="Whose list.")],
    start: Annotated[
        datetime,
        typer.Option("--from", help="A day on which the earlier version was in force.", formats=_DAYS),
    ],
    end: Annotated[
        datetime, typer.Option("--to", help="A day on which the later version was in force.", formats=_DAYS)
    ],
    limit: Annotated[
        int, typer.Option(min=0, help="Show at most so many entries of each sort; 0: all of them.")
    ] = 25,
    file: Annotated[Path | None, typer.Option("--out", help="CSV file for every change, a row each.")] = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Say which entries came, went or changed between two versions."""
    from svat.council.lists import list_changes
    from svat.council.matters import of_changes

    turned = list_changes(folder, publisher, start.date(), end.date())
    was, now, found = turned.was, turned.now, turned.changes
    if file is not None:
        replace_durably(file, _as_csv(found))
    if as_json:
        print_json({"from": was, "to": now, "changes": found})
    elif was == now:
        out.print(say("{now} was in force on both days: nothing changed.", now=", ".join(now)))
    else:
        _print_changes(turned, limit, file)
    finish(of_changes(found), strict=strict)


def _print_changes(turned: ListChanges, limit: int, file: Path | None) -> None:
    found = turned.changes
    _overview(turned.was, turned.now, turned.before, turned.after, found)
    known = [c for c in found.changed if c.known_by]
    for title, entries, sign in ((say("Added"), found.added, "+"), (say("Removed"), found.removed, "-")):
        for entry in _headed(title, entries, limit):
            out.print(say("{sign} {entry}", sign=sign, entry=_entry(entry)))
    for title, some in (
        (say("Changed in names or numbers"), known),
        (say("Changed otherwise"), [c for c in found.changed if not c.known_by]),
    ):
        for change in _headed(title, some, limit):
            out.print(say("~ {id} {kind}: {name}", id=change.id, kind=word(change.kind), name=change.name))
            for what, earlier, later in _parts(change):
                out.print(say_list(("    ", _in_words(what, earlier, later)), ""))
    if file is not None:
        out.print(say("\nEvery change is in {file}.", file=file))
    if found.added or known:
        out.print(say("\nWho of the rolls turned between the two days: svat law rescreen"))


def _overview(
    was: Sequence[str], now: Sequence[str], before: Sequence[Entry], after: Sequence[Entry], found: Changes
) -> None:
    from svat.council.lists import by_kind, by_program

    known = sum(c.known_by for c in found.changed)
    out.print(say("from {was}: {entries}", was=", ".join(was), entries=_entries(before)))
    out.print(say("to   {now}: {entries}", now=", ".join(now), entries=_entries(after)))
    out.print(
        say(
            "{added} added, {removed} removed, {changed} changed ({known} of them in names or numbers)\n",
            added=len(found.added),
            removed=len(found.removed),
            changed=len(found.changed),
            known=known,
        )
    )
    heads = say_each("kind", "then", "added", "removed", "changed", "now")
    table("", heads, [(word(kind), *rest) for kind, *rest in by_kind(before, after, found)], "12345")
    programs = by_program(found)
    if programs:
        rest = len(programs) - _PROGRAMS
        out.print()
        table("", say_each("programme", "added", "removed"), programs[:_PROGRAMS], "12")
        if rest > 0:
            out.print(say("… and {rest} more programmes", rest=rest))


def _entries(entries: Sequence[Entry]) -> str:
    return say_count("{count} entry", "{count} entries", len(entries))


def _headed(title: str, items: Sequence[_Item], limit: int) -> Iterator[_Item]:
    """The first items below a heading that says how many there are."""
    if not items:
        return
    shown = items if limit == 0 else items[:limit]
    of = say(", the first {count} (--limit 0 shows all)", count=len(shown)) if len(shown) < len(items) else ""
    out.print(say("\n{title}: {count}{of}", title=title, count=len(items), of=of))
    yield from shown


def _entry(entry: Entry) -> str:
    programs = f" [{', '.join(entry.programs)}]" if entry.programs else ""
    return say(
        "{id} {kind}: {name}{programs}",
        id=entry.id,
        kind=word(entry.kind),
        name=entry.name,
        programs=programs,
    )


def _parts(change: EntryChange) -> Iterator[tuple[str, str, str]]:
    """(what, was, now) for each thing that changed; empty where there was or is nothing."""
    for name in change.names_added:
        yield f"{name.strength} name", "", name.text
    for name in change.names_removed:
        yield f"{name.strength} name", name.text, ""
    for name in change.names_regraded:
        yield "strength of a name", name.text, f"{name.text}: {name.strength}"
    for label, number in change.identifiers_added:
        yield label, "", number
    for label, number in change.identifiers_removed:
        yield label, number, ""
    for difference in change.other:
        yield difference.field, difference.was, difference.now


def _in_words(what: str, was: str, now: str) -> str:
    if what == "remarks":
        if was and now:
            return say("remarks: changed")
        return say("remarks: new") if now else say("remarks: gone")
    if what == "strength of a name":
        if now.endswith("strong"):
            return say("name is no longer weak: {was}", was=was)
        return say("name is no longer strong: {was}", was=was)
    if not was:
        return say("+ {what}: {now}", what=word(what), now=now)
    if not now:
        return say("- {what}: {was}", what=word(what), was=was)
    return say("{what}: was {was}; now {now}", what=word(what), was=was, now=now)


def _as_csv(found: Changes) -> bytes:
    """Every change as a row, in UTF-8 with the byte order mark by which spreadsheets know it."""
    from svat.report.introductions.refused import guarded

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("change", "entry_id", "kind", "programs", "name", "what", "was", "now"))
    for sign, entries in (("added", found.added), ("removed", found.removed)):
        for e in entries:
            writer.writerow(map(guarded, (sign, e.id, e.kind, "; ".join(e.programs), e.name, "", "", "")))
    for change in found.changed:
        for what, was, now in _parts(change):
            writer.writerow(
                map(guarded, ("changed", change.id, change.kind, "", change.name, what, was, now))
            )
    return text.getvalue().encode("utf-8-sig")


def add_to(app: typer.Typer) -> None:
    """Put this module's command below `law lists`."""
    app.command("changes")(lists_changes)
