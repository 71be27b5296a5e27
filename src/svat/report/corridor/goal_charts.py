"""Report, corridor: a goal's charts: it against the figures, the figures close up, the growth that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import floor, log10

from svat.corridor.goal.model import Assessment, Point, SeriesAssessment
from svat.corridor.goal.words import about, bare, drawn, unit
from svat.corridor.model import Goal
from svat.notation import count, interval, percent
from svat.report.corridor.figure import Figure, figure, is_wide
from svat.report.corridor.line_chart import Band, Dot, Plane, PlottedSeries, drawing, level
from svat.report.corridor.page_data import SourceLine
from svat.report.drawing import Caption, ChartTable, Picture
from svat.wording import ENGLISH, Wording, say, say_list

_FAR = 3.0  # a goal so many times above every figure flattens them: they are drawn once more without it
_CLEAR_OF_GOAL = 2.2  # how far above the goal or the figures a projection's interval is still drawn
_STEPS = (1.0, 2.0, 5.0)
_GROWTH, _GROWTH_DOUBTFUL = say("{growth} a year from {year}"), say("{growth} a year from {year} (doubtful)")


def goal_figures(
    key: str, found: Assessment, sources: Sequence[SourceLine], wording: Wording = ENGLISH
) -> list[Figure]:
    """The charts of one goal that there are figures for."""
    lines = _lines(found)
    if not lines:
        return []
    figures = [_against(key, found, lines, sources, wording)]
    if _is_far(found.goal, lines):
        figures.append(_close_up(key, found, lines, sources, wording))
    if needed := _needed(found):
        styles = {line.name: line.style for line in lines}
        figures.append(_growth(key, found.goal, _growth_lines(needed, styles), needed, sources, wording))
    return figures


def origin(series: SeriesAssessment) -> str:
    """Who gives a series, valued how."""
    parts = [series.source, *([] if series.valuation == "unknown" else [series.valuation])]
    return say_list([*parts, say("mirror data")] if series.mirror else parts)


def _lines(found: Assessment) -> list[PlottedSeries]:
    """The series as lines, largest last figure first, so that the order favours nobody by name."""
    goal = found.goal
    lines = []
    for series in found.series:
        dots = tuple(
            Dot(p.year, drawn(p.value, goal), bare(p.value, goal), p.doubtful)
            for p in sorted(series.points, key=lambda p: p.year)
        )
        if not dots:
            continue
        bands: tuple[Band, ...] = ()
        said = say("{amount} in {year}", amount=dots[-1].words, year=str(dots[-1].year))
        if dots[-1].doubtful:
            said = say("{amount} in {year} (doubtful)", amount=dots[-1].words, year=str(dots[-1].year))
        if series.projection and series.projection.years:
            bands = tuple(
                Band(f.year, *(drawn(Decimal(value), goal) for value in (f.low, f.middle, f.high)))
                for f in series.projection.years
            )
            end = series.projection.years[-1]
            low, middle, high = (about(value, goal) for value in (end.low, end.middle, end.high))
            said = say(
                "{year}: {middle} (80 %: {low}–{high})", year=str(end.year), middle=middle, low=low, high=high
            )
        lines.append(PlottedSeries(series.source, dots, said, bands))
    lines.sort(key=lambda line: (-line.dots[-1].value, line.name))
    return [replace(line, style=position) for position, line in enumerate(lines)]


def _span(lines: Sequence[PlottedSeries], last: int = 0) -> tuple[int, int]:
    years = [d.year for line in lines for d in line.dots] + [b.year for line in lines for b in line.bands]
    return min(years), max(*years, last) if last else max(years)


def _is_far(goal: Goal, lines: Sequence[PlottedSeries]) -> bool:
    sound = [d.value for line in lines for d in line.dots if not d.doubtful]
    projected = any(line.bands for line in lines)
    return any(sound) and not projected and drawn(goal.amount, goal) > _FAR * max(sound)


def _against(
    key: str,
    found: Assessment,
    lines: Sequence[PlottedSeries],
    sources: Sequence[SourceLine],
    wording: Wording,
) -> Figure:
    goal = found.goal
    amount = drawn(goal.amount, goal)
    first, last = _span(lines, goal.by)
    values = [d.value for line in lines for d in line.dots]
    middles = [b.middle for line in lines for b in line.bands]
    highest = max([amount, *values, *middles])
    top = 1.1 * min(max([highest, *(b.high for line in lines for b in line.bands)]), _CLEAR_OF_GOAL * highest)

    def draw(width: int) -> Picture:
        plane = Plane(width, 380 if is_wide(width) else 300, first, last, top, unit(goal), wording=wording)
        words = say("goal: {amount} by {by}", amount=bare(goal.amount, goal), by=str(goal.by))
        return drawing(plane, lines, level(plane, amount, words, goal.by + 0.3))

    each = (
        say(" {name}, projected for {said}.", name=line.name, said=line.said) for line in lines if line.bands
    )
    projected = say_list(each, "")
    description = say(
        "The goal of {amount} {unit} by {by} as a level line, and {sources} of figures, each "
        "drawn by itself and never joined.{projected}",
        amount=bare(goal.amount, goal),
        unit=unit(goal),
        by=str(goal.by),
        sources=count(len(lines), "source"),
        projected=projected,
    )
    header = (
        say("Source"),
        say("Year"),
        unit(goal),
        say("Of the goal"),
        say("80 % interval"),
        say("Said by"),
        say("Note"),
    )
    return figure(
        Caption(key, say("Goal and official figures, {unit}", unit=unit(goal)), description),
        ChartTable(header, tuple(_rows(found)), frozenset({0, 5, 6})),
        draw,
        sources,
        _reading(lines),
    )


def _reading(lines: Sequence[PlottedSeries]) -> str:
    """How to read the signs that are in this drawing."""
    parts = []
    if any(later.year - d.year > 1 for x in lines for d, later in zip(x.dots, x.dots[1:], strict=False)):
        parts.append(say("A thin broken line spans years without a figure."))
    if any(d.doubtful for line in lines for d in line.dots):
        parts.append(say("A hollow sign is a doubtful figure: it is shown, and nothing rests on it."))
    if any(line.bands for line in lines):
        parts.append(say("Dotted: the middle of the projection; shaded: its 80 % interval."))
    return say_list(parts, " ")


def _rows(found: Assessment) -> list[tuple[str, ...]]:
    goal = found.goal
    rows: list[tuple[str, ...]] = []
    for series in found.series:
        for p in series.points:
            doubt = (
                (say("partial, nothing rests on it") if p.partial else say("doubtful, nothing rests on it"))
                if p.doubtful
                else ""
            )
            note = say_list(filter(None, (doubt, say("mirror data") if p.mirror else "", p.note)), "; ")
            cited = str(p.cited) or origin(series)
            rows.append((series.source, str(p.year), bare(p.value, goal), percent(p.share), "", cited, note))
        if series.projection is None:
            continue
        said = say("svat, from {figures}", figures=count(series.projection.points, "figure"))
        for f in series.projection.years:
            low, middle, high = (about(value, goal) for value in (f.low, f.middle, f.high))
            share = percent(f.middle / float(goal.amount))
            rows.append(
                (
                    series.source,
                    str(f.year),
                    middle,
                    share,
                    interval(low, high),
                    said,
                    say("projection"),
                )
            )
    return rows


def _close_up(
    key: str,
    found: Assessment,
    lines: Sequence[PlottedSeries],
    sources: Sequence[SourceLine],
    wording: Wording,
) -> Figure:
    sound = [d.value for line in lines for d in line.dots if not d.doubtful]
    top = 1.25 * max(sound)
    inside = [line for line in lines if any(d.value <= top for d in line.dots)]
    left = [line.name for line in lines if line not in inside]
    first, last = _span(inside)

    def draw(width: int) -> Picture:
        plane = Plane(
            width, 340 if is_wide(width) else 300, first, last, top, unit(found.goal), wording=wording
        )
        return drawing(plane, inside, printed=True)

    by_year: dict[str, list[str]] = {}
    names: list[str] = [line.name for line in inside]
    for line in inside:
        for d in line.dots:
            by_year.setdefault(str(d.year), [""] * len(names))[names.index(line.name)] = d.words
    apart_by = {str(d.year): percent(d.spread) for d in found.disagreements if d.spread is not None}
    years = ", ".join(str(d.year) for d in found.disagreements if d.spread)
    description = say("The same figures without the goal, so that the sources can be told apart.") + (
        say(" They disagree about {years}.", years=years) if years else ""
    )
    rows = tuple((year, *cells, apart_by.get(year, "")) for year, cells in sorted(by_year.items()))
    return figure(
        Caption(f"{key}-close", say("The figures close up: where sources disagree"), description),
        ChartTable((say("Year"), *names, say("Apart by")), rows),
        draw,
        sources,
        say("Off this scale: {left}.", left=", ".join(left)) if left else "",
    )


_Needed = tuple[SeriesAssessment, Point, float]  # the growth a year that is still needed from a point on


def _needed(found: Assessment) -> list[_Needed]:
    """Wherever a growth is still needed."""
    return [
        (s, p, p.required_growth)
        for s in found.series
        for p in s.points
        if p.required_growth is not None and p.required_growth > 0
    ]


def _growth(
    key: str,
    goal: Goal,
    lines: Sequence[PlottedSeries],
    needed: Sequence[_Needed],
    sources: Sequence[SourceLine],
    wording: Wording,
) -> Figure:
    values = [d.value for line in lines for d in line.dots]
    wide_range = max(values) > 8 * min(values)
    bottom, top = (0.7 * min(values), 1.6 * max(values)) if wide_range else (0.0, 1.2 * max(values))
    ticks = _log_ticks(bottom, top) if wide_range else ()
    first, last = _span(lines)

    def draw(width: int) -> Picture:
        height = 340 if is_wide(width) else 300
        plane = Plane(
            width,
            height,
            first,
            last,
            top,
            say("growth a year"),
            bottom,
            wide_range,
            ticks,
            percent=True,
            wording=wording,
        )
        return drawing(plane, lines, printed=True)

    sound = [(p.year, growth, s.source) for s, p, growth in needed if not p.doubtful]
    year, least, source = min(sound or [(p.year, growth, s.source) for s, p, growth in needed])
    description = say(
        "From {year} it took {least} a year to reach the goal in {by}, by the figure of "
        "{source}. Each year without that growth makes the rest steeper.",
        year=str(year),
        least=percent(least),
        by=str(goal.by),
        source=source,
    ) + (say(" The vertical scale is logarithmic.") if wide_range else "")
    header = (
        say("Source"),
        say("From year"),
        say("At, {unit}", unit=unit(goal)),
        say("Growth a year to {by}", by=str(goal.by)),
        say("Said by"),
    )
    rows = tuple(
        (
            say("{source} (doubtful)", source=s.source) if p.doubtful else s.source,
            str(p.year),
            bare(p.value, goal),
            percent(growth),
            str(p.cited) or origin(s),
        )
        for s, p, growth in needed
    )
    return figure(
        Caption(
            f"{key}-growth",
            say("Growth a year that the goal takes from each year on"),
            description,
        ),
        ChartTable(header, rows, frozenset({0, 4})),
        draw,
        sources,
    )


def _growth_lines(needed: Sequence[_Needed], styles: dict[str, int]) -> list[PlottedSeries]:
    """The growth that is needed as lines, each series in the style that it has in the other charts."""
    lines = []
    for series in dict.fromkeys(s for s, _, _ in needed):
        source = series.source
        dots = tuple(
            Dot(p.year, 100 * growth, percent(growth), p.doubtful) for s, p, growth in needed if s == series
        )
        form = _GROWTH_DOUBTFUL if dots[-1].doubtful else _GROWTH
        said = say(form, growth=dots[-1].words, year=str(dots[-1].year))
        lines.append(PlottedSeries(source, dots, said, style=styles[source]))
    return sorted(lines, key=lambda line: line.style)


def _log_ticks(bottom: float, top: float) -> tuple[float, ...]:
    found = []
    for power in range(floor(log10(bottom)), floor(log10(top)) + 1):
        found += [s * 10.0**power for s in _STEPS if bottom <= s * 10.0**power <= top]
    return tuple(round(f, 6) for f in found)
