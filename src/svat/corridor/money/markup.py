"""Corridor room, rate files in XML: Bank of Russia's daily rates and the ECB's reference rates."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from xml.parsers import expat

from svat.corridor.money.amounts import NOT_PAYABLE, known_currency
from svat.corridor.money.cbr_codes import CURRENCY_OF_CBR_CODE
from svat.corridor.money.rates import Rate, RateFile
from svat.corridor.money.redenominated import currency_on
from svat.refusals import Note, Refusal, UnusableInput
from svat.tables import dates
from svat.tables.numbers import BadCell

_PLAIN = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,12})?")
BANK_OF_RUSSIA, ECB = "Bank of Russia", "European Central Bank"


@dataclass
class Element:
    """One element of a small XML file, with the line on which it begins."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, tag: str) -> Element | None:
        """The first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)


def parse(data: bytes, file: str) -> Element:
    """The root of an XML file. Raises UnusableInput: not well-formed, a DOCTYPE, or bytes not of its encoding."""
    parser = expat.ParserCreate()
    top = Element("", {}, 0)
    path = [top]

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag.rpartition(":")[2], attributes, parser.CurrentLineNumber)
        path[-1].children.append(element)
        path.append(element)

    def end(_tag: str) -> None:
        path.pop()

    def characters(text: str) -> None:
        path[-1].text += text

    def doctype(*_: Any) -> None:
        raise UnusableInput(
            f"{file}: line {parser.CurrentLineNumber}: has a DOCTYPE, which rate files never have"
        )

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = characters, doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - pyexpat takes it by position: this is all of it
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        why = " (is the file in the encoding that its first line names?)" if error.code == 4 else ""
        raise UnusableInput(f"{file}: line {error.lineno}: is not well-formed XML: {said}{why}") from error
    except (LookupError, ValueError) as error:
        raise UnusableInput(f"{file}: line 1: names an encoding that cannot be read: {error}") from error
    return top.children[0]


def read_xml(data: bytes, file: str) -> RateFile:
    """The rates of a Bank of Russia (XML_daily.asp, XML_dynamic.asp) or ECB (eurofxref) file.

    An entry that cannot be used is refused with its line and the others are read. Raises UnusableInput for a file
    that is neither, or whose date is missing or impossible.
    """
    root = parse(data, file)
    if root.tag == "ValCurs":
        return _bank_of_russia(root, file)
    if root.tag == "Envelope":
        return _ecb(root, file)
    raise UnusableInput(
        f"{file}: line {root.line}: <{root.tag}> begins neither a Bank of Russia nor an ECB file"
    )


def _bank_of_russia(root: Element, file: str) -> RateFile:
    """The rates of one day (XML_daily.asp), or of one currency over a time (XML_dynamic.asp)."""
    entries: list[tuple[Element, date, Element | None, str]] = []  # with day, place and name of the currency
    if "Date" in root.attributes:
        day = _day(root.attributes["Date"], file, root, "Date")
        for entry in root.children:
            named = entry.child("CharCode")
            entries.append((entry, day, named, named.text.strip() if named else ""))
    elif "DateRange1" in root.attributes:
        for entry in root.children:
            day = _day(entry.attributes.get("Date", ""), file, entry, "Date")
            cbr_code = (entry.attributes.get("Id") or root.attributes.get("ID", "")).strip()
            entries.append((entry, day, None, CURRENCY_OF_CBR_CODE.get(cbr_code, cbr_code)))
    else:
        raise UnusableInput(f"{file}: line {root.line}: <ValCurs> has neither a Date nor a DateRange1")
    if not entries:
        raise UnusableInput(f"{file}: line {root.line}: holds no rate")
    rates: dict[tuple[date, str], Rate] = {}
    refusals: list[Refusal] = []
    notes: list[Note] = []
    for entry, day, named, currency in entries:
        if currency in NOT_PAYABLE:
            notes.append(
                Note(
                    file,
                    entry.line,
                    "CharCode",
                    currency,
                    "a unit that nobody pays in; passed over",
                    "passed-over",
                )
            )
            continue
        try:
            rates[day, currency] = _cbr_rate(entry, day, file, currency, named or entry, rates)
        except _Wrong as wrong:
            refusals.append(wrong.refusal(file))
    return RateFile(file, tuple(rates.values()), tuple(refusals), tuple(notes))


class _Wrong(Exception):  # noqa: N818 - it is what it is called
    def __init__(self, element: Element, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.line, self.column, self.value, self.reason = element.line, column, value, reason

    def refusal(self, file: str) -> Refusal:
        return Refusal(file, self.line, self.column, self.value, self.reason, kind="unreadable")


def _cbr_rate(
    entry: Element, day: date, file: str, currency: str, named: Element, before: Collection[tuple[date, str]]
) -> Rate:
    """One <Valute> or <Record>: Value roubles for Nominal units, with a decimal comma. Before 1998, old roubles."""
    if not known_currency(currency):
        raise _Wrong(named, "CharCode", currency, "not a currency of ISO 4217")
    if (day, currency) in before:
        raise _Wrong(entry, "CharCode", currency, f"appears twice on {day}; the first one is used")
    nominal, value = (_number(entry, tag, currency) for tag in ("Nominal", "Value"))
    rouble = currency_on("рубль", day) or "RUB"
    written = f"{nominal:f} {currency} = {value:f} {rouble}"
    where = f"{file}, line {entry.line}"
    return Rate(BANK_OF_RUSSIA, day, currency, rouble, Fraction(value) / Fraction(nominal), where, written)


def _number(entry: Element, tag: str, currency: str) -> Decimal:
    found = entry.child(tag)
    text = found.text.strip() if found else ""
    if not text:
        raise _Wrong(entry, tag, "", f"{currency} has no {tag}: its rate cannot be known")
    return positive(text, found or entry, tag)


def positive(text: str, element: Element, column: str) -> Decimal:
    """A number above 0 with a decimal point or comma. Raises the module's refusal of an entry."""
    if not _PLAIN.fullmatch(text):
        raise _Wrong(element, column, text, "not a number")
    number = Decimal(text.replace(",", "."))
    if number <= 0:
        raise _Wrong(element, column, text, "a rate is above 0")
    return number


def _ecb(root: Element, file: str) -> RateFile:
    cube = root.child("Cube")
    rates: list[Rate] = []
    refusals: list[Refusal] = []
    seen: set[tuple[date, str]] = set()
    for daily in cube.children if cube else ():
        day = _day(daily.attributes.get("time", ""), file, daily, "time")
        for entry in daily.children:
            try:
                rate = _cube(entry, day, file, seen)
            except _Wrong as wrong:
                refusals.append(wrong.refusal(file))
                continue
            seen.add((day, rate.quote))
            rates.append(rate)
    if not rates and not refusals:
        raise UnusableInput(f"{file}: line {root.line}: holds no rate")
    return RateFile(file, tuple(rates), tuple(refusals))


def _cube(entry: Element, day: date, file: str, before: Collection[tuple[date, str]]) -> Rate:
    """One <Cube currency rate>: units of the currency for one euro."""
    currency, text = entry.attributes.get("currency", ""), entry.attributes.get("rate", "")
    if not known_currency(currency):
        raise _Wrong(entry, "currency", currency, "not a currency of ISO 4217")
    if (day, currency) in before:
        raise _Wrong(entry, "currency", currency, f"appears twice on {day}; the first one is used")
    per = Fraction(positive(text, entry, "rate"))
    return Rate(ECB, day, "EUR", currency, per, f"{file}, line {entry.line}", f"1 EUR = {text} {currency}")


def _day(text: str, file: str, element: Element, name: str) -> date:
    try:
        return dates.day(text)
    except BadCell as error:
        raise UnusableInput(f"{file}: line {element.line}: {name}: {text!r}: {error}") from None
