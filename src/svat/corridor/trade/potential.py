"""Corridor room, potential: what one country could sell the other, heading by heading: supply × demand × ease.

After the International Trade Centre's export potential (Y. Decreux and J. Spies, Export Potential Assessments,
2016), with the density of the product space as a check. docs/algorithms/goal.md has the formulas and what differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from svat.corridor.trade.factors import NO_FACTORS, Factors
from svat.corridor.trade.flows import (
    at_level,
    common_years,
    country_means,
    export_matrix,
    pair_means,
    world_exports,
)
from svat.corridor.trade.model import TradeTable
from svat.corridor.trade.space import ProductPosition, standings
from svat.wording import say, unusable

_FEW = 10  # reporters below which a share of world exports is a share of few


@dataclass(frozen=True, slots=True)
class HeadingPotential:
    """One HS code that the exporter could sell the importer. Values in US dollars a year."""

    hs: str
    potential: float
    actual: float
    unrealised: float  # potential less actual, not below 0
    supply: float  # the exporter's share of world exports of it
    demand: float  # the importer's imports of it, projected where a growth is given
    exports: float  # the exporter's exports of it to the world
    standing: ProductPosition | None  # in the product space; None where too few countries report


@dataclass(frozen=True, slots=True)
class Potential:
    """Everything found for one direction."""

    exporter: str
    importer: str
    level: int
    years: tuple[int, ...]
    ease: float  # actual trade of the pair over what shares alone would give; 1 where the pair does not trade
    headings: tuple[HeadingPotential, ...]  # the largest unrealised value first
    remarks: tuple[str, ...]


def potential(
    table: TradeTable,
    exporter: str,
    importer: str,
    factors: Factors = NO_FACTORS,
    level: int = 4,
    years: int = 5,
) -> Potential:
    """The export potential from one country to another by HS code of `level` digits (2, 4 or 6).

    `table` needs exports to the world of the exporter and of other countries (for world totals and the product space),
    imports of the importer from the world, and the trade of the pair. Means are over the last `years` years that both
    countries have. `factors` say what is expected of codes; one that is not in them counts 1. Raises UnusableInput when
    the table lacks what is needed.
    """
    if exporter == importer:
        raise unusable("potential: both sides are {exporter}", exporter=exporter)
    used = common_years(table, exporter, importer, years)
    flat = at_level(table, level)
    supply, demand = (
        country_means(flat, exporter, "export", used),
        country_means(flat, importer, "import", used),
    )
    if not supply.values:
        raise unusable(
            "trade files: no exports of {exporter} by {level}-digit HS code", exporter=exporter, level=level
        )
    if not demand.values:
        raise unusable(
            "trade files: no imports of {importer} by {level}-digit HS code", importer=importer, level=level
        )
    world, reporters = world_exports(flat, used)
    if not world or (reporters == 1 and not supply.mirrored):
        raise unusable(
            "trade files: a share of world exports needs the exports to World of other countries "
            "too; the files have those of {reporters} reporter",
            reporters=reporters,
        )
    pair = pair_means(flat, exporter, importer, used)
    shares = {k: min(v / max(world.get(k, 0.0), v), 1.0) for k, v in supply.values.items() if v > 0}
    # A country whose exports are mirrored is not among the reporters: its exports are then added to the world's.
    if supply.mirrored:
        shares = {k: v / (world.get(k, 0.0) + v) for k, v in supply.values.items() if v > 0}
    expected = {k: shares[k] * demand.values.get(k, 0.0) for k in shares}
    ease = _ease(pair.values, expected)
    standing = standings(*export_matrix(flat, used), exporter)
    headings = []
    for code in sorted(shares):
        wanted = demand.values.get(code, 0.0) * factors.growth.get(code, 1.0)
        could = shares[code] * wanted * ease * factors.access.get(code, 1.0)
        if could <= 0:
            continue
        actual = pair.values.get(code, 0.0)
        headings.append(
            HeadingPotential(
                code,
                could,
                actual,
                max(could - actual, 0.0),
                shares[code],
                wanted,
                supply.values[code],
                standing.get(code),
            )
        )
    headings.sort(key=lambda h: (-h.unrealised, -h.potential, h.hs))
    remarks = _remarks(exporter, importer, reporters, supply.mirrored, demand.mirrored, pair.mirrored)
    if not any(expected.get(k, 0.0) > 0 for k in pair.values):
        remarks.append(
            say("no trade between the two in these headings: ease is taken as 1, as if shares alone decided")
        )
    if not standing:
        remarks.append(
            say("fewer than {few} countries report their exports: no check in the product space", few=_FEW)
        )
    return Potential(exporter, importer, level, used, ease, tuple(headings), tuple(remarks))


def _ease(actual: Mapping[str, float], expected: Mapping[str, float]) -> float:
    """Trade of the pair over the trade that shares alone would give, in the codes that the exporter exports."""
    hoped = sum(expected.values())
    traded = sum(v for k, v in actual.items() if k in expected)
    return traded / hoped if hoped > 0 and traded > 0 else 1.0


def _remarks(
    exporter: str, importer: str, reporters: int, supply: bool, demand: bool, pair: bool
) -> list[str]:
    found: list[str] = []
    if 0 < reporters < _FEW:
        found.append(
            say(
                "world exports are those of the {reporters} countries in the files: shares are too large",
                reporters=reporters,
            )
        )
    if supply:
        found.append(
            say(
                "mirror: {exporter} reports no exports; its partners' imports (CIF) stand for them",
                exporter=exporter,
            )
        )
    if demand:
        found.append(
            say(
                "mirror: {importer} reports no imports; its partners' exports (FOB) stand for them",
                importer=importer,
            )
        )
    if pair:
        found.append(
            say(
                "mirror: {exporter} reports no exports to {importer}; what {importer} reports stands "
                "for them",
                exporter=exporter,
                importer=importer,
            )
        )
    found.append(
        say("exports are FOB and imports CIF: demand holds freight and insurance, some 5 to 10 % of it")
    )
    return found
