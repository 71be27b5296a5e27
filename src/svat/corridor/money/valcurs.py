"""Corridor room, <ValCurs>: the element that several central banks write; whose a file is, and its rates.

The Bank of Russia numbers currencies "R01235", the National Bank of Moldova by counters of its own, that of Tajikistan
by ISO's numbers though under the Bank of Russia's name for the file, and Azerbaijan's central bank by letters within
<ValType>. A file that is none of these is refused: its figures would be taken for another bank's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from moneyed import CurrencyDoesNotExist, get_currency

from svat.corridor.money.cbr_codes import CURRENCY_OF_CBR_CODE
from svat.corridor.money.official import (
    AZERBAIJAN,
    BANK_OF_RUSSIA,
    MOLDOVA,
    TAJIKISTAN,
    Bank,
    RateColumns,
    RateEntry,
    file_day,
    rate_file,
)
from svat.corridor.money.rates import RateFile
from svat.corridor.money.xml_tree import Element
from svat.wording import say, unusable

_COLUMNS = RateColumns("CharCode", "Nominal", "Value")
_AZERBAIJANI = RateColumns("Code", "Nominal", "Value")
_CBR_ID = re.compile(r"R(?:[0-9]{5}[A-Z]?)?")
_COUNTER = re.compile(r"[0-9]{1,3}")
_CBR_NAME = "foreign currency market"
_MOLDOVAN_NAME = re.compile(r"curs\w* oficial|official exchange rate|официальн\w+ (?:обменн\w+ )?курс")
_MOLDOVAN_IDS = {"47": "EUR", "44": "USD", "36": "RUB", "35": "RON", "43": "UAH"}
# What Tajikistan's bank still writes for money that has had another number since: roubles and liras of the past.
_OLD_NUMBERS = {"810": "RUB", "949": "TRY", "974": "BYN"}


def read_valcurs(root: Element, file: str) -> RateFile:
    """The rates of a <ValCurs> file. Raises UnusableInput where it is not plain whose it is."""
    if any(child.tag == "ValType" for child in root.children):
        return _azerbaijan(root, file)
    if "Date" in root.attributes:
        day = file_day(root.attributes["Date"], file, root.line, "Date")
        if not root.children:
            raise unusable("{file}: line {line}: holds no rate", file=file, line=root.line)
        bank = _whose(root, file)
        entries = list(_of_one_day(root.children, day))
        if bank is BANK_OF_RUSSIA:
            entries = [_consistent(entry, child) for entry, child in zip(entries, root.children, strict=True)]
        return rate_file(bank, entries, file, _COLUMNS)
    if "DateRange1" in root.attributes:
        return rate_file(BANK_OF_RUSSIA, _of_one_currency(root, file), file, _COLUMNS)
    raise unusable(
        "{file}: line {line}: <ValCurs> has neither a Date nor a DateRange1", file=file, line=root.line
    )


def _whose(root: Element, file: str) -> Bank:
    """The bank that a file of one day is of, by its ids first, then its name. Raises UnusableInput."""
    name = " ".join((root.attributes.get("name") or root.attributes.get("Name") or "").casefold().split())
    pairs = [(child.attributes.get("ID", "").strip(), child.content("CharCode")) for child in root.children]
    bank: Bank | None = None
    if all(_CBR_ID.fullmatch(number) for number, _ in pairs):
        bank = BANK_OF_RUSSIA if name in ("", _CBR_NAME) else None
    elif all(_COUNTER.fullmatch(number) for number, _ in pairs):
        if _MOLDOVAN_NAME.search(name) and _are_moldovan(pairs):
            bank = MOLDOVA
        elif (name == _CBR_NAME or "taj" in name) and _are_iso(pairs) and "-" in root.attributes["Date"]:
            bank = TAJIKISTAN
    own = bank.currency if bank else ""
    if bank is None or (bank is not MOLDOVA and own in {code for _, code in pairs}):
        ids = ", ".join(dict.fromkeys(number or "none" for number, _ in pairs[:3]))
        raise unusable(
            "{file}: line {line}: <ValCurs> is written by several central banks, and the name "
            "{get} with ids such as {ids} is none that svat knows: in which currency the rates "
            "are is not said; make a table with date, base, quote, rate and source of it",
            file=file,
            line=root.line,
            get=repr(root.attributes.get("name", "")),
            ids=ids,
        )
    return bank


def _are_moldovan(pairs: Sequence[tuple[str, str]]) -> bool:
    return not _are_iso(pairs) and all(
        code == _MOLDOVAN_IDS[number] or code not in _MOLDOVAN_IDS.values()
        for number, code in pairs
        if number in _MOLDOVAN_IDS
    )


def _are_iso(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether every id is ISO 4217's number of its currency."""
    return all(
        _OLD_NUMBERS.get(number) == code or _number_of(code) in (0, int(number)) for number, code in pairs
    )


def _number_of(code: str) -> int:
    try:
        return int(get_currency(code).numeric or 0)
    except CurrencyDoesNotExist:
        return 0


def _of_one_day(children: Sequence[Element], day: date) -> Iterator[RateEntry]:
    for child in children:
        named = child.child("CharCode")
        yield RateEntry(
            child.line,
            day,
            named.text.strip() if named else "",
            child.content("Nominal"),
            child.content("Value"),
            column_of_currency=named.line if named else 0,
        )


def _consistent(entry: RateEntry, child: Element) -> RateEntry:
    """An entry whose id and letters name two currencies is none; old money shares the digits of the new one's id."""
    number = child.attributes.get("ID", "").strip()
    meant = CURRENCY_OF_CBR_CODE.get(number)
    digits = {cbr_code[:6] for cbr_code, code in CURRENCY_OF_CBR_CODE.items() if code == entry.currency}
    if meant in (None, entry.currency) or not digits or number[:6] in digits:
        return entry
    return replace(
        entry, wrong=say("{number} is the Bank of Russia's id of {meant}", number=number, meant=meant)
    )


def _of_one_currency(root: Element, file: str) -> Iterator[RateEntry]:
    """The days of XML_dynamic.asp, which names its currency by the bank's id alone."""
    for record in root.children:
        day = file_day(record.attributes.get("Date", ""), file, record.line, "Date")
        number = (record.attributes.get("Id") or root.attributes.get("ID", "")).strip()
        if not _CBR_ID.fullmatch(number):
            raise unusable(
                "{file}: line {line}: {number} is no id of the Bank of Russia, such as R01235: whose "
                "rates these are, and of which currency, is not known",
                file=file,
                line=record.line,
                number=repr(number),
            )
        currency = CURRENCY_OF_CBR_CODE.get(number, number)
        yield RateEntry(record.line, day, currency, record.content("Nominal"), record.content("Value"))


def _azerbaijan(root: Element, file: str) -> RateFile:
    """Manats for a number of units; metals stand in a part of their own, by the ounce."""
    day = file_day(root.attributes.get("Date", ""), file, root.line, "Date")
    entries = [
        RateEntry(
            entry.line,
            day,
            entry.attributes.get("Code", "").strip(),
            entry.content("Nominal"),
            entry.content("Value"),
        )
        for entry in root.every("Valute")
    ]
    name = root.attributes.get("Name", root.attributes.get("name", ""))
    if any(entry.currency == AZERBAIJAN.currency for entry in entries) or name.casefold() == _CBR_NAME:
        raise unusable(
            "{file}: line {line}: {name} with <ValType> is no bank's that svat knows",
            file=file,
            line=root.line,
            name=repr(name),
        )
    return rate_file(AZERBAIJAN, entries, file, _AZERBAIJANI)
