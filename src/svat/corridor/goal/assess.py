"""Corridor room, assessment: goal, figures and deals on a day → how far the corridor is and whether it gets there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from svat.corridor.goal.growth import known_on, required_growth
from svat.corridor.goal.model import (
    Assessment,
    Deal,
    Disagreement,
    Gap,
    Pipeline,
    Point,
    Projection,
    Said,
    Series,
    Target,
    Verdict,
)
from svat.corridor.goal.pipeline import Convert, pipeline
from svat.corridor.goal.projection import TESTED, NoProjection, fit, forecast, probability
from svat.corridor.goal.verdict import judge
from svat.corridor.trade.model import Observation
from svat.refusals import Note


def assess(
    target: Target,
    observations: Sequence[Observation],
    deals: Sequence[Deal],
    on: date,
    convert: Convert | None = None,
) -> Assessment:
    """Hold a goal against every series of figures and the deals, by what was known on the day `on`.

    Figures of one source form a series; series stand side by side and are never joined or averaged. Figures published
    after `on` are set aside (`later`), as are known ones of another measure or currency (`not_compared`). The order of
    `observations` and `deals` makes no difference.
    """
    ordered = sorted(set(observations), key=_order)
    fitting = [o for o in ordered if o.measure == target.measure and o.currency == target.currency]
    others = (o for o in ordered if o.measure != target.measure or o.currency != target.currency)
    not_compared = tuple(o for o in others if known_on(o) <= on)
    known = [o for o in fitting if known_on(o) <= on]
    later = tuple(o for o in fitting if known_on(o) > on)
    current, replaced = _revised(known)
    groups: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for seen in current:
        groups[seen.series].append(seen)
    series = tuple(_series(target, group) for _, group in sorted(groups.items(), key=lambda g: _place(g[1])))
    disagreements = _disagreements(current)
    verdict = judge(target, series, disagreements, on, not_compared)
    sums, notes = pipeline(deals, on, target.currency, convert, target.measure)
    return Assessment(
        target,
        on,
        verdict,
        series,
        disagreements,
        sums,
        _gap(target, series, sums, verdict),
        later,
        replaced,
        not_compared,
        tuple(_doubled(current) + notes),
    )


def _order(seen: Observation) -> tuple[object, ...]:
    texts = (seen.partner, seen.measure, seen.note, seen.cited)
    return (
        seen.year,
        *seen.series,
        known_on(seen),
        seen.value,
        seen.doubtful,
        *texts,
        seen.published_on is None,
    )


def _place(group: Sequence[Observation]) -> tuple[object, ...]:
    """Series stand by their first year, then the longer one first, then by what they are."""
    return (group[0].year, -len(group), group[0].series)


def _revised(known: Sequence[Observation]) -> tuple[list[Observation], tuple[Observation, ...]]:
    """The figures in force and those that the same source has since replaced for the same year."""
    newest: dict[tuple[object, ...], date] = {}
    for seen in known:
        key = (seen.year, seen.series)
        newest[key] = max(newest.get(key, date.min), known_on(seen))
    current = [o for o in known if known_on(o) == newest[o.year, o.series]]
    return current, tuple(o for o in known if known_on(o) < newest[o.year, o.series])


def _doubled(current: Sequence[Observation]) -> list[Note]:
    values: dict[tuple[int, tuple[str, ...]], set[Decimal]] = defaultdict(set)
    for seen in current:
        values[seen.year, seen.series].add(seen.value)
    return [
        Note(
            "",
            0,
            str(year),
            "",
            f"{series[0]} gives {len(found)} values: both are shown, neither is projected",
        )
        for (year, series), found in sorted(values.items())
        if len(found) > 1
    ]


def _series(target: Target, group: Sequence[Observation]) -> Series:
    points = tuple(
        Point(
            o.year,
            o.value,
            known_on(o),
            float(o.value / target.amount),
            required_growth(o.value, target.amount, target.by - o.year),
            o.reporter,
            o.mirror,
            o.note,
            o.cited,
            o.doubtful,
        )
        for o in group
    )
    projection, why = _projected(target, group)
    first = group[0]
    return Series(
        first.source, first.reporter, first.flow, first.valuation, first.mirror, points, projection, why
    )


def _projected(target: Target, group: Sequence[Observation]) -> tuple[Projection | None, str]:
    values: dict[int, set[Decimal]] = defaultdict(set)
    for o in group:
        if not o.doubtful:
            values[o.year].add(o.value)
    if not values:
        return None, "its figures are doubtful"
    single = {year: float(*found) for year, found in values.items() if len(found) == 1}
    if max(values) >= target.by:
        return None, "the goal year is known"
    try:
        model = fit(single)
    except NoProjection as none:
        return None, str(none)
    remarks = []
    if target.by - model.last > TESTED:
        remarks.append(f"{target.by - model.last} years ahead; the back-test covers {TESTED}")
    if model.breaks:
        when = ", ".join(map(str, model.breaks))
        remarks.append(f"the series breaks in {when}; only what follows is used")
    years = range(model.last + 1, target.by + 1)
    found = Projection(
        model.first,
        model.last,
        model.points,
        growth=math.expm1(model.drift),
        breaks=model.breaks,
        years=tuple(forecast(model, years)),
        probability=probability(model, target.by, float(target.amount)),
        remark="; ".join(remarks),
    )
    return found, ""


def _disagreements(current: Sequence[Observation]) -> tuple[Disagreement, ...]:
    by_year: dict[int, dict[tuple[Decimal, str], Said]] = defaultdict(dict)
    for seen in current:
        by_year[seen.year].setdefault(
            (seen.value, seen.source), Said(seen.value, seen.source, seen.doubtful, seen.cited)
        )
    found = []
    for year, said in sorted(by_year.items()):
        values = sorted(said.values(), key=lambda s: (-s.value, s.source))
        if values[0].value != values[-1].value:
            sound = [s.value for s in values if not s.doubtful] or [values[0].value]
            spread = float(sound[0] / sound[-1] - 1) if sound[-1] else None
            found.append(Disagreement(year, tuple(values), spread))
    return tuple(found)


def _gap(target: Target, series: Sequence[Series], sums: Pipeline, verdict: Verdict) -> Gap:
    """Against the goal year's smallest figure, else the smallest middle projection, else the latest figure."""
    if verdict.status == "reached":
        return Gap("figure", "; ".join(verdict.sources), verdict.high, Decimal(0), None)
    foretold = [(s.projection.years[-1].middle, s.source) for s in series if s.projection]
    if verdict.low is not None and verdict.year == target.by:
        value, source, basis = verdict.low, "; ".join(verdict.sources), "figure"
    elif foretold:
        middle, source = min(foretold)
        value, basis = Decimal(round(middle)), "projection"
    elif verdict.low is not None:
        value, source, basis = verdict.low, "; ".join(verdict.sources), "figure"
    else:
        return Gap("none", "", None, None, None)
    lacking = max(target.amount - value, Decimal(0))
    year = next((y for y in sums.years if y.year == target.by), None)
    share = float((year.confirmed + year.expected) / lacking) if year and lacking else None
    return Gap("projection" if basis == "projection" else "figure", source, value, lacking, share)
