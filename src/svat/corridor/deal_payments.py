"""Corridor room, payments of deals: as the office's file has them, and those that a later row of a deal leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from svat.corridor.model import Deal
from svat.corridor.money.amounts import known_currency, minor_unit, negative
from svat.corridor.money.redenominated import currency_on, now_called
from svat.corridor.partial_date import PartialDate
from svat.corridor.payment import Payment
from svat.tables import dates
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell
from svat.wording import say

_PAYMENT = re.compile(r"(.+?)\s*[:=]\s*(.+)")


def payments_in(cells: Cells, currency: str, unread: list[tuple[str, str]]) -> tuple[Payment, ...]:
    """`paid` holds one amount with its day in `paid_on`, or entries "day: amount" parted by ";" or line breaks.

    An amount may be in another currency than the deal's: by its own words, by `paid_currency` or by the heading.
    """
    try:
        return tuple(sorted(_paid(cells, currency), key=lambda p: (p.on.order, p.currency, p.amount)))
    except BadCell as bad:
        unread.append((cells.column, bad.reason))
        return ()


def _paid(cells: Cells, currency: str) -> Iterable[Payment]:
    text = cells.lines("paid")
    if not text:
        return
    if cells.text("paid_on"):
        on = PartialDate.of(cells.needed_day("paid_on", say("no day")))
        found = _payment(cells, cells.get("paid"), on, currency)
        if found.amount:
            yield found
        return
    for entry in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        parts = _PAYMENT.fullmatch(entry)
        if not parts:
            raise BadCell(
                say('not payments with their days, such as "2026-03-01: 500000; 2026-05-02: 200000"')
            )
        yield _payment(cells, parts[2], PartialDate.of(dates.day(parts[1])), currency)


def _payment(cells: Cells, text: str, on: PartialDate, currency: str) -> Payment:
    said = ""
    if stated := cells.get("paid_currency"):
        said = currency_on(stated, on.last) or ""
        if not known_currency(said):
            raise BadCell(say("not a currency (ISO 4217)"), "unknown")
    cells.column = "paid"
    if negative(text):
        raise BadCell(say("an amount of money cannot be negative"))
    number, named, rough = cells.amount("paid", text)
    if named in (currency, now_called(currency)):
        named = currency  # as the deal has it, whatever its money was called
    elif named:
        named = currency_on(named, on.last) or named
    if said and named and said != named:
        raise BadCell(
            say(
                "is in {named}, {heading} says {said}",
                named=named,
                heading=cells.heading("paid_currency"),
                said=said,
            ),
            "contradiction",
        )
    paid_in = named or said or currency
    if why := not_exact(number, paid_in, rough=rough):
        raise BadCell(why)
    return Payment(on, number, currency="" if paid_in == currency else paid_in)


def not_exact(number: Decimal, currency: str, *, rough: bool) -> str:
    """Why an account cannot take an amount; empty when it can."""
    if rough:
        return say("only approximate: an account needs the exact amount")
    if number % (unit := minor_unit(currency)):
        return say("finer than the smallest unit of {currency}, {unit}", currency=currency, unit=f"{unit:f}")
    return ""


def with_earlier_payments(rows: Sequence[Deal]) -> Deal:
    """The last of a deal's rows, by the day from which they are known, with what earlier ones say was paid.

    A row that is confirmed anew with another value often leaves out what was paid before: that was paid all the same.
    Of one day the later row counts, which so can correct an amount. Where the row lists payments, and those before it
    would make more than the deal is worth, its list is taken for the whole.
    """
    last = rows[-1]
    before: list[Payment] = []
    for row in rows[:-1]:
        days = {payment.on for payment in row.payments}
        before = [payment for payment in before if payment.on not in days]
        before += [_in_words_of(payment, row, last) for payment in row.payments]
    days = {payment.on for payment in last.payments}
    carried = tuple(payment for payment in before if payment.on not in days)
    if not carried:
        return last
    own = sum((p.amount for p in (*carried, *last.payments) if not p.currency), Decimal(0))
    if last.payments and own > last.value.amount:
        return replace(last, replaced=carried)
    every = sorted((*last.payments, *carried), key=lambda p: (p.on.order, p.currency, p.amount))
    return replace(last, payments=tuple(every), carried=carried)


def _in_words_of(payment: Payment, row: Deal, last: Deal) -> Payment:
    """A payment of an earlier row, whose contract may have been in another currency."""
    currency = payment.currency or row.currency
    return replace(payment, currency="" if currency == last.currency else currency)
