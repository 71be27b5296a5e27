"""Corridor room, file: debts."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from svat.corridor.debt.model import CLAIMS, Claim, Debt, EqualPlan, Instalment
from svat.corridor.debt.schedule import schedule
from svat.corridor.file.fields import Fields
from svat.corridor.file.sources import Sources, not_before
from svat.corridor.payment import Payment
from svat.wording import say


def read_debt(table: Fields, sources: Sources) -> Debt:
    """One [[debt]] with its plan or list of instalments, payments and claims. Raises UnusableInput."""
    table.only(
        "id", "title", "creditor", "debtor", "currency", "principal", "agreed_on", "in_force_on",
        "forgiven_share", "remaining", "plan", "instalment", "use", "use_text", "payment", "claim", "source",
    )  # fmt: skip
    creditor, debtor = table.country("creditor"), table.country("debtor")
    if creditor == debtor:
        table.refuse("debtor", say("both sides are {creditor}", creditor=creditor))
    currency = table.currency("currency")
    principal = table.sum("principal", currency)
    share = table.number("forgiven_share", zero=True) if table.has("forgiven_share") else Decimal(0)
    if share > 1:
        table.refuse(
            "forgiven_share", say("must be a share from 0 to 1, such as 0.9, not {share}", share=share)
        )
    remaining = table.sum("remaining", currency, zero=True) if table.has("remaining") else None
    if remaining is not None and remaining > principal:
        table.refuse(
            "remaining",
            say(
                "{remaining} is more than the principal {principal}", remaining=remaining, principal=principal
            ),
        )
    if table.has("plan") and table.has("instalment"):
        table.refuse(
            "plan", say("a debt has either a [debt.plan] or [[debt.instalment]] tables, and not both")
        )
    debt = Debt(
        id=table.id("debt"),
        creditor=creditor,
        debtor=debtor,
        currency=currency,
        principal=principal,
        sources=sources.of(table, needed=True),
        title=table.text("title"),
        agreed_on=table.partial_date("agreed_on"),
        in_force_on=table.partial_date("in_force_on"),
        forgiven_share=share,
        remaining=remaining,
        plan=_plan(table.table("plan"), sources, currency) if table.has("plan") else None,
        instalments=_instalments(table, currency),
        use=table.words("use"),
        use_text=table.text("use_text"),
        payments=tuple(
            sorted(
                (_payment(t, sources, currency) for t in table.tables("payment")), key=lambda p: p.on.order
            )
        ),
        claims=tuple(_claim(t, sources) for t in table.tables("claim")),
        line=table.line,
    )
    try:
        schedule(debt)
    except ValueError as error:
        table.refuse("plan", str(error))
    return debt


def _plan(table: Fields, sources: Sources, currency: str) -> EqualPlan:
    table.only("count", "first_due", "months", "amount", "note", "source")
    return EqualPlan(
        count=table.whole("count", 1, 1200, "a number of instalments from 1 to 1200"),
        first_due=table.day("first_due"),
        months=table.whole("months", 1, 120, "a number of months from 1 to 120")
        if table.has("months")
        else 6,
        amount=table.sum("amount", currency) if table.has("amount") else None,
        note=table.text("note"),
        sources=sources.of(table),
    )


def _instalments(table: Fields, currency: str) -> tuple[Instalment, ...]:
    found = []
    for number, inner in enumerate(table.tables("instalment"), start=1):
        inner.only("due", "amount")
        found.append((Instalment(number, inner.day("due"), inner.sum("amount", currency)), inner))
    for (earlier, _), (later, inner) in pairwise(found):
        if later.due <= earlier.due:
            inner.refuse(
                "due",
                say(
                    "{due} does not come after {due_2}: list instalments by date",
                    due=later.due,
                    due_2=earlier.due,
                ),
            )
    return tuple(instalment for instalment, _ in found)


def _payment(table: Fields, sources: Sources, currency: str) -> Payment:
    table.only("on", "amount", "source")
    on = table.partial_date("on")
    if on is None:
        table.refuse("on", say("is missing: when was it paid?"))
    said = sources.of(table, needed=True)
    not_before(table, on, said)
    return Payment(on, table.sum("amount", currency), said)


def _claim(table: Fields, sources: Sources) -> Claim:
    table.only("of", "amount", "source")
    return Claim(
        table.word("of", CLAIMS), table.number("amount"), sources.of(table, needed=True), line=table.line
    )
