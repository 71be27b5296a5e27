"""Report, corridor: what each side could sell the other, by HS chapter: whom to recruit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from svat.corridor.trade.chapters import ChapterPotential
from svat.notation import number, rounded, scale
from svat.report.corridor.figure import INK, Drawing, Figure, figure, fitting, is_wide, layered, text_mark
from svat.report.corridor.model import PotentialReport
from svat.report.corridor.page_data import SourceLine
from svat.report.drawing import Caption, ChartTable, data
from svat.report.words import shortened
from svat.tables.values import country_name

_MOST = 12
_LANE = 44


@dataclass(frozen=True, slots=True)
class PotentialView:
    """One direction of trade."""

    title: str
    figure: Figure | None
    empty: str  # why there is no chart
    remarks: tuple[str, ...]
    barred: tuple[str, ...]  # headings that the law bars, in words


def potential_view(
    report: PotentialReport, titles: Mapping[str, str], trade_files: Sequence[str]
) -> PotentialView:
    """One direction, made ready for the page; `titles` are those of the chapters."""
    found = report.potential
    seller, buyer = country_name(found.exporter), country_name(found.importer)
    most = [c for c in report.chapters if c.unrealised > 0][:_MOST]
    barred = tuple(
        f"{h.hs} {shortened(law.description, 60)} ({', '.join(law.rules)})"
        for h, law in report.headings
        if law.status == "barred"
    )
    remarks = tuple(f"{text[:1].upper()}{text[1:]}." for text in found.remarks)
    title = f"What {seller} could still sell {buyer}"
    if not most:
        empty = f"No chapter in which {seller} could sell {buyer} more than it does."
        return PotentialView(title, None, empty, remarks, barred)
    divisor, unit = scale(Decimal(most[0].unrealised), "USD")

    def amount(value: float) -> str:
        return rounded(Decimal(value) / divisor)

    rows = tuple(
        (c.hs, titles[c.hs], amount(c.unrealised), amount(c.potential), amount(c.actual), number(c.headings))
        for c in most
    )
    years = found.years
    mean = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    first = most[0]
    caption = Caption(
        f"potential-{found.exporter.lower()}",
        title,
        f"Unrealised export potential by HS chapter, {unit} a year, mean of {mean}; the largest is chapter "
        f"{first.hs}, {shortened(titles[first.hs], 60)}, with {amount(first.unrealised)}.",
    )
    header = ("Chapter", "Goods", f"Unrealised, {unit}", "Potential", "Actual", "Headings")
    drawn = figure(
        caption,
        ChartTable(header, rows, frozenset({0, 1})),
        lambda width: _bars([(c, f"{c.hs}  {titles[c.hs]}", amount(c.unrealised)) for c in most], width),
        [SourceLine(f"trade files: {', '.join(trade_files)}; method: docs/algorithms/goal.md")],
        "Supply × demand × ease, less what is sold already; headings that the law bars are left out.",
    )
    return PotentialView(title, drawn, "", remarks, barred)


def _bars(chapters: Sequence[tuple[ChapterPotential, str, str]], width: int) -> tuple[Drawing, int]:
    """A bar for each chapter with its name above it, where a telephone has room for it too."""
    largest = chapters[0][0].unrealised
    letters = 120 if is_wide(width) else 46
    rows = [
        {
            "x": round(c.unrealised / largest, 6),
            "zero": 0,
            "name": fitting(name, letters),
            "words": words,
        }
        | {"y": k * _LANE + 22, "y2": k * _LANE + 34, "top": k * _LANE + 12, "middle": k * _LANE + 28}
        for k, (c, name, words) in enumerate(chapters)
    ]
    height = _LANE * len(chapters)
    y_scale = alt.Scale(domain=[height, 0], nice=False)
    x_scale = alt.Scale(domain=[0, 1.12 if is_wide(width) else 1.28], nice=False)
    x = alt.X("x:Q", scale=x_scale, axis=None)
    bar = alt.Chart(data(rows)).mark_rect(fill="var(--a)")
    name = alt.Chart(data(rows)).mark_text(**text_mark(baseline="middle"), fill=INK)
    value = alt.Chart(data(rows)).mark_text(**text_mark(baseline="middle", dx=6, fontWeight=600), fill=INK)
    middle = alt.Y("middle:Q", scale=y_scale, axis=None)
    return layered(
        bar.encode(x=x, x2=alt.X2("zero:Q"), y=alt.Y("y:Q", scale=y_scale, axis=None), y2=alt.Y2("y2:Q")),
        name.encode(
            x=alt.X("zero:Q", scale=x_scale, axis=None),
            y=alt.Y("top:Q", scale=y_scale, axis=None),
            text=alt.Text("name:N"),
        ),
        value.encode(x=x, y=middle, text=alt.Text("words:N")),
    ), height
