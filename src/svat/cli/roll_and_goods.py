"""Rolls and goods, each alone: roll check, goods classify."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.options import (
    CouncilOption,
    Given,
    GlossaryOption,
    LabelledOption,
    LangOption,
    NomenclatureOption,
)
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, err, out, print_json, print_notes, progress, table
from svat.refusals import NoteKind, at_home, said_of, told_apart
from svat.wording import Said, say, say_each, unusable

if TYPE_CHECKING:
    from svat.council.goods import Reading
    from svat.council.rolls import Roll

_ANSWERS = {
    "goods": say("goods"),
    "code": say("code"),
    "service": say("service"),
    "too vague": say("too vague"),
    "unsupported language": say("unsupported language"),
}

roll_app = typer.Typer(no_args_is_help=True, help="Company rolls.")
goods_app = typer.Typer(no_args_is_help=True, help="Goods and HS codes.")


@roll_app.command("check")
def roll_check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="One or more files of one roll (CSV, XLSX, Parquet).")
    ] = None,
    council: CouncilOption = None,
    country: Annotated[
        str | None, typer.Option(help="Country for rows that name none (ISO 3166-1, two letters).")
    ] = None,
    synonyms: Annotated[Path | None, typer.Option(help="More column headings (CSV).")] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of the letters, such as cp1251, where the file does not say its own."),
    ] = None,
    write_synonyms: Annotated[
        Path | None,
        typer.Option(help="Write a table of the headings not known, to fill in and give as --synonyms."),
    ] = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Say what of a roll is usable, what is refused and why, and which companies are likely the same.

    With --council and no file: of both sides' rolls.
    """
    from svat.council.matters import of_roll
    from svat.council.rolls import NoHeaderError, check_roll, check_rolls

    store = Given(synonyms=synonyms).store(council)
    if not files and not council:
        raise unusable("no roll: name a file, or a council's folder with --council")
    if not files and encoding:
        raise unusable("--encoding {encoding}: name the files that it is of", encoding=encoding)
    if not files and country:
        raise unusable(
            "--country {country}: a council's rolls are of its corridor's countries", country=country
        )
    written = ""
    if write_synonyms:
        looked_at = files or [file for side in store.files.rolls for file in side]
        written = _written(looked_at, write_synonyms, store.files.synonyms)
    with progress() as watch:
        try:
            rolls = (
                {"": check_roll(files, country, store.files.synonyms, encoding, watch)}
                if files
                else check_rolls(store, watch)
            )
        except NoHeaderError as error:
            if not written:
                raise
            err.print(say("svat: {error}", error=said_of(error)))
            out.print(written)
            finish((str(error),), strict=strict)
            return
    if as_json:
        paths = [path for roll in rolls.values() for path in roll.files]
        said = {whose: _as_json(roll, paths) for whose, roll in rolls.items()}
        print_json(said[""] if files else said)
    else:
        if written:
            out.print(written)
        for whose, roll in rolls.items():
            if whose:
                out.print(say("{whose}: {files}", whose=whose, files=" ".join(roll.files)))
            _print_roll(roll)
    finish((matter for roll in rolls.values() for matter in of_roll(roll)), strict=strict)


def _written(files: Sequence[Path], table: Path, synonyms: Path | None) -> str:
    """The table of synonyms to fill in, written, and what to do with it."""
    from svat.council.rolls import CANONICAL, synonyms_to_fill_in

    count = synonyms_to_fill_in(files, table, synonyms)
    return say(
        "written: {table}, {number} headings: write its column into `canonical` where you "
        "know it, leave the others empty, and give the table as --synonyms. Columns: "
        "{columns}",
        table=table,
        number=count,
        columns=", ".join(CANONICAL),
    )


def _as_json(roll: Roll, paths: Sequence[str]) -> dict[str, object]:
    """A roll as a document; `paths` are the files of all rolls in it."""
    names = told_apart(paths)
    return {
        "files": [names[path] for path in roll.files],
        "companies": len(roll.companies),
        "offers": sum(len(c.offers) for c in roll.companies),
        "needs": sum(len(c.needs) for c in roll.companies),
        "columns": [{"header": h, "canonical": c or None} for h, c in roll.columns],
        "refused": [x.printed | {"file": x.file} for x in at_home(roll.refusals, paths)],
        "notes": [x.printed | {"file": x.file} for x in at_home(roll.notes, paths)],
        "duplicates": roll.duplicates,
    }


def _print_roll(roll: Roll) -> None:
    from svat.council.attention import first_lines
    from svat.council.rolls import likely_the_same

    for line in first_lines(roll):
        out.print(line)
    offers, needs = sum(len(c.offers) for c in roll.companies), sum(len(c.needs) for c in roll.companies)
    out.print(
        say(
            "{companies} companies usable, with {offers} offers and {needs} needs",
            companies=len(roll.companies),
            offers=offers,
            needs=needs,
        )
    )
    counts = roll.rows
    out.print(
        say(
            "{on_the_sheet} rows: {read} read, {refused} refused, {joined} joined to another, "
            "{noted} noted as no company",
            on_the_sheet=counts.on_the_sheet,
            read=counts.read,
            refused=counts.refused,
            joined=counts.joined,
            noted=counts.noted,
        )
    )
    places = say_each("file", "row", "column", "value", "reason")
    for title, rows in ((say("refused rows"), roll.refusals), (say("mended or dropped cells"), roll.notes)):
        out.print("\n" + say("{rows} {title}", rows=len(rows), title=title))
        if rows:
            table("", places, [[getattr(x, p) for p in places] for x in rows], numbers="1")
    out.print("\n" + say("{duplicates} likely duplicates", duplicates=len(roll.duplicates)))
    if roll.duplicates:
        table("", say_each("first", "second", "score", "reason"), likely_the_same(roll), numbers="2")


@goods_app.command("classify")
def goods_classify(
    texts: Annotated[
        list[str] | None, typer.Argument(help="Texts in any supported language, each one product.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(help="File of texts, a row each in its column description, or of names; needs --out."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--out", help="File for the codes of --batch (CSV), a line a row and rank.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=100, help="How many codes for each text.")] = 5,
    council: CouncilOption = None,
    nomenclature: NomenclatureOption = None,
    lang: LangOption = None,
    labelled: LabelledOption = None,
    glossary: GlossaryOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Propose HS codes for product texts, the most probable first."""
    from svat.council.goods import classify, classify_lines
    from svat.council.matters import of_readings

    if bool(texts) == bool(batch):
        raise unusable("goods classify: name texts, or a file of them with --batch")
    if bool(batch) != bool(file):
        raise unusable("goods classify: --batch and --out go together: the file of texts and that of codes")
    store = Given(nomenclatures=nomenclature, glossary=glossary, spoken=lang, labelled=labelled).store(
        council
    )
    with progress() as watch:
        watch("loading goods", 0, 1)
        coded = classify_lines(store, batch, file, top, watch) if batch and file else None
        readings = coded.readings if coded else classify(store, texts or [], top)
        watch("loading goods", 1, 1)
    if coded:
        print_notes(coded.notes)
        out.print(say("written: {file}, {number} rows", file=file, number=len(readings)))
    elif as_json:
        print_json(readings)
    else:
        _print_readings(readings)
    finish(of_readings(readings), strict=strict)


@goods_app.command("add")
def goods_add(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT", help="Language of a nomenclature, such as ru; or labelled; or correlation."
        ),
    ],
    file: Annotated[Path, typer.Argument(help="The file as its office publishes it (CSV, XLSX, Parquet).")],
    revision: Annotated[
        int | None,
        typer.Option(help="Edition of its codes where it is an older one: 2017, 2012 or 2007."),
    ] = None,
    council: CouncilOption = None,
    strict: Strict = False,
) -> None:
    """Put a file of goods into a council's folder: a nomenclature, lines coded by hand, a correlation of editions."""
    from svat.council.goods import add_file

    if council is None:
        raise unusable(
            "goods add: no council's folder: give --council DIR, which the nomenclature is put into"
        )
    stored = add_file(council, what, file, revision or 0)
    out.print(
        say(
            "written: {path}, {lines} lines of {subheadings} subheadings",
            path=stored.path,
            lines=stored.lines,
            subheadings=stored.subheadings,
        )
    )
    places = ("file", "row", "column", "value", "reason")
    for title, kind in _GROUPS:
        notes = [note for note in stored.notes if note.kind == kind]
        if notes:
            out.print(say(title, number=len(notes)))
            table("", places, [[getattr(note, place) for place in places] for note in notes], numbers="1")
    finish((note.reason for note in stored.notes if note.kind == "left-out"), strict=strict)


_GROUPS: tuple[tuple[Said, NoteKind], ...] = (
    (say("{number} lines left out"), "left-out"),
    (say("{number} lines with codes of an older edition"), "read-as"),
)


def _print_readings(readings: Sequence[Reading]) -> None:
    for reading in readings:
        doubt = "" if reading.supported else say(" — not supported: codes rest on shared letters at most")
        out.print(
            say("{words}  [{language}{doubt}]", words=reading.text, language=reading.language, doubt=doubt)
        )
        if reading.note:
            out.print("  " + _ANSWERS[reading.answer] + ": " + reading.note)
        if reading.codes:
            table(
                "",
                say_each("HS", "score", "description"),
                [(c.hs, f"{c.score:.3f}", c.description) for c in reading.codes],
                numbers="1",
            )
        else:
            out.print("  " + say("no code is probable"))


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(roll_app, name="roll")
    app.add_typer(goods_app, name="goods")
