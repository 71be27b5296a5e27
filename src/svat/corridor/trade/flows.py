"""Corridor room, flows: yearly means by heading, for whole countries and for pairs, mirrored where one is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from svat.corridor.trade.model import TOTAL, WORLD, Flow, TradeTable
from svat.corridor.trade.rows import key_of, taken
from svat.wording import unusable


@dataclass(frozen=True, slots=True)
class Means:
    """US dollars a year by HS code, and how they were come by."""

    values: Mapping[str, float]
    mirrored: bool  # from the partners' reports, since the country has none of its own


def at_level(table: TradeTable, level: int) -> TradeTable:
    """The rows at one level of the HS (2, 4 or 6 digits), with shallower rows and totals gone.

    Where a report (year, reporter, partner, flow) has no row for a code of that level, its deeper rows of that code
    are summed to it, from the nearest deeper level that it has; nothing is counted at two levels.
    """
    digits = np.char.str_len(table.hs)
    goods = taken(table, (digits >= level) & (table.hs != TOTAL))
    if not len(goods):
        return goods
    digits = np.char.str_len(goods.hs)
    cut = goods.hs.astype(f"<U{level}")
    if (digits > level).any():
        keys = key_of(goods.year, goods.reporter, goods.partner, goods.flow, cut)
        _, which = np.unique(keys, return_inverse=True)
        nearest = np.full(int(which.max()) + 1, 99)
        np.minimum.at(nearest, which, digits)
        use = digits == nearest[which]
        goods, cut = taken(goods, use), cut[use]
    return replace(goods, hs=cut)


def common_years(table: TradeTable, exporter: str, importer: str, most: int) -> tuple[int, ...]:
    """The last years, at most so many, for which something is known of both countries. Raises UnusableInput."""
    of: list[set[int]] = []
    for country in (exporter, importer):
        rows = (table.reporter == country) | (table.partner == country)
        of.append(set(table.year[rows].tolist()))
    both = sorted(of[0] & of[1])
    if not both:
        raise unusable(
            "trade files: no year in which both {exporter} and {importer} appear",
            exporter=exporter,
            importer=importer,
        )
    return tuple(both[-most:])


def country_means(table: TradeTable, country: str, flow: Flow, years: Sequence[int]) -> Means:
    """What a country exports to, or imports from, the whole world a year.

    Its own rows with partner World; else the sum over its partners; else, where it reports nothing in these years,
    the opposite flow of all who report trade with it (mirrored: imports CIF for its exports).
    """
    used = np.isin(table.year, years)
    own = used & (table.reporter == country) & (table.flow == flow)
    if own.any():
        world = own & (table.partner == WORLD)
        return Means(_by_code(taken(table, world if world.any() else own), len(years)), mirrored=False)
    opposite = "import" if flow == "export" else "export"
    mirror = used & (table.partner == country) & (table.flow == opposite) & (table.reporter != WORLD)
    return Means(_by_code(taken(table, mirror), len(years)), mirrored=True)


def pair_means(table: TradeTable, exporter: str, importer: str, years: Sequence[int]) -> Means:
    """What goes from one country to the other a year: the exporter's report, else the importer's (mirrored)."""
    used = np.isin(table.year, years)
    own = used & (table.reporter == exporter) & (table.partner == importer) & (table.flow == "export")
    if own.any():
        return Means(_by_code(taken(table, own), len(years)), mirrored=False)
    mirror = used & (table.reporter == importer) & (table.partner == exporter) & (table.flow == "import")
    return Means(_by_code(taken(table, mirror), len(years)), mirrored=True)


def world_exports(table: TradeTable, years: Sequence[int]) -> tuple[dict[str, float], int]:
    """World exports a year by code, and of how many reporters they are the sum (0: the file has a row of the world)."""
    used = np.isin(table.year, years) & (table.flow == "export") & (table.partner == WORLD)
    whole = used & (table.reporter == WORLD)
    if whole.any():
        return _by_code(taken(table, whole), len(years)), 0
    rows = taken(table, used)
    return _by_code(rows, len(years)), len(np.unique(rows.reporter))


def export_matrix(
    table: TradeTable, years: Sequence[int]
) -> tuple[list[str], list[str], NDArray[np.float64]]:
    """(reporters, codes, US dollars a year) of the exports to the world of each country that reports them."""
    rows = taken(
        table,
        np.isin(table.year, years)
        & (table.flow == "export")
        & (table.partner == WORLD)
        & (table.reporter != WORLD),
    )
    reporters, row = np.unique(rows.reporter, return_inverse=True)
    codes, column = np.unique(rows.hs, return_inverse=True)
    values = np.zeros((len(reporters), len(codes)))
    np.add.at(values, (row, column), rows.value / max(len(years), 1))
    return reporters.tolist(), codes.tolist(), values


def _by_code(rows: TradeTable, years: int) -> dict[str, float]:
    codes, which = np.unique(rows.hs, return_inverse=True)
    sums = np.bincount(which, weights=rows.value, minlength=len(codes)) / years
    return dict(zip(codes.tolist(), sums.tolist(), strict=True))
