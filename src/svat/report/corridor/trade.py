"""Report, corridor: exports, imports and balance by year, and the chapters that are traded both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from svat.corridor.trade.between import FlowYear, TradeBetween, Traded
from svat.notation import percent, rounded, scale
from svat.report.corridor.bars import bars
from svat.report.corridor.figure import Figure, figure, is_wide
from svat.report.corridor.line_chart import Dot, Plane, PlottedSeries, drawing
from svat.report.corridor.page_data import SourceLine
from svat.report.drawing import Caption, ChartTable, Picture
from svat.report.words import shortened
from svat.tables.values import country_name
from svat.wording import ENGLISH, SOURCE, Foreign, Wording, say, say_list

_SURPLUS = say(
    "In {year} {seller} sold {buyer} {exports} and bought {imports} {unit}: a surplus of {balance}."
)
_DEFICIT = say(
    "In {year} {seller} sold {buyer} {exports} and bought {imports} {unit}: a deficit of {balance}."
)

_MOST = 8  # chapters of one direction


@dataclass(frozen=True, slots=True)
class TradeView:
    """The trade of the pair, made ready for the page."""

    flows: tuple[Figure, ...]  # by currency
    traded: tuple[Figure, ...]  # by direction
    missing: tuple[str, ...]  # what is not there, in words


def trade_view(
    found: TradeBetween,
    titles: Mapping[str, str],
    trade_files: Sequence[str],
    sides: tuple[str, str],
    wording: Wording = ENGLISH,
) -> TradeView:
    """Exports, imports and balance, and what is traded; `titles` are those of the chapters."""
    a, b = map(country_name, sides)
    by_currency: dict[str, list[FlowYear]] = defaultdict(list)
    for year in found.years:
        by_currency[year.currency].append(year)
    files = (
        SourceLine(say("trade files: {trade_files}", trade_files=", ".join(trade_files)))
        if trade_files
        else None
    )
    flows = tuple(
        _flows(currency, years, sides, files, wording)
        for currency, years in sorted(by_currency.items())
        if any(year.balance is not None for year in years)
    )
    each = [(found.traded.a, a, b), (found.traded.b, b, a)]
    traded = tuple(_traded(sold, titles, files, wording) for sold, _, _ in each if sold)
    none = say(
        "A balance is left out: for no year both exports and imports were known from one source on this day."
    )
    missing = [] if flows else [none]
    missing += [
        say(
            "What {seller} sells {buyer} by chapter is left out: no trade file has its chapters by this day.",
            seller=seller,
            buyer=buyer,
        )
        for sold, seller, buyer in each
        if not sold
    ]
    return TradeView(flows, traded, tuple(missing))


def _flows(
    currency: str,
    years: Sequence[FlowYear],
    sides: tuple[str, str],
    files: SourceLine | None,
    wording: Wording,
) -> Figure:
    values = [v for y in years for v in (y.exports, y.imports) if v is not None]
    divisor, unit = scale(max(values), currency)

    def amount(value: Decimal | None) -> str:
        return "" if value is None else rounded(value / divisor)

    rows = tuple(
        (
            y.source,
            str(y.year),
            amount(y.exports),
            amount(y.imports),
            amount(y.balance),
            say_list(y.notes, "; "),
        )
        for y in years
    )
    drawn, names = _longest(years, sides[0]), (country_name(sides[0]), country_name(sides[1]))
    lines = [
        PlottedSeries(
            say("{seller} sells {buyer}", seller=names[k], buyer=names[1 - k]),
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

    def draw(width: int) -> Picture:
        plane = Plane(width, 320 if is_wide(width) else 280, first, last, top, unit, wording=wording)
        return drawing(plane, lines)

    caption = Caption(
        f"flows-{currency.lower()}",
        say("Exports, imports and balance, {unit}", unit=unit),
        _in_words(drawn, names, unit, amount),
    )
    header = (
        say("Source"),
        say("Year"),
        say("{seller} exports, {unit}", seller=names[0], unit=unit),
        say("Imports"),
        say("Balance"),
        say("Note"),
    )
    sources = [SourceLine(source) for source in dict.fromkeys(y.source for y in years)]
    note = say(
        "Drawn: {source}. Exports are mostly FOB and imports CIF, so a balance of both leans to a deficit.",
        source=drawn[0].source,
    )
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
    said = say("{amount} in {year}", amount=last.words, year=str(last.year))
    if last.doubtful:
        said = say("{amount} in {year} (not sound)", amount=last.words, year=str(last.year))
    return PlottedSeries(line.name, line.dots, said, style=line.style)


def _in_words(
    years: Sequence[FlowYear], names: tuple[str, str], unit: str, amount: Callable[[Decimal | None], str]
) -> str:
    whole = [y for y in years if y.balance is not None]
    if not whole:
        return say("What {name} sells and buys by year; no year has both.", name=names[0])
    last = whole[-1]
    balance = amount(abs(last.balance or Decimal(0)))
    return say(
        _SURPLUS if last.balance and last.balance > 0 else _DEFICIT,
        year=str(last.year),
        seller=names[0],
        buyer=names[1],
        exports=amount(last.exports),
        imports=amount(last.imports),
        unit=unit,
        balance=balance,
    )


def _traded(sold: Traded, titles: Mapping[str, str], files: SourceLine | None, wording: Wording) -> Figure:
    seller, buyer, reporter = map(country_name, (sold.seller, sold.buyer, sold.reporter))
    most = sold.chapters[:_MOST]
    divisor, unit = scale(Decimal(most[0].value), "USD")

    def amount(value: float) -> str:
        return rounded(Decimal(value) / divisor)

    rows = tuple(
        (c.hs, Foreign(titles.get(c.hs, ""), SOURCE), amount(c.value), percent(c.share))
        for c in sold.chapters
    )
    first = most[0]
    caption = Caption(
        f"traded-{sold.seller.lower()}",
        say("What {seller} sells {buyer}", seller=seller, buyer=buyer),
        say(
            "The largest of {chapters} chapters in {year}, {unit}; chapter {hs}, {title}, is "
            "{share} of what the file has.",
            chapters=len(sold.chapters),
            year=str(sold.year),
            unit=unit,
            hs=first.hs,
            title=Foreign(shortened(titles.get(first.hs, ""), 60), SOURCE),
            share=percent(first.share),
        ),
    )
    return figure(
        caption,
        ChartTable((say("Chapter"), say("Goods"), unit, say("Share")), rows, frozenset({0, 1})),
        lambda width: bars(
            [(c.value, f"{c.hs}  {titles.get(c.hs, '')}", amount(c.value)) for c in most], width, wording
        ),
        [
            SourceLine(say("UN Comtrade, reported by {reporter}", reporter=reporter)),
            *([files] if files else []),
        ],
    )
