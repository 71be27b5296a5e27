"""Report, corridor: what each side could sell the other, by HS chapter: whom to recruit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from svat.notation import capital, number, rounded, scale
from svat.report.corridor.bars import bars
from svat.report.corridor.figure import Figure, figure
from svat.report.corridor.model import PotentialReport
from svat.report.corridor.page_data import SourceLine
from svat.report.drawing import Caption, ChartTable
from svat.report.words import shortened
from svat.tables.values import country_name
from svat.wording import ENGLISH, SOURCE, Foreign, Wording, say

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
    report: PotentialReport, titles: Mapping[str, str], trade_files: Sequence[str], wording: Wording = ENGLISH
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
    remarks = tuple(say("{remark}.", remark=capital(text)) for text in found.remarks)
    title = say("What {seller} could still sell {buyer}", seller=seller, buyer=buyer)
    if not most:
        empty = say(
            "No chapter in which {seller} could sell {buyer} more than it does.", seller=seller, buyer=buyer
        )
        return PotentialView(title, None, empty, remarks, barred)
    divisor, unit = scale(Decimal(most[0].unrealised), "USD")

    def amount(value: float) -> str:
        return rounded(Decimal(value) / divisor)

    rows = tuple(
        (
            c.hs,
            Foreign(titles[c.hs], SOURCE),
            amount(c.unrealised),
            amount(c.potential),
            amount(c.actual),
            number(c.headings),
        )
        for c in most
    )
    years = found.years
    mean = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    first = most[0]
    caption = Caption(
        f"potential-{found.exporter.lower()}",
        title,
        say(
            "Unrealised export potential by HS chapter, {unit} a year, mean of {mean}; the "
            "largest is chapter {hs}, {title}, with {unrealised}.",
            unit=unit,
            mean=mean,
            hs=first.hs,
            title=Foreign(shortened(titles[first.hs], 60), SOURCE),
            unrealised=amount(first.unrealised),
        ),
    )
    header = (
        say("Chapter"),
        say("Goods"),
        say("Unrealised, {unit}", unit=unit),
        say("Potential"),
        say("Actual"),
        say("Headings"),
    )
    drawn = figure(
        caption,
        ChartTable(header, rows, frozenset({0, 1})),
        lambda width: bars(
            [(c.unrealised, f"{c.hs}  {titles[c.hs]}", amount(c.unrealised)) for c in most], width, wording
        ),
        [
            SourceLine(
                say(
                    "trade files: {trade_files}; method: docs/algorithms/goal.md",
                    trade_files=", ".join(trade_files),
                )
            )
        ],
        say("Supply × demand × ease, less what is sold already; headings that the law bars are left out."),
    )
    return PotentialView(title, drawn, "", remarks, barred)
