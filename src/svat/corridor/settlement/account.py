"""Corridor room, account: what the deals are worth, what is outstanding, and what remains after netting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from svat.corridor.deals import as_known
from svat.corridor.model import Deal
from svat.corridor.money.amounts import Money, code
from svat.corridor.money.rates import Converted, NoRateError, Rates, convert
from svat.corridor.settlement.legal import settle
from svat.corridor.settlement.model import DealValue, RefusedSettlement, Settlement
from svat.corridor.settlement.payments import outstanding, payments_of, remarks
from svat.law.model import Verdict
from svat.sides import Side
from svat.wording import say


@dataclass(frozen=True, slots=True)
class Exposure:
    """What each side still owes in one currency, whatever the law says of it."""

    currency: str
    a_owes: Decimal
    b_owes: Decimal
    deals: int


@dataclass(frozen=True, slots=True)
class Netted:
    """Both sides' claims in one currency set off against each other."""

    currency: str
    a_owes: Decimal
    b_owes: Decimal
    payer: Side | Literal[""]  # "" when nothing remains
    remains: Decimal  # |a_owes − b_owes|: what the payer still has to pay
    set_off: Decimal  # what each side no longer has to pay: the smaller of the two
    residual: Fraction = Fraction(0)  # what rounding left out of a_owes − b_owes, in this currency


@dataclass(frozen=True, slots=True)
class AccountCurrencies:
    """In which currencies, besides its own, each deal is valued (ISO 4217; empty: in none)."""

    settlement: str
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """The settlement account of a corridor on a day. Nothing is paid by it."""

    on: date
    currencies: AccountCurrencies
    values: tuple[DealValue, ...]  # of every deal known by the day
    settled: tuple[Settlement, ...]  # those that may be settled
    refused: tuple[RefusedSettlement, ...]
    exposure: tuple[Exposure, ...]  # by currency: confirmed deals, settled or refused
    netting: tuple[Netted, ...]  # by contract currency: deals that may be settled
    net: Netted | None  # in the settlement currency; None where none is set or a rate is missing
    missing: tuple[str, ...]  # why, in words


def account(
    deals: Iterable[Deal],
    verdicts: dict[tuple[str, int], Verdict],
    rates: Rates,
    on: date,
    currencies: AccountCurrencies,
    *,
    screened: bool,
) -> Account:
    """The account on a day, from the deals as known then.

    `verdicts` are by (deal, year); `screened` says that they speak of the parties too. Each deal is valued at its own
    date's rate; exposure and netting are of deals whose value the client had confirmed by the day, less what was paid
    by then.
    """
    known = as_known(deals, on)
    values = tuple(_value(d, rates, on, currencies) for d in known)
    answers = [settle(d, verdicts.get((d.deal, d.year)), on, screened=screened) for d in known]
    settled = tuple(x for x in answers if isinstance(x, Settlement))
    chosen = {(x.deal.deal, x.deal.year) for x in settled}
    may = [v for v in values if (v.deal.deal, v.deal.year) in chosen]
    net, missing = _in_settlement_currency(may, currencies.settlement)
    return Account(
        on=on,
        currencies=currencies,
        values=values,
        settled=settled,
        refused=tuple(x for x in answers if isinstance(x, RefusedSettlement)),
        exposure=exposure(v for v in values if v.deal.confirmed_by(on) and not v.deal.lost),
        netting=tuple(
            netted((v.deal.payer, v.outstanding) for v in may if code(v.outstanding) == currency)
            for currency in sorted({code(v.outstanding) for v in may})
        ),
        net=net,
        missing=missing,
    )


def _value(deal: Deal, rates: Rates, on: date, currencies: AccountCurrencies) -> DealValue:
    missing: list[str] = []

    def turned(value: Money, to: str, *, noted: bool = True) -> Converted | None:
        if not to or (deal.lost and not value.amount):
            return None
        try:
            return convert(
                value, to, min(deal.day, on), rates
            )  # a contract yet to come, at the rate of the day
        except NoRateError as error:
            if noted:
                missing.append(str(error))
            return None

    payments = payments_of(deal, rates, on)
    left = outstanding(deal, payments)
    return DealValue(
        deal=deal,
        settlement=turned(deal.value, currencies.settlement),
        goal=turned(deal.value, currencies.goal),
        missing=tuple(dict.fromkeys(missing)),
        outstanding=left,
        outstanding_settlement=turned(left, currencies.settlement, noted=False),
        payments=payments,
        remarks=remarks(deal, payments),
    )


def exposure(values: Iterable[DealValue]) -> tuple[Exposure, ...]:
    """What each side still owes, by currency in order of its code."""
    owed: dict[str, list[tuple[str, Decimal]]] = {}
    for value in values:
        owed.setdefault(code(value.outstanding), []).append((value.deal.payer, value.outstanding.amount))
    return tuple(
        Exposure(currency, _sum(rows, "a"), _sum(rows, "b"), sum(1 for _, amount in rows if amount))
        for currency, rows in sorted(owed.items())
    )


def netted(owed: Iterable[tuple[str, Money]], residuals: Iterable[Fraction] = ()) -> Netted:
    """Claims of one currency, each with the side that owes it, set off against each other.

    a_owes − b_owes is kept exactly: remains is its size, and its sign says who pays. Raises ValueError for claims of
    several currencies or of none.
    """
    rows = list(owed)
    currencies = {code(amount) for _, amount in rows}
    if len(currencies) != 1:
        raise ValueError(
            say(
                "netting is within one currency, not {currencies}",
                currencies=", ".join(sorted(currencies)) or "none",
            )
        )
    cells = [(side, amount.amount) for side, amount in rows]
    a, b = _sum(cells, "a"), _sum(cells, "b")
    payer: Side | Literal[""] = "a" if a > b else "b" if b > a else ""
    return Netted(currencies.pop(), a, b, payer, abs(a - b), min(a, b), sum(residuals, Fraction(0)))


def _in_settlement_currency(
    values: Sequence[DealValue], currency: str
) -> tuple[Netted | None, tuple[str, ...]]:
    if not currency:
        return None, (say("the corridor file sets no settlement_currency"),)
    if not values:
        return None, (say("no deal may be settled"),)
    turned = [(v.deal, v.outstanding_settlement) for v in values]
    missing = tuple(f"{v.deal.deal} {v.deal.year}: {why}" for v in values for why in v.missing)
    if any(c is None for _, c in turned):
        return None, missing
    found = [(deal, c) for deal, c in turned if c is not None]
    residuals = (c.residual if deal.payer == "a" else -c.residual for deal, c in found)
    return netted(((deal.payer, c.money) for deal, c in found), residuals), ()


def _sum(rows: Iterable[tuple[str, Decimal]], side: str) -> Decimal:
    return sum((amount for of, amount in rows if of == side), Decimal(0))
