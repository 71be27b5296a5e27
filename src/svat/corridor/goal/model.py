"""Corridor room, goal model: everything that an assessment says of a goal, its figures and its deals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from svat.corridor.goal.projection import Forecast
from svat.corridor.model import Goal, Stage, Valuation
from svat.corridor.source import NOBODY, Citation
from svat.corridor.trade.model import Observation
from svat.notation import capital
from svat.refusals import Note
from svat.wording import say, say_word

Status = Literal["reached", "missed", "on course", "behind", "disputed", "unknown"]
Basis = Literal["figure", "projection", "path", "none"]


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
    cited: Citation  # the source of this one figure, where it says more than that of the series
    doubtful: bool  # shown, but nothing rests on it
    partial: bool = False  # doubtful since it is a part of the trade that it is of


@dataclass(frozen=True, slots=True)
class Projection:
    """What one series predicts."""

    first: int  # the years that it rests on
    last: int
    points: int
    growth: float  # middle growth a year
    breaks: tuple[int, ...]
    years: tuple[Forecast, ...]  # from the year after `last` to the goal year; 80 % intervals
    probability: float  # that the goal year's value is the goal's amount or more
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SeriesAssessment:
    """The figures of one source held against the goal, never joined with another's."""

    source: str
    reporter: str
    flow: str
    valuation: Valuation
    mirror: bool  # whether every figure is a mirror
    points: tuple[Point, ...]
    projection: Projection | None
    no_projection: str  # why there is none; empty when there is one


@dataclass(frozen=True, slots=True)
class SourcedValue:
    """A value and who gives it."""

    value: Decimal
    source: str  # of the series
    doubtful: bool
    cited: Citation = NOBODY  # of this one figure, where it says more


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A year for which sources give different values."""

    year: int
    values: tuple[SourcedValue, ...]  # from the largest down
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
    """What is lacking in the goal year, from what is known or predicted of it."""

    basis: Basis
    source: str
    value: Decimal | None  # taken as the goal year's value
    lacking: Decimal | None  # amount less value, 0 when reached
    pipeline_share: float | None  # confirmed and expected deals of the goal year, as a share of `lacking`


@dataclass(frozen=True, slots=True)
class Outlook:
    """What became of the goal or what becomes of it: one sentence, and what it rests on."""

    status: Status
    clause: str  # the first of the sentence, after its status: where it stands
    rest: str  # of the sentence: by whom, how far, what is to be expected and how sure that is
    sources: tuple[Citation, ...]
    year: int | None  # of the figure that it rests on
    low: Decimal | None  # the smallest and the largest value that sources give for that year
    high: Decimal | None
    share_low: float | None  # the same as shares of the goal
    share_high: float | None
    probability_low: float | None  # of reaching the goal, over the series that can be projected
    probability_high: float | None
    basis: Basis

    @property
    def headline(self) -> str:
        """The verdict in one clause."""
        return self._after_status(self.clause)

    @property
    def words(self) -> str:
        """The sentence after its status."""
        return say("{clause}; {rest}", clause=self.clause, rest=self.rest)

    @property
    def sentence(self) -> str:
        """The whole in one sentence."""
        return self._after_status(self.words)

    def _after_status(self, said: str) -> str:
        return say("{status}: {said}", status=capital(say_word(self.status)), said=said)


@dataclass(frozen=True, slots=True)
class Assessment:
    """How far the corridor is on a day, by everything that was known that day."""

    goal: Goal
    on: date
    outlook: Outlook
    series: tuple[SeriesAssessment, ...]
    disagreements: tuple[Disagreement, ...]
    pipeline: Pipeline
    gap: Gap
    later: tuple[Observation, ...]  # figures not used since they were published later
    replaced: tuple[Observation, ...]  # figures that the same source has revised since
    not_compared: tuple[Observation, ...]  # of another measure or currency
    notes: tuple[Note, ...]
    replaces: tuple[Goal, ...] = ()  # the goals in whose place this one stands, the last one first
