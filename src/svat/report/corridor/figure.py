"""Report, corridor: one chart in two widths with its sources, and the parts that the charts share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import wrap

from svat.report.corridor.page_data import SourceLine, each_once
from svat.report.drawing import Caption, Chart, ChartTable, Picture

WIDE, NARROW = 900, 358  # of the whole drawing, so that 12 points stay 12 points on a desk and on a telephone
COLOURS = tuple(f"var(--s{number})" for number in range(1, 7))
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart for the page: drawn for wide and for narrow screens, with its table and its sources."""

    chart: Chart  # its svg is the wide one
    narrow: str
    sources: tuple[SourceLine, ...]
    note: str = ""


def figure(
    caption: Caption,
    table: ChartTable,
    draw: Callable[[int], Picture],
    sources: Iterable[SourceLine],
    note: str = "",
) -> Figure:
    """Draw both widths; `draw` gives the picture for a width."""
    wide, narrow = draw(WIDE), draw(NARROW)
    return Figure(
        Chart(caption, wide.svg(caption), table),
        narrow.svg(replace(caption, key=f"{caption.key}-n")),
        each_once(sources),
        note,
    )


def is_wide(width: int) -> bool:
    """Whether a drawing of this width has room for words beside its lines."""
    return width >= WIDE


def style_of(number: int) -> tuple[str, str]:
    """(colour, shape) of the n-th series: both differ, so that no reader depends on colour."""
    return COLOURS[number % len(COLOURS)], SHAPES[number % len(SHAPES)]


def years_axis(first: int, last: int, most: int) -> list[int]:
    """Ticks at whole years, at most `most`, the last year always among them."""
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (last - first) // s + 1 <= most or s == 100)
    return sorted(range(last, first - 1, -step))


def point_in_time(day: date) -> float:
    """A day as a number of years, so that no time zone moves it."""
    start, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return round(day.year + (day - start).days / (end - start).days, 5)


def apart(wanted: Sequence[float], heights: Sequence[float], bottom: float) -> list[float]:
    """Tops of labels near where they are wanted, none over another, all above `bottom`; `wanted` is sorted."""
    tops: list[float] = []
    for want, height in zip(wanted, heights, strict=True):
        below = tops[-1] + heights[len(tops) - 1] if tops else 0.0
        tops.append(max(want - height / 2, below, 0.0))
    limit = bottom
    for k in range(len(tops) - 1, -1, -1):
        tops[k] = min(tops[k], limit - heights[k])
        limit = tops[k]
    return tops


def folded(text: str, width: int, most: int = 2) -> list[str]:
    """Text in at most `most` lines of about `width` characters, ending with … when cut."""
    lines = wrap(text, width) or [""]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip()[: width - 1] + "…"]
    return lines
