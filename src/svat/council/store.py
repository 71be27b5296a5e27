"""The council's store: what a council keeps of one corridor, whoever keeps it: a folder or a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from svat.progress import Progress, silent

if TYPE_CHECKING:
    from svat.corridor.deals import DealFile
    from svat.corridor.model import Corridor
    from svat.corridor.money.rates import Rates
    from svat.corridor.trade.factors import Factors
    from svat.corridor.trade.readers import TradeFiles
    from svat.goods.classify import Classifier
    from svat.law.ground import Law
    from svat.market.decisions import Decisions
    from svat.market.wishes import Wishes
    from svat.mission.files.read import VisitFiles
    from svat.refusals import Note, Refusal
    from svat.report.introductions.earlier import EarlierRun
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

    def missions(self) -> tuple[str, ...]:
        """The names of the council's missions."""

    def mission_files(self, mission: str) -> VisitFiles:
        """What the files of a mission say: its days, places and people, and what the office asks for."""

    def introduced(self, named: Sequence[Path], on: date) -> EarlierRun | None:
        """The last run of introductions by a day, of those named or of all that the store keeps; None without one."""

    def plans(self, mission: str) -> PlanShelf:
        """A mission's numbered plans, and what was published of them."""

    def append(self, table: Literal["decisions", "deals"], rows: Sequence[Mapping[str, str]]) -> Appended:
        """Add rows, by canonical column, to a table of the council's; those that it has are not added again."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What was added to a table: where, how many rows, and how many it had already."""

    file: str
    rows: int
    known: int


class PlanShelf(Protocol):
    """The numbered plans of one mission, which are never written over, and the marks put on them."""

    def versions(self) -> tuple[int, ...]:
        """The numbers of all plans, in their order."""

    def plan(self, version: int) -> bytes:
        """One plan's document. Raises UnusableInput where there is none of that number."""

    def add(self, version: int, document: bytes) -> None:
        """Keep a plan under a number that no plan has. Raises UnusableInput."""

    def marks(self) -> tuple[Mapping[str, Any], ...]:
        """What was done with plans, in its order: published, frozen, checked in."""

    def mark(self, made: Mapping[str, Any]) -> None:
        """Add a mark."""

    @property
    def folder(self) -> Path:
        """Where what is sent and kept of the mission is put."""
