"""The corridor's goal: corridor goal, corridor potential."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.corridor import FactorsOption, FileArgument, print_remarks
from svat.cli.options import (
    CorridorOption,
    CouncilOption,
    ExemptionsOption,
    Given,
    MeasuresOption,
    OnOption,
    UsageOption,
    day,
)
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, out, print_json, table
from svat.cli.words import word
from svat.notation import count, fixed, number, percent, probability
from svat.wording import say, say_each, say_list, unusable

_GOAL = say("Goal: {measure} of {amount} {unit} by {year}")
_GOAL_NAMED = say("Goal {id}: {measure} of {amount} {unit} by {year}")

if TYPE_CHECKING:
    from svat.council.goals import Assessment, Point
    from svat.council.potential import PotentialReport
    from svat.refusals import Note, Refusal

TradeOption = Annotated[
    list[Path] | None,
    typer.Option("--trade", help="Trade files: UN Comtrade CSV or year,value; repeatable."),
]


def goal(
    file: FileArgument = None,
    council: CouncilOption = None,
    trade: TradeOption = None,
    deals: Annotated[Path | None, typer.Option(help="Deals file (CSV; docs/how-to/goal.md).")] = None,
    rates: Annotated[
        list[Path] | None,
        typer.Option(help="Rates for deals in other currencies: a central bank's or own; repeatable."),
    ] = None,
    on: OnOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Hold the declared goal against every source's figures and the deals: reached, missed, on course or behind."""
    from svat.council.goals import goals
    from svat.council.matters import of_goals
    from svat.report.corridor.json import goal_document

    given = Given(corridor=file, trade=trade, deals=deals, rates=rates)
    found = goals(given.store(council), day(on))
    print_remarks((), found.conflicts)
    if as_json:
        print_json(goal_document(found))
    else:
        if not found.assessments:
            out.print(say("no goal had been declared by {on}", on=found.on))
        for assessment in found.assessments:
            _show(assessment)
        _refused(found.refusals, found.notes)
    finish(of_goals(found), strict=strict)


def potential(
    exporter: Annotated[str, typer.Option("--from", help="Exporting country (ISO 3166-1, two letters).")],
    importer: Annotated[str, typer.Option("--to", help="Importing country.")],
    trade: Annotated[
        list[Path] | None, typer.Option("--trade", help="UN Comtrade CSV files; repeatable.")
    ] = None,
    council: CouncilOption = None,
    corridor: CorridorOption = None,
    measures: MeasuresOption = None,
    exemptions: ExemptionsOption = None,
    usage: UsageOption = None,
    factors: FactorsOption = None,
    level: Annotated[int, typer.Option(help="Digits of the HS code: 2, 4 or 6.")] = 4,
    years: Annotated[int, typer.Option(min=1, max=20, help="Mean over so many of the last years.")] = 5,
    top: Annotated[int, typer.Option(min=1, help="Rows shown; JSON has all.")] = 25,
    on: OnOption = None,
    regime: Annotated[
        list[str] | None,
        typer.Option(
            help="Regime in addition to the UN's, such as US; repeatable. Default: the corridor's, else all."
        ),
    ] = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Say which headings one country could sell the other, with reasons: whom to recruit for the next shortlist."""
    from svat.council.matters import of_potential
    from svat.council.potential import PotentialRequest, is_country
    from svat.council.potential import potential as find
    from svat.report.corridor.json import potential_document

    for option, country in (("--from", exporter), ("--to", importer)):
        if not is_country(country):
            raise unusable(
                "{option}: {country} is not a country of ISO 3166-1 (two letters)",
                option=option,
                country=repr(country),
            )
    if level not in (2, 4, 6):
        raise unusable("--level: must be 2, 4 or 6, not {level}", level=level)
    regimes = tuple(regime) if regime is not None else None
    request = PotentialRequest(exporter.upper(), importer.upper(), level, years, regimes)
    given = Given(
        corridor=corridor, measures=measures, exemptions=exemptions, usage=usage, trade=trade, factors=factors
    )
    found = find(given.store(council), request, day(on))
    if as_json:
        print_json(potential_document(found))
    else:
        _show_potential(found, top)
        _refused(found.refusals, found.notes)
    finish(of_potential(found), strict=strict)


def _show(found: Assessment) -> None:
    from svat.report.corridor.words import about, bare, said_before, unit

    goal = found.goal
    out.print(
        say(
            _GOAL_NAMED if goal.id else _GOAL,
            id=goal.id,
            measure=word(goal.measure),
            amount=bare(goal.amount, goal),
            unit=unit(goal),
            year=goal.by,
        )
    )
    if goal.said:
        out.print("  " + say("said by {said}", said=str(goal.said)))
    for before in found.replaces:
        out.print("  " + say("in place of: {goal}", goal=said_before(before)))
    out.print(
        say("as known on {on}", on=found.on)
        + "\n\n"
        + found.outlook.headline
        + "\n  "
        + found.outlook.rest
        + "\n"
    )
    columns = (
        say("year"),
        unit(goal),
        say("of the goal"),
        say("growth a year to the goal"),
        say("source"),
        say("note"),
    )
    rows = [
        (
            p.year,
            bare(p.value, goal),
            percent(p.share),
            "" if p.required_growth is None else percent(p.required_growth),
            _source(s.source, s.reporter, s.valuation, str(p.cited)),
            say_list(filter(None, (_doubt(p), p.note)), "; "),
        )
        for s in found.series
        for p in s.points
    ]
    table(say("Figures by source, never joined"), columns, rows, numbers="123")
    if found.disagreements:
        out.print("")
        rows2 = [
            (
                d.year,
                "" if d.spread is None else percent(d.spread),
                say_list(_said(bare(v.value, goal), str(v.cited) or v.source, v.doubtful) for v in d.values),
            )
            for d in found.disagreements
        ]
        table(
            say("Sources that disagree"),
            (say("year"), say("apart by"), say("who says what")),
            rows2,
            numbers="1",
        )
    out.print("")
    for s in found.series:
        if s.projection is None:
            out.print(
                say(
                    "{source}: no projection: {no_projection}", source=s.source, no_projection=s.no_projection
                )
            )
            continue
        p = s.projection
        title = say(
            "{source}: projection from {figures} {first}–{last}; chance of the goal in {by}: {probability}",
            source=s.source,
            figures=count(p.points, "figure"),
            first=str(p.first),
            last=str(p.last),
            by=str(goal.by),
            probability=probability(p.probability),
        )
        bands = [(f.year, *(about(x, goal) for x in (f.low, f.middle, f.high))) for f in p.years]
        out.print(title)
        table("", (say("year"), say("10 %"), say("middle"), say("90 %")), bands, numbers="123")
        if p.remark:
            out.print(p.remark)
    _show_deals(found)
    if found.later:  # how many, and no more: what they say was not known on the day
        out.print(say("{figures} published later and not used", figures=count(len(found.later), "figure")))
    if found.replaced:
        said = say_list(
            say("{year} {bare} ({source})", year=o.year, bare=bare(o.value, goal), source=o.source)
            for o in found.replaced
        )
        out.print(
            say(
                "{figures} revised since by their source: {said}",
                figures=count(len(found.replaced), "figure"),
                said=said,
            )
        )
    if found.not_compared:
        out.print(
            say(
                "{figures} of another measure or currency not compared",
                figures=count(len(found.not_compared), "figure"),
            )
        )
    for note in found.notes:
        place = say("{file}, row {row}:", file=note.file, row=note.row) + " " if note.file else ""
        out.print(
            say(
                "note: {place}{value}: {reason}",
                place=place,
                value=note.value or note.column,
                reason=note.reason,
            )
        )


def _show_deals(found: Assessment) -> None:
    from svat.report.corridor.words import bare, bare_deals, deal_unit, unit

    goal, sums, gap = found.goal, found.pipeline, found.gap
    if sums.years:
        out.print("")
        rows = [
            (word(s.stage), number(s.deals), bare_deals(s.value, goal), bare_deals(s.expected, goal))
            for s in sums.stages
        ]
        out.print(say("Deals by stage"))
        table("", (say("stage"), say("deals"), deal_unit(goal), say("expected")), rows, numbers="123")
        out.print("")
        years = [
            (y.year, *(bare_deals(v, goal) for v in (y.confirmed, y.open, y.expected))) for y in sums.years
        ]
        columns = (say("year"), say("confirmed by clients"), say("open"), say("expected of the open"))
        out.print(say("Deals by year, {unit}", unit=deal_unit(goal)))
        table("", columns, years, numbers="123")
    if gap.lacking:
        share = (
            ""
            if gap.pipeline_share is None
            else say("; deals cover {share} of it", share=percent(gap.pipeline_share))
        )
        out.print(
            say(
                "lacking to the goal: {bare} {unit} against the {basis} of {source}{share}",
                bare=bare(gap.lacking, goal),
                unit=unit(goal),
                basis=gap.basis,
                source=gap.source,
                share=share,
            )
        )


def _doubt(point: Point) -> str:
    return (
        (say("PARTIAL, nothing rests on it") if point.partial else say("DOUBTFUL, nothing rests on it"))
        if point.doubtful
        else ""
    )


def _said(value: str, source: str, doubtful: bool) -> str:
    return say("{value} by {source}", value=value, source=source) + (say(" (doubtful)") if doubtful else "")


def _source(source: str, reporter: str, valuation: str, cited: str) -> str:
    kind = "" if valuation == "unknown" else say(", {valuation}", valuation=valuation)
    said = say(": {cited}", cited=cited) if cited else ""
    return say(
        "{source}{more}{said}",
        source=source,
        more=" " + say("({reporter}{kind})", reporter=reporter, kind=kind) if reporter or kind else "",
        said=said,
    )


def _show_potential(report: PotentialReport, top: int) -> None:
    found = report.potential
    out.print(
        say(
            "What {exporter} could sell {importer} a year, USD thousand; mean of {years}; ease {ease}",
            exporter=found.exporter,
            importer=found.importer,
            years=", ".join(map(str, found.years)),
            ease=fixed(found.ease, 2),
        )
        + "\n"
    )
    rows = []
    for h, law in report.headings:
        near = "" if h.standing is None else say("{what} %", what=fixed(100 * h.standing.rank, 0))
        money = (_thousands(x) for x in (h.unrealised, h.potential, h.actual))
        why = say(
            "{supply} of world exports × {demand} imports",
            supply=percent(h.supply),
            demand=_thousands(h.demand),
        )
        rows.append((h.hs, *money, why, near, word(law.status), law.description))
    columns = (
        say("HS"),
        say("unrealised"),
        say("potential"),
        say("actual"),
        say("supply × demand"),
        say("nearer than"),
        say("law"),
        say("goods"),
    )
    table("", columns, rows[:top], numbers="123")
    out.print("")
    best = [c for c in report.chapters if c.unrealised > 0][:5]
    out.print(say("Chapters to recruit companies for (barred headings and arms left out)"))
    table("", say_each("chapter", "unrealised"), [(c.hs, _thousands(c.unrealised)) for c in best], "1")
    out.print(
        say(
            "each pair of companies still passes the legal gate; a heading that is clear here "
            "bars nobody and clears nobody"
        )
    )
    for remark in found.remarks:
        out.print(say("note: {remark}", remark=remark))


def _thousands(dollars: float) -> str:
    return fixed(dollars / 1000, 0)


def _refused(refusals: Sequence[Refusal], notes: Sequence[Note]) -> None:
    places = say_each("file", "row", "column", "value", "reason")
    counted = (count(len(refusals), "refused row"), count(len(notes), "note"))
    for title, rows in zip(counted, (refusals, notes), strict=True):
        if rows:
            out.print(say_list(("\n", title), ""))
            table("", places, [[getattr(x, p) for p in places] for x in rows], numbers="1")


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the corridor's group."""
    app.command("goal")(goal)
    app.command("potential")(potential)
