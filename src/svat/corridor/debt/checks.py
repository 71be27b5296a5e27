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
from svat.wording import say, say_count

_AGREES = say(
    "{share} of {principal} {unit} is {written_off}, which leaves {left}, as the agreement says {total}"
)
_LESS = say(
    "{share} of {principal} {unit} is {written_off}, which leaves {left}, but the agreement says {total}, "
    "{difference} less"
)
_MORE = say(
    "{share} of {principal} {unit} is {written_off}, which leaves {left}, but the agreement says {total}, "
    "{difference} more"
)


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
        parts = {
            "share": _percent(debt.forgiven_share),
            "principal": trimmed(debt.principal),
            "unit": unit,
            "written_off": trimmed(written_off),
            "left": trimmed(left),
            "total": trimmed(total),
            "difference": trimmed(abs(left - total)),
        }
        form = _AGREES if left == total else _LESS if total < left else _MORE
        yield DebtCheck(
            "remaining",
            left == total,
            left,
            total,
            say(form, **parts),
            known(debt.sources, on) if on else debt.sources,
        )
    if plan:
        whole = sum((i.amount for i in plan), Decimal(0))
        yield DebtCheck(
            "instalments",
            whole == total,
            whole,
            total,
            say(
                "{instalments} sum to {whole} {unit}; to be paid are {total}",
                instalments=_sum_words(debt),
                whole=trimmed(whole),
                unit=unit,
                total=trimmed(total),
            ),
        )
    if debt.plan is not None and plan[-1].amount != plan[0].amount:
        yield DebtCheck(
            "last_instalment",
            False,  # noqa: FBT003 - the field's name stands in the class
            plan[-1].amount,
            plan[0].amount,
            say(
                "the last instalment is {last} {unit}, the others {others}: it takes what is left over",
                last=trimmed(plan[-1].amount),
                unit=unit,
                others=trimmed(plan[0].amount),
            ),
        )
    paid = sum((p.amount for p in debt.payments if on is None or known(p.sources, on)), Decimal(0))
    if paid > total:
        words = say(
            "payments on record sum to {paid} {unit}, more than the {total} to be paid",
            paid=trimmed(paid),
            unit=unit,
            total=trimmed(total),
        )
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
        "principal": say("the principal"),
        "forgiven": say("the sum forgiven"),
        "remaining": say("what remains to be paid"),
        "instalment": say("each instalment"),
    }[claim.of]
    said = known(claim.sources, on) if on else claim.sources
    agrees = claim.amount == reckoned
    words = say(
        "a source gives {amount} {currency} as {what}",
        amount=trimmed(claim.amount),
        currency=debt.currency,
        what=what,
    )
    if claim.of == "instalment" and not plan:
        words += say("; the file has no schedule to hold it against")
    elif agrees:
        words += say(", as reckoned")
    elif claim.of == "forgiven" and claim.amount == debt.principal:
        words += say(
            ", which is the whole principal; {share} of it is {written_off}: the source contradicts itself",
            share=_percent(debt.forgiven_share),
            written_off=trimmed(written_off),
        )
    else:
        words += say("; it is {reckoned}", reckoned=trimmed(reckoned))
    return DebtCheck("claim", agrees, reckoned, claim.amount, words, said)


def _sum_words(debt: Debt) -> str:
    plan = schedule(debt)
    if debt.plan is not None and plan[0].amount == plan[-1].amount:
        return say("{number} × {amount}", number=len(plan), amount=trimmed(plan[0].amount))
    return say_count("{count} instalment", "{count} instalments", len(plan))


def _percent(share: Decimal) -> str:
    return say("{share} %", share=trimmed(share * 100))
