"""Corridor room, official rates: the banks whose files are read, and how an entry of such a file becomes a rate.

Every central bank but the ECB says what foreign money is worth in its own. A file that is not known to be a bank's is
refused: the same number in another currency would be wrong by any factor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from svat.corridor.money.amounts import NOT_PAYABLE, known_currency
from svat.corridor.money.rates import Rate, RateFile
from svat.corridor.money.redenominated import then_called
from svat.refusals import Note, Refusal, name_alone, said_of
from svat.tables import dates
from svat.tables.numbers import BadCell
from svat.wording import say, unusable

_PLAIN = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,12})?(?:[eE]-?0?[0-9])?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,12})?")
_NOBODY_PAYS_IN = NOT_PAYABLE | {"XEU"}


@dataclass(frozen=True, slots=True)
class Bank:
    """A publisher of official rates, and the currency in which it quotes."""

    name: str
    currency: str  # ISO 4217
    since: date = date.min  # the currency's; before it the same file was in money of another name or worth
    commas: bool = False  # whether a comma parts thousands
    side: str = ""  # which of several rates is read, in words; "" where there is only one


BANK_OF_RUSSIA = Bank("Bank of Russia", "RUB")
MOLDOVA = Bank("National Bank of Moldova", "MDL", date(1993, 11, 29))
AZERBAIJAN = Bank("Central Bank of Azerbaijan", "AZN", date(2006, 1, 1))
TAJIKISTAN = Bank("National Bank of Tajikistan", "TJS", date(2000, 10, 30))
KAZAKHSTAN = Bank("National Bank of Kazakhstan", "KZT", date(1993, 11, 15))
KYRGYZSTAN = Bank("National Bank of the Kyrgyz Republic", "KGS", date(1993, 5, 10))
UZBEKISTAN = Bank("Central Bank of Uzbekistan", "UZS", date(1994, 7, 1))
BELARUS = Bank("National Bank of Belarus", "BYN", date(2000, 1, 1))
ARMENIA = Bank("Central Bank of Armenia", "AMD", date(1993, 11, 22))
GEORGIA = Bank("National Bank of Georgia", "GEL", date(1995, 10, 2))
UKRAINE = Bank("National Bank of Ukraine", "UAH", date(1996, 9, 2))
POLAND = Bank("National Bank of Poland", "PLN", date(1995, 1, 1))
ROMANIA = Bank("National Bank of Romania", "RON", date(2005, 7, 1))
CZECHIA = Bank("Czech National Bank", "CZK", date(1993, 2, 8))
TURKEY = Bank("Central Bank of Turkey", "TRY", date(2005, 1, 1), side="forex buying")
BRAZIL = Bank("Central Bank of Brazil", "BRL", date(1994, 7, 1), side="PTAX, selling")
KOREA = Bank("Bank of Korea", "KRW", date(1962, 6, 10), commas=True)
EXIMBANK = Bank("Export-Import Bank of Korea", "KRW", date(1962, 6, 10), commas=True)
READ = say(
    "the Bank of Russia, the ECB, and the central banks of Armenia, Azerbaijan, Belarus, "
    "Brazil, Czechia, Georgia, Kazakhstan, Korea, Kyrgyzstan, Moldova, Poland, Romania, "
    "Tajikistan, Turkey, Ukraine and Uzbekistan"
)


@dataclass(frozen=True, slots=True)
class RateColumns:
    """How a file calls the parts of an entry, for refusals, and what it counts."""

    currency: str
    nominal: str
    value: str
    day: str = "Date"
    place: str = "line"  # or row, or entry


@dataclass(frozen=True, slots=True)
class RateEntry:
    """One rate as a file has it: `value` of the bank's currency for `nominal` units of another."""

    place: int
    day: date | str  # as text where each entry has its own
    currency: str
    nominal: str
    value: str
    column_of_currency: int = 0  # its own line, where that is another
    wrong: str = ""  # why it is none, known before it is read


class BadEntry(Exception):  # noqa: N818 - it is what it is called
    """An entry that cannot be used: where, and why."""

    def __init__(self, place: int, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.place, self.column, self.value, self.reason = place, column, value, reason

    def refusal(self, file: str) -> Refusal:
        """As what the file's report shows."""
        return Refusal(file, self.place, self.column, self.value, self.reason, kind="unreadable")


def rate_file(
    bank: Bank, entries: Iterable[RateEntry], file: str, columns: RateColumns, notes: Iterable[Note] = ()
) -> RateFile:
    """The rates of a bank's file. An entry that cannot be used is refused with its place and the others are read.

    Units that nobody pays in (gold, XDR) and the bank's own currency are passed over with a note. Raises UnusableInput
    for a file without an entry.
    """
    found = list(entries)
    if not found:
        raise unusable("{file}: line 1: holds no rate", file=file)
    rates: dict[tuple[date, str], Rate] = {}
    refusals: list[Refusal] = []
    said: list[Note] = list(notes)
    for entry in found:
        why = say("a unit that nobody pays in; passed over") if entry.currency in _NOBODY_PAYS_IN else ""
        if entry.currency == bank.currency:
            why = say("the bank's own currency; passed over")
        if why:
            place = (file, entry.place, columns.currency, entry.currency)
            said.append(Note(*place, why, "passed-over"))
            continue
        try:
            rate = _rate(bank, entry, file, columns)
        except BadEntry as bad:
            refusals.append(bad.refusal(file))
            continue
        if rates.setdefault((rate.day, rate.base), rate) is not rate:
            again = say("appears twice on {day}; the first one is used", day=rate.day)
            refusals.append(BadEntry(entry.place, columns.currency, entry.currency, again).refusal(file))
    return RateFile(file, tuple(rates.values()), tuple(refusals), tuple(said))


def _rate(bank: Bank, entry: RateEntry, file: str, columns: RateColumns) -> Rate:
    currency = entry.currency
    if entry.wrong or not known_currency(currency):
        place = entry.column_of_currency or entry.place
        raise BadEntry(place, columns.currency, currency, entry.wrong or "not a currency of ISO 4217")
    day = entry.day
    if isinstance(day, str):
        try:
            day = dates.day(day)
        except BadCell as bad:
            raise BadEntry(entry.place, columns.day, str(entry.day), str(bad)) from None
    if day < bank.since:
        why = say(
            "{currency} is money since {since}; before it the bank quoted in another",
            currency=bank.currency,
            since=bank.since,
        )
        raise BadEntry(entry.place, columns.day, str(day), why)
    nominal, value = (
        _number(entry, name, text, bank)
        for name, text in ((columns.nominal, entry.nominal), (columns.value, entry.value))
    )
    quote = then_called(bank.currency, day)
    written = f"{nominal:f} {currency} = {value:f} {quote}" + (f" ({bank.side})" if bank.side else "")
    where = f"{name_alone(file)}, {columns.place} {entry.place}"
    return Rate(bank.name, day, currency, quote, Fraction(value) / Fraction(nominal), where, written)


def _number(entry: RateEntry, name: str, text: str, bank: Bank) -> Decimal:
    if not text:
        raise BadEntry(entry.place, name, "", f"{entry.currency} has no {name}: its rate cannot be known")
    return positive(text, entry.place, name, commas=bank.commas)


def positive(text: str, place: int, column: str, *, commas: bool = False) -> Decimal:
    """A number above 0 with a decimal point or comma; with `commas`, these part thousands. Raises BadEntry."""
    if commas and ("," in text):
        if not _THOUSANDS.fullmatch(text):
            raise BadEntry(place, column, text, "not a number")
        text = text.replace(",", "")
    if not _PLAIN.fullmatch(text):
        raise BadEntry(place, column, text, "not a number")
    number = Decimal(text.replace(",", "."))
    if number <= 0:
        raise BadEntry(place, column, text, "a rate is above 0")
    return number


def file_day(text: str, file: str, line: int, name: str) -> date:
    """The day that a whole file is of. Raises UnusableInput."""
    try:
        return dates.day(text)
    except BadCell as error:
        raise unusable(
            "{file}: line {line}: {name}: {text}: {error}",
            file=file,
            line=line,
            name=name,
            text=repr(text),
            error=said_of(error),
        ) from None
