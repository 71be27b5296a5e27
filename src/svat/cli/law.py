"""The law alone: law check, law screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from svat.cli.options import CouncilOption, ExemptionsOption, Given, OnOption, UsageOption, day
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, out, print_first, print_json, progress, table
from svat.cli.words import word
from svat.refusals import Note, Refusal
from svat.wording import say, say_count, say_each, say_list, unusable

if TYPE_CHECKING:
    from svat.council.folder import FolderStore
    from svat.council.law import Finding, Law
    from svat.council.screening import ScreenedBatch, ScreenedName

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
    council: CouncilOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Say which measures speak of goods or an activity between two countries on a date."""
    from svat.council.law import GOODS_ONLY, GoodsQuestion, check_goods
    from svat.council.matters import of_verdict

    store = Given(measures=measures, exemptions=exemptions, usage=usage).store(council)
    question = GoodsQuestion(
        exporter,
        importer,
        hs,
        activity,
        regime,
        contract_from.date() if contract_from else None,
        context or "",
    )
    verdict = check_goods(store, question, day(on))
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
    else:
        out.print(
            say(
                "{status} on {on} ({goods_only})",
                status=word(verdict.status),
                on=verdict.on,
                goods_only=GOODS_ONLY,
            )
        )
        _print_findings(verdict.findings)
    finish(of_verdict(verdict), strict=strict)


def _print_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        out.print(
            "  "
            + say(
                "{effect}: {rule}, {source} [{confidence}]",
                effect=word(finding.effect),
                rule=finding.rule,
                source=finding.source,
                confidence=finding.confidence,
            )
        )
        out.print("    " + finding.detail)
        if finding.decide:
            out.print("    " + say("to decide: {decide}", decide=finding.decide))


@law_app.command("screen")
def law_screen(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names of persons or organisations, in any script.")
    ] = None,
    lists: Annotated[
        Path | None, typer.Option(help="Folder of sanctions lists with its manifest lists.toml.")
    ] = None,
    council: CouncilOption = None,
    batch: Annotated[
        Path | None,
        typer.Option(help="Instead: file of names with columns id, name, type (docs/how-to/screening.md)."),
    ] = None,
    on: OnOption = None,
    max_age: Annotated[
        int | None,
        typer.Option(min=0, help="Days after which a list is stale. Default: the corridor's, or 30."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help="Encoding of the file of --batch, such as cp1251, where it does not say its own."),
    ] = None,
    file: Annotated[Path | None, typer.Option("--out", help="CSV file for the answers to --batch.")] = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Look names up on the lists in force on a date, however they are spelt."""
    from svat.council.matters import of_batch, of_names
    from svat.council.screening import screen_batch, screen_names

    if (batch is None) == (not names):
        raise unusable("law screen: give names, or a file of names with --batch")
    if (batch is None) != (file is None):
        raise unusable("law screen: --batch and --out belong together")
    if batch is None and encoding:
        raise unusable(
            "--encoding {encoding}: names on the command line need none; it is for --batch", encoding=encoding
        )
    law = law_of(Given(lists=lists).store(council), day(on), max_age)
    with progress() as watch:
        if batch is None or file is None:
            screened = screen_names(law, names or [], watch)
        else:
            found = screen_batch(law, batch, file, watch, encoding)
    if batch is None or file is None:
        _show_names(law, screened, as_json=as_json)
        finish(of_names(law, screened), strict=strict)
    else:
        _show_batch(law, found, file, as_json=as_json)
        finish(of_batch(law, found), strict=strict)


def law_of(store: FolderStore, on: date, max_age: int | None) -> Law:
    """The law of a day that names are screened by. Raises UnusableInput without lists."""
    if store.files.lists is None:
        raise unusable("no lists: give --lists, or --council with its lists/")
    return store.law_of_lists(on, max_age)


def _show_names(law: Law, screened: Sequence[ScreenedName], *, as_json: bool) -> None:
    if as_json:
        results = [{"name": x.name, "status": x.status, "hits": x.hits} for x in screened]
        print_json({**_header(law), "results": results})
        return
    _print_lists(law)
    for x in screened:
        out.print(
            "\n"
            + say("{name}: {status}", name=x.name, status=word(x.status))
            + ", "
            + (say_count("{count} hits", "{count} hits", len(x.hits)) if x.hits else x.reason)
        )
        columns = say_each("status", "score", "listed name", "entry", "reason")
        if x.hits:
            cells = [
                (word(h.status), h.score, h.listed_name, f"{h.publisher} {h.entry_id}", h.reason)
                for h in x.hits
            ]
            table("", columns, cells, numbers="1")


def _show_batch(law: Law, found: ScreenedBatch, file: Path, *, as_json: bool) -> None:
    read, parties = found.read, len(found.answers)
    print_first(found.letters_told, as_json=as_json)
    if as_json:
        rows = {"refused": read.refusals, "notes": read.notes}
        print_json({**_header(law), "out": file, "parties": parties, "statuses": found.statuses, **rows})
        return
    _print_lists(law)
    said = say_list(
        say("{count} {status}", count=count, status=word(status)) for status, count in found.statuses.items()
    )
    out.print(say("{parties} parties: {said}; answers in {file}", parties=parties, said=said, file=file))
    faults: list[Refusal | Note] = [*read.refusals, *read.notes]
    for x in faults:
        kind = word("refused" if isinstance(x, Refusal) else "note")
        out.print(
            "  "
            + say(
                "{word}: {file}: row {row}: {column} {value}: {reason}",
                word=kind,
                file=x.file,
                row=x.row,
                column=x.column,
                value=repr(x.value),
                reason=x.reason,
            )
        )


def _header(law: Law) -> dict[str, object]:
    from svat.council.screening import scale

    return {
        "thresholds": {"review": scale.REVIEW_FROM, "hit": scale.HIT_FROM},
        "on": law.known,
        "lists": law.versions,
        "problems": [finding.detail for finding in law.doubts],
    }


def _print_lists(law: Law) -> None:
    from svat.council.screening import scale

    out.print(
        say(
            "review from {review_from}, hit from {hit_from}",
            review_from=scale.REVIEW_FROM,
            hit_from=scale.HIT_FROM,
        )
    )
    for version in law.versions:
        stale = say(", STALE") if version.stale else ""
        out.print(
            say(
                "{publisher} of {version}: {entries} entries, {age_days} days old{stale}",
                publisher=version.publisher,
                version=version.version,
                entries=version.entries,
                age_days=version.age_days,
                stale=stale,
            )
        )
    for finding in law.doubts:
        out.print(say("PROBLEM: {detail}", detail=finding.detail))


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(law_app, name="law")
