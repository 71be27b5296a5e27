"""The main job's commands: match, demo and init."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    YenteDatasetOption,
    YenteOption,
    day,
    yente_source,
)
from svat.cli.strict import Strict, finish
from svat.cli.terminal import called, out, print_first, print_notes, progress, spoken
from svat.wording import say

if TYPE_CHECKING:
    from svat.council.folder import FolderStore
    from svat.council.matching import Introduced, IntroductionRequest
    from svat.report.introductions.write import Writing


def match(
    roll_a: Annotated[
        Path | None, typer.Argument(help="Roll of the first country (CSV, XLSX, Parquet).")
    ] = None,
    roll_b: Annotated[Path | None, typer.Argument(help="Roll of the corridor's second country.")] = None,
    council: CouncilOption = None,
    corridor: CorridorOption = None,
    lists: ListsOption = None,
    yente: YenteOption = None,
    yente_dataset: YenteDatasetOption = "default",
    on: OnOption = None,
    shortlist: Annotated[int, typer.Option(min=1, max=200, help="The longest a shortlist may be.")] = 10,
    alpha: Annotated[
        float, typer.Option(min=0, max=1, help="Fairness: 1 the most matches, 0 the most even.")
    ] = 1.0,
    wishes: Annotated[
        Path | None,
        typer.Option(help="File of pairs that must meet, vetoes and caps (docs/how-to/wishes.md)."),
    ] = None,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(help="File of recorded decisions (docs/how-to/decisions.md) to learn from."),
    ] = None,
    owners: OwnersOption = None,
    rulings: RulingsOption = None,
    engine: Annotated[
        str | None,
        typer.Option(help="Where to compute: sc://host[:port] of a Spark Connect endpoint. Default: here."),
    ] = None,
    pdf: Annotated[
        bool,
        typer.Option(
            "--pdf", help="Companies' sheets as PDF too; needs Chromium on the PATH, or weasyprint."
        ),
    ] = False,
    previous: Annotated[
        Path | None, typer.Option(help="introductions.json of an earlier run: change as little as needed.")
    ] = None,
    folder: Annotated[Path, typer.Option("--out", help="Folder for the results.")] = Path("out"),
    measures: MeasuresOption = None,
    exemptions: ExemptionsOption = None,
    usage: UsageOption = None,
    answers: AnswersOption = None,
    nomenclature: NomenclatureOption = None,
    glossary: GlossaryOption = None,
    lang: LangOption = None,
    labelled: LabelledOption = None,
    synonyms: SynonymsOption = None,
    encoding_a: EncodingAOption = None,
    encoding_b: EncodingBOption = None,
    log: Annotated[
        Path | None,
        typer.Option(help="Log to record every verdict in, signed (docs/how-to/prove.md); needs --key."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="The council's private key, from `svat law key new`; needs --log.")
    ] = None,
    strict: Strict = False,
) -> None:
    """Introduce the companies of two rolls: who should meet whom, what the law allows, and why."""
    from svat.council.matching import IntroductionRequest
    from svat.council.matters import of_introductions
    from svat.council.verdict_log import open_verdict_log
    from svat.report.introductions.write import Writing

    store = Given(
        corridor, roll_a, roll_b, lists, measures, exemptions, usage, answers, owners, rulings, synonyms,
        nomenclature, wishes, decisions, encoding_a=encoding_a, encoding_b=encoding_b,
        glossary=glossary, spoken=lang, labelled=labelled,
    ).store(council)  # fmt: skip
    verdict_log = open_verdict_log(log, key)
    with progress() as watch:
        request = IntroductionRequest(
            shortlist, alpha, previous, engine, yente_source(yente, yente_dataset, watch), verdict_log
        )
        writing = Writing(pdf=pdf, language=spoken().language, progress=watch)
        found = _run(store, day(on), request, folder, writing)
    finish(of_introductions(found), strict=strict)


def demo(
    folder: Annotated[Path, typer.Option("--out", help="Folder for the demo's files and results.")] = Path(
        "svat-demo"
    ),
    all_files: Annotated[
        bool,
        typer.Option(
            "--all", help="Write every file that a council may keep, filled in, not only what a run needs."
        ),
    ] = False,
) -> None:
    """Run the main job on an invented corridor; its files are your template to start from."""
    results = folder / "out"
    with progress(lines=True) as watch:
        watch("getting ready", 0, 1)
        from svat.council.matching import IntroductionRequest
        from svat.demo import write as write_demo
        from svat.report.introductions.write import FILES, Writing

        files = write_demo(folder, all_files=all_files)
        watch("getting ready", 1, 1)
        out.print(
            say(
                "invented corridor written to {folder}, a council's folder: all of its files are yours to change",
                folder=folder,
            )
        )
        writing = Writing(language=spoken().language, progress=watch)
        _run(Given().store(folder), files.on, IntroductionRequest(), results, writing)
    words = ["match", "--council", folder, "--on", files.on, "--out", results]
    out.print(say("run it yourself: {command}", command=f"{called()} {shlex.join(map(str, words))}"))
    out.print(say("open in a browser: {file}", file=(results / FILES["html"]).resolve()))


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make; it must be empty or new.")],
) -> None:
    """Make an empty council folder with commented templates: corridor, rolls, lists, case file, tables."""
    from svat.council.template import write_template

    for path in write_template(folder):
        out.print(str(path))
    out.print(
        say(
            "fill in {file}, put the rolls into {folder}, then:",
            file=folder / "corridor.toml",
            folder=folder / "rolls",
        )
    )
    out.print(say("{called} match --council {quote}", called=called(), quote=shlex.quote(str(folder))))


def _run(
    store: FolderStore, on: date, request: IntroductionRequest, folder: Path, writing: Writing
) -> Introduced:
    from svat.council.matching import match as introduce
    from svat.council.matching import summary
    from svat.report.introductions.sending.numbers import sending_numbers
    from svat.report.introductions.write import write_into
    from svat.results import RUN, ResultFolder

    watch = writing.progress
    with ResultFolder(folder) as place:  # this run's alone from here on: nobody waits to be overwritten
        found = introduce(store, on, request, watch)
        watch("writing report", 0, 1)
        written, run = write_into(place, found.outcome, writing)
        watch("writing report", 1, 1)
    print_first(store.letters_told(rolls=False))
    for line in summary(found.outcome):
        out.print(line)
    print_notes(found.notes)
    if found.recorded:
        out.print(str(found.recorded))
    if found.where:
        out.print(found.where)
    for doubt in sending_numbers(found.outcome).doubts:
        out.print(say("to send: {doubt}", doubt=doubt))
    out.print(say("written: {files}", files=", ".join(str(path) for path in written)))
    out.print(say("run {run}, as {file} says", run=run[:12], file=folder / RUN))
    return found


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.command()(match)
    app.command()(demo)
    app.command()(init)
