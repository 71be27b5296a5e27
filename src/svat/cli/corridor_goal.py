"""The corridor's goal: corridor goal, corridor potential."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svat.cli.corridor import FileArgument, Quoted, quoted
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
from svat.cli.terminal import Json, out, print_json, table
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from svat.corridor.goal.model import Assessment
    from svat.corridor.model import Corridor
    from svat.corridor.trade.potential import Potential
    from svat.council.law import HeadingInLaw
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
        typer.Option(help="Rates for deals in other currencies: Bank of Russia, ECB or own; repeatable."),
    ] = None,
    on: OnOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a row was refused.")] = False,
    as_json: Json = False,
) -> None:
    """Hold the declared goal against every source's figures and the deals: reached, missed, on course or behind."""
    files = Given(corridor=file).files(council)
    corridor = Given(corridor=file).store(council).corridor()
    if not corridor.goals:
        raise UnusableInput(f"{files.corridor}: no [goal] is declared")
    held = hold(
        corridor,
        trade or list(files.trade),
        deals or files.deals,
        quoted(rates or list(files.rates)),
        day(on),
    )
    if as_json:
        print_json(goal_document(corridor, held))
    else:
        if not held.goals:
            out.print(f"no goal had been declared by {held.on}")
        for name, found in held.goals:
            _show(name, found)
        _refused(held.refusals, held.notes)
    if strict and held.refusals:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class Held:
    """Every goal known on a day, held against the figures, with what could not be used."""

    on: date
    goals: list[tuple[str, Assessment]]  # id of the goal and what was found
    refusals: list[Refusal]
    notes: list[Note]


def hold(
    corridor: Corridor,
    trade: list[Path],
    deals: Path | None,
    rates: Quoted,
    on: date,
) -> Held:
    """Hold the goals that were declared by a day against all figures and deals. Raises UnusableInput."""
    from svat.corridor.goal.assess import assess
    from svat.corridor.goal.deals import read_deals
    from svat.corridor.goal.figures import converter, figures_of, goals_known, target_of
    from svat.corridor.money.readers import refusals_of
    from svat.corridor.trade.readers import read_trade
    from svat.corridor.trade.series_file import Expected
    from svat.corridor.trade.turnover import observations

    figures, refusals, notes = figures_of(corridor)
    rows, refused, noted = read_deals(deals, (corridor.a, corridor.b)) if deals else ([], [], [])
    refusals = [*refusals, *refused, *refusals_of(rates.files)]
    notes = [*corridor.notes, *notes, *noted, *(note for file in rates.files for note in file.notes)]
    assessed = []
    for position, one in enumerate(goals_known(corridor, on)):
        target = target_of(corridor, one)
        read = read_trade(trade, Expected(target.measure, target.currency, partner=corridor.b))
        if position == 0:
            refusals, notes = refusals + list(read.refusals), notes + list(read.notes)
        convert = converter(rates.table, target.currency)
        more = observations(read.table, corridor.a, corridor.b, target.measure)
        assessed.append((one.id, assess(target, [*figures, *read.stated, *more], rows, on, convert)))
    return Held(on, assessed, refusals, notes)


def goal_document(corridor: Corridor, held: Held) -> dict[str, Any]:
    """What `svat corridor goal --json` prints (docs/reference/corridor-goal.schema.json)."""
    from svat.corridor.goal.figures import goals_known

    declared = goals_known(corridor, held.on)
    return {
        "schema": "svat/corridor-goal/1",
        "on": held.on,
        "corridor": {"a": corridor.a, "b": corridor.b, "name": corridor.name},
        "goals": [{"id": name, **_document(found)} for name, found in held.goals],
        "not_declared_yet": len(corridor.goals) - len(declared),
        "refused": [_place(r) for r in held.refusals],
        "notes": [_place(n) for n in held.notes],
    }


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
    factors: Annotated[
        Path | None, typer.Option(help="Expected growth and access by code (CSV: hs, growth, access).")
    ] = None,
    level: Annotated[int, typer.Option(help="Digits of the HS code: 2, 4 or 6.")] = 4,
    years: Annotated[int, typer.Option(min=1, max=20, help="Mean over so many of the last years.")] = 5,
    top: Annotated[int, typer.Option(min=1, help="Rows shown; JSON has all.")] = 25,
    on: OnOption = None,
    regime: Annotated[
        list[str] | None,
        typer.Option(
            help="Regime in addition to the UN's, such as US; repeatable. Default: the corridor's, or all."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say which headings one country could sell the other, with reasons: whom to recruit for the next shortlist."""
    from svat.corridor.trade.factors import read_factors
    from svat.corridor.trade.potential import potential as find
    from svat.corridor.trade.readers import read_trade
    from svat.corridor.trade.series_file import Expected
    from svat.council.law import headings_in_law
    from svat.tables.values import country_of

    for option, country in (("--from", exporter), ("--to", importer)):
        if country_of(country) is None:
            raise UnusableInput(f"{option}: {country!r} is not a country of ISO 3166-1 (two letters)")
    if level not in (2, 4, 6):
        raise UnusableInput(f"--level: must be 2, 4 or 6, not {level}")
    exporter, importer, today = exporter.upper(), importer.upper(), day(on)
    store = Given(corridor=corridor, measures=measures, exemptions=exemptions, usage=usage).store(council)
    if not (files := trade or list(store.files.trade)):
        raise UnusableInput("no trade files: give --trade, or --council with its trade/")
    read = read_trade(files, Expected("turnover", "USD"))
    growth, access = read_factors(factors) if factors else ({}, {})
    found = find(read.table, exporter, importer, level=level, years=years, growth=growth, access=access)
    law = store.law_of_goods(today, regime)
    verdicts = headings_in_law(law, exporter, importer, [heading.hs for heading in found.headings])
    if as_json:
        print_json(potential_document(found, verdicts, today, read.refusals, read.notes))
        return
    _show_potential(found, verdicts, top)
    _refused(read.refusals, read.notes)


def potential_document(
    found: Potential,
    verdicts: Sequence[HeadingInLaw],
    on: date,
    refusals: Sequence[Refusal] = (),
    notes: Sequence[Note] = (),
) -> dict[str, Any]:
    """What `svat corridor potential --json` prints (docs/reference/corridor-potential.schema.json)."""
    return {
        "schema": "svat/corridor-potential/1",
        "on": on,
        "from": found.exporter,
        "to": found.importer,
        "level": found.level,
        "years": found.years,
        "ease": found.ease,
        "headings": [
            {"hs": h.hs, "description": v.description, "law": v.status, "rules": v.rules}
            | {name: getattr(h, name) for name in _NUMBERS}
            | {"standing": h.standing}
            for h, v in zip(found.headings, verdicts, strict=True)
        ],
        "remarks": found.remarks,
        "refused": [_place(r) for r in refusals],
        "notes": [_place(n) for n in notes],
    }


_NUMBERS = ("potential", "actual", "unrealised", "supply", "demand", "exports")


def _document(found: Assessment) -> dict[str, Any]:
    from dataclasses import asdict

    document = asdict(found)
    del document["on"]
    document["later"] = len(found.later)
    document["notes"] = [_place(n) for n in found.notes]
    return document


def _place(said: Refusal | Note) -> dict[str, object]:
    return {name: getattr(said, name) for name in ("file", "row", "column", "value", "reason")}


def _show(name: str, found: Assessment) -> None:
    from svat.corridor.goal.words import about, bare, percent, unit

    target = found.target
    title = f"Goal {name}: " if name else "Goal: "
    out.print(f"{title}{target.measure} of {bare(target.amount, target)} {unit(target)} by {target.by}")
    if target.source:
        out.print(f"  said by {target.source}")
    out.print(f"as known on {found.on}\n\n{found.verdict.sentence}\n")
    columns = ("year", unit(target), "of the goal", "growth a year to the goal", "source", "note")
    rows = [
        (
            p.year,
            bare(p.value, target),
            percent(p.share),
            "" if p.required_growth is None else percent(p.required_growth),
            _source(s.source, s.reporter, s.valuation, p.cited),
            "; ".join(filter(None, ("DOUBTFUL, nothing rests on it" if p.doubtful else "", p.note))),
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
                ", ".join(_said(bare(v.value, target), v.cited or v.source, v.doubtful) for v in d.values),
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
            f"{s.source}: projection from {p.points} figures {p.first}–{p.last}; chance of the goal in {target.by}: "
            f"{percent(p.probability)}"
        )
        bands = [(f.year, *(about(x, target) for x in (f.low, f.middle, f.high))) for f in p.years]
        out.print(title)
        table("", ("year", "10 %", "middle", "90 %"), bands, numbers="123")
        if p.remark:
            out.print(p.remark)
    _show_deals(found)
    if found.later:  # how many, and no more: what they say was not known on the day
        out.print(f"{len(found.later)} figures published later and not used")
    if found.replaced:
        said = ", ".join(f"{o.year} {bare(o.value, target)} ({o.source})" for o in found.replaced)
        out.print(f"{len(found.replaced)} figures revised since by their source: {said}")
    if found.not_compared:
        out.print(f"{len(found.not_compared)} figures of another measure or currency are not compared")
    for note in found.notes:
        place = f"{note.file}, row {note.row}: " if note.file else ""
        out.print(f"note: {place}{note.value or note.column}: {note.reason}")


def _show_deals(found: Assessment) -> None:
    from svat.corridor.goal.words import bare, percent, unit

    target, sums, gap = found.target, found.pipeline, found.gap
    if sums.years:
        out.print("")
        rows = [(s.stage, s.deals, bare(s.value, target), bare(s.expected, target)) for s in sums.stages]
        out.print("Deals by stage")
        table("", ("stage", "deals", unit(target), "expected"), rows, numbers="123")
        out.print("")
        years = [(y.year, *(bare(v, target) for v in (y.confirmed, y.open, y.expected))) for y in sums.years]
        columns = ("year", "confirmed by clients", "open", "expected of the open")
        out.print(f"Deals by year, {unit(target)}")
        table("", columns, years, numbers="123")
    if gap.lacking:
        share = "" if gap.pipeline_share is None else f"; deals cover {percent(gap.pipeline_share)} of it"
        out.print(
            f"lacking to the goal: {bare(gap.lacking, target)} {unit(target)} against the {gap.basis} of "
            f"{gap.source}{share}"
        )


def _said(value: str, source: str, doubtful: bool) -> str:
    return f"{value} by {source}" + (" (doubtful)" if doubtful else "")


def _source(source: str, reporter: str, valuation: str, cited: str) -> str:
    kind = "" if valuation == "unknown" else f", {valuation}"
    said = f": {cited}" if cited else ""
    return f"{source}{f' ({reporter}{kind})' if reporter or kind else ''}{said}"


def _show_potential(found: Potential, verdicts: Sequence[HeadingInLaw], top: int) -> None:
    from svat.corridor.trade.chapters import chapters

    out.print(
        f"What {found.exporter} could sell {found.importer} a year, USD thousand; mean of "
        f"{', '.join(map(str, found.years))}; ease {found.ease:.2f}\n"
    )
    rows = []
    for h, v in zip(found.headings, verdicts, strict=True):
        near = "" if h.standing is None else f"{100 * h.standing.rank:.0f} %"
        money = (f"{x / 1000:,.0f}" for x in (h.unrealised, h.potential, h.actual))
        why = f"{100 * h.supply:.1f} % of world exports × {h.demand / 1000:,.0f} imports"
        rows.append((h.hs, *money, why, near, v.status, v.description))
    columns = ("HS", "unrealised", "potential", "actual", "supply × demand", "nearer than", "law", "goods")
    table("", columns, rows[:top], numbers="123")
    out.print("")
    barred = {h.hs for h, v in zip(found.headings, verdicts, strict=True) if v.status == "barred"}
    best = [c for c in chapters(found.headings, barred) if c.unrealised > 0][:5]
    lines = [(c.hs, f"{c.unrealised / 1000:,.0f}") for c in best]
    out.print("Chapters to recruit companies for (barred headings and arms left out)")
    table("", ("chapter", "unrealised"), lines, "1")
    out.print(
        "each pair of companies still passes the legal gate; a heading that is clear here bars nobody and clears nobody"
    )
    for remark in found.remarks:
        out.print(f"note: {remark}")


def _refused(refusals: Sequence[Refusal], notes: Sequence[Note]) -> None:
    places = ("file", "row", "column", "value", "reason")
    for title, rows in (("refused rows", refusals), ("notes", notes)):
        if rows:
            out.print(f"\n{len(rows)} {title}")
            table("", places, [[getattr(x, p) for p in places] for x in rows], numbers="1")


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the corridor's group."""
    app.command("goal")(goal)
    app.command("potential")(potential)
