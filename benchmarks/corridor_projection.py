"""The projection of a corridor's trade, back-tested: how often the truth lies in the 80 % interval, and how wide it is.

Run: ./dev python benchmarks/corridor_projection.py [FOLDER ...] [--peers]

Rolling origin: from each year with at least five figures before it, the next one to seven years are foretold from
those figures alone. Series: 33 public ones (Grunfeld's firms 1935–1954: investment, value and capital of eleven
companies, as statsmodels brings them) and 700 simulated ones of 16 years, a hundred of each of seven kinds, seeded.
With folders, the corridors in them instead (tables of year and value, or Comtrade files): for each and over all, what
came about beside the 80 % said, and of how many origins the figure seven years on was double the last one beside the
chance said of that. With --peers, ETS on logarithms (statsmodels) and the naive drift with a normal interval are
measured on the same origins, with thirty simulated series of each kind.
"""

from __future__ import annotations

import argparse
import math
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

import numpy as np
from numpy.typing import NDArray

from corridor_folders import corridors
from svat.corridor.goal.projection import NoProjection, fit, forecast, probability

YEARS, HORIZONS, LEAST = 16, range(1, 8), 5
KINDS = (
    "random walk",
    "walk with drift",
    "reverting to a trend",
    "heavy tails",
    "fading growth",
    "one break",
    "calm",
)
Series = Mapping[int, float]
Path = NDArray[np.float64]
Band = Callable[[Series, list[int]], list[tuple[float, float, float]] | None]


def simulated(seed: int = 0, each: int = 100) -> dict[str, list[Series]]:
    """Seven kinds of yearly trade; the spread of one year's change is about a fifth.

    The prior was chosen on another seed (7, with twelve of each kind) than that of the table, which is 0.
    """
    made: dict[str, list[Series]] = {}
    for k, kind in enumerate(KINDS):
        made[f"simulated: {kind}"] = [
            _as_series(_path(kind, np.random.default_rng((seed, k, n)))) for n in range(each)
        ]
    return made


def _path(kind: str, random: np.random.Generator) -> Path:
    steps: Path = random.normal(0, 0.2, YEARS - 1)
    if kind == "walk with drift":
        steps += random.normal(0.05, 0.08)
    elif kind == "heavy tails":
        steps = 0.12 * random.standard_t(3, YEARS - 1)
    elif kind == "fading growth":
        steps = 0.25 * 0.8 ** np.arange(YEARS - 1) + random.normal(0, 0.12, YEARS - 1)
    elif kind == "one break":
        steps[random.integers(3, YEARS - 3)] += random.choice([-1.0, 1.0])
    elif kind == "calm":
        steps = random.normal(0.04, 0.08, YEARS - 1)
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    if kind == "reverting to a trend":
        level = [0.0]
        for shock in steps:
            level.append(0.6 * level[-1] + shock)
        logs = 0.05 * np.arange(YEARS) + np.array(level)
    return np.array(np.exp(18 + logs), dtype=np.float64)


def _as_series(path: Path) -> Series:
    return {2000 + k: float(v) for k, v in enumerate(path)}


def public() -> dict[str, list[Series]]:
    """Grunfeld's firms, one group for each quantity."""
    from statsmodels.datasets import grunfeld

    data = grunfeld.load_pandas().data
    return {
        f"public: firms' {name}": [
            {int(y): float(v) for y, v in zip(firm["year"], firm[name], strict=True)}
            for _, firm in data.groupby("firm")
        ]
        for name in ("invest", "value", "capital")
    }


def svat_band(series: Series, years: list[int]) -> list[tuple[float, float, float]] | None:
    """Svat's own projection."""
    try:
        return [(f.low, f.middle, f.high) for f in forecast(fit(series), years)]
    except NoProjection:
        return None


def drift_band(series: Series, years: list[int]) -> list[tuple[float, float, float]]:
    """Naive drift on logarithms: normal interval, nothing added for the drift being estimated."""
    logs = np.log(list(series.values()))
    change = np.diff(logs)
    last, drift, spread = max(series), float(change.mean()), float(change.std(ddof=1))
    found = []
    for year in years:
        middle, reach = logs[-1] + drift * (year - last), 1.2816 * spread * math.sqrt(year - last)
        found.append(tuple(math.exp(x) for x in (middle - reach, middle, middle + reach)))
    return [(low, middle, high) for low, middle, high in found]


def ets_level(series: Series, years: list[int]) -> list[tuple[float, float, float]]:
    """ETS(A,N,N) on logarithms: exponential smoothing of a level (statsmodels)."""
    return _ets(series, years, trend=None)


def ets_trend(series: Series, years: list[int]) -> list[tuple[float, float, float]]:
    """ETS(A,Ad,N) on logarithms: the same with a damped trend, undamped where there are too few figures."""
    return _ets(series, years, trend="add")


def _ets(series: Series, years: list[int], trend: str | None) -> list[tuple[float, float, float]]:
    import pandas
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    logs = pandas.Series(np.log(list(series.values())))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = ETSModel(logs, error="add", trend=trend, damped_trend=bool(trend) and len(logs) > 5).fit(
            disp=False
        )
        ahead = max(years) - max(series)
        frame = fitted.get_prediction(start=len(logs), end=len(logs) + ahead - 1).summary_frame(alpha=0.2)
    rows = frame[["pi_lower", "mean", "pi_upper"]].to_numpy()
    return [(a, b, c) for a, b, c in (np.exp(rows[year - max(series) - 1]).tolist() for year in years)]


def measure(groups: dict[str, list[Series]], band: Band) -> dict[str, list[float]]:
    """Group → [origins × horizons, inside, sum of log widths, sum of absolute log errors, origins, not projected]."""
    table: dict[str, list[float]] = defaultdict(lambda: [0.0] * 6)
    for group, many in groups.items():
        for series in many:
            years = sorted(series)
            for k in range(LEAST, len(years)):
                known = {y: series[y] for y in years[:k]}
                ahead = [y for y in years[k:] if y - years[k - 1] in HORIZONS]
                found = band(known, ahead)
                table[group][4] += 1
                if found is None:
                    table[group][5] += 1
                    continue
                for year, (low, middle, high) in zip(ahead, found, strict=True):
                    hit = low <= series[year] <= high
                    error = abs(math.log(series[year] / middle))
                    for name in (group, f"horizon {year - years[k - 1]}"):
                        row = table[name]
                        row[0] += 1
                        row[1] += hit
                        row[2] += math.log(high / low)
                        row[3] += error
    return table


@dataclass(frozen=True, slots=True)
class Foretold:
    """One origin and one horizon: what was said and what came about."""

    horizon: int
    inside: bool  # the 80 % interval holds what came about
    width: float  # of the interval, in logarithms
    over: float  # logarithm of the median less that of what came about
    chance: float  # said, of twice the last figure or more
    doubled: bool


def foretold(series: Series) -> Iterator[Foretold | None]:
    """Every origin of a series at every horizon that it has a figure for; None for an origin without projection."""
    years = sorted(series)
    for k in range(LEAST, len(years)):
        try:
            model = fit({y: series[y] for y in years[:k]})
        except NoProjection:
            yield None
            continue
        last = series[years[k - 1]]
        for year in years[k:]:
            if year - years[k - 1] in HORIZONS:
                [found] = forecast(model, [year])
                value = series[year]
                yield Foretold(
                    year - years[k - 1],
                    found.low <= value <= found.high,
                    math.log(found.high / found.low),
                    math.log(found.middle / value),
                    probability(model, year, 2 * last),
                    value >= 2 * last,
                )


def doubling(rows: Sequence[Foretold]) -> str:
    """Cells of a table: origins with a figure in the last of HORIZONS, chance said of doubling, what came about."""
    last = [r for r in rows if r.horizon == HORIZONS[-1]]
    if not last:
        return "0 | | | "
    said, came = (100 * float(np.mean([getattr(r, name) for r in last])) for name in ("chance", "doubled"))
    return f"{len(last)} | {said:.1f} % | {came:.1f} % | {abs(said - came):.1f}"


def _interval(rows: Sequence[Foretold]) -> str:
    inside, width = 100 * float(np.mean([r.inside for r in rows])), float(np.mean([r.width for r in rows]))
    over = 100 * (math.exp(float(np.median([r.over for r in rows]))) - 1)
    return f"{inside:.1f} % | {abs(80 - inside):.1f} | {math.exp(width):.2f} | {over:+.0f} %"


def print_corridors(groups: Mapping[str, Sequence[Series]]) -> None:
    """The tables of corridors: by corridor, by horizon, and the doubling in seven years over all."""
    told = {name: [found for series in many for found in foretold(series)] for name, many in groups.items()}
    rows = {name: [f for f in found if f] for name, found in told.items()}
    everything = [f for found in rows.values() for f in found]
    heads = "inside 80 % | off | factor | median over"
    doubled = "origins | doubling said | came about | off"
    print(f"\n| corridor | figures | not projected | {heads} | {doubled} |\n|---|{'--:|' * 10}")
    for name, found in rows.items():
        without = sum(f is None for f in told[name])
        figures = sum(len(series) for series in groups[name])
        cells = f"{_interval(found)} | {doubling(found)}" if found else " | " * 7
        print(f"| {name} | {figures} | {without} | {cells} |")
    print(f"| **all** | | | {_interval(everything)} | {doubling(everything)} |")
    print(f"\n| years ahead | foretold | {heads} |\n|---|{'--:|' * 5}")
    for h in HORIZONS:
        found = [f for f in everything if f.horizon == h]
        if found:
            print(f"| {h} | {len(found)} | {_interval(found)} |")


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folders", nargs="*", type=FilePath, help="folders of corridors' files")
    arguments.add_argument("--peers", action="store_true", help="measure ETS and naive drift too (minutes)")
    bands: dict[str, Band] = {"svat": svat_band}
    given = arguments.parse_args()
    if given.folders:
        print_corridors({name: [series] for name, series in corridors(given.folders).items()})
        return
    peers = given.peers
    if peers:
        bands |= {"ETS(A,N,N)": ets_level, "ETS(A,Ad,N)": ets_trend, "naive drift": drift_band}
    groups = public() | simulated(each=30 if peers else 100)
    results = {}
    for name, band in bands.items():
        start = time.perf_counter()
        results[name] = measure(groups, band)
        print(f"{name}: {time.perf_counter() - start:.1f} s")
    rows = [*groups, *(f"horizon {h}" for h in HORIZONS)]
    heads = " | ".join(f"{name}: inside 80 % | factor | error" for name in bands)
    print(f"\n| series | origins | not projected | {heads} |")
    print("|---|--:|--:|" + "--:|--:|--:|" * len(bands))
    for row in [*rows, "all"]:
        cells = []
        for result in results.values():
            parts = [result[row]] if row != "all" else [result[g] for g in groups]
            n, hit, width, error, _, _ = (sum(p[k] for p in parts) for k in range(6))
            cells += [f"{100 * hit / n:.1f} %", f"{math.exp(width / n):.2f}", f"{100 * error / n:.1f} %"]
        first = results["svat"]
        parts = [first[row]] if row in groups else [first[g] for g in groups] if row == "all" else []
        counts = [f"{sum(p[k] for p in parts):.0f}" if parts else "" for k in (4, 5)]
        print(f"| {row} | {' | '.join(counts)} | {' | '.join(cells)} |")
    print(
        f"\n| series | origins | doubling in {HORIZONS[-1]} years said | came about | off |\n|---|{'--:|' * 4}"
    )
    for kind in ("public", "simulated"):
        many = [series for name, found in groups.items() if name.startswith(kind) for series in found]
        print(f"| {kind} | {doubling([f for series in many for f in foretold(series) if f])} |")


if __name__ == "__main__":
    main()
