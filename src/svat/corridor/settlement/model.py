"""Corridor room, settlement: the nouns: what a deal is worth, and whether it may be settled."""

from __future__ import annotations

from dataclasses import dataclass

from svat.corridor.model import Deal
from svat.corridor.money.amounts import Money
from svat.corridor.money.rates import Converted
from svat.corridor.partial_date import PartialDate
from svat.law.model import Finding, Verdict


@dataclass(frozen=True, slots=True)
class Settlement:
    """A deal whose account may be settled between the two sides."""

    deal: Deal
    verdict: Verdict  # clear


@dataclass(frozen=True, slots=True)
class RefusedSettlement:
    """A deal whose settlement is refused, with the verdict and the findings that refuse it."""

    deal: Deal
    why: str
    verdict: Verdict | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentValue:
    """What was paid, and what of the deal it pays: in another currency at the official rate of its day."""

    on: PartialDate
    paid: Money
    counted: Converted | None  # in the contract's currency; None: not counted, for want of a rate
    missing: str = ""  # in words, why it is not counted
    carried: bool = False  # only an earlier row of the deal has it


@dataclass(frozen=True, slots=True)
class DealValue:
    """A deal in contract, settlement and goal currency at the deal's date; None with a reason where no rate is."""

    deal: Deal
    settlement: Converted | None
    goal: Converted | None
    missing: tuple[str, ...]  # in words, why one is None
    outstanding: (
        Money  # value less what was paid by the day, in the contract's currency; nothing of a lost deal
    )
    outstanding_settlement: Converted | None
    payments: tuple[PaymentValue, ...] = ()  # by the day
    remarks: tuple[str, ...] = ()  # in words, what is to be known of its payments
