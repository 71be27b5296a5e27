"""Rolls and goods, each alone: roll check, goods classify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.terminal import Json, out, print_json, progress, table
from svat.refusals import loudest

roll_app = typer.Typer(no_args_is_help=True, help="Company rolls.")
goods_app = typer.Typer(no_args_is_help=True, help="Goods and HS codes.")


@roll_app.command("check")
def roll_check(
    files: Annotated[list[Path], typer.Argument(help="One or more files of one roll (CSV, XLSX, Parquet).")],
    country: Annotated[
        str | None, typer.Option(help="Country for rows that name none (ISO 3166-1, two letters).")
    ] = None,
    synonyms: Annotated[Path | None, typer.Option(help="More column headings (CSV).")] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of the letters, such as cp1251, where the file does not say its own."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a row was refused.")] = False,
    as_json: Json = False,
) -> None:
    """Say what of a roll is usable, what is refused and why, and which companies are likely the same."""
    from svat.council.rolls import check_roll

    with progress() as watch:
        roll = check_roll(files, country, synonyms, encoding, watch)
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
        for line in loudest(roll.notes):
            out.print(line)
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
    from svat.council.rolls import classify

    with progress() as watch:
        watch("loading goods", 0, 1)
        readings = classify(texts, top, nomenclature or [])
        watch("loading goods", 1, 1)
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


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(roll_app, name="roll")
    app.add_typer(goods_app, name="goods")
