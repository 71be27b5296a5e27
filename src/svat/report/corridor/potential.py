"""Report, corridor: what each side could sell the other, by HS chapter: whom to recruit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from svat.notation import number, rounded, scale
from svat.report.corridor.bars import bars
from svat.report.corridor.figure import Figure, figure
from svat.report.corridor.model import PotentialReport
from svat.report.corridor.page_data import SourceLine
from svat.report.drawing import Caption, ChartTable
from svat.report.words import shortened
from svat.tables.values import country_name

_MOST = 12


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
        lambda width: bars(
            [(c.unrealised, f"{c.hs}  {titles[c.hs]}", amount(c.unrealised)) for c in most], width
        ),
        [SourceLine(f"trade files: {', '.join(trade_files)}; method: docs/algorithms/goal.md")],
        "Supply × demand × ease, less what is sold already; headings that the law bars are left out.",
    )
    return PotentialView(title, drawn, "", remarks, barred)
