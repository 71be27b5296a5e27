"""Corridor room, projection: what a short yearly series predicts, with how uncertain that is.

Logarithms of the values are taken as a random walk with drift of unknown mean and variance; the prior below and the
series together give a Student-t for any later year (normal-inverse-gamma model, in which the spread of recent years
weighs more). docs/algorithms/goal.md has the formulas, the back-test and the limits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svat.corridor.goal import student
from svat.wording import say, say_count

_Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prior:
    """What is taken for known of a corridor's yearly change before its series speaks."""

    growth: float = 0.03  # mean logarithmic change of a year, at current prices
    growth_years: float = 64.0  # it is worth as much as this many years of the series
    spread: float = 0.15  # standard deviation of one year's logarithmic change
    spread_years: float = 2.0  # degrees of freedom that the spread above is worth
    fade: float = 0.85  # of what a change tells of the spread, the part that is left after one more year
    least_years: int = 5  # figures needed for a projection
    break_odds: float = 0.005  # a change less likely than this, over all changes together, is a break


PRIOR = Prior()
TESTED = 7  # years ahead that the back-test covers
_LARGEST = 700.0  # whose exponential is still a number
_TWOFOLD = math.log(2) + 1e-9  # a series that exactly halves is on this side, whatever its unit


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted series: what is needed to predict any later year."""

    first: int  # year in which the part that is used begins
    last: int
    level: float  # logarithm of the last value
    drift: float  # mean logarithmic change a year
    spread: float  # standard deviation of one year's change
    weight: float  # how many years the drift rests on, the prior's included
    freedom: float  # degrees of freedom
    points: int
    breaks: tuple[int, ...]  # years in which the series jumped; what was before is not used


@dataclass(frozen=True, slots=True)
class Forecast:
    """One later year: quantiles of the value, in the unit of the series."""

    year: int
    low: float  # 10 %
    middle: float  # 50 %
    high: float  # 90 %


class NoProjection(Exception):  # noqa: N818 - says what it is at every raise
    """A series that predicts nothing; the message says why."""


def fit(series: Mapping[int, float], prior: Prior = PRIOR) -> Model:
    """The model of a series (year → value above 0). Raises NoProjection saying what is lacking.

    Years may be missing: a change over g years counts as g yearly changes summed. Where one change stands apart from
    all others (see `breaks`), only what follows is used.
    """
    years = sorted(series)
    if any(not math.isfinite(series[y]) or series[y] <= 0 for y in years):
        raise NoProjection(say("a year without trade: growth cannot be calculated from nothing"))
    if len(years) < prior.least_years:
        raise NoProjection(
            say(
                "{figures}; a projection needs {least}", figures=_figures(len(years)), least=prior.least_years
            )
        )
    logs = np.log([series[y] for y in years])
    jumps = breaks(years, logs, prior)
    start = max((k for k in jumps), default=0)
    if len(years) - start < prior.least_years:
        raise NoProjection(
            say(
                "the series breaks in {year} and only {figures} since; a projection needs {least}",
                year=years[start],
                figures=_figures(len(years) - start),
                least=prior.least_years,
            )
        )
    used = years[start:]
    change, gap = _changes(used, logs[start:])
    age = used[-1] - np.asarray(used[1:], dtype=float)
    drift, spread, weight, freedom = _posterior(change, gap, prior.fade**age, prior)
    return Model(
        used[0],
        used[-1],
        float(logs[-1]),
        drift,
        spread,
        weight,
        freedom,
        len(used),
        tuple(years[k] for k in jumps),
    )


def forecast(model: Model, years: Sequence[int], share: float = 0.8) -> list[Forecast]:
    """Median and central interval of probability `share` for years after the last one."""
    reach = student.quantile(model.freedom, 0.5 + share / 2)
    found = []
    for year in years:
        middle, scale = _ahead(model, year)
        low, high = middle - reach * scale, middle + reach * scale
        found.append(Forecast(year, *(math.exp(min(x, _LARGEST)) for x in (low, middle, high))))
    return found


def probability(model: Model, year: int, target: float) -> float:
    """The probability that the value of a later year is `target` or more."""
    middle, scale = _ahead(model, year)
    return student.below(model.freedom, (middle - math.log(target)) / scale)


def breaks(years: Sequence[int], logs: Sequence[float] | _Vector, prior: Prior = PRIOR) -> list[int]:
    """Places (0-based) at which a series jumped: the first figure of the new level.

    Each change is held against what the other changes predict of it; it is a break when that is less likely than
    `break_odds` divided by the number of changes and it more than halves or doubles the value.
    """
    change, gap = _changes(years, logs)
    found = []
    for k in range(len(change)):
        rest = np.arange(len(change)) != k
        drift, spread, weight, freedom = _posterior(change[rest], gap[rest], np.ones(len(change) - 1), prior)
        off = abs(change[k] - gap[k] * drift)
        scale = spread * math.sqrt(gap[k] + gap[k] ** 2 / weight)
        if off > _TWOFOLD and 2 * student.below(freedom, -off / scale) < prior.break_odds / len(change):
            found.append(k + 1)
    return found


def _figures(count: int) -> str:
    return say_count("{count} figure", "{count} figures", count)


def _changes(years: Sequence[int], logs: Sequence[float] | _Vector) -> tuple[_Vector, _Vector]:
    return np.diff(np.asarray(logs, dtype=float)), np.diff(np.asarray(years, dtype=float))


def _posterior(
    change: _Vector, gap: _Vector, worth: _Vector, prior: Prior
) -> tuple[float, float, float, float]:
    """(drift, spread, weight, freedom) after changes over gaps of years; `worth` is of each for the spread, 0 to 1."""
    weight = prior.growth_years + float(gap.sum())
    drift = (prior.growth_years * prior.growth + float(change.sum())) / weight
    freedom = prior.spread_years + float(worth.sum())
    squares = prior.spread_years * prior.spread**2 + float((worth * (change - gap * drift) ** 2 / gap).sum())
    squares += prior.growth_years * (drift - prior.growth) ** 2
    return drift, math.sqrt(squares / freedom), weight, freedom


def _ahead(model: Model, year: int) -> tuple[float, float]:
    """(location, scale) of the logarithm in a later year."""
    h = year - model.last
    if h <= 0:
        raise ValueError(say("{year} is not after {last}", year=year, last=model.last))
    return model.level + h * model.drift, model.spread * math.sqrt(h + h * h / model.weight)
