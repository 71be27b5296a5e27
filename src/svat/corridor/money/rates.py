"""Corridor room, rates: what one currency was worth in another on a day, who said so, and how old it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from svat.corridor.money.amounts import Money, code, decimal_of, money, rounded
from svat.corridor.money.holidays import STALE_AFTER, holidays_between
from svat.notation import count, trimmed
from svat.refusals import Note, Refusal
from svat.wording import say


@dataclass(frozen=True, slots=True)
class Rate:
    """On a day, `per` units of `quote` were worth one unit of `base`, said the publisher."""

    publisher: str  # such as "Bank of Russia"
    day: date
    base: str  # ISO 4217
    quote: str
    per: Fraction  # exact, above 0: an official rate per 100 units is divided without rounding
    source: str  # file and place in it
    written: str = ""  # as the file has it: "100 KZT = 16.05 RUB"


@dataclass(frozen=True, slots=True)
class RateFile:
    """What one file gives: rates, and what could not be used."""

    file: str
    rates: tuple[Rate, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """How one currency is turned into another on a day: by which rates, and how old they are."""

    from_: str
    to: str
    on: date
    factor: Fraction  # units of `to` for one unit of `from_`
    publisher: str  # empty when the two are one currency
    rates: tuple[Rate, ...]  # none, one, or the two legs of a cross rate
    age_days: int  # of the oldest rate used
    words: str


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency: rounded half to even to its minor unit, and what the rounding left."""

    of: Money
    money: Money
    residual: Fraction  # exact value less `money`, in the target currency; at most half a minor unit
    quote: Quote


class NoRateError(Exception):
    """No rate for a day, or only one too old; the message says what is missing in words."""


class Rates:
    """Rates of several publishers; of two that can convert, the one whose file was named first is used.

    A rate is in force until the next one. Since that may be missing in the files, one that is too old is refused: by
    default after 10 days without the public holidays of the country in whose money it is, else after `stale_after`
    days, every one counted.
    """

    def __init__(self, files: Iterable[RateFile], stale_after: int = STALE_AFTER) -> None:
        self.stale_after = stale_after
        self.conflicts: list[str] = []  # in words: where a publisher is said to give two rates for one day
        self._publishers: list[str] = []
        self._series: dict[tuple[str, str, str], list[Rate]] = {}
        self._first: dict[tuple[str, str, str, date], Rate] = {}
        for file in files:
            for rate in file.rates:
                if rate.publisher not in self._publishers:
                    self._publishers.append(rate.publisher)
                self._add(rate)
        for found in self._series.values():
            found.sort(key=lambda rate: rate.day)

    def _add(self, rate: Rate) -> None:
        """Keep a rate, unless one of the same publisher, day and currencies stands in a file named before."""
        series = self._series.setdefault((rate.publisher, rate.base, rate.quote), [])
        first = self._first.setdefault((rate.publisher, rate.base, rate.quote, rate.day), rate)
        if first is rate:
            series.append(rate)
        elif first.per != rate.per:
            self.conflicts.append(
                say(
                    "{source}: {publisher} gives another rate from {base} to {quote} for {day} in "
                    "{source_2}, which is used",
                    source=rate.source,
                    publisher=rate.publisher,
                    base=rate.base,
                    quote=rate.quote,
                    day=rate.day,
                    source_2=first.source,
                )
            )

    def quote(self, from_: str, to: str, on: date) -> Quote:
        """How to convert on a day: by a rate of that day or of the last day before it with one.

        Directly, the other way round, or across one currency that the same publisher quotes both in. Never by a
        rate of a later day, of two publishers mixed, or one that is too old. Raises NoRateError.
        """
        if from_ == to:
            return Quote(from_, to, on, Fraction(1), "", (), 0, f"{from_}, as it stands")
        stale: list[Rate] = []
        for publisher in self._publishers:
            for path in self._paths(publisher, from_, to, on):
                oldest = max(path, key=lambda rate: self._age(rate, on))
                if self._age(oldest, on) <= self.stale_after:
                    return _quote(from_, to, on, path, self.stale_after)
                stale.append(oldest)
        if stale:
            last = max(stale, key=lambda rate: rate.day)
            raise NoRateError(
                f"no rate from {from_} to {to} on {on}: the last one, of {last.publisher}, is of {last.day}, "
                f"{(on - last.day).days} days old, and {self.stale_after} are allowed"
                f"{', public holidays not counted' if self._age(last, on) != (on - last.day).days else ''}"
            )
        raise NoRateError(f"no rate from {from_} to {to} on {on} in the rate files given")

    def _age(self, rate: Rate, on: date) -> int:
        """Days since a rate was set; without holidays, unless somebody says how old it may be."""
        days = (on - rate.day).days
        return days - holidays_between(rate.quote, rate.day, on) if self.stale_after == STALE_AFTER else days

    def _paths(self, publisher: str, from_: str, to: str, on: date) -> Iterable[tuple[Rate, ...]]:
        """Direct, then inverse, then across the publisher's currencies by their codes."""
        if direct := self._leg(publisher, from_, to, on):
            yield (direct,)
        between = sorted({c for p, base, quote in self._series if p == publisher for c in (base, quote)})
        for middle in between:
            if middle in (from_, to):
                continue
            first, second = self._leg(publisher, from_, middle, on), self._leg(publisher, middle, to, on)
            if first and second:
                yield (first, second)

    def _leg(self, publisher: str, one: str, other: str, on: date) -> Rate | None:
        """The newest rate between two currencies that is not of a later day, whichever way it is quoted."""
        found = [
            rate
            for key in ((publisher, one, other), (publisher, other, one))
            if (rate := _last(self._series.get(key, ()), on))
        ]
        return max(found, key=lambda rate: (rate.day, rate.base == one), default=None)


def _last(rates: Sequence[Rate], on: date) -> Rate | None:
    place = bisect_right(rates, on, key=lambda rate: rate.day)
    return rates[place - 1] if place else None


def _quote(from_: str, to: str, on: date, path: tuple[Rate, ...], allowed: int) -> Quote:
    factor, at = Fraction(1), from_
    for rate in path:
        factor = factor * rate.per if rate.base == at else factor / rate.per
        at = rate.quote if rate.base == at else rate.base
    age = max((on - rate.day).days for rate in path)
    over = say(", in force over the holidays") if age > allowed else ""
    return Quote(from_, to, on, factor, path[0].publisher, path, age, _words(from_, to, on, path) + over)


def _words(from_: str, to: str, on: date, path: tuple[Rate, ...]) -> str:
    said = "; ".join(f"{_written(r)} of {r.day}" for r in path)
    if len(path) == 2:
        middle = path[0].quote if path[0].base == from_ else path[0].base
        said = say("cross rate through {middle}: {said}", middle=middle, said=said)
    age = max((on - rate.day).days for rate in path)
    old = f", {count(age, 'day')} before {on}" if age else ""
    return f"{path[0].publisher}, {from_} to {to}: {said}{old}"


def _written(rate: Rate) -> str:
    return rate.written or f"1 {rate.base} = {trimmed(decimal_of(rate.per))} {rate.quote}"


def convert(amount: Money, to: str, on: date, rates: Rates) -> Converted:
    """An amount in another currency at a day's rate; amount and residual together are the exact value.

    Raises NoRateError.
    """
    quote = rates.quote(code(amount), to, on)
    exact = Fraction(amount.amount) * quote.factor
    if not quote.rates:
        return Converted(amount, amount, Fraction(0), quote)
    value = rounded(exact, to)
    return Converted(amount, money(value, to), exact - Fraction(value), quote)
