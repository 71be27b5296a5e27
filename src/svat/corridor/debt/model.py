"""Corridor room, debt: the nouns: debt, instalment, claim."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from svat.corridor.partial_date import PartialDate
from svat.corridor.payment import Payment
from svat.corridor.source import Source, known

ClaimOf = Literal["principal", "forgiven", "remaining", "instalment"]
CLAIMS: tuple[str, ...] = ("principal", "forgiven", "remaining", "instalment")


@dataclass(frozen=True, slots=True)
class Instalment:
    """One sum that falls due on one day."""

    number: int  # from 1
    due: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class EqualPlan:
    """Equal instalments at equal distances: the last one takes what rounding leaves."""

    count: int
    first_due: date
    months: int = 6  # from one to the next
    amount: Decimal | None = None  # of each, as agreed; None: what is to be paid / count, rounded down
    note: str = ""  # such as that the first day is assumed
    sources: tuple[Source, ...] = ()  # where they are others than the debt's


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a source gives for part of the debt, right or wrong; it is compared, never used."""

    of: str  # of CLAIMS
    amount: Decimal
    sources: tuple[Source, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Debt:
    """A debt between the two sides: part forgiven, the rest paid by instalments for agreed purposes."""

    id: str
    creditor: str  # ISO 3166-1 alpha-2
    debtor: str
    currency: str  # ISO 4217
    principal: Decimal  # before anything was forgiven
    sources: tuple[Source, ...]
    title: str = ""
    agreed_on: PartialDate | None = None
    in_force_on: PartialDate | None = None
    forgiven_share: Decimal = Decimal(0)  # 0 … 1
    remaining: Decimal | None = None  # what is to be paid, as agreed; None: principal × (1 − forgiven_share)
    plan: EqualPlan | None = None  # either this
    instalments: tuple[Instalment, ...] = ()  # or these, by due date
    use: tuple[str, ...] = ()  # purposes that the instalments are restricted to; empty: none said
    use_text: str = ""  # the restriction in words
    payments: tuple[Payment, ...] = ()  # by date
    claims: tuple[Claim, ...] = ()
    line: int = field(default=0, compare=False)

    def as_known(self, on: date) -> Debt | None:
        """The debt by what was public on a day: None before anybody spoke of it, no plan before its own source."""
        if not known(self.sources, on):
            return None
        if self.plan and self.plan.sources and not known(self.plan.sources, on):
            return replace(self, plan=None)
        return self
