"""Report, corridor: the nouns: what each command on a corridor found, ready to be written in any format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svat.corridor.goal.model import Assessment
from svat.corridor.model import Corridor
from svat.corridor.settlement.account import Account
from svat.corridor.settlement.shares import YearShares
from svat.corridor.trade.chapters import ChapterPotential, chapters
from svat.corridor.trade.potential import HeadingPotential, Potential
from svat.refusals import Note, Refusal
from svat.wording import say

NO_PAYMENT = say("An account only: svat executes no payment.")


@dataclass(frozen=True, slots=True)
class GoalReport:
    """Every goal known on a day held against the figures and the deals, with what could not be used."""

    corridor: Corridor
    on: date
    assessments: tuple[Assessment, ...]  # in the file's order
    undeclared: int  # goals of the file that nobody had declared yet
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()
    conflicts: tuple[str, ...] = ()  # rates that contradict each other, in words


@dataclass(frozen=True, slots=True)
class SettlementReport:
    """The account of a corridor on a day, with every row of the input files that could not be used."""

    corridor: Corridor
    account: Account
    shares: tuple[YearShares, ...] = ()  # in which currencies each year's payments were made
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()
    conflicts: tuple[str, ...] = ()  # rates that contradict each other, in words

    @property
    def on(self) -> date:
        """The day of the account."""
        return self.account.on


@dataclass(frozen=True, slots=True)
class HeadingLaw:
    """A heading in words and in law."""

    description: str
    status: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PotentialReport:
    """What one country could sell the other, with what the law says of each heading on a day."""

    on: date
    potential: Potential
    law: tuple[HeadingLaw, ...]  # of each of its headings, in their order
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def headings(self) -> tuple[tuple[HeadingPotential, HeadingLaw], ...]:
        """Each heading with what the law says of it."""
        return tuple(zip(self.potential.headings, self.law, strict=True))

    @property
    def chapters(self) -> tuple[ChapterPotential, ...]:
        """The chapters to recruit companies for: barred headings and arms are left out."""
        barred = {heading.hs for heading, law in self.headings if law.status == "barred"}
        return chapters(self.potential.headings, barred)
