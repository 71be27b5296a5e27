"""Corridor room, payments of the account: what of a deal is paid, each payment at the official rate of its own day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from svat.corridor.model import Deal
from svat.corridor.money.amounts import Money, money, worded
from svat.corridor.money.rates import NoRateError, Rates, convert
from svat.corridor.payment import Payment
from svat.corridor.settlement.model import PaymentValue
from svat.wording import say


def payments_of(deal: Deal, rates: Rates, on: date) -> tuple[PaymentValue, ...]:
    """The payments made by a day. One without a rate is there and does not count."""
    return tuple(_valued(payment, deal, rates) for payment in deal.payments if payment.on.by(on))


def _valued(payment: Payment, deal: Deal, rates: Rates) -> PaymentValue:
    paid, carried = money(payment.amount, payment.currency or deal.currency), payment in deal.carried
    try:
        counted = convert(paid, deal.currency, payment.on.last, rates)
    except NoRateError as error:
        return PaymentValue(payment.on, paid, None, str(error), carried=carried)
    return PaymentValue(payment.on, paid, counted, carried=carried)


def outstanding(deal: Deal, payments: Sequence[PaymentValue]) -> Money:
    """What of a deal is still to pay: nothing of one that was lost.

    Never less than nothing: svat keeps no account of what is paid back.
    """
    left = Decimal(0) if deal.lost else deal.value.amount - _counted(payments)
    return money(max(left, Decimal(0)), deal.currency)


def _counted(payments: Sequence[PaymentValue]) -> Decimal:
    return sum((p.counted.money.amount for p in payments if p.counted), Decimal(0))


def remarks(deal: Deal, payments: Sequence[PaymentValue]) -> tuple[str, ...]:
    """What is to be known of a deal's payments, in words."""
    said = [
        say(
            "{amount} of {on} are not counted as paid: {missing}",
            amount=worded(p.paid),
            on=str(p.on),
            missing=p.missing,
        )
        for p in payments
        if p.missing
    ]
    said += [
        say(
            "{amount} of {on} stand only in an earlier row of the deal: counted as paid",
            amount=worded(p.paid),
            on=str(p.on),
        )
        for p in payments
        if p.carried
    ]
    said += [
        say(
            "{amount} of {on} stand only in an earlier row of the deal; the last one lists other "
            "payments, and all of them would be more than it is worth: not counted",
            amount=worded(money(p.amount, p.currency or deal.currency)),
            on=str(p.on),
        )
        for p in deal.replaced
    ]
    if deal.lost and (paid := _counted(payments)):
        said.append(
            say(
                "{amount} were paid on a deal that was lost: svat keeps no account of what is paid back",
                amount=worded(money(paid, deal.currency)),
            )
        )
    elif (over := _counted(payments) - deal.value.amount) > 0:
        said.append(
            say("{amount} more were paid than it is worth", amount=worded(money(over, deal.currency)))
        )
    return tuple(said)
