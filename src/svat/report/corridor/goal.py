"""Report, corridor: one goal: its outlook in figures, and the charts of goal, figures and growth needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import floor, log10
from pathlib import Path

from svat.corridor.goal.model import Assessment, Disagreement, Outlook, Point, SeriesAssessment
from svat.corridor.goal.words import about, bare, bare_deals, deal_unit, drawn, said_before, unit
from svat.corridor.model import Goal
from svat.notation import between, count, interval, number, percent, probability
from svat.report.corridor.figure import Drawing, Figure, figure, is_wide
from svat.report.corridor.line_chart import Band, Dot, Plane, PlottedSeries, drawing, level
from svat.report.corridor.page_data import SourceLine, cited_lines, each_once
from svat.report.drawing import Caption, ChartTable

TONES = {"reached": "good", "on course": "good", "missed": "bad", "behind": "warn", "disputed": "warn"}
_FAR = 3.0  # a goal so many times above every figure flattens them: they are drawn once more without it
_CLEAR_OF_GOAL = 2.2  # how far above the goal or the figures a projection's interval is still drawn
_STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True)
class GoalView:
    """What the page shows of one goal."""

    key: str
    title: str
    said_by: tuple[SourceLine, ...]
    opening: str  # the outlook's first word with its colon
    sentence: str  # where it stands, in one clause
    before: tuple[str, ...]  # the goals in whose place it stands
    rest: str  # by whom, how far, what is to be expected and how sure that is
    status: str
    tone: str  # good, warn, bad or empty
    sure: str
    rests_on: tuple[SourceLine, ...]
    numbers: tuple[tuple[str, str, str], ...]  # name, value, tone
    figures: tuple[Figure, ...]
    apart: str  # how far sources disagree, in words
    disagreements: tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...]
    unprojected: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, ...], ...]
    years: tuple[tuple[str, ...], ...]
    unit: str
    deal_unit: str
    notes: tuple[str, ...]


def goal_view(position: int, found: Assessment, trade_files: Sequence[str]) -> GoalView:
    """One goal as it stands on the day, made ready for the page."""
    goal, outlook = found.goal, found.outlook
    key = f"goal-{position}"
    sources = _sources(found, trade_files)
    lines = _lines(found)
    figures = [_against(key, found, lines, sources)] if lines else []
    if lines and _is_far(goal, lines):
        figures.append(_close_up(key, found, lines, sources))
    if needed := _needed(found):
        figures.append(_growth(key, goal, needed, lines, sources))
    return GoalView(
        key=key,
        title=f"{goal.measure.capitalize()} of {bare(goal.amount, goal)} {unit(goal)} by {goal.by}",
        said_by=cited_lines(goal.said),
        before=tuple(map(said_before, found.replaces)),
        opening=f"{outlook.status.capitalize()}:",
        sentence=f" {outlook.clause}",
        rest=f"{outlook.rest[:1].upper()}{outlook.rest[1:]}",
        status=outlook.status,
        tone=TONES.get(outlook.status, ""),
        sure=_sure(outlook, goal),
        rests_on=each_once(line for cited in outlook.sources for line in cited_lines(cited)),
        numbers=_numbers(found),
        figures=tuple(figures),
        apart=_apart(found.disagreements),
        disagreements=tuple(
            (
                str(d.year),
                "" if d.spread is None else f"{percent(d.spread)} apart",
                tuple((v.source, bare(v.value, goal), v.doubtful) for v in d.values),
            )
            for d in found.disagreements
        ),
        unprojected=tuple((s.source, s.no_projection) for s in found.series if s.no_projection),
        stages=tuple(
            (s.stage, number(s.deals), bare_deals(s.value, goal), bare_deals(s.expected, goal))
            for s in found.pipeline.stages
        ),
        years=tuple(
            (str(y.year), *(bare_deals(value, goal) for value in (y.confirmed, y.open, y.expected)))
            for y in found.pipeline.years
        ),
        unit=unit(goal),
        deal_unit=deal_unit(goal),
        notes=_notes(found),
    )


def _sure(outlook: Outlook, goal: Goal) -> str:
    low, high = outlook.probability_low, outlook.probability_high
    if outlook.basis == "figure":
        return f"It rests on published figures for {outlook.year}, not on an estimate."
    if outlook.basis == "projection" and low is not None and high is not None:
        return (
            f"The chance of reaching the goal in {goal.by} is {between(probability(low), probability(high))} by "
            "projection of the official series; the method's 80 % intervals are back-tested."
        )
    if outlook.basis == "path":
        return (
            f"The path so far is compared with the path needed; no series has enough figures for a projection, so "
            f"no chance can be given for {goal.by}."
        )
    return "Nothing that was known on this day decides it."


def _numbers(found: Assessment) -> tuple[tuple[str, str, str], ...]:
    goal, outlook, lacking = found.goal, found.outlook, found.gap.lacking
    tone = TONES.get(outlook.status, "")
    rows = [(f"Goal for {goal.by}, {unit(goal)}", bare(goal.amount, goal), "")]
    if outlook.low is not None and outlook.high is not None:
        values = interval(bare(outlook.low, goal), bare(outlook.high, goal))
        rows.append((f"{outlook.year}, {unit(goal)}", values, tone))
    if outlook.share_low is not None and outlook.share_high is not None:
        shares = interval(percent(outlook.share_low), percent(outlook.share_high))
        rows.append(("of the goal", shares, tone))
    if outlook.probability_low is not None and outlook.probability_high is not None:
        chances = interval(probability(outlook.probability_low), probability(outlook.probability_high))
        rows.append(("chance of the goal", chances, tone))
    elif lacking:
        rows.append((f"short, {unit(goal)}", bare(lacking, goal), ""))
    return tuple(rows)


def _apart(rows: Sequence[Disagreement]) -> str:
    known = [(row.spread, row.year) for row in rows if row.spread is not None]
    years = count(len(rows), "year")
    return f"{years}, furthest apart by {percent(max(known)[0])} in {max(known)[1]}" if known else years


def _notes(found: Assessment) -> tuple[str, ...]:
    lines = []
    if found.later:
        # Only how many: a page of a day shows nothing that was not yet known on it.
        lines.append(f"{count(len(found.later), 'figure')} of the files, published later, not used.")
    if found.replaced:
        each = ", ".join(f"{o.year} {bare(o.value, found.goal)} ({o.source})" for o in found.replaced)
        lines.append(f"Figures revised since by their source: {each}.")
    if found.not_compared:
        other = count(len(found.not_compared), "figure")
        lines.append(f"{other} of another measure or currency, not compared.")
    for note in found.notes:
        place = f"{Path(note.file).name}, row {note.row}: " if note.file else ""
        lines.append(f"{place}{note.value or note.column}: {note.reason}.")
    return tuple(lines)


def _sources(found: Assessment, trade_files: Sequence[str]) -> list[SourceLine]:
    """Everybody who gave one of the figures, after whoever declared the goal."""
    lines = list(cited_lines(found.goal.said))
    for series in found.series:
        for point in series.points:
            lines += cited_lines(point.cited) or (SourceLine(_origin(series)),)
    if trade_files:
        lines.append(SourceLine("files: " + ", ".join(trade_files)))
    return lines


def _origin(series: SeriesAssessment) -> str:
    valuation = "" if series.valuation == "unknown" else f", {series.valuation}"
    return f"{series.source}{valuation}{', mirror data' if series.mirror else ''}"


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
        said = f"{dots[-1].words} in {dots[-1].year}" + (" (doubtful)" if dots[-1].doubtful else "")
        if series.projection and series.projection.years:
            bands = tuple(
                Band(f.year, *(drawn(Decimal(value), goal) for value in (f.low, f.middle, f.high)))
                for f in series.projection.years
            )
            end = series.projection.years[-1]
            low, middle, high = (about(value, goal) for value in (end.low, end.middle, end.high))
            said = f"{end.year}: {middle} (80 %: {low}–{high})"
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
    key: str, found: Assessment, lines: Sequence[PlottedSeries], sources: Sequence[SourceLine]
) -> Figure:
    goal = found.goal
    amount = drawn(goal.amount, goal)
    first, last = _span(lines, goal.by)
    values = [d.value for line in lines for d in line.dots]
    middles = [b.middle for line in lines for b in line.bands]
    highest = max([amount, *values, *middles])
    top = 1.1 * min(max([highest, *(b.high for line in lines for b in line.bands)]), _CLEAR_OF_GOAL * highest)

    def draw(width: int) -> tuple[Drawing, int]:
        plane = Plane(width, 380 if is_wide(width) else 300, first, last, top, unit(goal))
        words = f"goal: {bare(goal.amount, goal)} by {goal.by}"
        return drawing(plane, lines, level(plane, amount, words, goal.by + 0.3)), plane.height

    projected = "".join(f" {line.name}, projected for {line.said}." for line in lines if line.bands)
    description = (
        f"The goal of {bare(goal.amount, goal)} {unit(goal)} by {goal.by} as a level line, and "
        f"{count(len(lines), 'source')} of figures, each drawn by itself and never joined.{projected}"
    )
    header = ("Source", "Year", unit(goal), "Of the goal", "80 % interval", "Said by", "Note")
    return figure(
        Caption(key, f"Goal and official figures, {unit(goal)}", description),
        ChartTable(header, tuple(_rows(found)), frozenset({0, 5, 6})),
        draw,
        sources,
        _reading(lines),
    )


def _reading(lines: Sequence[PlottedSeries]) -> str:
    """How to read the signs that are in this drawing."""
    parts = []
    if any(later.year - d.year > 1 for x in lines for d, later in zip(x.dots, x.dots[1:], strict=False)):
        parts.append("A thin broken line spans years without a figure.")
    if any(d.doubtful for line in lines for d in line.dots):
        parts.append("A hollow sign is a doubtful figure: it is shown, and nothing rests on it.")
    if any(line.bands for line in lines):
        parts.append("Dotted: the middle of the projection; shaded: its 80 % interval.")
    return " ".join(parts)


def _rows(found: Assessment) -> list[tuple[str, ...]]:
    goal = found.goal
    rows: list[tuple[str, ...]] = []
    for series in found.series:
        for p in series.points:
            doubt = f"{'partial' if p.partial else 'doubtful'}, nothing rests on it" if p.doubtful else ""
            note = "; ".join(filter(None, (doubt, "mirror data" if p.mirror else "", p.note)))
            cited = str(p.cited) or _origin(series)
            rows.append((series.source, str(p.year), bare(p.value, goal), percent(p.share), "", cited, note))
        if series.projection is None:
            continue
        said = f"svat, from {count(series.projection.points, 'figure')}"
        for f in series.projection.years:
            low, middle, high = (about(value, goal) for value in (f.low, f.middle, f.high))
            share = percent(f.middle / float(goal.amount))
            rows.append((series.source, str(f.year), middle, share, f"{low}–{high}", said, "projection"))
    return rows


def _close_up(
    key: str, found: Assessment, lines: Sequence[PlottedSeries], sources: Sequence[SourceLine]
) -> Figure:
    sound = [d.value for line in lines for d in line.dots if not d.doubtful]
    top = 1.25 * max(sound)
    inside = [line for line in lines if any(d.value <= top for d in line.dots)]
    left = [line.name for line in lines if line not in inside]
    first, last = _span(inside)

    def draw(width: int) -> tuple[Drawing, int]:
        plane = Plane(width, 340 if is_wide(width) else 300, first, last, top, unit(found.goal))
        return drawing(plane, inside, printed=True), plane.height

    by_year: dict[str, list[str]] = {}
    names: list[str] = [line.name for line in inside]
    for line in inside:
        for d in line.dots:
            by_year.setdefault(str(d.year), [""] * len(names))[names.index(line.name)] = d.words
    apart_by = {str(d.year): percent(d.spread) for d in found.disagreements if d.spread is not None}
    years = ", ".join(str(d.year) for d in found.disagreements if d.spread)
    description = "The same figures without the goal, so that the sources can be told apart." + (
        f" They disagree about {years}." if years else ""
    )
    rows = tuple((year, *cells, apart_by.get(year, "")) for year, cells in sorted(by_year.items()))
    return figure(
        Caption(f"{key}-close", "The figures close up: where sources disagree", description),
        ChartTable(("Year", *names, "Apart by"), rows),
        draw,
        sources,
        f"Off this scale: {', '.join(left)}." if left else "",
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
    needed: Sequence[_Needed],
    drawn_before: Sequence[PlottedSeries],
    sources: Sequence[SourceLine],
) -> Figure:
    lines = _growth_lines(needed, {line.name: line.style for line in drawn_before})
    values = [d.value for line in lines for d in line.dots]
    wide_range = max(values) > 8 * min(values)
    bottom, top = (0.7 * min(values), 1.6 * max(values)) if wide_range else (0.0, 1.2 * max(values))
    ticks = _log_ticks(bottom, top) if wide_range else ()
    first, last = _span(lines)

    def draw(width: int) -> tuple[Drawing, int]:
        height = 340 if is_wide(width) else 300
        plane = Plane(
            width, height, first, last, top, "growth a year", bottom, wide_range, ticks, percent=True
        )
        return drawing(plane, lines, printed=True), height

    sound = [(p.year, growth, s.source) for s, p, growth in needed if not p.doubtful]
    year, least, source = min(sound or [(p.year, growth, s.source) for s, p, growth in needed])
    description = (
        f"From {year} it took {percent(least)} a year to reach the goal in {goal.by}, by the figure of {source}. "
        "Each year without that growth makes the rest steeper."
        + (" The vertical scale is logarithmic." if wide_range else "")
    )
    header = ("Source", "From year", f"At, {unit(goal)}", f"Growth a year to {goal.by}", "Said by")
    rows = tuple(
        (
            s.source + (" (doubtful)" if p.doubtful else ""),
            str(p.year),
            bare(p.value, goal),
            percent(growth),
            str(p.cited) or _origin(s),
        )
        for s, p, growth in needed
    )
    return figure(
        Caption(f"{key}-growth", "Growth a year that the goal takes from each year on", description),
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
        doubt = " (doubtful)" if dots[-1].doubtful else ""
        said = f"{dots[-1].words} a year from {dots[-1].year}{doubt}"
        lines.append(PlottedSeries(source, dots, said, style=styles[source]))
    return sorted(lines, key=lambda line: line.style)


def _log_ticks(bottom: float, top: float) -> tuple[float, ...]:
    found = []
    for power in range(floor(log10(bottom)), floor(log10(top)) + 1):
        found += [s * 10.0**power for s in _STEPS if bottom <= s * 10.0**power <= top]
    return tuple(round(f, 6) for f in found)
