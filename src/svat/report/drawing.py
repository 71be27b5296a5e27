"""Report: one drawing as SVG text that scales, says what it shows, and serves light, dark and print.

A picture is a plane with room around it for axes and a legend; marks are put on it in pixels, which a `Ruler` gives for
values. Nothing is measured by a font: room for words is counted in letters, so that the bytes are the same anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from itertools import pairwise
from typing import Literal
from unicodedata import east_asian_width

from svat.notation import Written
from svat.wording import ENGLISH, Said, Wording

# Colours are the page's own variables, so that one drawing serves light, dark and print.
INK, MUTED, RULE, PAPER = "var(--ink)", "var(--muted)", "var(--rule)", "var(--paper)"
WIDTH = 470  # of a whole drawing, so that its text stays readable on a telephone
SIZE, LINE = 12.0, 15  # of letters, and from one line of a label to the next
LETTER = 6.6  # pixels of a letter, generously; of Hangul and Hanja two
_TICK = 4
_LEGEND_LINE = 20
_ROUND = 2  # decimals of a pixel

Pixel = tuple[float, float]
Align = Literal["start", "middle", "end"]
Stand = Literal["middle", "bottom", "top"]


@dataclass(frozen=True, slots=True)
class Caption:
    """What a drawing is called and what it shows."""

    key: str  # unique on the page; ids begin with it
    title: str
    description: str  # for those who do not see the drawing


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a drawing as a table, which everybody can read."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: frozenset[int] = frozenset({0})  # columns of words; the others are numbers


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing with everything that a reader needs to check it."""

    caption: Caption
    svg: str
    table: ChartTable


@dataclass(frozen=True, slots=True)
class Ruler:
    """From values to pixels along one axis; what lies beyond its ends is put at them where it holds fast.

    >>> Ruler(0, 10, 100, 0)(2.5)
    75.0
    """

    low: float
    high: float
    start: float  # pixel of the lowest value
    end: float
    log: bool = False
    fast: bool = False

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        if self.log:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        if self.fast:
            share = min(max(share, 0.0), 1.0)
        return self.start + share * (self.end - self.start)


def round_steps(low: float, high: float, about: int = 5) -> list[float]:
    """Values at round steps between two others, about so many.

    >>> round_steps(0, 47)
    [0.0, 10.0, 20.0, 30.0, 40.0]
    """
    if high <= low:
        return [low]
    raw = (high - low) / about
    power = 10.0 ** math.floor(math.log10(raw))
    step = power * next(
        k for k, least in ((10, 7.07), (5, 3.16), (2, 1.41), (1, 0.0)) if raw / power >= least
    )
    first = math.ceil(low / step - 1e-9)
    return [round(k * step, 10) for k in range(first, math.floor(high / step + 1e-9) + 1)]


def breadth(text: str) -> float:
    """About how many pixels a text takes in a line."""
    return LETTER * sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def fitting(text: str, room: int) -> str:
    """Text cut to so many letters, where one of Hangul or Hanja is as wide as two."""
    width = 0
    for place, letter in enumerate(text):
        width += 2 if east_asian_width(letter) in "WF" else 1
        if width > room:
            return text[: max(place - 1, 0)].rstrip() + "…"
    return text


@dataclass(frozen=True, slots=True)
class Lettering:
    """How words stand at their point."""

    align: Align = "start"
    stand: Stand = "middle"
    size: float = SIZE
    bold: bool = False
    fill: str = INK
    rim: bool = False  # of paper around the letters, so that lines beneath do not cross them


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn."""

    colour: str = MUTED
    width: float = 1.0
    dash: tuple[float, ...] = ()
    round: bool = False  # at its ends


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend."""

    name: str
    colour: str
    shape: str = "square"
    filled: bool = True


_PLAIN = Lettering()
_STANDS: dict[Stand, float] = {"middle": 0.33, "bottom": -0.21, "top": 0.79}  # of a letter's size, downwards


@dataclass
class Picture:
    """A plane of so many pixels, and the room around it."""

    width: float
    height: float
    left: float = 2.0
    right: float = 2.0
    top: float = 6.0
    bottom: float = 2.0
    wording: Wording = ENGLISH
    _marks: list[str] = field(default_factory=list)

    def rect(self, corner: Pixel, other: Pixel, fill: str, *, opacity: float = 1.0, rim: str = "") -> None:
        """A rectangle between two corners."""
        (x, y), (x2, y2) = corner, other
        more = f' fill-opacity="{_number(opacity)}"' if opacity < 1 else ""
        more += f' stroke="{rim}"' if rim else ""
        self._marks.append(
            f'<rect x="{_number(min(x, x2))}" y="{_number(min(y, y2))}" width="{_number(abs(x2 - x))}" '
            f'height="{_number(abs(y2 - y))}" fill="{fill}"{more}/>'
        )

    def line(self, points: Sequence[Pixel], stroke: Stroke) -> None:
        """A line through points."""
        self._marks.append(f'<path d="{_path(points)}" fill="none"{_stroke(stroke)}/>')

    def area(self, points: Sequence[Pixel], fill: str, opacity: float) -> None:
        """What points enclose."""
        self._marks.append(f'<path d="{_path(points)}Z" fill="{fill}" fill-opacity="{_number(opacity)}"/>')

    def sign(self, at: Pixel, shape: str, size: float, stroke: Stroke, *, fill: str = "none") -> None:
        """A sign around a point, so many square pixels large."""
        self._marks.append(
            f'<path d="{_shape(shape, size)}" transform="translate({_number(at[0])},{_number(at[1])})" '
            f'fill="{fill}"{_stroke(stroke)}/>'
        )

    def spot(self, at: Pixel, size: float, fill: str, opacity: float = 1.0) -> None:
        """A full circle of so many square pixels."""
        more = f' fill-opacity="{_number(opacity)}"' if opacity < 1 else ""
        radius = math.sqrt(size / math.pi)
        self._marks.append(
            f'<circle cx="{_number(at[0])}" cy="{_number(at[1])}" r="{_number(radius)}" fill="{fill}"{more}/>'
        )

    def text(self, at: Pixel, words: str | Sequence[str], lettering: Lettering = _PLAIN) -> None:
        """Words at a point, several lines under each other; put into the language."""
        lines = [words] if isinstance(words, str) else list(words)
        x, y = at
        down = y + _STANDS[lettering.stand] * lettering.size
        more = f' text-anchor="{lettering.align}"' if lettering.align != "start" else ""
        more += ' font-weight="600"' if lettering.bold else ""
        if lettering.rim:
            more += f' stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
        for number, said in enumerate(lines):
            self._marks.append(
                f'<text x="{_number(x)}" y="{_number(down + LINE * number)}" font-size="{_number(lettering.size)}" '
                f'fill="{lettering.fill}"{more}>{escape(self.said(said))}</text>'
            )

    def across(
        self,
        ruler: Ruler,
        ticks: Iterable[tuple[float, str]],
        *,
        grid: Stroke | None = None,
        kept: bool = False,
    ) -> None:
        """An axis below the plane; `kept` puts the words at its ends within the picture."""
        for value, words in ticks:
            x = ruler(value)
            if grid:
                self.line([(x, 0), (x, self.height)], grid)
            self.line([(x, self.height), (x, self.height + _TICK)], Stroke())
            half = breadth(self.said(words)) / 2
            align: Align = "middle"
            if kept:
                align = "start" if x - half < 0 else "end" if x + half > self.width else "middle"
            self.text((x, self.height + _TICK + 3), words, Lettering(align, "top"))
        self.bottom = max(self.bottom, 24.0)

    def upward(self, ruler: Ruler, ticks: Iterable[tuple[float, str]], title: str = "") -> None:
        """An axis at the left, its lines across the plane, its title level above it, where it is read first."""
        for value, words in ticks:
            y = ruler(value)
            self.line([(0, y), (self.width, y)], Stroke(RULE))
            self.text((-5, y), words, Lettering("end"))
        if title:
            self.text((-self.left + 2, -12), title, Lettering(stand="bottom", fill=MUTED))
            self.top = max(self.top, 30.0)

    def below(self, title: str) -> None:
        """What the axis below measures."""
        self.text((self.width / 2, self.height + 27), title, Lettering("middle", "top", fill=MUTED))
        self.bottom = 44.0

    def legend(self, keys: Sequence[Key], *, one_under_another: bool = False) -> None:
        """What colours and signs mean, above the plane; lines break where the words need it."""
        lines: list[list[tuple[float, Key]]] = [[]]
        room, x = self.left + self.width, 0.0
        for key in keys:
            need = 16 + breadth(self.said(key.name)) + 18
            if lines[-1] and (one_under_another or x + need > room):
                lines.append([])
                x = 0.0
            lines[-1].append((x, key))
            x += need
        top = -self.top - _LEGEND_LINE * len(lines) + 4
        for number, line in enumerate(lines):
            y = top + _LEGEND_LINE * number + _LEGEND_LINE / 2
            for x, key in line:
                at = (x + 6 - self.left + 2, y)
                self.sign(at, key.shape, 80, Stroke(key.colour, 2), fill=key.colour if key.filled else "none")
                self.text((at[0] + 11, y), key.name)
        self.top += _LEGEND_LINE * len(lines)

    def said(self, text: str) -> str:
        """What svat says in the language; a stranger's text as it is."""
        return self.wording(text) if isinstance(text, Said | Written) else text

    def number(self, value: float) -> str:
        """A value of an axis, with as many decimals as it has."""
        return self.wording.trimmed(Decimal(repr(round(value, 6))))

    def svg(self, caption: Caption) -> str:
        """The picture as one <svg> element that scales with the page and says, in the language, what it shows."""
        key, words = caption.key, self.wording
        box = (
            -self.left,
            -self.top,
            self.left + self.width + self.right,
            self.top + self.height + self.bottom,
        )
        return (
            f'<svg role="img" aria-labelledby="{key}-t {key}-d" viewBox="{" ".join(map(_number, box))}">'
            f'<title id="{key}-t">{escape(words(caption.title))}</title>'
            f'<desc id="{key}-d">{escape(words(caption.description))}</desc>{"".join(self._marks)}</svg>'
        )


def stepped(points: Sequence[Pixel]) -> list[Pixel]:
    """A line that keeps each height until the next point, and then changes at once."""
    made = [points[0]]
    for (_, before), (x, y) in pairwise(points):
        made += [(x, before), (x, y)]
    return made


def _number(value: float) -> str:
    text = f"{round(value, _ROUND) + 0:.{_ROUND}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _path(points: Sequence[Pixel]) -> str:
    return "M" + "L".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _stroke(stroke: Stroke) -> str:
    more = f' stroke-dasharray="{",".join(map(_number, stroke.dash))}"' if stroke.dash else ""
    more += ' stroke-linecap="round"' if stroke.round else ""
    return f' stroke="{stroke.colour}" stroke-width="{_number(stroke.width)}"{more}'


def _shape(shape: str, size: float) -> str:
    """The outline of a sign around 0, 0, each as large to the eye as a circle of the size."""
    half = math.sqrt(size) / 2
    if shape == "square":
        return _path([(-half, -half), (half, -half), (half, half), (-half, half)]) + "Z"
    if shape == "diamond":
        wide = math.sqrt(size / 2)
        return _path([(0, -wide), (wide, 0), (0, wide), (-wide, 0)]) + "Z"
    if shape in ("triangle-up", "triangle-down"):
        high = half * (-1 if shape == "triangle-up" else 1)
        return _path([(0, high * 1.15), (half * 1.15, -high), (-half * 1.15, -high)]) + "Z"
    if shape == "cross":
        return f"{_path([(-half, -half), (half, half)])}{_path([(half, -half), (-half, half)])}"
    radius = _number(math.sqrt(size / math.pi))
    return f"M-{radius},0A{radius},{radius},0,1,1,{radius},0A{radius},{radius},0,1,1,-{radius},0Z"
