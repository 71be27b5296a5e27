"""Corridor room, rate files in XML: whose file one is by its first element, and how that bank writes its rates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from svat.corridor.money.bank_of_korea import ecos_entry
from svat.corridor.money.ecb import is_ecb_xml, read_ecb
from svat.corridor.money.official import (
    ARMENIA,
    BELARUS,
    CZECHIA,
    KAZAKHSTAN,
    KOREA,
    KYRGYZSTAN,
    POLAND,
    READ,
    ROMANIA,
    TURKEY,
    UKRAINE,
    UZBEKISTAN,
    RateColumns,
    RateEntry,
    file_day,
    rate_file,
)
from svat.corridor.money.rates import RateFile
from svat.corridor.money.valcurs import read_valcurs
from svat.corridor.money.xml_tree import Element, parse
from svat.wording import unusable

_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_OF_KAZAKHSTAN = re.compile(r"nationalbank\.kz|kazakhstan|казахстан|қазақстан", re.IGNORECASE)


def read_xml(data: bytes, file: str) -> RateFile:
    """The rates of a central bank's XML file.

    An entry that cannot be used is refused with its line and the others are read. Raises UnusableInput for a file
    of no bank that svat knows, or whose date is missing or impossible.
    """
    root = parse(data, file)
    if root.tag == "ValCurs":
        return read_valcurs(root, file)
    if root.tag == "Envelope" and is_ecb_xml(root):
        return read_ecb(root, file)
    for reader in _READERS.get(root.tag, ()):
        if (found := reader(root, file)) is not None:
            return found
    raise unusable(
        "{file}: line {line}: <{tag}> begins neither a Bank of Russia nor an ECB file, nor "
        "one of another bank that svat reads: {read}",
        file=file,
        line=root.line,
        tag=root.tag,
        read=READ,
    )


def _each(
    elements: Iterator[Element] | list[Element], day: date, columns: RateColumns, nominal: str = ""
) -> Iterator[RateEntry]:
    """One entry an element, its parts in children of those names; `nominal` where the file has none."""
    for element in elements:
        parts = (element.content(name) for name in (columns.currency, columns.nominal, columns.value))
        currency, units, value = parts
        yield RateEntry(element.line, day, currency, nominal or units, value)


def _by_attribute(root: Element, tag: str, name: str, day: date, columns: RateColumns) -> Iterator[RateEntry]:
    """One entry an element whose currency stands in an attribute."""
    for element in root.every(tag):
        units, value = element.content(columns.nominal), element.content(columns.value)
        yield RateEntry(element.line, day, element.attributes.get(name, "").strip(), units, value)


def _kazakhstan(root: Element, file: str) -> RateFile | None:
    """get_rates.cfm (a date for all) and rates_all.xml (RSS, a date for each): tenges for `quant` units."""
    channel = root.child("channel") or root
    titles = " ".join(
        channel.content(tag) for tag in ("title", "link", "copyright", "description", "generator")
    )
    items = [child for child in channel.children if child.tag == "item"]
    if not _OF_KAZAKHSTAN.search(titles) or not items or all(item.child("quant") is None for item in items):
        return None
    columns = RateColumns("title", "quant", "description", "pubDate")
    common = channel.content("date")
    day = file_day(common, file, root.line, "date") if common else None
    entries = (
        RateEntry(
            item.line,
            day or item.content("pubDate"),
            item.content("title"),
            item.content("quant"),
            item.content("description"),
        )
        for item in items
    )
    return rate_file(KAZAKHSTAN, entries, file, columns)


def _kyrgyzstan(root: Element, file: str) -> RateFile | None:
    """daily.xml and weekly.xml: soms for Nominal units."""
    day = file_day(root.attributes.get("Date", ""), file, root.line, "Date")
    columns = RateColumns("ISOCode", "Nominal", "Value")
    return rate_file(KYRGYZSTAN, _by_attribute(root, "Currency", "ISOCode", day, columns), file, columns)


def _uzbekistan(root: Element, file: str) -> RateFile | None:
    columns = RateColumns("Ccy", "Nominal", "Rate", "date")
    entries = (
        RateEntry(e.line, e.content("date"), e.content("Ccy"), e.content("Nominal"), e.content("Rate"))
        for e in root.every("CcyNtry")
    )
    return rate_file(UZBEKISTAN, entries, file, columns)


def _belarus(root: Element, file: str) -> RateFile | None:
    """Month first in its date: 11/20/2026."""
    written = root.attributes.get("Date", "").strip()
    if match := _MONTH_FIRST.fullmatch(written):
        written = f"{match[3]}-{int(match[1]):02}-{int(match[2]):02}"
    day = file_day(written, file, root.line, "Date")
    columns = RateColumns("CharCode", "Scale", "Rate")
    return rate_file(BELARUS, _each(root.every("Currency"), day, columns), file, columns)


def _armenia(root: Element, file: str) -> RateFile | None:
    """The answer of the bank's service, with or without its envelope."""
    day = next(root.every("CurrentDate"), None)
    if day is None or next(root.every("ISO"), None) is None:
        return None
    columns = RateColumns("ISO", "Amount", "Rate", "CurrentDate")
    found = file_day(day.text.strip(), file, day.line, "CurrentDate")
    return rate_file(ARMENIA, _each(root.every("ExchangeRate"), found, columns), file, columns)


def _ukraine(root: Element, file: str) -> RateFile | None:
    """Hryvnias for one unit, a date in each entry."""
    items = [child for child in root.children if child.tag == "currency"]
    if not any(item.child("cc") and item.child("exchangedate") for item in items):
        return None
    columns = RateColumns("cc", "units", "rate", "exchangedate")
    entries = (
        RateEntry(item.line, item.content("exchangedate"), item.content("cc"), "1", item.content("rate"))
        for item in items
    )
    return rate_file(UKRAINE, entries, file, columns)


def _poland(root: Element, file: str) -> RateFile | None:
    """The tables of middle rates, A and B; C has buying and selling rates alone."""
    if root.attributes.get("typ", "").strip() not in ("A", "B"):
        raise unusable(
            "{file}: line {line}: table {table} of the {name} has no middle rates: tables A and B have",
            file=file,
            line=root.line,
            table=repr(root.attributes.get("typ", "")),
            name=POLAND.name,
        )
    day = file_day(root.content("data_publikacji"), file, root.line, "data_publikacji")
    columns = RateColumns("kod_waluty", "przelicznik", "kurs_sredni")
    return rate_file(POLAND, _each(root.every("pozycja"), day, columns), file, columns)


def _poland_api(root: Element, file: str) -> RateFile | None:
    columns = RateColumns("Code", "units", "Mid", "EffectiveDate")
    entries: list[RateEntry] = []
    tables = [root] if root.tag == "ExchangeRatesSeries" else list(root.every("ExchangeRatesTable"))
    for table in tables:
        for rate in table.every("Rate"):
            code, day = (rate.content(tag) or table.content(tag) for tag in ("Code", "EffectiveDate"))
            entries.append(RateEntry(rate.line, day, code, "1", rate.content("Mid")))
    return rate_file(POLAND, entries, file, columns)


def _romania(root: Element, file: str) -> RateFile | None:
    """Lei for one unit, or for `multiplier` units."""
    header, body = root.child("Header"), root.child("Body")
    if header is None or body is None or body.content("OrigCurrency") != ROMANIA.currency:
        return None
    if "Romania" not in header.content("Publisher"):
        return None
    columns = RateColumns("currency", "multiplier", "Rate")
    entries = [
        RateEntry(
            rate.line,
            file_day(cube.attributes.get("date", ""), file, cube.line, "date"),
            rate.attributes.get("currency", ""),
            rate.attributes.get("multiplier", "1"),
            rate.text.strip(),
        )
        for cube in body.every("Cube")
        for rate in cube.every("Rate")
    ]
    return rate_file(ROMANIA, entries, file, columns)


def _turkey(root: Element, file: str) -> RateFile | None:
    """Liras for Unit units: the rate at which the bank buys, which taxes and books go by."""
    day = file_day(root.attributes.get("Tarih", ""), file, root.line, "Tarih")
    columns = RateColumns("CurrencyCode", "Unit", "ForexBuying")
    return rate_file(TURKEY, _by_attribute(root, "Currency", "CurrencyCode", day, columns), file, columns)


def _czechia(root: Element, file: str) -> RateFile | None:
    if root.attributes.get("banka", "").strip().upper() not in ("CNB", "ČNB"):
        return None
    day = file_day(root.attributes.get("datum", ""), file, root.line, "datum")
    columns = RateColumns("kod", "mnozstvi", "kurz")
    entries = []
    for row in root.every("radek"):
        code, units, rate = (row.attributes.get(name, "").strip() for name in ("kod", "mnozstvi", "kurz"))
        entries.append(RateEntry(row.line, day, code, units, rate))
    return rate_file(CZECHIA, entries, file, columns)


def _korea(root: Element, file: str) -> RateFile | None:
    """ECOS, the bank's statistics: one row for each item and day."""
    rows = list(root.every("row"))
    entries = (ecos_entry(row.line, row.content) for row in rows)
    return rate_file(KOREA, entries, file, RateColumns("ITEM_NAME1", "ITEM_NAME1", "DATA_VALUE", "TIME"))


_Reader = Callable[[Element, str], RateFile | None]  # None where the element is not that bank's after all
_READERS: dict[str, tuple[_Reader, ...]] = {
    "rates": (_kazakhstan,),
    "rss": (_kazakhstan,),
    "CurrencyRates": (_kyrgyzstan,),
    "CBU_Curr": (_uzbekistan,),
    "DailyExRates": (_belarus,),
    "Envelope": (_armenia,),
    "ExchangeRatesByDateResult": (_armenia,),
    "ExchangeRates": (_armenia,),
    "exchange": (_ukraine,),
    "tabela_kursow": (_poland,),
    "ArrayOfExchangeRatesTable": (_poland_api,),
    "ExchangeRatesSeries": (_poland_api,),
    "DataSet": (_romania,),
    "Tarih_Date": (_turkey,),
    "kurzy": (_czechia,),
    "StatisticSearch": (_korea,),
}
