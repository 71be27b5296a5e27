"""Report, corridor: exports, imports and balance by year, and the chapters that are traded both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from svat.corridor.trade.between import FlowYear, TradeBetween, Traded
from svat.notation import percent, rounded, scale
from svat.report.corridor.bars import bars
from svat.report.corridor.figure import Drawing, Figure, figure, is_wide
from svat.report.corridor.line_chart import Dot, Plane, PlottedSeries, drawing
from svat.report.corridor.page_data import SourceLine
from svat.report.drawing import Caption, ChartTable
from svat.report.words import shortened
from svat.tables.values import country_name

_MOST = 8  # chapters of one direction


@dataclass(frozen=True, slots=True)
class TradeView:
    """The trade of the pair, made ready for the page."""

    flows: tuple[Figure, ...]  # by currency
    traded: tuple[Figure, ...]  # by direction
    missing: tuple[str, ...]  # what is not there, in words


def trade_view(
    found: TradeBetween, titles: Mapping[str, str], trade_files: Sequence[str], sides: tuple[str, str]
) -> TradeView:
    """Exports, imports and balance, and what is traded; `titles` are those of the chapters."""
    a, b = map(country_name, sides)
    by_currency: dict[str, list[FlowYear]] = defaultdict(list)
    for year in found.years:
        by_currency[year.currency].append(year)
    files = SourceLine(f"trade files: {', '.join(trade_files)}") if trade_files else None
    flows = tuple(
        _flows(currency, years, sides, files)
        for currency, years in sorted(by_currency.items())
        if any(year.balance is not None for year in years)
    )
    each = [(found.traded.a, a, b), (found.traded.b, b, a)]
    traded = tuple(_traded(sold, titles, files) for sold, _, _ in each if sold)
    none = (
        "A balance is left out: for no year both exports and imports were known from one source on this day."
    )
    none = (
        "A balance is left out: for no year both exports and imports were known from one source on this day."
    )
    missing = [] if flows else [none]
    missing += [
        f"What {seller} sells {buyer} by chapter is left out: no trade file has its chapters by this day."
        for sold, seller, buyer in each
        if not sold
    ]
    return TradeView(flows, traded, tuple(missing))


def _flows(
    currency: str, years: Sequence[FlowYear], sides: tuple[str, str], files: SourceLine | None
) -> Figure:
    values = [v for y in years for v in (y.exports, y.imports) if v is not None]
    divisor, unit = scale(max(values), currency)

    def amount(value: Decimal | None) -> str:
        return "" if value is None else rounded(value / divisor)

    rows = tuple(
        (y.source, str(y.year), amount(y.exports), amount(y.imports), amount(y.balance), "; ".join(y.notes))
        for y in years
    )
    drawn, names = _longest(years, sides[0]), (country_name(sides[0]), country_name(sides[1]))
    lines = [
        PlottedSeries(
            f"{names[k]} sells {names[1 - k]}",
            tuple(
                Dot(y.year, float(value / divisor), amount(value), not y.sound)
                for y in drawn
                if (value := (y.exports, y.imports)[k]) is not None
            ),
            "",
            style=k,
        )
        for k in (0, 1)
    ]
    lines = [_said(line) for line in lines if line.dots]
    first, last = min(y.year for y in drawn), max(y.year for y in drawn)
    top = 1.15 * max(d.value for line in lines for d in line.dots) or 1.0

    def draw(width: int) -> tuple[Drawing, int]:
        plane = Plane(width, 320 if is_wide(width) else 280, first, last, top, unit)
        return drawing(plane, lines), plane.height

    caption = Caption(
        f"flows-{currency.lower()}",
        f"Exports, imports and balance, {unit}",
        _in_words(drawn, names, unit, amount),
    )
    header = ("Source", "Year", f"{names[0]} exports, {unit}", "Imports", "Balance", "Note")
    sources = [SourceLine(source) for source in dict.fromkeys(y.source for y in years)]
    note = f"Drawn: {drawn[0].source}. Exports are mostly FOB and imports CIF, so a balance of both leans to a deficit."
    return figure(
        caption,
        ChartTable(header, rows, frozenset({0, 5})),
        draw,
        [*sources, *([files] if files else [])],
        note,
    )


def _longest(years: Sequence[FlowYear], first: str) -> list[FlowYear]:
    """The years of the source that has most sound balances; of equals the first country's own statistics."""
    by: dict[str, list[FlowYear]] = defaultdict(list)
    for year in years:
        by[year.source].append(year)
    return max(
        by.values(),
        key=lambda of: (sum(y.balance is not None and y.sound for y in of), of[0].reporter == first, len(of)),
    )


def _said(line: PlottedSeries) -> PlottedSeries:
    last = line.dots[-1]
    said = f"{last.words} in {last.year}" + (" (not sound)" if last.doubtful else "")
    return PlottedSeries(line.name, line.dots, said, style=line.style)


def _in_words(
    years: Sequence[FlowYear], names: tuple[str, str], unit: str, amount: Callable[[Decimal | None], str]
) -> str:
    whole = [y for y in years if y.balance is not None]
    if not whole:
        return f"What {names[0]} sells and buys by year; no year has both."
    last = whole[-1]
    sign = "a surplus" if last.balance and last.balance > 0 else "a deficit"
    balance = amount(abs(last.balance or Decimal(0)))
    return (
        f"In {last.year} {names[0]} sold {names[1]} {amount(last.exports)} and bought {amount(last.imports)} {unit}: "
        f"{sign} of {balance}."
    )


def _traded(sold: Traded, titles: Mapping[str, str], files: SourceLine | None) -> Figure:
    seller, buyer, reporter = map(country_name, (sold.seller, sold.buyer, sold.reporter))
    most = sold.chapters[:_MOST]
    divisor, unit = scale(Decimal(most[0].value), "USD")

    def amount(value: float) -> str:
        return rounded(Decimal(value) / divisor)

    rows = tuple((c.hs, titles.get(c.hs, ""), amount(c.value), percent(c.share)) for c in sold.chapters)
    first = most[0]
    caption = Caption(
        f"traded-{sold.seller.lower()}",
        f"What {seller} sells {buyer}",
        f"The largest of {len(sold.chapters)} chapters in {sold.year}, {unit}; chapter {first.hs}, "
        f"{shortened(titles.get(first.hs, ''), 60)}, is {percent(first.share)} of what the file has.",
    )
    return figure(
        caption,
        ChartTable(("Chapter", "Goods", unit, "Share"), rows, frozenset({0, 1})),
        lambda width: bars(
            [(c.value, f"{c.hs}  {titles.get(c.hs, '')}", amount(c.value)) for c in most], width
        ),
        [SourceLine(f"UN Comtrade, reported by {reporter}"), *([files] if files else [])],
    )
