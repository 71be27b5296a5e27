"""The interest alone: weights learnt from recorded decisions, beside the table's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svat.cli.job import ListsOption, MeasuresOption, NomenclatureOption, OnOption, day
from svat.cli.on_file import (
    AnswersOption,
    ExemptionsOption,
    OnFile,
    OwnersOption,
    RulingsOption,
    UsageOption,
)
from svat.cli.terminal import Json, out, print_json, progress, table

if TYPE_CHECKING:
    from svat.market.decisions import Decisions
    from svat.market.learning import Lesson
    from svat.refusals import Note, Refusal


def learn_command(
    roll_a: Annotated[Path, typer.Argument(help="Roll of the first country (CSV, XLSX, Parquet).")],
    roll_b: Annotated[Path, typer.Argument(help="Roll of the corridor's second country.")],
    corridor: Annotated[Path, typer.Option(help="Corridor file (TOML).")],
    decisions: Annotated[
        list[Path],
        typer.Option(help="File of recorded decisions, in the format of docs/how-to/decisions.md."),
    ],
    lists: ListsOption = None,
    on: OnOption = None,
    file: Annotated[Path | None, typer.Option("--out", help="File for the weights (JSON).")] = None,
    measures: MeasuresOption = None,
    exemptions: ExemptionsOption = None,
    usage: UsageOption = None,
    answers: AnswersOption = None,
    owners: OwnersOption = None,
    rulings: RulingsOption = None,
    nomenclature: NomenclatureOption = None,
    synonyms: Annotated[
        Path | None,
        typer.Option(help="More column headings of rolls, in the format of docs/how-to/rolls.md."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when a row of the decisions was refused.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Learn from recorded decisions how much each reason counts, and say whether that foretells better.

    What is on file about law decides which pairs are learnt from: give the same files as to `svat match`.
    """
    from svat.corridor.file import load as load_corridor
    from svat.council.introductions import Tools, permitted
    from svat.goods.classify import Classifier
    from svat.law.lists import load_lists
    from svat.law.rules.ruleset import load_rules
    from svat.market.decisions import known, read_decisions
    from svat.market.learning import learn
    from svat.market.weights import write_weights
    from svat.roll.reader import read_roll

    today = day(on)
    where = load_corridor(corridor)
    rules = load_rules(measures or [])
    dossier = OnFile(exemptions, usage, answers, tuple(owners or ()), rulings).read(rules)
    in_force = load_lists(lists, today, max_age_days=where.max_list_age_days) if lists else None
    with progress() as tick:
        rolls = [
            read_roll([path], default_country=country, synonyms=synonyms, progress=tick)
            for path, country in ((roll_a, where.a), (roll_b, where.b))
        ]
        recorded = read_decisions(decisions, rolls[0], rolls[1], countries=(where.a, where.b))
        tools = Tools(Classifier.load(nomenclature or []), rules)
        pairs = permitted(rolls[0], rolls[1], where, tools, in_force, today, tick, dossier)
        lesson = learn(
            known(recorded.decisions, today), pairs, lambda done, all_: tick("learning", done, all_)
        )
    if file is not None:
        write_weights(lesson.weights, file, {"on": today.isoformat(), **lesson.about()})
    if as_json:
        print_json(_document(recorded, lesson, today))
    else:
        _print(recorded, lesson)
        if file is not None:
            out.print(f"written: {file}")
    if strict and recorded.refusals:
        raise typer.Exit(1)


def _document(recorded: Decisions, lesson: Lesson, on: date) -> dict[str, Any]:
    from svat.market.weights import TABLE

    return {
        "on": on,
        **lesson.about(),
        "weights": dict(lesson.weights.of),
        "calibration": lesson.weights.calibration,
        "learnt": lesson.learnt
        and {"weights": dict(lesson.learnt.of), "calibration": lesson.learnt.calibration},
        "table": dict(TABLE.of),
        "files": recorded.files,
        "refused": recorded.refusals,
        "notes": recorded.notes,
    }


def _print(recorded: Decisions, lesson: Lesson) -> None:
    from svat.market.weights import TABLE

    read = f"{len(recorded.decisions)} decisions read, {len(recorded.refusals)} rows refused"
    out.print(f"{read}, {len(recorded.notes)} notes")
    faults: list[Refusal | Note] = [*recorded.refusals, *recorded.notes]
    for x in faults:
        out.print(f"  {x.file}: row {x.row}: {x.column} {x.value}: {x.reason}")
    for line in lesson.notes:
        out.print(line)
    if lesson.scores:
        out.print("")
        rows = [(score.way, score.log_loss, score.brier) for score in lesson.scores]
        table("", ("foretold by", "log-loss", "Brier"), rows, numbers="12")
    if lesson.learnt:
        out.print("")
        cells = [(name, TABLE.of[name], lesson.learnt.of[name], lesson.weights.of[name]) for name in TABLE.of]
        table("", ("reason", "table", "learnt", "in use"), cells, numbers="123")
    scale = lesson.weights.calibration
    if scale:
        out.print(f"\nprobability = 1 / (1 + exp(−({scale.offset:g} + {scale.slope:g} · weighted sum)))")
    else:
        out.print("\nprobability = weighted sum")


def add_to(app: typer.Typer) -> None:
    """Put this module's command among the market's."""
    app.command("learn")(learn_command)
