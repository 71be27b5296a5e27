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
    Disagreement,
    Gap,
    Outlook,
    Pipeline,
    Point,
    Projection,
    SeriesAssessment,
    SourcedValue,
)
from svat.corridor.goal.outlook import judge
from svat.corridor.goal.pipeline import Convert, pipeline
from svat.corridor.goal.projection import TESTED, NoProjection, fit, forecast, probability
from svat.corridor.model import Deal, Goal
from svat.corridor.trade.model import Observation
from svat.refusals import Note, said_of
from svat.wording import say, say_list


def assess(
    goal: Goal,
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
    fitting = [o for o in ordered if o.measure == goal.measure and o.currency == goal.currency]
    others = (o for o in ordered if o.measure != goal.measure or o.currency != goal.currency)
    not_compared = tuple(o for o in others if known_on(o) <= on)
    known = [o for o in fitting if known_on(o) <= on]
    later = tuple(o for o in fitting if known_on(o) > on)
    current, replaced = _revised(known)
    groups: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for seen in current:
        groups[seen.series].append(seen)
    newest = max((o.year for o in current if not o.doubtful), default=0)
    parted = sorted(groups.values(), key=_place)
    series = tuple(_series(goal, group, newest) for group in parted)
    disagreements = _disagreements(current)
    outlook = judge(goal, series, disagreements, on, not_compared)
    sums, notes = pipeline(deals, on, goal.currency, convert, goal.measure)
    return Assessment(
        goal,
        on,
        outlook,
        series,
        disagreements,
        sums,
        _gap(goal, series, sums, outlook),
        later,
        replaced,
        not_compared,
        tuple(_doubled(current) + notes),
    )


def _order(seen: Observation) -> tuple[object, ...]:
    texts = (seen.partner, seen.measure, seen.note, str(seen.cited))
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
            say(
                "{series} gives {found} values: both are shown, neither is projected",
                series=series[0],
                found=len(found),
            ),
            "contradiction",
        )
        for (year, series), found in sorted(values.items())
        if len(found) > 1
    ]


def _series(goal: Goal, group: Sequence[Observation], newest: int) -> SeriesAssessment:
    points = tuple(
        Point(
            o.year,
            o.value,
            known_on(o),
            float(o.value / goal.amount),
            required_growth(o.value, goal.amount, goal.by - o.year),
            o.reporter,
            o.mirror,
            o.note,
            o.cited,
            o.doubtful,
            o.partial,
        )
        for o in group
    )
    projection, why = _projected(goal, group, newest)
    first = group[0]
    return SeriesAssessment(
        first.source,
        first.reporter,
        first.flow,
        first.valuation,
        all(o.mirror for o in group),
        points,
        projection,
        why,
    )


def _projected(goal: Goal, group: Sequence[Observation], newest: int) -> tuple[Projection | None, str]:
    """What a series predicts, or why it does not; `newest` is the last year of which any series has a sound figure."""
    values: dict[int, set[Decimal]] = defaultdict(set)
    for o in group:
        if not o.doubtful:
            values[o.year].add(o.value)
    if not values:
        return None, say("its figures are a part of the trade") if group[-1].partial else say(
            "its figures are doubtful"
        )
    single = {year: float(*found) for year, found in values.items() if len(found) == 1}
    if max(values) >= goal.by:
        return None, say("the goal year is known")
    try:
        model = fit(single)
    except NoProjection as none:
        return None, said_of(none)
    if max(values) < newest:
        return None, say(
            "its last figure is of {last}, and one of {newest} is known",
            last=str(max(values)),
            newest=str(newest),
        )
    remarks = []
    if goal.by - model.last > TESTED:
        remarks.append(
            say("{by} years ahead; the back-test covers {tested}", by=goal.by - model.last, tested=TESTED)
        )
    if model.breaks:
        when = ", ".join(map(str, model.breaks))
        remarks.append(say("the series breaks in {when}; only what follows is used", when=when))
    years = range(model.last + 1, goal.by + 1)
    found = Projection(
        model.first,
        model.last,
        model.points,
        growth=math.expm1(model.drift),
        breaks=model.breaks,
        years=tuple(forecast(model, years)),
        probability=probability(model, goal.by, float(goal.amount)),
        remark=say_list(remarks, "; ") if remarks else "",
    )
    return found, ""


def _disagreements(current: Sequence[Observation]) -> tuple[Disagreement, ...]:
    by_year: dict[int, dict[tuple[Decimal, str], SourcedValue]] = defaultdict(dict)
    for seen in current:
        by_year[seen.year].setdefault(
            (seen.value, seen.source), SourcedValue(seen.value, seen.source, seen.doubtful, seen.cited)
        )
    found = []
    for year, said in sorted(by_year.items()):
        values = sorted(said.values(), key=lambda s: (-s.value, s.source))
        if values[0].value != values[-1].value:
            sound = [s.value for s in values if not s.doubtful] or [values[0].value]
            spread = float(sound[0] / sound[-1] - 1) if sound[-1] else None
            found.append(Disagreement(year, tuple(values), spread))
    return tuple(found)


def _gap(goal: Goal, series: Sequence[SeriesAssessment], sums: Pipeline, outlook: Outlook) -> Gap:
    """Against the goal year's smallest figure, else the smallest middle projection, else the latest figure."""
    if outlook.status == "reached":
        return Gap("figure", say_list(map(str, outlook.sources), "; "), outlook.high, Decimal(0), None)
    named: str = say_list(map(str, outlook.sources), "; ")
    predicted = [(s.projection.years[-1].middle, s.source) for s in series if s.projection]
    if outlook.low is not None and outlook.year == goal.by:
        value, source, basis = outlook.low, named, "figure"
    elif predicted:
        middle, source = min(predicted)
        value, basis = Decimal(round(middle)), "projection"
    elif outlook.low is not None:
        value, source, basis = outlook.low, named, "figure"
    else:
        return Gap("none", "", None, None, None)
    lacking = max(goal.amount - value, Decimal(0))
    year = next((y for y in sums.years if y.year == goal.by), None)
    share = float((year.confirmed + year.expected) / lacking) if year and lacking else None
    return Gap("projection" if basis == "projection" else "figure", source, value, lacking, share)
