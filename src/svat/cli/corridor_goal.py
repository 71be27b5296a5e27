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
from svat.notation import count, fixed, number, percent, probability
from svat.refusals import UnusableInput

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
            out.print(f"no goal had been declared by {found.on}")
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
            raise UnusableInput(f"{option}: {country!r} is not a country of ISO 3166-1 (two letters)")
    if level not in (2, 4, 6):
        raise UnusableInput(f"--level: must be 2, 4 or 6, not {level}")
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
    title = f"Goal {goal.id}: " if goal.id else "Goal: "
    out.print(f"{title}{goal.measure} of {bare(goal.amount, goal)} {unit(goal)} by {goal.by}")
    if goal.said:
        out.print(f"  said by {goal.said}")
    for before in found.replaces:
        out.print(f"  in place of: {said_before(before)}")
    out.print(f"as known on {found.on}\n\n{found.outlook.headline}\n  {found.outlook.rest}\n")
    columns = ("year", unit(goal), "of the goal", "growth a year to the goal", "source", "note")
    rows = [
        (
            p.year,
            bare(p.value, goal),
            percent(p.share),
            "" if p.required_growth is None else percent(p.required_growth),
            _source(s.source, s.reporter, s.valuation, str(p.cited)),
            "; ".join(filter(None, (_doubt(p), p.note))),
        )
        for s in found.series
        for p in s.points
    ]
    table("Figures by source, never joined", columns, rows, numbers="123")
    if found.disagreements:
        out.print("")
        rows2 = [
            (
                d.year,
                "" if d.spread is None else percent(d.spread),
                ", ".join(_said(bare(v.value, goal), str(v.cited) or v.source, v.doubtful) for v in d.values),
            )
            for d in found.disagreements
        ]
        table("Sources that disagree", ("year", "apart by", "who says what"), rows2, numbers="1")
    out.print("")
    for s in found.series:
        if s.projection is None:
            out.print(f"{s.source}: no projection: {s.no_projection}")
            continue
        p = s.projection
        title = (
            f"{s.source}: projection from {count(p.points, 'figure')} {p.first}–{p.last}; chance of the goal in "
            f"{goal.by}: {probability(p.probability)}"
        )
        bands = [(f.year, *(about(x, goal) for x in (f.low, f.middle, f.high))) for f in p.years]
        out.print(title)
        table("", ("year", "10 %", "middle", "90 %"), bands, numbers="123")
        if p.remark:
            out.print(p.remark)
    _show_deals(found)
    if found.later:  # how many, and no more: what they say was not known on the day
        out.print(f"{count(len(found.later), 'figure')} published later and not used")
    if found.replaced:
        said = ", ".join(f"{o.year} {bare(o.value, goal)} ({o.source})" for o in found.replaced)
        out.print(f"{count(len(found.replaced), 'figure')} revised since by their source: {said}")
    if found.not_compared:
        out.print(f"{count(len(found.not_compared), 'figure')} of another measure or currency not compared")
    for note in found.notes:
        place = f"{note.file}, row {note.row}: " if note.file else ""
        out.print(f"note: {place}{note.value or note.column}: {note.reason}")


def _show_deals(found: Assessment) -> None:
    from svat.report.corridor.words import bare, bare_deals, deal_unit, unit

    goal, sums, gap = found.goal, found.pipeline, found.gap
    if sums.years:
        out.print("")
        rows = [
            (s.stage, number(s.deals), bare_deals(s.value, goal), bare_deals(s.expected, goal))
            for s in sums.stages
        ]
        out.print("Deals by stage")
        table("", ("stage", "deals", deal_unit(goal), "expected"), rows, numbers="123")
        out.print("")
        years = [
            (y.year, *(bare_deals(v, goal) for v in (y.confirmed, y.open, y.expected))) for y in sums.years
        ]
        columns = ("year", "confirmed by clients", "open", "expected of the open")
        out.print(f"Deals by year, {deal_unit(goal)}")
        table("", columns, years, numbers="123")
    if gap.lacking:
        share = "" if gap.pipeline_share is None else f"; deals cover {percent(gap.pipeline_share)} of it"
        out.print(
            f"lacking to the goal: {bare(gap.lacking, goal)} {unit(goal)} against the {gap.basis} of "
            f"{gap.source}{share}"
        )


def _doubt(point: Point) -> str:
    return f"{'PARTIAL' if point.partial else 'DOUBTFUL'}, nothing rests on it" if point.doubtful else ""


def _said(value: str, source: str, doubtful: bool) -> str:
    return f"{value} by {source}" + (" (doubtful)" if doubtful else "")


def _source(source: str, reporter: str, valuation: str, cited: str) -> str:
    kind = "" if valuation == "unknown" else f", {valuation}"
    said = f": {cited}" if cited else ""
    return f"{source}{f' ({reporter}{kind})' if reporter or kind else ''}{said}"


def _show_potential(report: PotentialReport, top: int) -> None:
    found = report.potential
    out.print(
        f"What {found.exporter} could sell {found.importer} a year, USD thousand; mean of "
        f"{', '.join(map(str, found.years))}; ease {fixed(found.ease, 2)}\n"
    )
    rows = []
    for h, law in report.headings:
        near = "" if h.standing is None else f"{fixed(100 * h.standing.rank, 0)} %"
        money = (_thousands(x) for x in (h.unrealised, h.potential, h.actual))
        why = f"{percent(h.supply)} of world exports × {_thousands(h.demand)} imports"
        rows.append((h.hs, *money, why, near, law.status, law.description))
    columns = ("HS", "unrealised", "potential", "actual", "supply × demand", "nearer than", "law", "goods")
    table("", columns, rows[:top], numbers="123")
    out.print("")
    best = [c for c in report.chapters if c.unrealised > 0][:5]
    out.print("Chapters to recruit companies for (barred headings and arms left out)")
    table("", ("chapter", "unrealised"), [(c.hs, _thousands(c.unrealised)) for c in best], "1")
    out.print(
        "each pair of companies still passes the legal gate; a heading that is clear here bars nobody and clears nobody"
    )
    for remark in found.remarks:
        out.print(f"note: {remark}")


def _thousands(dollars: float) -> str:
    return fixed(dollars / 1000, 0)


def _refused(refusals: Sequence[Refusal], notes: Sequence[Note]) -> None:
    places = ("file", "row", "column", "value", "reason")
    for title, rows in (("refused row", refusals), ("note", notes)):
        if rows:
            out.print(f"\n{count(len(rows), title)}")
            table("", places, [[getattr(x, p) for p in places] for x in rows], numbers="1")


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the corridor's group."""
    app.command("goal")(goal)
    app.command("potential")(potential)
