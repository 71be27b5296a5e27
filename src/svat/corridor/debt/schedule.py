"""Corridor room, debt: the schedule, and the balance on any day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from svat.corridor.debt.model import Debt, EqualPlan, Instalment
from svat.corridor.money.amounts import minor_unit
from svat.corridor.source import known
from svat.wording import say


@dataclass(frozen=True, slots=True)
class Balance:
    """What is owed on a day, both if every instalment was paid on its day and by the payments on record."""

    on: date
    due_so_far: Decimal  # sum of the instalments due by then
    count_due: int
    scheduled: Decimal  # still owed if what was due was paid
    paid: Decimal  # payments on record that were known by then
    recorded: Decimal  # still owed by the payments on record
    next: Instalment | None


def to_pay(debt: Debt) -> Decimal:
    """What is to be paid: as agreed, else the principal less the share forgiven, to the minor unit."""
    if debt.remaining is not None:
        return debt.remaining
    return (debt.principal * (1 - debt.forgiven_share)).quantize(minor_unit(debt.currency))


def forgiven(debt: Debt) -> Decimal:
    """What is forgiven, to the minor unit; what is calculated to be paid is all the rest of the principal."""
    if debt.remaining is None:
        return debt.principal - to_pay(debt)
    return (debt.principal * debt.forgiven_share).quantize(minor_unit(debt.currency))


def schedule(debt: Debt) -> tuple[Instalment, ...]:
    """The instalments by due date. Those of an equal plan sum to what is to be paid: the last takes the rest.

    Raises ValueError when the agreed amount is so large that nothing or less would be left for the last one.
    """
    if debt.plan is None:
        return debt.instalments
    return equal(to_pay(debt), debt.plan, minor_unit(debt.currency))


def equal(total: Decimal, plan: EqualPlan, unit: Decimal) -> tuple[Instalment, ...]:
    """`total` in plan.count instalments, each as agreed or rounded down to `unit`; the last takes the rest."""
    each = plan.amount if plan.amount is not None else (total / plan.count).quantize(unit, ROUND_DOWN)
    last = total - each * (plan.count - 1)
    if plan.count > 1 and (each <= 0 or last <= 0):
        raise ValueError(
            say(
                "{count} instalments of {each} leave {last} of {total} for the last one",
                count=plan.count,
                each=f"{each:f}",
                last=f"{last:f}",
                total=f"{total:f}",
            )
        )
    return tuple(
        Instalment(n + 1, months_after(plan.first_due, n * plan.months), each if n < plan.count - 1 else last)
        for n in range(plan.count)
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months on; the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def balance(debt: Debt, on: date) -> Balance:
    """The balance on a day. An instalment due that day counts as due; a payment counts when a source reported it."""
    plan = schedule(debt)
    due = [instalment for instalment in plan if instalment.due <= on]
    due_sum = sum((i.amount for i in due), Decimal(0))
    paid = sum((p.amount for p in debt.payments if p.on.by(on) and known(p.sources, on)), Decimal(0))
    total = to_pay(debt)
    return Balance(
        on=on,
        due_so_far=due_sum,
        count_due=len(due),
        scheduled=total - due_sum,
        paid=paid,
        recorded=total - paid,
        next=next((instalment for instalment in plan if instalment.due > on), None),
    )
