"""Corridor room, ECB: its reference rates, units of each currency for one euro, as XML and as CSV."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction

from svat.corridor.money.amounts import known_currency
from svat.corridor.money.official import BadEntry, file_day, positive
from svat.corridor.money.rates import Rate, RateFile
from svat.corridor.money.xml_tree import Element
from svat.refusals import Refusal, name_alone
from svat.tables import dates
from svat.tables.delimited import read_delimited
from svat.tables.numbers import BadCell
from svat.tables.values import is_blank
from svat.text.spelling import clean
from svat.wording import say, unusable

ECB = say("European Central Bank")


def is_ecb_xml(root: Element) -> bool:
    """Whether an <Envelope> is the ECB's: days of <Cube>, and no sender that is another."""
    sender = root.child("Sender")
    named = sender.content("name") if sender else ""
    return root.child("Cube") is not None and named in ("", ECB)


def read_ecb(root: Element, file: str) -> RateFile:
    """The rates of eurofxref-daily.xml and its longer forms. Raises UnusableInput for a file without any."""
    cube = root.child("Cube")
    rates: list[Rate] = []
    refusals: list[Refusal] = []
    seen: set[tuple[date, str]] = set()
    for daily in cube.children if cube else ():
        day = file_day(daily.attributes.get("time", ""), file, daily.line, "time")
        for entry in daily.children:
            try:
                rate = _cube(entry, day, file, seen)
            except BadEntry as bad:
                refusals.append(bad.refusal(file))
                continue
            seen.add((day, rate.quote))
            rates.append(rate)
    if not rates and not refusals:
        raise unusable("{file}: line {line}: holds no rate", file=file, line=root.line)
    return RateFile(file, tuple(rates), tuple(refusals))


def _cube(entry: Element, day: date, file: str, before: Collection[tuple[date, str]]) -> Rate:
    """One <Cube currency rate>."""
    currency, text = entry.attributes.get("currency", ""), entry.attributes.get("rate", "")
    if not known_currency(currency):
        raise BadEntry(entry.line, "currency", currency, "not a currency of ISO 4217")
    if (day, currency) in before:
        raise BadEntry(entry.line, "currency", currency, f"appears twice on {day}; the first one is used")
    per = Fraction(positive(text, entry.line, "rate"))
    return Rate(ECB, day, "EUR", currency, per, f"{file}, line {entry.line}", f"1 EUR = {text} {currency}")


def is_ecb_csv(first_line: str) -> bool:
    """Whether a file begins as the ECB's CSV does: Date, then currencies."""
    head = first_line.split(",")
    return len(head) > 5 and head[0].strip() == "Date" and all(known_currency(c.strip()) for c in head[1:4])


def read_ecb_csv(data: bytes, file: str) -> RateFile:
    """A row for each day, a column for each currency, units per euro; N/A where there is none."""
    table = read_delimited(data, file, lambda cells: sum(known_currency(c.strip()) for c in cells))
    rows = iter(table.rows)
    header = [clean(cell) for cell in next(rows).cells]
    rates, refusals, seen = [], [], set()
    for row in rows:
        cells = [clean(cell) for cell in row.cells]
        if not any(cells):
            continue
        try:
            day = dates.day(cells[0])
        except BadCell as error:
            refusals.append(Refusal(file, row.number, "Date", cells[0], str(error), kind=error.kind))
            continue
        if day in seen:
            why = say("appears twice; the first row is used")
            refusals.append(Refusal(file, row.number, "Date", cells[0], why, kind="repeated"))
            continue
        seen.add(day)
        for currency, cell in zip(header[1:], cells[1:], strict=False):
            if not currency or is_blank(cell):
                continue
            try:
                rates.append(_in_euros(day, currency, cell, file, row.number))
            except BadEntry as bad:
                refusals.append(bad.refusal(file))
    return RateFile(file, tuple(rates), tuple(refusals), tuple(table.notes))


def _in_euros(day: date, currency: str, cell: str, file: str, row: int) -> Rate:
    if not known_currency(currency):
        raise BadEntry(row, currency, cell, "not a currency of ISO 4217")
    per = positive(cell, row, currency)
    where = f"{name_alone(file)}, row {row}, {currency}"
    return Rate(ECB, day, "EUR", currency, Fraction(per), where, f"1 EUR = {per:f} {currency}")
