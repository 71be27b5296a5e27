"""Corridor room, the nouns of a corridor file: the pair, its goals, series, settlements, debts and commitments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from svat.corridor.debt.model import Debt
from svat.corridor.partial_date import PartialDate
from svat.corridor.register.model import Commitment
from svat.corridor.source import Source, first_known
from svat.refusals import Note
from svat.sides import Side

GoalMeasure = Literal["turnover", "exports", "imports", "investment"]
Valuation = Literal["FOB", "CIF", "FOB+CIF", "unknown"]
GOAL_MEASURES: tuple[str, ...] = ("turnover", "exports", "imports", "investment")
SERIES_FLOWS: tuple[str, ...] = ("", "export", "import", "export+import")
VALUATIONS: tuple[str, ...] = ("FOB", "CIF", "FOB+CIF", "unknown")


@dataclass(frozen=True, slots=True)
class Goal:
    """A declared target: what is measured, how much of it, by the end of which year, and who said so."""

    measure: str  # of GOAL_MEASURES, as seen from the corridor's first country
    amount: Decimal  # whole units of the currency
    currency: str  # ISO 4217
    by: int  # year
    id: str = ""
    declared_on: PartialDate | None = None
    base: int | None = None  # year from which growth is counted, where one was said
    said_by: str = ""  # when no source says it better
    sources: tuple[Source, ...] = ()
    note: str = ""
    line: int = field(default=0, compare=False)

    def known_on(self, on: date) -> bool:
        """Whether it was public on that day; a goal without source or date (a template's) always is."""
        out = first_known(self.sources) or (self.declared_on.last if self.declared_on else None)
        return out is None or out <= on


@dataclass(frozen=True, slots=True)
class SeriesValue:
    """One year's figure of a series."""

    year: int
    amount: Decimal  # whole units of the series' currency: as written × the series' unit
    written: Decimal  # as the file has it
    published_on: PartialDate | None = None  # the value's own, else the series', else its source's earliest
    sources: tuple[Source, ...] = ()  # the value's own, else the series'
    note: str = ""
    line: int = field(default=0, compare=False)

    def known_on(self, on: date) -> bool:
        """Whether it was published by that day and its year was over; one of no date never was."""
        return self.published_on is not None and self.published_on.by(on) and on >= date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Series:
    """What one source says year by year. Two sources are two series, whatever they say."""

    id: str
    measure: str  # of GOAL_MEASURES
    currency: str  # ISO 4217
    unit: Decimal = Decimal(1)  # what `written` is multiplied by
    reporter: str = ""  # ISO 3166-1 alpha-2 of whose statistics these are; empty when not said
    partner: str = ""
    flow: str = ""  # of SERIES_FLOWS; empty when the measure is stated as such
    valuation: str = "unknown"  # of VALUATIONS
    title: str = ""
    values: tuple[SeriesValue, ...] = ()  # by year, each once
    file: Path | None = None  # a table of year and value beside the corridor file; then `values` is empty
    published_on: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SettlementFact:
    """A fact about how the corridor settles: first use of a currency, an account opened, a sum settled."""

    id: str
    text: str
    currency: str  # ISO 4217
    on: PartialDate  # when it happened
    sources: tuple[Source, ...]
    amount: Decimal | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Corridor:
    """An ordered pair of countries: the law and the goals between them, and what was promised and paid."""

    a: str  # ISO 3166-1 alpha-2
    b: str
    name: str = ""
    settlement_currency: str = ""  # ISO 4217
    regimes: tuple[str, ...] = ("UN",)
    max_list_age_days: int = 30
    required_publishers: tuple[str, ...] | None = None  # of lists; None: those of the regimes
    context: str = ""  # "military" where the corridor serves armed forces: end uses are asked about
    two_person_rule: bool = False  # whether every ruling on a hit needs two reviewers
    goals: tuple[Goal, ...] = ()
    series: tuple[Series, ...] = ()
    settlements: tuple[SettlementFact, ...] = ()
    debts: tuple[Debt, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    sources: tuple[Source, ...] = ()  # those named in the file's [source.ID]
    notes: tuple[Note, ...] = ()  # keys of the file that svat does not use
    path: Path | None = None  # of the file, for messages

    def __getitem__(self, side: Side) -> str:
        """The country of a side."""
        return self.a if side == "a" else self.b

    @property
    def goal(self) -> Goal | None:
        """The first goal of the file, which the report shows; None without one."""
        return self.goals[0] if self.goals else None
