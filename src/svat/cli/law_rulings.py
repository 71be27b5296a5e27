"""The law's commands on reviewers' rulings and re-screening: law rule, law rulings, law rescreen."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from svat.cli.job import OnOption, day
from svat.cli.terminal import Json, out, print_json, table
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from svat.law.lists.model import ListSet

Day = "%Y-%m-%d"
ListsFolder = Annotated[Path, typer.Option(help="Folder of sanctions lists with its manifest lists.toml.")]


RulingsFile = Annotated[Path, typer.Argument(help="File of rulings.")]
CorridorOption = Annotated[
    Path | None, typer.Option(help="Corridor file (TOML): its two_person_rule and max_list_age_days count.")
]
Kind = Literal["any", "person", "organisation", "unknown"]


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
    second: Annotated[
        str, typer.Option(help="The second reviewer, if both decided together; else see `svat law second`.")
    ] = "",
    company: Annotated[str, typer.Option(help="The company's external_id, for information.")] = "",
    kind: Annotated[
        Kind, typer.Option("--type", help="Whose name it is: the ruling then speaks of such parties alone.")
    ] = "any",
    corridor: CorridorOption = None,
    two_persons: Annotated[
        bool, typer.Option("--two-persons", help="Ask for two persons whatever is cleared.")
    ] = False,
    max_age: Annotated[
        int | None,
        typer.Option(min=0, help="Days after which a list is stale. Default: the corridor's, or 30."),
    ] = None,
) -> None:
    """Record a reviewer's ruling on a name and a list entry, once the name is found to hit it.

    A clearing by one person where two are needed is recorded as proposed: it clears nothing until a second, different
    person has put it in force with `svat law second`.
    """
    from svat.law.lists.entry_text import entry_hash, entry_text
    from svat.law.screening.rulings import Ruling, add, lone

    two, age = _rule_of(corridor, two_persons=two_persons, max_age=max_age)
    found = _lists(lists, on.date(), age)
    statuses = _hits(found, name, entry, kind)
    if not statuses:
        raise UnusableInput(
            f"--name: {name!r} does not hit {entry!r} on {on.date()}: there is nothing to rule on"
        )
    listed = next(e for e in found.entries if f"{e.publisher} {e.id}" == entry)

    def make(own: str, _known: object) -> Ruling:
        return Ruling(
            own, name, company, listed.publisher, listed.id, entry_hash(listed),
            "cleared" if cleared else "confirmed", reason, by, second, on.date(), expires.date(),
            kind="" if kind == "any" else kind, persons="two" if two or "hit" in statuses else "one",
            entry_then=entry_text(listed),
        )  # fmt: skip

    ruling = add(rulings, make)
    said = f"{name} {ruling.said} against {entry} until {ruling.expires_on}"
    if lone(ruling):
        out.print(
            f"{ruling.id}: PROPOSED, not in force: {said}; two persons are needed: another than {by} confirms it "
            f"with `svat law second {rulings} {ruling.id}`"
        )
    else:
        out.print(f"{ruling.id}: {said}")


def law_second(
    file: RulingsFile,
    proposal: Annotated[str, typer.Argument(help="Id of the proposed ruling, such as R7.")],
    lists: ListsFolder,
    by: Annotated[str, typer.Option(help="The second reviewer.")],
    reason: Annotated[str, typer.Option(help="Why the second reviewer agrees, in words.")],
    on: Annotated[datetime, typer.Option(formats=[Day], help="Day of the confirmation: in force from then.")],
    corridor: CorridorOption = None,
) -> None:
    """Put a proposed clearing in force as the second person; both persons and both days stay on record."""
    from svat.law.screening.rulings import add, seconded

    _, age = _rule_of(corridor)
    entries = _lists(lists, on.date(), age).entries
    ruling = add(file, lambda own, known: seconded(known, own, proposal, by, reason, on.date(), entries))
    out.print(
        f"{ruling.id}: {ruling.name} cleared against {ruling.publisher} {ruling.entry_id} until {ruling.expires_on}, "
        f"by {ruling.reviewer} ({proposal}) and {ruling.second}"
    )


def _rule_of(
    corridor: Path | None, *, two_persons: bool = False, max_age: int | None = None
) -> tuple[bool, int]:
    """(whether every clearing needs two persons, days after which a list is stale)."""
    from svat.corridor.file import load as load_corridor

    way = load_corridor(corridor) if corridor else None
    age = max_age if max_age is not None else way.max_list_age_days if way else 30
    return two_persons or bool(way and way.two_person_rule), age


def _lists(folder: Path, on: date, max_age: int) -> ListSet:
    from svat.law.lists import load_lists

    return load_lists(folder, on, max_age_days=max_age)


def _hits(found: ListSet, name: str, entry: str, kind: Kind) -> set[str]:
    """How the name hits the entry, read as each kind of party, or as an identifier of any label."""
    from svat.law.model import Party, PartyKind
    from svat.law.screening.screener import Screener

    words = name.split()
    numbers = tuple((" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words)))
    kinds: tuple[PartyKind, ...] = ("person", "organisation", "unknown") if kind == "any" else (kind,)
    parties = [
        Party("", names, of, identifiers)
        for of in kinds
        for names, identifiers in (((name,), ()), *(((), (number,)) for number in numbers))
    ]
    rows = Screener(found).screen(parties)
    return {h.status for row in rows for h in row if f"{h.publisher} {h.entry_id}" == entry}


def law_rulings(
    file: RulingsFile,
    lists: Annotated[Path | None, typer.Option(help="Folder of lists, to see which entries changed.")] = None,
    corridor: CorridorOption = None,
    on: OnOption = None,
    as_json: Json = False,
) -> None:
    """List the rulings with their state on a day."""
    from svat.law.screening.rulings import read_rulings, states, what_changed

    today = day(on)
    two, age = _rule_of(corridor)
    found = read_rulings(file)
    entries = _lists(lists, today, age).entries if lists else None
    rows = [
        (r, state, what_changed(r, entries or ()) if state == "entry changed" else "")
        for r, state in zip(found, states(found, entries, today, two_persons=two), strict=True)
    ]
    if as_json:
        told = [{"state": state, "changed": changed, "ruling": ruling} for ruling, state, changed in rows]
        print_json({"on": today, "rulings": told})
        return
    columns = ("id", "state", "ruling", "name", "entry", "by", "second", "until")
    cells = [
        (r.id, s, r.said, r.name, f"{r.publisher} {r.entry_id}", r.reviewer, r.second, r.expires_on)
        for r, s, _ in rows
    ]
    table("", columns, cells)
    for r, _, changed in rows:
        if changed:
            out.print(f"{r.id}: entry changed: {changed}")


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
        bool,
        typer.Option(
            "--strict",
            help="Exit with 1 when a company turned worse, a list has a problem or a row was refused.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Screen all companies against the lists of two days and say what turned."""
    from svat.corridor.file import load as load_corridor
    from svat.law.gate import list_findings
    from svat.law.lists import load_lists
    from svat.law.ownership.reader import read_owners
    from svat.law.screening.rescreen import WORSE, rescreen
    from svat.law.screening.rulings import read_rulings
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
    problems = [
        f"on {found.on}: {problem}"
        for found in (then, now)
        for problem in dict.fromkeys(
            (
                *found.problems,
                *(f.detail for f in list_findings(found.versions, way.regimes, way.required_publishers)),
            )
        )
    ]
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
                for words in x.entries:
                    out.print(f"  entry changed: {words}")
    if strict and (problems or refused or any(x.turn in WORSE for x in turned)):
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the law's command line."""
    app.command("rule")(law_rule)
    app.command("second")(law_second)
    app.command("rulings")(law_rulings)
    app.command("rescreen")(law_rescreen)
