"""The law alone: law check, law screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from svat.cli.job import ExemptionsOption, OnOption, UsageOption, day
from svat.cli.terminal import Json, out, print_json, progress, table

law_app = typer.Typer(no_args_is_help=True, help="Lists, names and measures.")


@law_app.command("check")
def law_check(
    exporter: Annotated[str, typer.Option("--from", help="Exporting country (ISO 3166-1, two letters).")],
    importer: Annotated[str, typer.Option("--to", help="Importing country.")],
    hs: Annotated[str | None, typer.Option(help="HS code of the goods, four or six digits.")] = None,
    activity: Annotated[
        str | None, typer.Option(help="Activity, such as joint_venture; see docs/reference/law.md.")
    ] = None,
    on: OnOption = None,
    regime: Annotated[
        list[str] | None, typer.Option(help="Regime beside the UN's, such as US; repeatable. Default: all.")
    ] = None,
    measures: Annotated[list[Path] | None, typer.Option(help="File of own measures.")] = None,
    exemptions: ExemptionsOption = None,
    usage: UsageOption = None,
    contract_from: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Day of an old contract that is delivered on: some bars let those be wound down.",
        ),
    ] = None,
    context: Annotated[
        Literal["military"] | None,
        typer.Option(help="military: ask for the end use of dual-use goods between any countries."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say which measures speak of goods or an activity between two countries on a date."""
    from svat.law.measures import GOODS_ONLY, check_one
    from svat.law.record.read import read_record
    from svat.law.rules import load_rules

    rules = load_rules(measures or [])
    verdict = check_one(
        rules,
        exporter=exporter,
        importer=importer,
        hs=hs,
        activity=activity,
        on=day(on),
        regimes=regime,
        record=read_record(rules, exemptions=exemptions, usage=usage),
        contract_from=contract_from.date() if contract_from else None,
        context=context or "",
    )
    if as_json:
        print_json(
            {
                "status": verdict.status,
                "on": verdict.on,
                "from": exporter,
                "to": importer,
                "hs": hs,
                "activity": activity,
                "scope": GOODS_ONLY,
                "findings": verdict.findings,
            }
        )
        return
    out.print(f"{verdict.status} on {verdict.on} ({GOODS_ONLY})")
    for finding in verdict.findings:
        out.print(f"  {finding.effect}: {finding.rule}, {finding.source} [{finding.confidence}]")
        out.print(f"    {finding.detail}")
        if finding.decide:
            out.print(f"    to decide: {finding.decide}")


@law_app.command("screen")
def law_screen(
    names: Annotated[list[str], typer.Argument(help="Names of persons or organisations, in any script.")],
    lists: Annotated[Path, typer.Option(help="Folder of sanctions lists with its manifest lists.toml.")],
    on: OnOption = None,
    max_age: Annotated[int, typer.Option(min=0, help="Days after which a list is stale.")] = 30,
    as_json: Json = False,
) -> None:
    """Look names up on the lists in force on a date, however they are spelt."""
    from svat.law.lists import load_lists
    from svat.law.screening import Party, Screener

    today = day(on)
    found = load_lists(lists, today, max_age_days=max_age)
    parties = [Party(id=str(k), names=(name,), kind="unknown") for k, name in enumerate(names)]
    with progress() as tick:
        hits = Screener(found).screen(parties, lambda done, all_: tick("screening names", done, all_))
    if as_json:
        results = [{"name": name, "hits": row} for name, row in zip(names, hits, strict=True)]
        print_json({"on": today, "lists": found.versions, "problems": found.problems, "results": results})
        return
    for version in found.versions:
        stale = ", STALE" if version.stale else ""
        out.print(
            f"{version.publisher} of {version.version}: {version.entries} entries, {version.age_days} days old{stale}"
        )
    for problem in found.problems:
        out.print(f"PROBLEM: {problem}")
    for name, row in zip(names, hits, strict=True):
        out.print(f"\n{name}: {len(row)} hits" if row else f"\n{name}: nothing found")
        columns = ("status", "score", "listed name", "entry", "reason")
        if row:
            cells = [(h.status, h.score, h.listed_name, f"{h.publisher} {h.entry_id}", h.reason) for h in row]
            table("", columns, cells, numbers="1")


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(law_app, name="law")
