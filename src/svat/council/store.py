"""The council's store: what a council keeps of one corridor, whoever keeps it: a folder or a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from svat.corridor.deals import DealFile
from svat.corridor.model import Corridor
from svat.corridor.money.rates import Rates
from svat.corridor.trade.factors import Factors
from svat.corridor.trade.readers import TradeFiles
from svat.goods.classify import Classifier
from svat.law.ground import Law
from svat.market.decisions import Decisions
from svat.market.wishes import Wishes
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.roll.model import Roll
from svat.sides import Sides


@dataclass(frozen=True, slots=True)
class RateFiles:
    """Files of rates as read, and the table made of them."""

    table: Rates
    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Where a publisher is said to give two rates for one day, in words."""
        return tuple(self.table.conflicts)


class Store(Protocol):
    """One corridor's files or records. What is not there is empty; what cannot be read raises UnusableInput."""

    def corridor(self) -> Corridor:
        """The corridor: the pair of countries, their law and goals, what was promised and paid."""

    def rolls(self, progress: Progress = silent) -> Sides[Roll]:
        """Both sides' rolls, read once."""

    def law_on(self, day: date, known: date | None = None) -> Law:
        """The law of a day as asked on `known` (the same day where it is not given); one and the same for a day."""

    def classifier(self) -> Classifier:
        """What reads goods: svat's nomenclature, and the council's in other languages."""

    def decisions(self) -> Decisions:
        """The companies' recorded decisions."""

    def wishes(self) -> Wishes:
        """Pairs that must meet, vetoes and caps."""

    def known_rolls(self) -> Sides[Roll]:
        """Both rolls where both are there, else empty ones: for those who can do without."""

    def law_of_goods(self, day: date, regimes: Sequence[str] | None = None) -> Law:
        """The law of a day for goods alone; regimes given win over the corridor's."""

    def deals(self) -> DealFile:
        """The council's deals."""

    def rates(self) -> RateFiles:
        """Rates of exchange."""

    def trade(self) -> TradeFiles:
        """Trade statistics."""

    def factors(self) -> Factors:
        """What is expected of headings: growth and access."""

    def names_of(self, kind: Literal["trade", "deals"]) -> tuple[str, ...]:
        """The names of the files of a kind, for a page to cite."""

    def measures(self) -> tuple[Path, ...]:
        """The council's own measures, which a proof names by their hashes."""
