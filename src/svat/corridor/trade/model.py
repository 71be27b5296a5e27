"""Corridor room, trade model: one figure of a series, figures as read, and a table of trade by product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from svat.corridor.model import Measure, Valuation
from svat.corridor.source import NOBODY, Citation
from svat.refusals import Note, Refusal

Flow = Literal["export", "import"]

WORLD = "WORLD"  # partner of the sums over all partners
TOTAL = "TOTAL"  # code of the sums over all products


@dataclass(frozen=True, slots=True)
class Observation:
    """One year's figure as one source gives it. Two sources are two observations, whatever they say."""

    year: int
    value: Decimal  # in whole units of `currency`, not in millions
    currency: str  # ISO 4217
    measure: Measure
    reporter: str  # ISO 3166-1 alpha-2 of whose statistics these are; empty when the source does not say
    partner: str
    flow: str  # "export", "import", "export+import", or empty when the source states the measure as such
    valuation: Valuation
    source: str  # of the series
    published_on: date | None = None
    mirror: bool = False  # taken from the other country's report since the one asked for has none
    note: str = ""
    cited: Citation = NOBODY  # the source of this one figure, where it says more than that of the series
    doubtful: bool = False  # contradicted, not borne out or partial: shown, but nothing rests on it
    partial: bool = False  # a part of the trade that it is of

    @property
    def series(self) -> tuple[str, ...]:
        """What figures must share to be one series: source, reporter, flow, valuation, currency.

        A year for which a report is the mirror of another country's is one of that report all the same.
        """
        return (self.source, self.reporter, self.flow, self.valuation, self.currency)


@dataclass(frozen=True, slots=True)
class RefusedPart:
    """A refused row, as far as it can be told what it is of: 0 and "" are what cannot."""

    year: int
    reporter: str
    partner: str
    flow: str
    hs: str


@dataclass(frozen=True)
class TradeTable:
    """Yearly trade by product: columns of equal length, one entry per row that can be used.

    `reporter` and `partner` are ISO 3166-1 alpha-2 where the area has one, else the code of the file; `partner` is
    WORLD in sums over all partners. `hs` has 2, 4 or 6 digits, or is TOTAL. `value` is in US dollars, for
    arithmetic with floats; `written` keeps the digits of the file as text, for sums that must be exact. Exports are
    FOB, imports CIF, unless `valuation` says otherwise.
    """

    year: NDArray[np.int64]
    reporter: NDArray[np.str_]
    partner: NDArray[np.str_]
    flow: NDArray[np.str_]
    hs: NDArray[np.str_]
    value: NDArray[np.float64]
    written: NDArray[np.object_]  # str
    valuation: NDArray[np.str_]
    file: NDArray[np.str_]
    row: NDArray[np.int64]
    classification: NDArray[np.str_]  # "H6", or as the file has it; "" where it does not say
    gaps: tuple[RefusedPart, ...] = ()  # rows that were refused: what they are of is not whole
    # By (year, reporter, partner, flow): which HS revision counts and which were left aside, in words.
    revisions: Mapping[tuple[int, str, str, str], str] = field(default_factory=dict)
    versions: tuple[TradeVersion, ...] = ()  # of files that contradict each other: what each of them says

    def __len__(self) -> int:
        return len(self.year)


@dataclass(frozen=True)
class TradeVersion:
    """The table as it is where one file is believed rather than those that it contradicts."""

    file: str  # name
    flows: frozenset[
        tuple[int, str, str, str]
    ]  # (year, reporter, partner, flow) in which it contradicts others
    table: TradeTable


@dataclass(frozen=True, slots=True)
class Figures:
    """Yearly figures as read, with what could not be used and why."""

    observations: tuple[Observation, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


NO_FIGURES = Figures()
