"""Each stage alone: roll check, goods classify, law screen, law check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.job import OnOption, day
from svat.cli.terminal import out, print_json, progress, table

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]

roll_app = typer.Typer(no_args_is_help=True, help="Company rolls.")
goods_app = typer.Typer(no_args_is_help=True, help="Goods and HS codes.")
law_app = typer.Typer(no_args_is_help=True, help="Lists, names and measures.")


@roll_app.command("check")
def roll_check(
    files: Annotated[list[Path], typer.Argument(help="One or more files of one roll (CSV, XLSX, Parquet).")],
    country: Annotated[
        str | None, typer.Option(help="Country for rows that name none (ISO 3166-1, two letters).")
    ] = None,
    synonyms: Annotated[Path | None, typer.Option(help="More column headings (CSV).")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a row was refused.")] = False,
    as_json: Json = False,
) -> None:
    """Say what of a roll is usable, what is refused and why, and which companies are likely the same."""
    from svat.roll.reader import read_roll

    with progress() as tick:
        roll = read_roll(files, default_country=country, synonyms=synonyms, progress=tick)
    if as_json:
        print_json(
            {
                "files": roll.files,
                "companies": len(roll.companies),
                "offers": sum(len(c.offers) for c in roll.companies),
                "needs": sum(len(c.needs) for c in roll.companies),
                "columns": [{"header": h, "canonical": c or None} for h, c in roll.columns],
                "refused": roll.refusals,
                "notes": roll.notes,
                "duplicates": roll.duplicates,
            }
        )
    else:
        offers, needs = sum(len(c.offers) for c in roll.companies), sum(len(c.needs) for c in roll.companies)
        out.print(f"{len(roll.companies)} companies usable, with {offers} offers and {needs} needs")
        unknown = [header for header, canonical in roll.columns if not canonical]
        if unknown:
            out.print(f"columns kept but not used: {', '.join(unknown)}")
        places = ("file", "row", "column", "value", "reason")
        for title, rows in (("refused rows", roll.refusals), ("mended or dropped cells", roll.notes)):
            out.print(f"\n{len(rows)} {title}")
            if rows:
                table("", places, [[getattr(x, p) for p in places] for x in rows], numbers="1")
        out.print(f"\n{len(roll.duplicates)} likely duplicates")
        if roll.duplicates:
            columns = ("first", "second", "score", "reason")
            table("", columns, [[getattr(x, c) for c in columns] for x in roll.duplicates], numbers="2")
    if strict and roll.refusals:
        raise typer.Exit(1)


@goods_app.command("classify")
def goods_classify(
    texts: Annotated[list[str], typer.Argument(help="Texts in any supported language, each one product.")],
    top: Annotated[int, typer.Option(min=1, max=100, help="How many codes for each text.")] = 5,
    nomenclature: Annotated[
        list[Path] | None, typer.Option(help="HS nomenclature in another language (CSV hscode,description).")
    ] = None,
    as_json: Json = False,
) -> None:
    """Propose HS codes for product texts, the most probable first."""
    from svat.goods.classify import Classifier

    with progress() as tick:
        tick("loading goods", 0, 1)
        readings = Classifier.load(nomenclature or []).read(texts, top=top)
        tick("loading goods", 1, 1)
    if as_json:
        print_json(readings)
        return
    for reading in readings:
        doubt = "" if reading.supported else " — not supported: codes rest on shared letters at most"
        out.print(f"{reading.text}  [{reading.language}{doubt}]")
        if reading.codes:
            table(
                "",
                ("HS", "score", "description"),
                [(c.hs, f"{c.score:.3f}", c.description) for c in reading.codes],
                numbers="1",
            )
        else:
            out.print("  no code is probable")


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
    as_json: Json = False,
) -> None:
    """Say which measures speak of goods or an activity between two countries on a date."""
    from svat.law.measures import GOODS_ONLY, check_one
    from svat.law.rules import load_rules

    verdict = check_one(
        load_rules(measures or []),
        exporter=exporter,
        importer=importer,
        hs=hs,
        activity=activity,
        on=day(on),
        regimes=regime,
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
    app.add_typer(roll_app, name="roll")
    app.add_typer(goods_app, name="goods")
    app.add_typer(law_app, name="law")
