"""Corridor room, rate files as text: those of the Czech National Bank, Bank of Korea and Central Bank of Brazil."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svat.corridor.money.bank_of_brazil import (
    is_closing,
    is_of_one_currency,
    read_closing,
    read_of_one_currency,
)
from svat.corridor.money.bank_of_korea import item
from svat.corridor.money.official import CZECHIA, KOREA, RateColumns, RateEntry, file_day, rate_file
from svat.corridor.money.rates import RateFile
from svat.refusals import Note
from svat.tables.delimited import records
from svat.tables.encoding import decode
from svat.tables.table import Row
from svat.wording import unusable

_CZECH_DAY = re.compile(r"(.{8,20}?)\s*#\s*\d{1,3}")
_CZECH_HEAD = ("země|měna|množství|kód|kurz", "country|currency|amount|code|rate")
_CZECH_YEAR = re.compile(r"(?:date|datum)\|(\d+ [A-Z]{3}(?:\||$))+", re.IGNORECASE)
_CZECH_ONE = re.compile(r"(?:měna|currency): ?([A-Z]{3})\|(?:množství|amount): ?(\d+)", re.IGNORECASE)
_KOREAN_DAY = re.compile(r"\d{4}/\d{2}/\d{2}")


def read_bank_text(data: bytes, file: str) -> RateFile | None:
    """The rates of a bank's text file; None where it is none of those that svat knows. Raises UnusableInput."""
    text, _, _ = decode(data)
    lines = [line.strip() for line in text.splitlines()]
    first = next((line for line in lines if line), "")
    second = lines[1].casefold() if len(lines) > 1 else ""
    if _CZECH_DAY.fullmatch(first) and second in _CZECH_HEAD:
        return _czech_day(lines, file)
    if _CZECH_YEAR.match(first):
        return _czech_year(lines, file)
    if _CZECH_ONE.fullmatch(first):
        return _czech_one(lines, file)
    notes: list[Note] = []
    if is_closing(first):
        return read_closing(list(records(text, ";", file, notes)), file)
    names = [name.strip().strip('"') for name in re.split("[,;]", first)]
    if is_of_one_currency(names):
        head, *rows = records(text, ";" if ";" in first else ",", file, notes)
        named = [(row.number, _named(head.cells, row.cells)) for row in rows if any(row.cells)]
        return read_of_one_currency(named, file)
    if {"통계표", "계정항목"} <= set(names):
        return _korean(list(records(text, ",", file, notes)), file)
    return None


def _named(head: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    padded = (*cells, *[""] * len(head))
    return {name.strip(): cell.strip() for name, cell in zip(head, padded, strict=False)}


def _czech_day(lines: Sequence[str], file: str) -> RateFile:
    """daily.txt: a date with the number of the list, then country, currency, amount, code, rate."""
    found = _CZECH_DAY.fullmatch(lines[0])
    day = file_day(found[1] if found else "", file, 1, "date")
    entries = []
    for number, line in enumerate(lines[2:], 3):
        if line:
            _, _, amount, code, rate, *_ = (*line.split("|"), *[""] * 5)
            entries.append(RateEntry(number, day, code.strip(), amount.strip(), rate.strip()))
    return rate_file(CZECHIA, entries, file, RateColumns("code", "amount", "rate"))


def _czech_year(lines: Sequence[str], file: str) -> RateFile:
    """year.txt: a row for each day; where currencies come or go, the header stands again."""
    entries: list[RateEntry] = []
    heads: list[list[str]] = []
    for number, line in enumerate(lines, 1):
        if _CZECH_YEAR.match(line):
            heads = [head.split() for head in line.split("|")[1:]]
            continue
        day, *rates = line.split("|")
        for (units, code), rate in zip(heads, rates, strict=False):
            if rate.strip():
                entries.append(RateEntry(number, day, code, units, rate.strip()))
    return rate_file(CZECHIA, entries, file, RateColumns("code", "amount", "rate", "date"))


def _czech_one(lines: Sequence[str], file: str) -> RateFile:
    """currency.txt: its letters and amount, then a row for each day."""
    found = _CZECH_ONE.fullmatch(lines[0])
    code, units = (found[1], found[2]) if found else ("", "")
    entries = []
    for number, line in enumerate(lines[2:], 3):
        if line:
            day, rate, *_ = (*line.split("|"), "", "")
            entries.append(RateEntry(number, day, code, units, rate.strip()))
    return rate_file(CZECHIA, entries, file, RateColumns("code", "amount", "rate", "date"))


def _korean(rows: Sequence[Row], file: str) -> RateFile:
    """A download of the statistics' pages: a row for each currency, a column for each day."""
    head = [cell.strip() for cell in rows[0].cells]
    days = [(k, name.replace("/", "-")) for k, name in enumerate(head) if _KOREAN_DAY.fullmatch(name)]
    if not days:
        raise unusable(
            "{file}: row 1: has no column of a day, such as 2026/11/20: averages are no rates", file=file
        )
    entries = []
    for number, cells in rows[1:]:
        if not any(cells):
            continue
        cell = dict(zip(head, (text.strip() for text in cells), strict=False))
        currency, units, wrong = item(cell.get("계정항목", ""))
        if cell.get("단위", "원") != "원":
            wrong = wrong or f"in {cell['단위']!r}, not in won (원)"
        if cell.get("변환", "원자료") != "원자료":
            wrong = wrong or f"{cell['변환']!r} is no rate: 원자료 is"
        if wrong:
            entries.append(RateEntry(number, days[0][1], currency, units, "", wrong=wrong))
            continue
        entries += [
            RateEntry(number, day, currency, units, cells[k].strip())
            for k, day in days
            if cells[k : k + 1] != [""] and k < len(cells)
        ]
    return rate_file(KOREA, entries, file, RateColumns("계정항목", "계정항목", "value", place="row"))
