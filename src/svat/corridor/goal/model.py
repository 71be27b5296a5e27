"""Corridor room, goal model: the target, the deals beside it, and everything that an assessment says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from svat.corridor.deals import Side
from svat.corridor.goal.projection import Forecast
from svat.corridor.trade.model import Measure, Observation
from svat.refusals import Note

Status = Literal["reached", "missed", "on course", "behind", "disputed", "unknown"]
Stage = Literal["introduced", "met", "negotiating", "offered", "signed", "confirmed", "lost"]
Basis = Literal["figure", "projection", "path", "none"]


@dataclass(frozen=True, slots=True)
class Target:
    """A declared goal between two countries."""

    a: str  # ISO 3166-1 alpha-2; exports are those of `a` to `b`
    b: str
    measure: Measure
    amount: Decimal  # in whole units of `currency`
    currency: str  # ISO 4217
    by: int  # year
    source: str = ""


@dataclass(frozen=True, slots=True)
class Deal:
    """One year's value of one deal, as known from a day on. A later row of the same deal and year replaces it."""

    deal: str
    year: int
    value: Decimal
    currency: str
    stage: Stage
    probability: Decimal  # that the value is delivered, 0 … 1; 1 when confirmed, 0 when lost
    known_on: date
    confirmed_on: date | None = None
    day: date | None = None  # of the contract, at whose rate it is converted; None: `known_on`
    exporter: Side | None = None  # None: not said
    source: str = field(default="", compare=False)  # two rows that differ in nothing else say the same
    file: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series beside the goal."""

    year: int
    value: Decimal
    known_on: date
    share: float  # of the goal's amount
    required_growth: float | None  # a year, compound, from here to the goal; None from the goal year on
    reporter: str
    mirror: bool
    note: str
    cited: str  # the source of this one figure, where it says more than that of the series
    doubtful: bool  # shown, but nothing rests on it


@dataclass(frozen=True, slots=True)
class Projection:
    """What one series foretells."""

    first: int  # the years that it rests on
    last: int
    points: int
    growth: float  # middle growth a year
    breaks: tuple[int, ...]
    years: tuple[Forecast, ...]  # from the year after `last` to the goal year; 80 % intervals
    probability: float  # that the goal year's value is the goal's amount or more
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one source, never joined with another's."""

    source: str
    reporter: str
    flow: str
    valuation: str
    mirror: bool
    points: tuple[Point, ...]
    projection: Projection | None
    no_projection: str  # why there is none; empty when there is one


@dataclass(frozen=True, slots=True)
class Said:
    """A value and who gives it."""

    value: Decimal
    source: str  # of the series
    doubtful: bool
    cited: str = ""  # of this one figure, where it says more


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A year for which sources give different values."""

    year: int
    values: tuple[Said, ...]  # from the largest down
    spread: float | None  # largest over smallest, less one, doubtful ones left aside; None over nothing


@dataclass(frozen=True, slots=True)
class StageSum:
    """The deals of one stage in the goal's currency, over all years."""

    stage: Stage
    deals: int
    value: Decimal
    expected: Decimal  # value times probability


@dataclass(frozen=True, slots=True)
class YearSum:
    """The deals of one year in the goal's currency."""

    year: int
    confirmed: Decimal  # by the client: the only value that counts
    open: Decimal  # neither confirmed nor lost
    expected: Decimal  # of the open ones, value times probability


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The council's deals on the day. They are part of the trade that statistics count, never added to it."""

    stages: tuple[StageSum, ...]
    years: tuple[YearSum, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is lacking in the goal year, from what is known or foretold of it."""

    basis: Basis
    source: str
    value: Decimal | None  # taken as the goal year's value
    lacking: Decimal | None  # amount less value, 0 when reached
    pipeline_share: float | None  # confirmed and expected deals of the goal year, as a share of `lacking`


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence, and what it rests on."""

    status: Status
    sentence: str
    sources: tuple[str, ...]
    year: int | None  # of the figure that it rests on
    low: Decimal | None  # the smallest and the largest value that sources give for that year
    high: Decimal | None
    share_low: float | None  # the same as shares of the goal
    share_high: float | None
    probability_low: float | None  # of reaching the goal, over the series that can be projected
    probability_high: float | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Assessment:
    """How far the corridor is on a day, by everything that was known that day."""

    target: Target
    on: date
    verdict: Verdict
    series: tuple[Series, ...]
    disagreements: tuple[Disagreement, ...]
    pipeline: Pipeline
    gap: Gap
    later: tuple[Observation, ...]  # figures not used since they were published later
    replaced: tuple[Observation, ...]  # figures that the same source has revised since
    not_compared: tuple[Observation, ...]  # of another measure or currency
    notes: tuple[Note, ...]
