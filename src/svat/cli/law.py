"""The law alone: law check, law screen."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from svat.cli.job import OnOption, day
from svat.cli.on_file import ExemptionsOption, UsageOption
from svat.cli.terminal import Json, out, print_json, progress, table
from svat.files import write
from svat.refusals import Note, Refusal, UnusableInput

if TYPE_CHECKING:
    from svat.law.lists import ListSet

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
    from svat.law.measures.flow import GOODS_ONLY, check_one
    from svat.law.record.read import read_record
    from svat.law.rules.ruleset import load_rules

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
    lists: Annotated[Path, typer.Option(help="Folder of sanctions lists with its manifest lists.toml.")],
    names: Annotated[
        list[str] | None, typer.Argument(help="Names of persons or organisations, in any script.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(help="Instead: file of names with columns id, name, type (docs/how-to/screening.md)."),
    ] = None,
    on: OnOption = None,
    max_age: Annotated[int, typer.Option(min=0, help="Days after which a list is stale.")] = 30,
    file: Annotated[Path | None, typer.Option("--out", help="CSV file for the answers to --batch.")] = None,
    as_json: Json = False,
) -> None:
    """Look names up on the lists in force on a date, however they are spelt."""
    if (batch is None) == (not names):
        raise UnusableInput("law screen: give names, or a file of names with --batch")
    if (batch is None) != (file is None):
        raise UnusableInput("law screen: --batch and --out belong together")
    if batch is None or file is None:
        _screen_names(names or [], lists, day(on), max_age, as_json=as_json)
    else:
        _screen_batch(batch, file, lists, day(on), max_age, as_json=as_json)


def _screen_names(names: list[str], lists: Path, on: date, max_age: int, *, as_json: bool) -> None:
    from svat.law.lists import load_lists
    from svat.law.model import Party
    from svat.law.screening.batch import standing
    from svat.law.screening.screener import Screener

    found = load_lists(lists, on, max_age_days=max_age)
    parties = [Party(id=str(k), names=(name,), kind="unknown") for k, name in enumerate(names)]
    with progress() as tick:
        hits = Screener(found).screen(parties, lambda done, all_: tick("screening names", done, all_))
    if as_json:
        results = [
            {"name": name, "status": standing(row, found)[0], "hits": row}
            for name, row in zip(names, hits, strict=True)
        ]
        print_json({**_header(found), "results": results})
        return
    _print_lists(found)
    for name, row in zip(names, hits, strict=True):
        status, reason = standing(row, found)
        out.print(f"\n{name}: {status}, {len(row)} hits" if row else f"\n{name}: {status}, {reason}")
        columns = ("status", "score", "listed name", "entry", "reason")
        if row:
            cells = [(h.status, h.score, h.listed_name, f"{h.publisher} {h.entry_id}", h.reason) for h in row]
            table("", columns, cells, numbers="1")


def _screen_batch(names: Path, file: Path, lists: Path, on: date, max_age: int, *, as_json: bool) -> None:
    from svat.law.lists import load_lists
    from svat.law.screening.batch import answers, as_csv, read_names, worst
    from svat.law.screening.screener import Screener

    read = read_names(names)
    found = load_lists(lists, on, max_age_days=max_age)
    with progress() as tick:
        given = answers(
            Screener(found), found, read.parties, lambda done, all_: tick("screening names", done, all_)
        )
    write(file, as_csv(given))
    statuses = Counter(map(worst, given))
    counts = {status: statuses[status] for status in ("clear", "review", "hit")}
    if as_json:
        rows = {"refused": read.refusals, "notes": read.notes}
        print_json({**_header(found), "out": str(file), "parties": len(given), "statuses": counts, **rows})
        return
    _print_lists(found)
    said = ", ".join(f"{count} {status}" for status, count in counts.items())
    out.print(f"{len(given)} parties: {said}; answers in {file}")
    faults: list[Refusal | Note] = [*read.refusals, *read.notes]
    for x in faults:
        word = "refused" if isinstance(x, Refusal) else "note"
        out.print(f"  {word}: {x.file}: row {x.row}: {x.column} {x.value!r}: {x.reason}")


def _header(lists: ListSet) -> dict[str, object]:
    from svat.law.names import scale

    return {
        "thresholds": {"review": scale.REVIEW_FROM, "hit": scale.HIT_FROM},
        "on": lists.on,
        "lists": lists.versions,
        "problems": lists.problems,
    }


def _print_lists(lists: ListSet) -> None:
    from svat.law.names import scale

    out.print(f"review from {scale.REVIEW_FROM}, hit from {scale.HIT_FROM}")
    for version in lists.versions:
        stale = ", STALE" if version.stale else ""
        out.print(
            f"{version.publisher} of {version.version}: {version.entries} entries, {version.age_days} days old{stale}"
        )
    for problem in lists.problems:
        out.print(f"PROBLEM: {problem}")


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(law_app, name="law")
