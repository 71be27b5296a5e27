"""Corridor room, shares: in which currencies each year's payments were made, beside what was stated or announced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from moneyed import get_currencies_of_country

from svat.corridor.model import SettlementFact
from svat.corridor.money.amounts import Money, code, money
from svat.corridor.money.rates import NoRateError, Rates
from svat.corridor.settlement.model import DealValue, PaymentValue


@dataclass(frozen=True, slots=True)
class CurrencyShare:
    """What was paid in one currency in a year, and its share of all that was paid."""

    paid: Money
    share: Fraction | None  # None: not known, for want of a rate


@dataclass(frozen=True, slots=True)
class YearShares:
    """How one year's payments were settled, and what sources say of it."""

    year: int
    unit: str  # ISO 4217, in which payments of several currencies were compared; "" where there is one only
    currencies: tuple[CurrencyShare, ...]  # by their codes; empty: no payment of that year is on record
    national: Fraction | None  # the share of both countries' own currencies; None: not known
    missing: tuple[str, ...]  # why shares are not known, in words
    stated: tuple[SettlementFact, ...] = ()  # shares of that year, or announced for it


def shares_by_year(
    values: Iterable[DealValue],
    rates: Rates,
    unit: str,
    countries: Iterable[str],
    facts: Iterable[SettlementFact] = (),
) -> tuple[YearShares, ...]:
    """The shares of each year with payments or with a statement on it.

    Payments of deals that were lost are left out. Each payment is turned into `unit` at the official rate of its day;
    where one cannot be, no share of its year is known, unless all were in one currency.
    """
    national = {str(c.code) for country in countries for c in get_currencies_of_country(country)}
    paid: dict[int, list[PaymentValue]] = defaultdict(list)
    for value in values:
        for payment in value.payments if not value.deal.lost else ():
            paid[payment.on.year].append(payment)
    said: dict[int, list[SettlementFact]] = defaultdict(list)
    for fact in facts:
        if fact.share is not None:
            said[fact.by or fact.year or fact.on.year].append(fact)
    return tuple(
        _of_year(year, paid.get(year, ()), tuple(said.get(year, ())), (rates, unit, national))
        for year in sorted({*paid, *said})
    )


def _of_year(
    year: int,
    payments: Sequence[PaymentValue],
    stated: tuple[SettlementFact, ...],
    how: tuple[Rates, str, Collection[str]],
) -> YearShares:
    rates, unit, national = how
    sums: dict[str, Decimal] = defaultdict(Decimal)
    worth: dict[str, Fraction] = defaultdict(Fraction)
    missing: dict[str, None] = {}
    alone = len({code(payment.paid) for payment in payments}) == 1
    for payment in payments:
        currency = code(payment.paid)
        sums[currency] += payment.paid.amount
        try:
            factor = Fraction(1) if alone else _factor(currency, unit, payment, rates)
        except NoRateError as error:
            missing[str(error)] = None
            continue
        worth[currency] += Fraction(payment.paid.amount) * factor
    total = sum(worth.values(), Fraction(0))
    known = not missing and total > 0
    found = tuple(
        CurrencyShare(money(sums[currency], currency), worth[currency] / total if known else None)
        for currency in sorted(sums)
    )
    own = sum((c.share for c in found if c.share is not None and code(c.paid) in national), Fraction(0))
    used = "" if alone or not payments else unit
    return YearShares(year, used, found, own if known else None, tuple(missing), stated)


def _factor(currency: str, unit: str, payment: PaymentValue, rates: Rates) -> Fraction:
    if not unit:
        raise NoRateError("the corridor file sets no settlement_currency in which payments could be compared")
    return rates.quote(currency, unit, payment.on.last).factor
