"""The law's commands on reviewers' rulings and re-screening: law rule, law rulings, law rescreen."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from svat.cli.job import OnOption, day
from svat.cli.terminal import Json, out, print_json, table
from svat.roll.model import UnusableInput

Day = "%Y-%m-%d"
ListsFolder = Annotated[Path, typer.Option(help="Folder of sanctions lists with its manifest lists.toml.")]


def law_rule(
    rulings: Annotated[Path, typer.Option(help="File of rulings to add to (JSON lines).")],
    lists: ListsFolder,
    name: Annotated[
        str, typer.Option(help="The name that was screened, or identifier as the finding gives it.")
    ],
    entry: Annotated[str, typer.Option(help='Publisher and number of the entry, such as "OFAC 12345".')],
    cleared: Annotated[bool, typer.Option("--cleared/--confirmed", help="Not the same, or the same.")],
    reason: Annotated[str, typer.Option(help="Why, in words.")],
    by: Annotated[str, typer.Option(help="The reviewer.")],
    on: Annotated[datetime, typer.Option(formats=[Day], help="Day of the ruling.")],
    expires: Annotated[datetime, typer.Option(formats=[Day], help="Its last day.")],
    second: Annotated[str, typer.Option(help="The second reviewer; clearing a hit needs one.")] = "",
    company: Annotated[str, typer.Option(help="The company's external_id, for information.")] = "",
    two_persons: Annotated[
        bool, typer.Option("--two-persons", help="Ask for two reviewers in every case.")
    ] = False,
    max_age: Annotated[int, typer.Option(min=0, help="Days after which a list is stale.")] = 30,
) -> None:
    """Record a reviewer's ruling on a name and a list entry, once the name is found to hit it."""
    from svat.law.lists import load_lists
    from svat.law.rulings import Ruling, append, entry_hash, fault, read_rulings
    from svat.law.screening import Party, Screener

    found = load_lists(lists, on.date(), max_age_days=max_age)
    label, _, number = name.partition(" ")
    parties = [Party("", (name,)), Party("", (), identifiers=((label, number),))]
    hits = [
        h for row in Screener(found).screen(parties) for h in row if f"{h.publisher} {h.entry_id}" == entry
    ]
    if not hits:
        raise UnusableInput(
            f"--name: {name!r} does not hit {entry!r} on {on.date()}: there is nothing to rule on"
        )
    status = "hit" if any(h.status == "hit" for h in hits) else "review"
    listed = next(e for e in found.entries if (e.publisher, e.id) == (hits[0].publisher, hits[0].entry_id))
    known = read_rulings(rulings) if rulings.exists() else ()
    ruling = Ruling(
        f"R{len(known) + 1}", name, company, listed.publisher, listed.id, entry_hash(listed),
        "cleared" if cleared else "confirmed", reason, by, second, on.date(), expires.date(),
    )  # fmt: skip
    if why := fault(ruling, status, two_persons=two_persons):
        raise UnusableInput(f"{rulings}: not added: {why}")
    append(rulings, ruling)
    out.print(f"{ruling.id}: {name} {ruling.said} against {entry} until {ruling.expires_on}")


def law_rulings(
    file: Annotated[Path, typer.Argument(help="File of rulings.")],
    lists: Annotated[Path | None, typer.Option(help="Folder of lists, to see which entries changed.")] = None,
    on: OnOption = None,
    as_json: Json = False,
) -> None:
    """List the rulings with their state on a day."""
    from svat.law.lists import load_lists
    from svat.law.rulings import read_rulings, states

    today = day(on)
    found = read_rulings(file)
    entries = load_lists(lists, today, max_age_days=30).entries if lists else None
    rows = list(zip(found, states(found, entries, today), strict=True))
    if as_json:
        print_json({"on": today, "rulings": [{"state": state, "ruling": ruling} for ruling, state in rows]})
        return
    columns = ("id", "state", "ruling", "name", "entry", "by", "until")
    cells = [
        (r.id, s, r.said, r.name, f"{r.publisher} {r.entry_id}", r.reviewer, r.expires_on) for r, s in rows
    ]
    table("", columns, cells)


def law_rescreen(
    roll_a: Annotated[Path, typer.Argument(help="Roll of the first country.")],
    roll_b: Annotated[Path, typer.Argument(help="Roll of the second country.")],
    corridor: Annotated[Path, typer.Option(help="Corridor file (TOML).")],
    lists: ListsFolder,
    before: Annotated[datetime, typer.Option("--from", formats=[Day], help="The earlier day.")],
    after: Annotated[datetime, typer.Option("--to", formats=[Day], help="The later day.")],
    rulings: Annotated[Path | None, typer.Option(help="File of rulings.")] = None,
    owners: Annotated[list[Path] | None, typer.Option(help="File of owners; repeatable.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when a company turned worse.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Screen all companies against the lists of two days and say what turned."""
    from svat.corridor.file import load as load_corridor
    from svat.law.lists import load_lists
    from svat.law.owners import read_owners
    from svat.law.rescreen import WORSE, rescreen
    from svat.law.rulings import read_rulings
    from svat.roll.reader import read_roll

    way = load_corridor(corridor)
    days: tuple[date, date] = (before.date(), after.date())
    then, now = (load_lists(lists, d, max_age_days=way.max_list_age_days) for d in days)
    side_a = read_roll([roll_a], default_country=way.a)
    side_b = read_roll([roll_b], default_country=way.b)
    turned = rescreen(
        (side_a.companies, side_b.companies), then, now, owners=read_owners(owners or []),
        rulings=read_rulings(rulings) if rulings else (), two_persons=way.two_person_rule,
    )  # fmt: skip
    counts = Counter(x.turn for x in turned)
    problems = [*then.problems, *now.problems]
    refused = len(side_a.refusals) + len(side_b.refusals)
    if as_json:
        print_json({"from": days[0], "to": days[1], "counts": dict(sorted(counts.items())),
                    "rows_refused": refused, "problems": problems, "companies": turned})  # fmt: skip
    else:
        for problem in problems:
            out.print(f"PROBLEM: {problem}")
        counted = ", ".join(f"{n} {turn}" for turn, n in sorted(counts.items()))
        out.print(f"{len(turned)} companies: {counted}; {refused} rows refused")
        for x in turned:
            if x.turn != "same":
                out.print(f"{x.company} ({x.side}): {x.turn}")
                for word, findings in (("new", x.new), ("gone", x.gone)):
                    for f in findings:
                        out.print(f"  {word}: {f.effect}, {f.rule}: {f.detail}")
    if strict and any(x.turn in WORSE for x in turned):
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the law's command line."""
    app.command("rule")(law_rule)
    app.command("rulings")(law_rulings)
    app.command("rescreen")(law_rescreen)
