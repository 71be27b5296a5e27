"""Corridor room, debt: do the figures of a debt agree with each other; each check says both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from svat.corridor.debt.model import Claim, Debt
from svat.corridor.debt.schedule import forgiven, schedule, to_pay
from svat.corridor.source import Source, known
from svat.notation import trimmed


@dataclass(frozen=True, slots=True)
class DebtCheck:
    """Two figures that should be one: what svat calculates (reckoned), and what is given."""

    name: Literal["remaining", "instalments", "last_instalment", "payments", "claim"]
    agrees: bool
    reckoned: Decimal
    given: Decimal
    words: str
    sources: tuple[Source, ...] = ()


def checks(debt: Debt, on: date | None = None) -> tuple[DebtCheck, ...]:
    """Every check of a debt, in a fixed order; `on` leaves out what was published later."""
    return tuple(_checks(debt, on))


def _checks(debt: Debt, on: date | None) -> Iterator[DebtCheck]:
    unit, total, plan = debt.currency, to_pay(debt), schedule(debt)
    written_off = forgiven(debt)
    left = debt.principal - written_off
    if debt.remaining is not None:
        sign = "as" if left == total else "but"
        difference = "" if left == total else f", {trimmed(abs(left - total))} {_less(total, left)}"
        yield DebtCheck(
            "remaining",
            left == total,
            left,
            total,
            f"{_percent(debt.forgiven_share)} of {trimmed(debt.principal)} {unit} is {trimmed(written_off)}, which "
            f"leaves {trimmed(left)}, {sign} the agreement says {trimmed(total)}{difference}",
            known(debt.sources, on) if on else debt.sources,
        )
    if plan:
        whole = sum((i.amount for i in plan), Decimal(0))
        yield DebtCheck(
            "instalments",
            whole == total,
            whole,
            total,
            f"{_sum_words(debt)} sum to {trimmed(whole)} {unit}; to be paid are {trimmed(total)}",
        )
    if debt.plan is not None and plan[-1].amount != plan[0].amount:
        yield DebtCheck(
            "last_instalment",
            False,  # noqa: FBT003 - the field's name stands in the class
            plan[-1].amount,
            plan[0].amount,
            f"the last instalment is {trimmed(plan[-1].amount)} {unit}, the others {trimmed(plan[0].amount)}: "
            "it takes what is left over",
        )
    paid = sum((p.amount for p in debt.payments if on is None or known(p.sources, on)), Decimal(0))
    if paid > total:
        words = f"payments on record sum to {trimmed(paid)} {unit}, more than the {trimmed(total)} to be paid"
        yield DebtCheck("payments", agrees=False, reckoned=total, given=paid, words=words)
    for claim in debt.claims:
        if on is None or known(claim.sources, on):
            yield _claim(debt, claim, on)


def _claim(debt: Debt, claim: Claim, on: date | None) -> DebtCheck:
    plan = schedule(debt)
    written_off = forgiven(debt)
    reckoned = {
        "principal": debt.principal,
        "forgiven": written_off,
        "remaining": to_pay(debt),
        "instalment": plan[0].amount if plan else Decimal(0),
    }[claim.of]
    what = {
        "principal": "the principal",
        "forgiven": "the sum forgiven",
        "remaining": "what remains to be paid",
        "instalment": "each instalment",
    }[claim.of]
    said = known(claim.sources, on) if on else claim.sources
    agrees = claim.amount == reckoned
    words = f"a source gives {trimmed(claim.amount)} {debt.currency} as {what}"
    if claim.of == "instalment" and not plan:
        words += "; the file has no schedule to hold it against"
    elif agrees:
        words += ", as reckoned"
    elif claim.of == "forgiven" and claim.amount == debt.principal:
        words += (
            f", which is the whole principal; {_percent(debt.forgiven_share)} of it is {trimmed(written_off)}: "
            "the source contradicts itself"
        )
    else:
        words += f"; it is {trimmed(reckoned)}"
    return DebtCheck("claim", agrees, reckoned, claim.amount, words, said)


def _sum_words(debt: Debt) -> str:
    plan = schedule(debt)
    if debt.plan is not None and plan[0].amount == plan[-1].amount:
        return f"{len(plan)} × {trimmed(plan[0].amount)}"
    return f"{len(plan)} instalments"


def _less(given: Decimal, reckoned: Decimal) -> str:
    return "less" if given < reckoned else "more"


def _percent(share: Decimal) -> str:
    return f"{trimmed(share * 100)} %"
