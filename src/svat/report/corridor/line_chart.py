"""Report, corridor: series of years as lines: one source each, gaps shown, the last figure named beside its line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from svat.report.corridor.figure import apart, folded, is_wide, style_of, years_axis
from svat.report.drawing import (
    INK,
    LINE,
    MUTED,
    PAPER,
    Key,
    Lettering,
    Picture,
    Ruler,
    Stroke,
    round_steps,
)
from svat.wording import ENGLISH, Wording

_LEFT, _RIGHT = 50, 4  # pixels beside the plane, the left ones for amounts
_ROOM = 262  # pixels at the right of a wide drawing for the names of the lines
_FEW_YEARS = 5  # with more, a narrow drawing writes the values of the first and the last only
_MOST_YEARS = (
    11  # with more, a wide drawing writes the values at the ticks of its axis alone: there is no room
)
_LETTERS = 32  # of a name in one line there
VALUE = 11.5  # size of the letters of a figure


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
        inner = self.width - _LEFT - _RIGHT
        room = _ROOM if is_wide(self.width) else 14
        return self.last + (span + 0.3) * room / (inner - room)

    @property
    def across(self) -> Ruler:
        """From years to pixels."""
        return Ruler(self.start, self.end, 0, self.width - _LEFT - _RIGHT)

    @property
    def up(self) -> Ruler:
        """From amounts to pixels; what is off the scale is put at its end."""
        return Ruler(self.bottom, self.top, self.height, 0, log=self.log, fast=True)

    def at(self, year: float, value: float) -> tuple[float, float]:
        """The place of a figure."""
        return self.across(year), self.up(value)

    def picture(self) -> Picture:
        """The plane with its axes."""
        made = Picture(self.width - _LEFT - _RIGHT, self.height, _LEFT, _RIGHT, wording=self.wording)
        sign = " %" if self.percent else ""
        amounts = self.ticks or round_steps(self.bottom, self.top)
        # A narrow drawing has its legend above it, and the unit in its title.
        unit = self.unit if is_wide(self.width) else ""
        made.upward(self.up, [(value, made.number(value) + sign) for value in amounts], unit)
        years = years_axis(self.first, self.last, 14 if is_wide(self.width) else 6)
        made.across(self.across, [(year, str(year)) for year in years])
        return made


Beneath = Callable[[Picture], None]  # what is drawn under the lines


def drawing(
    plane: Plane, lines: Sequence[PlottedSeries], beneath: Beneath | None = None, *, printed: bool = False
) -> Picture:
    """All lines on one plane; `printed` writes the highest and lowest value of each year."""
    picture = plane.picture()
    if beneath:
        beneath(picture)
    for line in lines:
        _band(picture, plane, line)
    for line in lines:
        _strokes(picture, plane, line)
    for line in lines:
        _dots(picture, plane, line)
    if printed:
        _values(picture, plane, lines)
    if is_wide(plane.width):
        _names(picture, plane, lines)
    else:
        keys = [Key(line.name, *style_of(line.style), filled=False) for line in lines]
        picture.legend(keys, one_under_another=True)
    return picture


def level(plane: Plane, value: float, words: str, until: float) -> Beneath:
    """A rule across at one value, named above it at the left."""

    def draw(picture: Picture) -> None:
        x, y = plane.at(plane.start, value)
        picture.line([(x, y), (plane.across(until), y)], Stroke(INK, 1.5, (6, 4)))
        picture.text((x + 2, y - 6), words, Lettering(stand="bottom", bold=True))

    return draw


def _band(picture: Picture, plane: Plane, line: PlottedSeries) -> None:
    """What is predicted: the middle, and the interval around it."""
    if not line.bands:
        return
    colour, _ = style_of(line.style)
    last = max((d for d in line.dots if not d.doubtful), key=lambda d: d.year)
    bands = (Band(last.year, last.value, last.value, last.value), *line.bands)
    high = [plane.at(b.year, b.high) for b in bands]
    low = [plane.at(b.year, b.low) for b in bands]
    picture.area([*high, *reversed(low)], colour, 0.16)
    picture.line([plane.at(b.year, b.middle) for b in bands], Stroke(colour, 2, (2, 4)))


def _strokes(picture: Picture, plane: Plane, line: PlottedSeries) -> None:
    """Full between one year and the next, thin and broken over years without a figure."""
    colour, _ = style_of(line.style)
    for one, other in pairwise(d for d in line.dots if not d.doubtful):
        gap = other.year - one.year > 1
        stroke = Stroke(colour, 1.2 if gap else 2.2, (3, 4) if gap else (), round=True)
        picture.line([plane.at(one.year, one.value), plane.at(other.year, other.value)], stroke)


def _dots(picture: Picture, plane: Plane, line: PlottedSeries) -> None:
    colour, shape = style_of(line.style)
    for d in line.dots:
        if d.value <= plane.top:
            fill = PAPER if d.doubtful else colour
            picture.sign(plane.at(d.year, d.value), shape, 62, Stroke(colour, 2), fill=fill)


def _values(picture: Picture, plane: Plane, lines: Sequence[PlottedSeries]) -> None:
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
    for year, dots in ordered.items():
        for dot, down in ((dots[0], -14), (dots[-1], 15))[: len(dots)]:
            x, y = plane.at(year, dot.value)
            picture.text((x, y + down), dot.words, Lettering("middle", size=VALUE))


def _names(picture: Picture, plane: Plane, lines: Sequence[PlottedSeries]) -> None:
    """Each line's name at the right, at the height of its last figure, led to it by a thin rule."""
    shown = []
    for line in lines:
        ends = [b.middle for b in line.bands] or [d.value for d in line.dots if d.value <= plane.top]
        if not ends:
            continue
        year = line.bands[-1].year if line.bands else line.dots[-1].year
        name = folded(picture.said(line.name), _LETTERS)
        said = folded(picture.said(line.said), _LETTERS + 2)
        shown.append((plane.up(ends[-1]), year, line.style, name, said))
    shown.sort(key=lambda s: (s[0], s[2]))
    heights = [LINE * (len(s[3]) + len(s[4])) + 8.0 for s in shown]
    tops = apart([s[0] for s in shown], heights, plane.height)
    span = plane.end - plane.last
    start = plane.across(plane.last + 0.13 * span)
    for top, (end, year, number, name, said) in zip(tops, shown, strict=True):
        y = top + 4 + LINE / 2
        leader = [(plane.across(year + 0.02 * span), end), (plane.across(plane.last + 0.11 * span), y)]
        picture.line(leader, Stroke(MUTED, 0.8, (1, 3)))
        picture.text((start, y), name, Lettering(bold=True, fill=style_of(number)[0]))
        picture.text((start, y + LINE * len(name)), said, Lettering(fill=MUTED))
