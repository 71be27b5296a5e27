"""The interest alone: weights learnt from recorded decisions, beside the table's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svat.cli.options import (
    AnswersOption,
    CorridorOption,
    CouncilOption,
    EncodingAOption,
    EncodingBOption,
    ExemptionsOption,
    Given,
    GlossaryOption,
    LabelledOption,
    LangOption,
    ListsOption,
    MeasuresOption,
    NomenclatureOption,
    OnOption,
    OwnersOption,
    RulingsOption,
    SynonymsOption,
    UsageOption,
    day,
)
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, out, print_first, print_json, print_notes, progress, table
from svat.notation import shortest
from svat.refusals import name_alone
from svat.wording import say, say_each, unusable

if TYPE_CHECKING:
    from svat.council.matching import Learnt


def learn_command(
    roll_a: Annotated[
        Path | None, typer.Argument(help="Roll of the first country (CSV, XLSX, Parquet).")
    ] = None,
    roll_b: Annotated[Path | None, typer.Argument(help="Roll of the corridor's second country.")] = None,
    council: CouncilOption = None,
    corridor: CorridorOption = None,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(help="File of recorded decisions, in the format of docs/how-to/decisions.md."),
    ] = None,
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
    glossary: GlossaryOption = None,
    lang: LangOption = None,
    labelled: LabelledOption = None,
    synonyms: SynonymsOption = None,
    encoding_a: EncodingAOption = None,
    encoding_b: EncodingBOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Learn from recorded decisions how much each reason counts, and say whether that predicts better.

    What is on file about law decides which pairs are learnt from: give the same files as to `svat match`.
    """
    from svat.council.matching import learn_weights
    from svat.council.matters import of_lesson

    store = Given(
        corridor, roll_a, roll_b, lists, measures, exemptions, usage, answers, owners, rulings, synonyms,
        nomenclature, decisions=decisions, encoding_a=encoding_a, encoding_b=encoding_b,
        glossary=glossary, spoken=lang, labelled=labelled,
    ).store(council)  # fmt: skip
    if not store.files.decisions:
        raise unusable("market learn: no decisions: give --decisions, or --council with its decisions.csv")
    with progress() as watch:
        found = learn_weights(store, day(on), file, watch)
    print_first(store.letters_told(), as_json=as_json)
    if as_json:
        print_json(_document(found))
    else:
        _print(found)
        if file is not None:
            out.print(say("written: {file}", file=file))
    finish(of_lesson(found), strict=strict)


def _document(found: Learnt) -> dict[str, Any]:
    from svat.council.matching import TABLE

    recorded, lesson = found.decisions, found.lesson
    return {
        "on": found.on,
        **lesson.about(),
        "weights": dict(lesson.weights.of),
        "calibration": lesson.weights.calibration,
        "learnt": lesson.learnt
        and {"weights": dict(lesson.learnt.of), "calibration": lesson.learnt.calibration},
        "table": dict(TABLE.of),
        "files": [name_alone(file) for file in recorded.files],
        "refused": recorded.refusals,
        "notes": recorded.notes,
    }


def _print(found: Learnt) -> None:
    from svat.council.matching import TABLE

    recorded, lesson = found.decisions, found.lesson
    for finding in found.doubts:
        out.print(say("NOTHING IS CLEAR: {detail}", detail=finding.detail))
    read = say(
        "{decisions} decisions read, {refusals} rows refused",
        decisions=len(recorded.decisions),
        refusals=len(recorded.refusals),
    )
    out.print(say("{read}, {notes} notes", read=read, notes=len(recorded.notes)))
    print_notes((*recorded.refusals, *recorded.notes), indent="  ")
    for line in lesson.notes:
        out.print(line)
    if lesson.scores:
        out.print("")
        rows = [(score.way, score.log_loss, score.brier) for score in lesson.scores]
        table("", say_each("foretold by", "log-loss", "Brier"), rows, numbers="12")
    if lesson.learnt:
        out.print("")
        cells = [(name, TABLE.of[name], lesson.learnt.of[name], lesson.weights.of[name]) for name in TABLE.of]
        table("", say_each("reason", "table", "learnt", "in use"), cells, numbers="123")
    scale = lesson.weights.calibration
    if scale:
        out.print(
            say(
                "\nprobability = 1 / (1 + exp(−({offset} + {slope} · weighted sum)))",
                offset=shortest(scale.offset),
                slope=shortest(scale.slope),
            )
        )
    else:
        out.print(say("\nprobability = weighted sum"))


def add_to(app: typer.Typer) -> None:
    """Put this module's command among the market's."""
    app.command("learn")(learn_command)
