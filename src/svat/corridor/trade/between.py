"""Corridor room, trade between: exports, imports and balance of the first country by year, and what is traded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from svat.corridor.goal.growth import known_on
from svat.corridor.trade.flows import at_level
from svat.corridor.trade.model import Flow, Observation, TradeTable
from svat.corridor.trade.rows import taken
from svat.corridor.trade.turnover import observations
from svat.sides import Sides
from svat.wording import say

_MEASURES = {"exports": say("exports"), "imports": say("imports")}
_PARTIAL, _DOUBTFUL = say("{measure} partial"), say("{measure} doubtful")


@dataclass(frozen=True, slots=True)
class FlowYear:
    """One year as one source gives it, seen from the first country; None where it says nothing of a direction."""

    source: str
    year: int
    currency: str
    reporter: str  # ISO 3166-1 alpha-2 of whose statistics these are; "" when the source does not say
    exports: Decimal | None
    imports: Decimal | None
    notes: tuple[str, ...]  # that a figure is partial, doubtful or a mirror
    sound: bool  # whether something may rest on it

    @property
    def balance(self) -> Decimal | None:
        """Exports less imports; exports FOB and imports CIF are not of one kind, and the page says so."""
        return None if self.exports is None or self.imports is None else self.exports - self.imports


@dataclass(frozen=True, slots=True)
class TradedChapter:
    """One HS chapter of one direction in a year, in US dollars."""

    hs: str
    value: float
    share: float  # of all chapters there


@dataclass(frozen=True, slots=True)
class Traded:
    """What one country sold the other in the last year of which chapters are known."""

    seller: str
    buyer: str
    year: int
    reporter: str  # whose statistics they are: the seller's, else the buyer's
    chapters: tuple[TradedChapter, ...]  # the largest first


@dataclass(frozen=True, slots=True)
class TradeBetween:
    """The trade of a pair as known on a day."""

    years: tuple[FlowYear, ...]  # by source, then by year
    traded: Sides[Traded | None]  # by seller


def trade_between(
    table: TradeTable, figures: Iterable[Observation], sides: Sides[str], on: date
) -> TradeBetween:
    """Exports, imports and balance of the first side, and the chapters of both directions, as known on a day.

    `table` are Comtrade's rows, `figures` what the corridor file and plain tables say of exports and imports.
    """
    every = [o for o in figures if o.measure in ("exports", "imports")]
    every += observations(table, sides.a, sides.b, "exports") + observations(
        table, sides.a, sides.b, "imports"
    )
    by: dict[tuple[str, str, int], dict[str, Observation]] = defaultdict(dict)
    for seen in every:
        if known_on(seen) <= on:
            by[seen.source, seen.currency, seen.year][seen.measure] = seen
    years = tuple(_year(*key, found) for key, found in sorted(by.items()))
    sold = Sides(_traded(table, sides.a, sides.b, on), _traded(table, sides.b, sides.a, on))
    return TradeBetween(years, sold)


def _year(source: str, currency: str, year: int, found: dict[str, Observation]) -> FlowYear:
    notes = []
    for measure, seen in sorted(found.items()):
        if seen.doubtful:
            notes.append(say(_PARTIAL if seen.partial else _DOUBTFUL, measure=_MEASURES[measure]))
        if seen.mirror:
            notes.append(say("{measure} by the other side's report", measure=_MEASURES[measure]))
    values = {measure: seen.value for measure, seen in found.items()}
    sound = not any(seen.doubtful for seen in found.values())
    reporter = next(iter(found.values())).reporter
    sold, bought = values.get("exports"), values.get("imports")
    return FlowYear(source, year, currency, reporter, sold, bought, tuple(notes), sound)


def _traded(table: TradeTable, seller: str, buyer: str, on: date) -> Traded | None:
    """By the seller's own report, else by the buyer's: the last year known on the day that has chapters."""
    reports: tuple[tuple[str, str, Flow], ...] = ((seller, buyer, "export"), (buyer, seller, "import"))
    for reporter, partner, flow in reports:
        mine = (table.reporter == reporter) & (table.partner == partner) & (table.flow == flow)
        rows = at_level(taken(table, mine), 2)
        years = [year for year in rows.year.tolist() if date(year + 1, 7, 1) <= on]
        if not years:
            continue
        values: dict[str, float] = defaultdict(float)
        for code, value, year in zip(rows.hs.tolist(), rows.value.tolist(), rows.year.tolist(), strict=True):
            if year == max(years):
                values[code] += value
        if total := sum(values.values()):
            order = sorted(values.items(), key=lambda item: (-item[1], item[0]))
            chapters = tuple(TradedChapter(hs, value, value / total) for hs, value in order)
            return Traded(seller, buyer, max(years), reporter, chapters)
    return None
