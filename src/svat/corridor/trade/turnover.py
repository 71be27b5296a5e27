"""Corridor room, turnover: a pair's yearly figures out of trade by product, one series for each reporter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from svat.corridor.model import Measure, Valuation
from svat.corridor.trade.model import TOTAL, Flow, Observation, TradeTable
from svat.corridor.trade.rows import taken

_CURRENCY = "USD"  # of all Comtrade values


@dataclass(frozen=True, slots=True)
class _Sum:
    """One flow of one year as one side reports it."""

    value: Decimal
    valuation: Valuation
    note: str
    file: str


def observations(table: TradeTable, a: str, b: str, measure: Measure) -> list[Observation]:
    """The yearly figures of a measure between `a` and `b`, by year and reporter.

    `exports` are goods from `a` to `b`, `imports` those from `b` to `a`, `turnover` is both. Each reporter is a
    series of its own and nothing is added over reporters. `b`'s report of a year is marked `mirror` where `a` has
    none of that year. A turnover that neither side reports whole is made of one side's flow and the other
    side's report of the opposite one, and says so. The total of a year is the row TOTAL; without one, the sum of the
    shortest codes that are there (chapters, and headings of chapters that are not there), never both.
    """
    pair = taken(
        table,
        ((table.reporter == a) & (table.partner == b)) | ((table.reporter == b) & (table.partner == a)),
    )
    sums = _sums(pair)
    found: list[Observation] = []
    for year in sorted({key[0] for key in sums}):
        flows = {(reporter, flow): s for (y, reporter, flow), s in sums.items() if y == year}
        found += _of_year(year, flows, a, b, measure)
    return found


def _sums(pair: TradeTable) -> dict[tuple[int, str, Flow], _Sum]:
    by_level: dict[tuple[int, str, Flow], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for k in range(len(pair)):
        flow: Flow = "export" if pair.flow[k] == "export" else "import"
        code = str(pair.hs[k])
        by_level[int(pair.year[k]), str(pair.reporter[k]), flow][0 if code == TOTAL else len(code)].append(k)
    sums = {}
    for key, levels in by_level.items():
        level = min(levels)
        rows = levels[level] if level == 0 else _uppermost(pair, levels)
        valuations = set(pair.valuation[rows].tolist())
        deep = "/".join(map(str, sorted({len(str(pair.hs[k])) for k in rows})))
        note = "" if level == 0 else f"sum of {len(rows)} codes of {deep} digits, the file has no total"
        if level and 0 not in levels:
            note += "; codes kept secret would be missing"
        sums[key] = _Sum(
            sum((Decimal(str(pair.written[k])) for k in rows), Decimal(0)),
            valuations.pop() if len(valuations) == 1 else "unknown",
            note,
            ", ".join(sorted(set(pair.file[rows].tolist()))),
        )
    return sums


def _uppermost(pair: TradeTable, levels: Mapping[int, list[int]]) -> list[int]:
    """The rows whose code is no part of another one that is there: a heading counts where its chapter is missing."""
    codes = {str(pair.hs[k]) for rows in levels.values() for k in rows}
    every = (k for level in sorted(levels) for k in levels[level])
    return [
        k for k in every if not any(str(pair.hs[k])[:n] in codes for n in range(2, len(str(pair.hs[k])), 2))
    ]


def _of_year(
    year: int, flows: Mapping[tuple[str, Flow], _Sum], a: str, b: str, measure: Measure
) -> list[Observation]:
    reports: list[tuple[str, tuple[tuple[str, Flow], ...]]]
    if measure != "turnover":
        own: Flow = "export" if measure == "exports" else "import"
        opposite: Flow = "import" if measure == "exports" else "export"
        reports = [(side, ((side, flow),)) for side, flow in ((a, own), (b, opposite))]
    else:
        reports = [(side, ((side, "export"), (side, "import"))) for side in (a, b)]
        if not any(all(part in flows for part in parts) for _, parts in reports):
            # Neither side reports both ways: each way from whoever reports it, the exporter's own word first.
            ways: list[tuple[tuple[str, Flow], tuple[str, Flow]]] = [
                ((a, "export"), (b, "import")),
                ((b, "export"), (a, "import")),
            ]
            chosen = tuple(next((part for part in way if part in flows), way[0]) for way in ways)
            reports = [(f"{chosen[0][0]}+{chosen[1][0]}" if chosen[0][0] != chosen[1][0] else a, chosen)]
    found = []
    own_there = all(part in flows for part in reports[0][1])
    for position, (reporter, parts) in enumerate(reports):
        if not all(part in flows for part in parts):
            continue
        sums = [flows[part] for part in parts]
        mixed = "+" in reporter
        mirror = mixed or (position == 1 and not own_there)
        notes = [s.note for s in sums if s.note]
        if mirror:
            notes.append(_said(parts, sums, a, b, mixed))
        found.append(
            Observation(
                year=year,
                value=sum((s.value for s in sums), Decimal(0)),
                currency=_CURRENCY,
                measure=measure,
                reporter=reporter,
                partner=a if reporter == b else b,
                flow="+".join(flow for _, flow in parts),
                valuation=_together([s.valuation for s in sums]),
                source=f"UN Comtrade, reported by {reporter}",
                mirror=mirror,
                note="; ".join(dict.fromkeys(notes)),
            )
        )
    return found


def _said(parts: tuple[tuple[str, Flow], ...], sums: list[_Sum], a: str, b: str, mixed: bool) -> str:
    what = " and ".join(
        f"{side}'s {flow}s ({s.valuation})" for (side, flow), s in zip(parts, sums, strict=True)
    )
    why = f"neither {a} nor {b} reports both ways" if mixed else f"{a} reports nothing of that kind"
    return f"mirror: {why}; made of {what}; imports CIF hold freight and insurance, exports FOB do not"


def _together(valuations: list[Valuation]) -> Valuation:
    kinds = set(valuations)
    if len(kinds) == 1:
        return kinds.pop()
    return "FOB+CIF" if kinds == {"FOB", "CIF"} else "unknown"


def years_of(table: TradeTable) -> tuple[int, ...]:
    """The years that a table has, in order."""
    return tuple(int(y) for y in np.unique(table.year))
