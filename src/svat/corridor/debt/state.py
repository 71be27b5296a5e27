"""Corridor room, debt: a debt as known on a day: its terms, its plan, its balance, and whether its figures agree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from svat.corridor.debt.checks import DebtCheck, checks
from svat.corridor.debt.model import Debt, Instalment
from svat.corridor.debt.schedule import Balance, balance, forgiven, schedule, to_pay
from svat.corridor.model import Corridor
from svat.corridor.partial_date import PartialDate
from svat.corridor.payment import Payment
from svat.corridor.source import Source, known


@dataclass(frozen=True, slots=True)
class DebtState:
    """One debt by what was public on a day."""

    debt: Debt
    on: date
    forgiven: Decimal
    to_pay: Decimal
    schedule: tuple[Instalment, ...]
    balance: Balance
    checks: tuple[DebtCheck, ...]
    payments: tuple[Payment, ...]  # those reported by then, with the sources known by then
    sources: tuple[Source, ...]  # of the debt and of its plan

    @property
    def each(self) -> Decimal | None:
        """The instalment of a plan of equal ones; None of a list or of no plan."""
        return self.schedule[0].amount if self.debt.plan and self.schedule else None

    @property
    def plan_note(self) -> str:
        """What is said of the plan, such as that its first day is assumed."""
        return self.debt.plan.note if self.debt.plan else ""

    def past(self, when: PartialDate | None) -> PartialDate | None:
        """A date of the debt once it is past: before, nobody knew that it would come true."""
        return when if when is not None and when.by(self.on) else None


def debt_state(debt: Debt, on: date) -> DebtState | None:
    """A debt as known on a day; None before anybody spoke of it."""
    heard = debt.as_known(on)
    if heard is None:
        return None
    named = dict.fromkeys((*heard.sources, *(heard.plan.sources if heard.plan else ())))
    reported = ((payment, known(payment.sources, on)) for payment in heard.payments)
    return DebtState(
        debt=heard,
        on=on,
        forgiven=forgiven(heard),
        to_pay=to_pay(heard),
        schedule=schedule(heard),
        balance=balance(heard, on),
        checks=checks(heard, on),
        payments=tuple(replace(payment, sources=said) for payment, said in reported if said),
        sources=known(named, on),
    )


@dataclass(frozen=True, slots=True)
class Debts:
    """The debts of a corridor as known on a day."""

    corridor: Corridor
    on: date
    states: tuple[DebtState, ...]  # in the file's order
    unknown: int  # debts of the file of which nobody had heard yet


def debts(corridor: Corridor, on: date) -> Debts:
    """Every debt of a corridor that was known by a day, as it was known."""
    states = tuple(state for debt in corridor.debts if (state := debt_state(debt, on)) is not None)
    return Debts(corridor, on, states, len(corridor.debts) - len(states))
