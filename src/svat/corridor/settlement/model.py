"""Corridor room, settlement: the nouns: deal, payment, what a deal's settlement may be, the account."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from svat.corridor.deals import Side
from svat.corridor.money.amounts import Money
from svat.corridor.money.rates import Converted
from svat.law.model import Finding, Verdict
from svat.refusals import Note, Refusal


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment on a deal, as the office recorded it, in the deal's currency."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal in one year as it was known from a day on: what is owed for it, by which side."""

    deal: str  # id
    year: int
    a: str  # the company of the corridor's first country
    b: str
    exporter: Side  # who delivers; the other side pays
    value: Money  # in the contract's currency
    day: date  # of the contract: rates and the legal verdict are of this day
    known_on: date  # since when the office has it like this
    stage: str = ""
    probability: Decimal | None = None
    confirmed_on: date | None = None  # when the client confirmed the value; None: not counted as owed
    hs: str = ""
    activity: str = ""
    payments: tuple[Payment, ...] = ()
    file: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)

    @property
    def payer(self) -> Side:
        """The side that owes the money."""
        return "b" if self.exporter == "a" else "a"

    @property
    def lost(self) -> bool:
        """Whether it came to nothing: nobody owes anything for it."""
        return self.stage.casefold() == "lost"

    def paid(self, on: date) -> Decimal:
        """What was paid by the end of a day."""
        return sum((p.amount for p in self.payments if p.on <= on), Decimal(0))


@dataclass(frozen=True, slots=True)
class Deals:
    """A file of deals as read, with the rows refused and what was noted."""

    file: str
    deals: tuple[Deal, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """A deal whose account may be settled between the two sides."""

    deal: Deal
    verdict: Verdict  # clear


@dataclass(frozen=True, slots=True)
class Refused:
    """A deal whose settlement is refused, with the verdict and the findings that refuse it."""

    deal: Deal
    why: str
    verdict: Verdict | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DealValue:
    """A deal in contract, settlement and goal currency at the deal's date; None with a reason where no rate is."""

    deal: Deal
    settlement: Converted | None
    goal: Converted | None
    missing: tuple[str, ...]  # in words, why one is None
    outstanding: Money  # value less what was paid by the day, in the contract's currency
    outstanding_settlement: Converted | None
