"""Report, corridor: series of years as lines: one source each, gaps shown, the last figure named beside its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt

from svat.report.corridor.figure import (
    INK,
    LINE,
    MUTED,
    PAPER,
    amount_axis,
    apart,
    folded,
    is_wide,
    layered,
    style_of,
    text_mark,
    years_axis,
)
from svat.report.drawing import data
from svat.wording import ENGLISH, Wording

_ROOM = 262  # pixels at the right of a wide drawing for the names of the lines
_FEW_YEARS = 5  # with more, a narrow drawing writes the values of the first and the last only
_MOST_YEARS = (
    11  # with more, a wide drawing writes the values at the ticks of its axis alone: there is no room
)
_LETTERS = 32  # of a name in one line there


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure of a line."""

    year: int
    value: float
    words: str  # the value as it is printed
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """One year of a projection: middle and 80 % interval."""

    year: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class PlottedSeries:
    """One source's figures, with what is predicted from them."""

    name: str
    dots: tuple[Dot, ...]
    said: str  # under the name: the last figure, or what is predicted, in words
    bands: tuple[Band, ...] = ()
    style: int = 0  # colour and shape, the same for a source in all charts


@dataclass(frozen=True, slots=True)
class Plane:
    """Where the lines are drawn."""

    width: int
    height: int
    first: int
    last: int
    top: float  # of the vertical axis, which begins at 0 or at `bottom`
    unit: str
    bottom: float = 0.0
    log: bool = False
    ticks: tuple[float, ...] = ()
    percent: bool = False
    wording: Wording = ENGLISH

    @property
    def start(self) -> float:
        """Left end of the horizontal axis: with room for the first figure in a narrow drawing."""
        return self.first - (0.3 if is_wide(self.width) else max(0.3, 0.09 * (self.last - self.first)))

    @property
    def end(self) -> float:
        """Right end of the horizontal axis: with room for names on a wide drawing."""
        span = max(self.last - self.first, 1)
        inner = self.width - 60
        room = _ROOM if is_wide(self.width) else 14
        return self.last + (span + 0.3) * room / (inner - room)

    def x(self, field: str = "x") -> alt.X:
        """The years."""
        ticks = years_axis(self.first, self.last, 14 if is_wide(self.width) else 6)
        axis = alt.Axis(
            values=ticks, format="d", grid=False, title=None, tickSize=4, domain=False, labelFlush=False
        )
        return alt.X(f"{field}:Q", scale=alt.Scale(domain=[self.start, self.end], nice=False), axis=axis)

    def y(self, field: str = "y") -> alt.Y:
        """The amounts."""
        more: dict[str, Any] = {"values": list(self.ticks)} if self.ticks else {}
        # A narrow drawing has its legend there, and the unit in its title.
        axis = amount_axis(self.unit if is_wide(self.width) else None, **more)
        if self.percent:
            axis.labelExpr = "format(datum.value, ',') + ' %'"
        kind: dict[str, Any] = {"type": "log"} if self.log else {}
        scale = alt.Scale(domain=[self.bottom, self.top], nice=False, clamp=True, **kind)
        return alt.Y(f"{field}:Q", scale=scale, axis=axis)

    def down(self, value: float) -> float:
        """Pixels from the top of the drawing to a value."""
        if self.log:
            from math import log

            share = log(max(value, self.bottom) / self.bottom) / log(self.top / self.bottom)
        else:
            share = (value - self.bottom) / (self.top - self.bottom)
        return self.height * (1 - min(max(share, 0.0), 1.0))

    def at(self, down: float) -> float:
        """The value that lies so many pixels below the top."""
        share = 1 - down / self.height
        if self.log:
            return float(self.bottom * (self.top / self.bottom) ** share)
        return self.bottom + share * (self.top - self.bottom)


def drawing(
    plane: Plane, lines: Sequence[PlottedSeries], extra: Sequence[alt.Chart] = (), *, printed: bool = False
) -> alt.LayerChart:
    """All lines on one plane; `extra` lies beneath, `printed` writes the highest and lowest value of each year."""
    layers = [*extra, *_bands(plane, lines), _strokes(plane, lines), _dots(plane, lines)]
    if printed:
        layers += _values(plane, lines)
    if is_wide(plane.width):
        layers += _names(plane, lines)
    return layered(*layers)


def level(plane: Plane, value: float, words: str, until: float) -> list[alt.Chart]:
    """A rule across at one value, named above it at the left."""
    row = [{"x": plane.start, "x2": until, "y": value, "words": words}]
    rule = alt.Chart(data(row)).mark_rule(stroke=INK, strokeWidth=1.5, strokeDash=[6, 4])
    name = alt.Chart(data(row)).mark_text(
        **text_mark(baseline="bottom", dy=-6, dx=2, fontWeight=600), fill=INK
    )
    return [
        rule.encode(x=plane.x(), x2=alt.X2("x2:Q"), y=plane.y()),
        name.encode(x=plane.x(), y=plane.y(), text=alt.Text("words:N")),
    ]


def _bands(plane: Plane, lines: Sequence[PlottedSeries]) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    for line in lines:
        if not line.bands:
            continue
        colour, _ = style_of(line.style)
        last = max((d for d in line.dots if not d.doubtful), key=lambda d: d.year)
        start = Band(last.year, last.value, last.value, last.value)
        rows = [
            {"x": b.year, "y": b.middle, "low": b.low, "high": min(b.high, plane.top)}
            for b in (start, *line.bands)
        ]
        area = alt.Chart(data(rows)).mark_area(fill=colour, fillOpacity=0.16, clip=True)
        layers.append(area.encode(x=plane.x(), y=plane.y("low"), y2=alt.Y2("high:Q")))
        middle = alt.Chart(data(rows)).mark_line(stroke=colour, strokeWidth=2, strokeDash=[2, 4], clip=True)
        layers.append(middle.encode(x=plane.x(), y=plane.y()))
    return layers


def _strokes(plane: Plane, lines: Sequence[PlottedSeries]) -> alt.Chart:
    """Full between one year and the next, thin and broken over years without a figure."""
    rows = []
    for line in lines:
        sound = [d for d in line.dots if not d.doubtful]
        for one, other in pairwise(sound):
            gap = other.year - one.year > 1
            ends = {"x": one.year, "y": one.value, "x2": other.year, "y2": other.value}
            rows.append({**ends, "colour": style_of(line.style)[0], "width": 1.2 if gap else 2.2, "gap": gap})
    made = alt.Chart(data(rows)).mark_rule(strokeCap="round")
    encoded: alt.Chart = made.encode(
        x=plane.x(),
        y=plane.y(),
        x2=alt.X2("x2:Q"),
        y2=alt.Y2("y2:Q"),
        stroke=alt.Stroke("colour:N", scale=None),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        strokeDash=alt.StrokeDash(
            "gap:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [3, 4]]), legend=None
        ),
    )
    return encoded


def _dots(plane: Plane, lines: Sequence[PlottedSeries]) -> alt.Chart:
    names = [line.name for line in lines]
    rows = [
        {"x": d.year, "y": d.value, "name": line.name}
        | {"fill": PAPER if d.doubtful else style_of(line.style)[0]}
        for line in lines
        for d in line.dots
        if d.value <= plane.top
    ]
    shapes = [style_of(line.style)[1] for line in lines]
    colours = [style_of(line.style)[0] for line in lines]
    # Vega-Lite draws one legend for two channels that share a field.
    plain = alt.Legend(title=None, orient="top", columns=1, labelLimit=310, symbolFillColor="transparent")
    key = None if is_wide(plane.width) else plain
    made = alt.Chart(data(rows)).mark_point(size=62, opacity=1, strokeWidth=2)
    encoded: alt.Chart = made.encode(
        x=plane.x(),
        y=plane.y(),
        shape=alt.Shape("name:N", scale=alt.Scale(domain=names, range=shapes), legend=key),
        stroke=alt.Stroke("name:N", scale=alt.Scale(domain=names, range=colours), legend=key),
        fill=alt.Fill("fill:N", scale=None, legend=None),
    )
    return encoded


def _values(plane: Plane, lines: Sequence[PlottedSeries]) -> list[alt.Chart]:
    """The highest figure of each year above it and the lowest below it: between them there is seldom room."""
    by_year: dict[int, list[Dot]] = {}
    for line in lines:
        for d in line.dots:
            if d.value <= plane.top:
                by_year.setdefault(d.year, []).append(d)
    ordered = {year: sorted(dots, key=lambda d: -d.value) for year, dots in sorted(by_year.items())}
    if not is_wide(plane.width) and len(ordered) > _FEW_YEARS:
        ordered = {year: ordered[year] for year in (min(ordered), max(ordered))}
    elif plane.last - plane.first >= _MOST_YEARS:
        shown = years_axis(plane.first, plane.last, _MOST_YEARS)
        ordered = {year: dots for year, dots in ordered.items() if year in shown}
    above = [{"x": y, "y": dots[0].value, "words": dots[0].words} for y, dots in ordered.items()]
    below = [
        {"x": y, "y": dots[-1].value, "words": dots[-1].words} for y, dots in ordered.items() if dots[1:]
    ]
    layers = []
    for rows, dy in ((above, -14), (below, 15)):
        made = alt.Chart(data(rows)).mark_text(
            **text_mark(align="center", baseline="middle", fontSize=11.5, dy=dy), fill=INK
        )
        layers.append(made.encode(x=plane.x(), y=plane.y(), text=alt.Text("words:N")))
    return layers


def _names(plane: Plane, lines: Sequence[PlottedSeries]) -> list[alt.Chart]:
    """Each line's name at the right, at the height of its last figure, led to it by a thin rule."""
    shown = []
    for line in lines:
        ends = [b.middle for b in line.bands] or [d.value for d in line.dots if d.value <= plane.top]
        if not ends:
            continue
        year = line.bands[-1].year if line.bands else line.dots[-1].year
        name = folded(plane.wording(line.name), _LETTERS)
        shown.append(
            (
                plane.down(ends[-1]),
                year,
                ends[-1],
                line.style,
                name,
                folded(plane.wording(line.said), _LETTERS + 2),
            )
        )
    shown.sort(key=lambda s: (s[0], s[3]))
    heights = [LINE * (len(s[4]) + len(s[5])) + 8.0 for s in shown]
    tops = apart([s[0] for s in shown], heights, plane.height)
    span = plane.end - plane.last
    start = plane.last + 0.13 * span
    rows = [
        {
            "x": start,
            "y": plane.at(top + 4 + LINE / 2),
            "name": "\n".join(name),
            "colour": style_of(number)[0],
        }
        | {"y2": plane.at(top + 4 + LINE / 2 + LINE * len(name)), "said": "\n".join(said)}
        | {"from": year + 0.02 * span, "value": value, "to": start - 0.02 * span}
        for top, (_, year, value, number, name, said) in zip(tops, shown, strict=True)
    ]
    name_mark = alt.Chart(data(rows)).mark_text(**text_mark(baseline="middle", fontWeight=600))
    said_mark = alt.Chart(data(rows)).mark_text(**text_mark(baseline="middle"), fill=MUTED)
    leader = alt.Chart(data(rows)).mark_rule(stroke=MUTED, strokeWidth=0.8, strokeDash=[1, 3])
    return [
        leader.encode(
            x=plane.x("from"),
            x2=alt.X2("to:Q"),
            y=plane.y("value"),
            y2=alt.Y2("y:Q"),
        ),
        name_mark.encode(
            x=plane.x(), y=plane.y(), text=alt.Text("name:N"), fill=alt.Fill("colour:N", scale=None)
        ),
        said_mark.encode(
            x=plane.x(),
            y=plane.y("y2"),
            text=alt.Text("said:N"),
        ),
    ]
