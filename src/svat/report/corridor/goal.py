"""Report, corridor: one goal: its verdict in figures, and the charts of goal, figures and growth needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import floor, log10
from pathlib import Path

from svat.corridor.goal.model import Target
from svat.corridor.goal.words import about, bare, percent, unit
from svat.report.corridor.figure import Drawing, Figure, figure, is_wide
from svat.report.corridor.line_chart import Band, Dot, Line, Plane, drawing, level
from svat.report.corridor.page_data import Json, Links, Said, each_once
from svat.report.words import count

TONES = {"reached": "good", "on course": "good", "missed": "bad", "behind": "warn", "disputed": "warn"}
_FAR = 3.0  # a goal so many times above every figure flattens them: they are drawn once more without it
_CLEAR_OF_GOAL = 2.2  # how far above the goal or the figures a projection's interval is still drawn
_STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True)
class GoalView:
    """What the page shows of one goal."""

    key: str
    title: str
    said_by: tuple[Said, ...]
    opening: str  # the verdict's first word with its colon
    sentence: str  # the rest
    status: str
    tone: str  # good, warn, bad or empty
    sure: str
    rests_on: tuple[Said, ...]
    numbers: tuple[tuple[str, str, str], ...]  # name, value, tone
    figures: tuple[Figure, ...]
    apart: str  # how far sources disagree, in words
    disagreements: tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...]
    unprojected: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, ...], ...]
    years: tuple[tuple[str, ...], ...]
    unit: str
    notes: tuple[str, ...]


def goal_view(number: int, goal: Json, links: Links, trade_files: Sequence[str]) -> GoalView:
    """One goal of a corridor-goal document, made ready for the page."""
    target = _target(goal)
    verdict = goal["verdict"]
    key = f"goal-{number}"
    opening, colon, rest = verdict["sentence"].partition(":")
    sources = _sources(goal, links, trade_files)
    figures = [_against(key, goal, target, sources)] if _lines(goal, target) else []
    if figures and _is_far(goal, target):
        figures.append(_close_up(key, goal, target, sources))
    if _needed(goal):
        figures.append(_growth(key, goal, target, sources))
    return GoalView(
        key=key,
        title=f"{target.measure.capitalize()} of {bare(target.amount, target)} {unit(target)} by {target.by}",
        said_by=links(target.source),
        opening=opening + colon,
        sentence=rest,
        status=verdict["status"],
        tone=TONES.get(verdict["status"], ""),
        sure=_sure(verdict, target),
        rests_on=each_once([s for words in verdict["sources"] for s in links(words)]),
        numbers=_numbers(goal, target),
        figures=tuple(figures),
        apart=_apart(goal["disagreements"]),
        disagreements=tuple(
            (
                str(d["year"]),
                "" if d["spread"] is None else f"{percent(d['spread'])} apart",
                tuple((v["source"], bare(Decimal(v["value"]), target), v["doubtful"]) for v in d["values"]),
            )
            for d in goal["disagreements"]
        ),
        unprojected=tuple((s["source"], s["no_projection"]) for s in goal["series"] if s["no_projection"]),
        stages=tuple(
            (
                s["stage"],
                str(s["deals"]),
                bare(Decimal(s["value"]), target),
                bare(Decimal(s["expected"]), target),
            )
            for s in goal["pipeline"]["stages"]
        ),
        years=tuple(
            (str(y["year"]), *(bare(Decimal(y[part]), target) for part in ("confirmed", "open", "expected")))
            for y in goal["pipeline"]["years"]
        ),
        unit=unit(target),
        notes=_notes(goal, target),
    )


def _target(goal: Json) -> Target:
    given = goal["target"]
    return Target(**{**given, "amount": Decimal(given["amount"])})


def _sure(verdict: Json, target: Target) -> str:
    low, high = verdict["probability_low"], verdict["probability_high"]
    if verdict["basis"] == "figure":
        return f"It rests on published figures for {verdict['year']}, not on an estimate."
    if verdict["basis"] == "projection" and low is not None:
        chance = percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"
        return (
            f"The chance of reaching the goal in {target.by} is {chance} by projection of the official series; "
            "the method's 80 % intervals are back-tested."
        )
    if verdict["basis"] == "path":
        return (
            f"The path so far is compared with the path needed; no series has enough figures for a projection, so "
            f"no chance can be given for {target.by}."
        )
    return "Nothing that was known on this day decides it."


def _numbers(goal: Json, target: Target) -> tuple[tuple[str, str, str], ...]:
    verdict, gap = goal["verdict"], goal["gap"]
    tone = TONES.get(verdict["status"], "")
    found = [(f"Goal for {target.by}, {unit(target)}", bare(target.amount, target), "")]
    if verdict["low"] is not None:
        low, high = (bare(Decimal(verdict[end]), target) for end in ("low", "high"))
        found.append((f"{verdict['year']}, {unit(target)}", low if low == high else f"{low}–{high}", tone))
        one, other = percent(verdict["share_low"]), percent(verdict["share_high"])
        found.append(("of the goal", one if one == other else f"{one.removesuffix(' %')}–{other}", tone))
    if verdict["probability_low"] is not None:
        one, other = percent(verdict["probability_low"]), percent(verdict["probability_high"])
        found.append(
            ("chance of the goal", one if one == other else f"{one.removesuffix(' %')}–{other}", tone)
        )
    elif gap["lacking"] is not None and Decimal(gap["lacking"]) > 0:
        found.append((f"short, {unit(target)}", bare(Decimal(gap["lacking"]), target), ""))
    return tuple(found)


def _apart(rows: Sequence[Json]) -> str:
    known = [(r["spread"], r["year"]) for r in rows if r["spread"] is not None]
    years = f"{len(rows)} years" if len(rows) != 1 else "1 year"
    return f"{years}, furthest apart by {percent(max(known)[0])} in {max(known)[1]}" if known else years


def _notes(goal: Json, target: Target) -> tuple[str, ...]:
    lines = []
    if goal["later"]:
        # Only how many: a page of a day shows nothing that was not yet known on it.
        lines.append(f"{count(goal['later'], 'figure')} of the files, published later, not used.")
    if goal["replaced"]:
        each = ", ".join(
            f"{o['year']} {bare(Decimal(o['value']), target)} ({o['source']})" for o in goal["replaced"]
        )
        lines.append(f"Figures revised since by their source: {each}.")
    if goal["not_compared"]:
        lines.append(
            f"{count(len(goal['not_compared']), 'figure')} of another measure or currency, not compared."
        )
    for note in goal["notes"]:
        place = f"{Path(note['file']).name}, row {note['row']}: " if note["file"] else ""
        lines.append(f"{place}{note['value'] or note['column']}: {note['reason']}.")
    return tuple(lines)


def _sources(goal: Json, links: Links, trade_files: Sequence[str]) -> list[Said]:
    """Everybody who gave one of the figures, after whoever declared the goal."""
    found = list(links(goal["target"]["source"]))
    for series in goal["series"]:
        for point in series["points"]:
            found += links(point["cited"]) or (Said(_origin(series)),)
    if trade_files:
        found.append(Said("files: " + ", ".join(trade_files)))
    return found


def _origin(series: Json) -> str:
    valuation = "" if series["valuation"] == "unknown" else f", {series['valuation']}"
    return f"{series['source']}{valuation}{', mirror data' if series['mirror'] else ''}"


def _scaled(value: str | float, target: Target) -> float:
    return float(bare(Decimal(str(value)), target).replace(",", ""))


def _lines(goal: Json, target: Target) -> list[Line]:
    """The series as lines, largest last figure first, so that the order favours nobody by name."""
    found = []
    for series in goal["series"]:
        dots = tuple(
            Dot(p["year"], _scaled(p["value"], target), bare(Decimal(p["value"]), target), p["doubtful"])
            for p in sorted(series["points"], key=lambda p: p["year"])
        )
        if not dots:
            continue
        projection = series["projection"]
        bands: tuple[Band, ...] = ()
        said = f"{dots[-1].words} in {dots[-1].year}" + (" (doubtful)" if dots[-1].doubtful else "")
        if projection and projection["years"]:
            bands = tuple(
                Band(f["year"], *(_scaled(f[q], target) for q in ("low", "middle", "high")))
                for f in projection["years"]
            )
            low, middle, high = (about(projection["years"][-1][q], target) for q in ("low", "middle", "high"))
            said = f"{bands[-1].year}: {middle} (80 %: {low}–{high})"
        found.append(Line(series["source"], dots, said, bands))
    found.sort(key=lambda line: (-line.dots[-1].value, line.name))
    return [replace(line, style=number) for number, line in enumerate(found)]


def _span(lines: Sequence[Line], last: int = 0) -> tuple[int, int]:
    years = [d.year for line in lines for d in line.dots] + [b.year for line in lines for b in line.bands]
    return min(years), max(*years, last) if last else max(years)


def _is_far(goal: Json, target: Target) -> bool:
    sound = [d.value for line in _lines(goal, target) for d in line.dots if not d.doubtful]
    projected = any(line.bands for line in _lines(goal, target))
    return any(sound) and not projected and _scaled(str(target.amount), target) > _FAR * max(sound)


def _against(key: str, goal: Json, target: Target, sources: list[Said]) -> Figure:
    lines = _lines(goal, target)
    amount = _scaled(str(target.amount), target)
    first, last = _span(lines, target.by)
    values = [d.value for line in lines for d in line.dots]
    middles = [b.middle for line in lines for b in line.bands]
    highest = max([amount, *values, *middles])
    top = 1.1 * min(max([highest, *(b.high for line in lines for b in line.bands)]), _CLEAR_OF_GOAL * highest)

    def draw(width: int) -> tuple[Drawing, int]:
        plane = Plane(width, 380 if is_wide(width) else 300, first, last, top, unit(target))
        words = f"goal: {bare(target.amount, target)} by {target.by}"
        return drawing(plane, lines, level(plane, amount, words, target.by + 0.3)), plane.height

    projected = [line for line in lines if line.bands]
    foretold = "".join(f" {line.name}, projected for {line.said}." for line in projected)
    description = (
        f"The goal of {bare(target.amount, target)} {unit(target)} by {target.by} as a level line, and "
        f"{len(lines)} {'source' if len(lines) == 1 else 'sources'} of figures, each drawn by itself and never "
        f"joined.{foretold}"
    )
    return figure(
        key,
        f"Goal and official figures, {unit(target)}",
        description,
        draw,
        header=("Source", "Year", unit(target), "Of the goal", "80 % interval", "Said by", "Note"),
        rows=_rows(goal, target),
        texts=frozenset({0, 5, 6}),
        sources=sources,
        note=_reading(lines),
    )


def _reading(lines: Sequence[Line]) -> str:
    """How to read the signs that are in this drawing."""
    parts = []
    if any(later.year - d.year > 1 for x in lines for d, later in zip(x.dots, x.dots[1:], strict=False)):
        parts.append("A thin broken line spans years without a figure.")
    if any(d.doubtful for line in lines for d in line.dots):
        parts.append("A hollow sign is a doubtful figure: it is shown, and nothing rests on it.")
    if any(line.bands for line in lines):
        parts.append("Dotted: the middle of the projection; shaded: its 80 % interval.")
    return " ".join(parts)


def _rows(goal: Json, target: Target) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for series in goal["series"]:
        for p in series["points"]:
            doubt = "doubtful, nothing rests on it" if p["doubtful"] else ""
            note = "; ".join(filter(None, (doubt, "mirror data" if p["mirror"] else "", p["note"])))
            amount = bare(Decimal(p["value"]), target)
            cited = p["cited"] or _origin(series)
            rows.append((series["source"], str(p["year"]), amount, percent(p["share"]), "", cited, note))
        for f in series["projection"]["years"] if series["projection"] else ():
            low, middle, high = (about(f[q], target) for q in ("low", "middle", "high"))
            share = percent(f["middle"] / float(target.amount))
            said = f"svat, from {series['projection']['points']} figures"
            rows.append(
                (series["source"], str(f["year"]), middle, share, f"{low}–{high}", said, "projection")
            )
    return rows


def _close_up(key: str, goal: Json, target: Target, sources: list[Said]) -> Figure:
    lines = _lines(goal, target)
    sound = [d.value for line in lines for d in line.dots if not d.doubtful]
    top = 1.25 * max(sound)
    inside = [line for line in lines if any(d.value <= top for d in line.dots)]
    left = [line.name for line in lines if line not in inside]
    first, last = _span(inside)

    def draw(width: int) -> tuple[Drawing, int]:
        plane = Plane(width, 340 if is_wide(width) else 300, first, last, top, unit(target))
        return drawing(plane, inside, printed=True), plane.height

    by_year: dict[str, list[str]] = {}
    names: list[str] = [line.name for line in inside]
    for line in inside:
        for d in line.dots:
            by_year.setdefault(str(d.year), [""] * len(names))[names.index(line.name)] = d.words
    apart_by = {
        str(d["year"]): percent(d["spread"]) for d in goal["disagreements"] if d["spread"] is not None
    }
    years = ", ".join(str(d["year"]) for d in goal["disagreements"] if d["spread"])
    description = "The same figures without the goal, so that the sources can be told apart." + (
        f" They disagree about {years}." if years else ""
    )
    return figure(
        f"{key}-close",
        "The figures close up: where sources disagree",
        description,
        draw,
        header=("Year", *names, "Apart by"),
        rows=[(year, *cells, apart_by.get(year, "")) for year, cells in sorted(by_year.items())],
        sources=sources,
        note=f"Off this scale: {', '.join(left)}." if left else "",
    )


def _needed(goal: Json) -> list[tuple[Json, Json]]:
    """(series, point) wherever a growth is still needed."""
    return [
        (s, p)
        for s in goal["series"]
        for p in s["points"]
        if p["required_growth"] and p["required_growth"] > 0
    ]


def _growth(key: str, goal: Json, target: Target, sources: list[Said]) -> Figure:
    needed, styles = _needed(goal), {line.name: line.style for line in _lines(goal, target)}
    lines = []
    for series in goal["series"]:
        dots = tuple(
            Dot(p["year"], 100 * p["required_growth"], percent(p["required_growth"]), p["doubtful"])
            for s, p in needed
            if s is series
        )
        if dots:
            said = f"{dots[-1].words} a year from {dots[-1].year}" + (
                " (doubtful)" if dots[-1].doubtful else ""
            )
            lines.append(Line(series["source"], dots, said, style=styles[series["source"]]))
    lines.sort(key=lambda line: line.style)
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

    sound = [(p["year"], p["required_growth"], s["source"]) for s, p in needed if not p["doubtful"]]
    year, growth, source = min(sound or [(p["year"], p["required_growth"], s["source"]) for s, p in needed])
    title = "Growth a year that the goal takes from each year on"
    description = (
        f"From {year} it took {percent(growth)} a year to reach the goal in {target.by}, by the figure of {source}. "
        "Each year without that growth makes the rest steeper."
        + (" The vertical scale is logarithmic." if wide_range else "")
    )
    return figure(
        f"{key}-growth",
        title,
        description,
        draw,
        header=("Source", "From year", f"At, {unit(target)}", f"Growth a year to {target.by}", "Said by"),
        rows=[
            (
                s["source"] + (" (doubtful)" if p["doubtful"] else ""),
                str(p["year"]),
                bare(Decimal(p["value"]), target),
                percent(p["required_growth"]),
                p["cited"] or _origin(s),
            )
            for s, p in needed
        ],
        texts=frozenset({0, 4}),
        sources=sources,
    )


def _log_ticks(bottom: float, top: float) -> tuple[float, ...]:
    found = []
    for power in range(floor(log10(bottom)), floor(log10(top)) + 1):
        found += [s * 10.0**power for s in _STEPS if bottom <= s * 10.0**power <= top]
    return tuple(round(f, 6) for f in found)
