"""Yearly trade of corridors out of folders of files, through svat's own reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from svat.corridor.trade.model import WORLD, Observation
from svat.corridor.trade.readers import read_trade
from svat.corridor.trade.series_file import Expected
from svat.corridor.trade.turnover import observations

_SUFFIXES = {".csv", ".tsv", ".txt"}


def corridors(folders: Sequence[Path]) -> dict[str, dict[int, float]]:
    """Corridor → its sound figures by year: one for each plain table, one for each pair and reporter of Comtrade files.

    A year of two values is left out, as `svat` leaves it out of projections. What is refused is printed.
    """
    found: dict[str, dict[int, float]] = {}
    for folder in folders:
        files = read_trade([p for p in sorted(folder.iterdir()) if p.suffix.lower() in _SUFFIXES])
        figures = files.figures(Expected("turnover", "USD"))
        for refusal in figures.refusals:
            print(refusal)
        seen = list(figures.observations)
        areas = sorted({*files.table.reporter.tolist(), *files.table.partner.tolist()} - {WORLD})
        for a, b in combinations(areas, 2):
            seen += observations(files.table, a, b, "turnover")
        for name, series in _by_series(seen).items():
            found[name if name not in found else f"{folder.name}/{name}"] = series
    return found


def _by_series(seen: Sequence[Observation]) -> dict[str, dict[int, float]]:
    values: dict[tuple[str, ...], dict[int, set[float]]] = defaultdict(lambda: defaultdict(set))
    for o in seen:
        if not (o.partial or o.doubtful):
            pair = "-".join(sorted(filter(None, (o.reporter, o.partner))))
            values[(Path(o.source).stem, pair, *o.series[1:])][o.year].add(float(o.value))
    names = {key: " ".join(dict.fromkeys(filter(None, key[:3]))) for key in values}
    return {
        names[key]: {year: next(iter(v)) for year, v in years.items() if len(v) == 1}
        for key, years in values.items()
    }
