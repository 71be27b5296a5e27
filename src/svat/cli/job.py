"""The main job's commands: match and demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.book import Book, open_book
from svat.cli.on_file import (
    NOTHING_ON_FILE,
    AnswersOption,
    ExemptionsOption,
    OnFile,
    OwnersOption,
    RulingsOption,
    UsageOption,
)
from svat.cli.terminal import engine_at, out, progress
from svat.cli.yente_option import YenteDatasetOption, YenteOption, ask
from svat.progress import Progress
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from svat.candidates.model import Candidate
    from svat.law.model import Verdict
    from svat.market.ranking import Policy
    from svat.refusals import Note, Refusal
    from svat.report.introductions.model import Outcome
    from svat.roll.model import Roll

# Rooms are imported where a command needs them: `svat law check` should not wait for charts and solvers to load.

OnOption = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Date of the verdict, YYYY-MM-DD. Default: today."),
]
ListsOption = Annotated[
    Path | None,
    typer.Option(help="Folder of sanctions lists with its manifest lists.toml. Without it nothing is clear."),
]


MeasuresOption = Annotated[
    list[Path] | None, typer.Option(help="File of own measures, in the format of docs/how-to/regimes.md.")
]
NomenclatureOption = Annotated[
    list[Path] | None, typer.Option(help="HS nomenclature in another language (CSV hscode,description).")
]


def day(on: datetime | None) -> date:
    """The date asked for, or today's: the one place where svat looks at the clock."""
    return on.date() if on else datetime.now(UTC).astimezone().date()


def match(
    roll_a: Annotated[Path, typer.Argument(help="Roll of the first country (CSV, XLSX, Parquet).")],
    roll_b: Annotated[Path, typer.Argument(help="Roll of the corridor's second country.")],
    corridor: Annotated[Path, typer.Option(help="Corridor file (TOML).")],
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
    previous: Annotated[
        Path | None, typer.Option(help="introductions.json of an earlier run: change as little as needed.")
    ] = None,
    folder: Annotated[Path, typer.Option("--out", help="Folder for the results.")] = Path("out"),
    measures: MeasuresOption = None,
    exemptions: ExemptionsOption = None,
    usage: UsageOption = None,
    answers: AnswersOption = None,
    nomenclature: NomenclatureOption = None,
    synonyms: Annotated[
        Path | None, typer.Option(help="More column headings, in the format of docs/how-to/rolls.md.")
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option(help="Log to record every verdict in, signed (docs/how-to/prove.md); needs --key."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="The council's private key, from `svat law key new`; needs --log.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when a row of the rolls was refused.")
    ] = False,
) -> None:
    """Introduce the companies of two rolls: who should meet whom, what the law allows, and why."""
    extra = Extra(
        measures or [],
        nomenclature or [],
        synonyms,
        OnFile(exemptions, usage, answers, tuple(owners or ()), rulings),
        open_book(log, key),
        yente,
        yente_dataset,
    )
    policy = Request(shortlist, alpha, wishes, previous, tuple(decisions or ()), engine)
    outcome = _run(roll_a, roll_b, corridor, lists, day(on), policy, folder, extra)
    if strict and (outcome.roll_a.refusals or outcome.roll_b.refusals):
        raise typer.Exit(1)


def demo(
    folder: Annotated[Path, typer.Option("--out", help="Folder for the demo's files and results.")] = Path(
        "svat-demo"
    ),
) -> None:
    """Run the main job on an invented corridor; its files are your template to start from."""
    from svat.demo import write as write_demo

    files = write_demo(folder)
    out.print(f"invented corridor written to {folder}: rolls, lists and corridor file are yours to change")
    _run(
        files.roll_a, files.roll_b, files.corridor, files.lists, files.on, Request(), folder / "out", Extra()
    )
    out.print(
        f"run it yourself: svat match {files.roll_a} {files.roll_b} --corridor {files.corridor} "
        f"--lists {files.lists} --on {files.on} --out {folder / 'out'}"
    )


@dataclass(frozen=True, slots=True)
class Extra:
    """What the user adds to the product's own tables."""

    measures: Sequence[Path] = ()
    nomenclature: Sequence[Path] = ()
    synonyms: Path | None = None
    on_file: OnFile = NOTHING_ON_FILE
    book: Book | None = None
    yente: str | None = None
    yente_dataset: str = "default"


@dataclass(frozen=True, slots=True)
class Request:
    """What the user wants of the shortlists."""

    shortlist: int = 10
    alpha: float = 1.0
    wishes: Path | None = None
    previous: Path | None = None
    decisions: tuple[Path, ...] = ()
    engine: str | None = None

    def policy(self, roll_a: Roll, roll_b: Roll) -> Policy:
        """The same, with its files read. Raises UnusableInput."""
        from svat.market.ranking import Policy
        from svat.market.wishes import NONE, read_wishes
        from svat.report.introductions.earlier import read_places

        wishes = NONE
        if self.wishes:
            known = [[company.external_id for company in roll.companies] for roll in (roll_a, roll_b)]
            wishes = read_wishes(self.wishes, *known)
        previous = read_places(self.previous) if self.previous else None
        return Policy(self.shortlist, self.alpha, wishes, previous)


def _run(
    roll_a: Path,
    roll_b: Path,
    corridor_file: Path,
    lists_folder: Path | None,
    on: date,
    request: Request,
    folder: Path,
    extra: Extra,
) -> Outcome:
    from svat.corridor.file import load as load_corridor
    from svat.council.introductions import Tools, introduce, settings_of
    from svat.goods.classify import Classifier
    from svat.law.lists import load_lists
    from svat.law.proof.case import basis_of
    from svat.law.rules.ruleset import load_rules
    from svat.market.decisions import read_decisions
    from svat.roll.reader import read_roll

    if folder.exists() and not folder.is_dir():
        raise UnusableInput(f"{folder}: is no folder, so the results cannot be written there")
    corridor = load_corridor(corridor_file)
    rules = load_rules(extra.measures)
    dossier = extra.on_file.read(rules)
    lists = load_lists(lists_folder, on, max_age_days=corridor.max_list_age_days) if lists_folder else None
    if request.engine and request.previous:
        raise UnusableInput("--previous is led on in this process: leave out --engine")
    with progress() as tick, engine_at(request.engine) as engine:
        side_a = read_roll([roll_a], default_country=corridor.a, synonyms=extra.synonyms, progress=tick)
        side_b = read_roll([roll_b], default_country=corridor.b, synonyms=extra.synonyms, progress=tick)
        for file, side in ((roll_a, side_a), (roll_b, side_b)):
            if not side.companies:
                raise UnusableInput(f"{file}: no company can be used; `svat roll check {file}` says why")
        policy = request.policy(side_a, side_b)
        sides = (corridor.a, corridor.b)
        recorded = read_decisions(request.decisions, side_a, side_b, countries=sides)
        tools = Tools(Classifier.load(extra.nomenclature), rules)
        judged: list[tuple[Candidate, Verdict]] = []
        limit = corridor.max_list_age_days
        outside = ask(extra.yente, extra.yente_dataset, side_a, side_b, on, limit, tick)
        dossier = replace(dossier, outside=outside)
        outcome = introduce(
            side_a,
            side_b,
            corridor,
            tools,
            lists=lists,
            on=on,
            policy=policy,
            decisions=recorded.decisions,
            dossier=dossier,
            engine=engine,
            witness=lambda pairs, verdicts: judged.extend(zip(pairs, verdicts, strict=True)),
            progress=tick,
        )
        # what is not on record must not be handed out: the log comes before the report
        recorded_in = ""
        if extra.book:
            basis = basis_of(settings_of(corridor, on), lists, extra.measures)
            recorded_in = extra.book.record(judged, outcome, basis, dossier, rules, tick)
        written = _written(outcome, folder, tick)
    notes: list[Note | Refusal] = [
        *policy.wishes.refusals,
        *recorded.refusals,
        *corridor.notes,
        *tools.classifier.nomenclature.notes,
    ]
    for line in [
        *summary(outcome),
        *(f"{x.file}: row {x.row}: {x.column} {x.value}: {x.reason}" for x in notes),
    ]:
        out.print(line)
    if recorded_in:
        out.print(recorded_in)
    out.print(f"written: {', '.join(str(path) for path in written)}")
    return outcome


def _written(outcome: Outcome, folder: Path, tick: Progress) -> list[Path]:
    from svat.report.introductions.write import write as write_report

    tick("writing report", 0, 1)
    try:
        written = write_report(outcome, folder)
    except OSError as error:
        raise UnusableInput(f"{error.filename or folder}: cannot be written: {error.strerror}") from error
    tick("writing report", 1, 1)
    return written


def summary(outcome: Outcome) -> list[str]:
    """The run in a few lines, what endangers it first."""
    from svat.notation import at_least

    lines = [f"NOTHING IS CLEAR: {found.detail}" for found in outcome.list_findings]
    lines += [
        f"THE ROLLS MAY BE IN THE WRONG ORDER: few companies of the {nth} roll are of {country}."
        for nth, country, roll in (
            ("first", outcome.corridor.a, outcome.roll_a),
            ("second", outcome.corridor.b, outcome.roll_b),
        )
        if 2 * sum(c.country == country for c in roll.companies) < len(roll.companies)
    ]
    refused = len(outcome.roll_a.refusals) + len(outcome.roll_b.refusals)
    side_a = f"{len(outcome.roll_a.companies)} companies of {outcome.corridor.a}"
    side_b = f"{len(outcome.roll_b.companies)} of {outcome.corridor.b}"
    lines.append(f"{side_a}, {side_b}, {refused} rows refused")
    lines.append(f"{outcome.candidate_pairs} candidate pairs, {len(outcome.barred)} barred by law")
    held = sum(x.held for x in outcome.introductions)
    introduced = f"{len(outcome.introductions)} introductions: {len(outcome.introductions) - held} clear"
    lines.append(f"{introduced}, {held} held for a decision; {len(outcome.left_out)} companies left out")
    proven = f"at least {at_least(outcome.certificate.share)} of the best that any shortlists could reach"
    lines.append(f"expected matches {outcome.certificate.expected_matches:.1f}, {proven}")
    return [*lines, *outcome.remarks]


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.command()(match)
    app.command()(demo)
