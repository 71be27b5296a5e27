"""Corridor room, rate files in JSON: as the services of central banks answer, told apart by their parts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from svat.corridor.money.bank_of_brazil import is_of_one_currency, read_of_one_currency
from svat.corridor.money.bank_of_korea import ecos_entry
from svat.corridor.money.official import (
    BELARUS,
    EXIMBANK,
    GEORGIA,
    KOREA,
    POLAND,
    READ,
    UKRAINE,
    UZBEKISTAN,
    Bank,
    RateColumns,
    RateEntry,
    rate_file,
)
from svat.corridor.money.rates import RateFile
from svat.refusals import Note, said_of
from svat.tables import dates
from svat.tables.numbers import BadCell
from svat.wording import say, unusable

Part = dict[str, Any]
_UNIT = re.compile(r"([A-Z]{3})(?:\((\d{1,6})\))?")
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
# Of one record a currency: the bank, then what it calls currency, units ("" where it is one), rate and day.
_FLAT: tuple[tuple[Bank, str, str, str, str], ...] = (
    (UZBEKISTAN, "Ccy", "Nominal", "Rate", "Date"),
    (UKRAINE, "cc", "", "rate", "exchangedate"),
    (BELARUS, "Cur_Abbreviation", "Cur_Scale", "Cur_OfficialRate", "Date"),
)


def read_json(data: bytes, file: str) -> RateFile:
    """The rates of a central bank's answer. Raises UnusableInput for one of no bank that svat knows."""
    try:
        read = json.loads(data.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        raise unusable(
            "{file}: line {line}: is not well-formed JSON: {msg}", file=file, line=error.lineno, msg=error.msg
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise unusable("{file}: line 1: is no JSON: {error}", file=file, error=said_of(error)) from error
    parts = _parts(read)
    for bank, *names in _FLAT:
        if parts and set(filter(None, names)) <= set(parts[0]):
            return _flat(bank, names, parts, file)
    if parts and {"cur_unit", "deal_bas_r"} <= set(parts[0]):
        return _eximbank(parts, file)
    if parts and "currencies" in parts[0]:
        columns = RateColumns("code", "quantity", "rate", "date", "entry")
        return rate_file(GEORGIA, _georgia(parts), file, columns)
    if parts and {"rates", "table"} <= set(parts[0]):
        columns = RateColumns("code", "units", "mid", "effectiveDate", "entry")
        return rate_file(POLAND, _poland(parts, file), file, columns)
    if isinstance(read, dict) and isinstance(read.get("StatisticSearch"), dict):
        rows = _parts(read["StatisticSearch"].get("row"))
        columns = RateColumns("ITEM_NAME1", "ITEM_NAME1", "DATA_VALUE", "TIME", "entry")
        found = (ecos_entry(k, lambda name, row=row: _text(row, name)) for k, row in enumerate(rows, 1))  # type: ignore[misc]
        return rate_file(KOREA, found, file, columns)
    values = _parts(read.get("value")) if isinstance(read, dict) else []
    if values and is_of_one_currency(list(values[0])):
        return read_of_one_currency(
            [(k, {name: _text(part, name) for name in part}) for k, part in enumerate(values, 1)], file
        )
    raise unusable("{file}: line 1: is the JSON of no bank that svat reads: {read}", file=file, read=READ)


def _parts(read: object) -> list[Part]:
    """The objects of a list, or one object."""
    if isinstance(read, dict):
        return [read]
    return [part for part in read if isinstance(part, dict)] if isinstance(read, list) else []


def _text(part: Part, name: str) -> str:
    found = part.get(name)
    return str(found).strip() if isinstance(found, str) else ""


def _flat(bank: Bank, names: Sequence[str], parts: Sequence[Part], file: str) -> RateFile:
    currency, units, value, day = names
    entries = (
        RateEntry(
            k,
            _text(part, day),
            _text(part, currency),
            _text(part, units) if units else "1",
            _text(part, value),
        )
        for k, part in enumerate(parts, 1)
    )
    return rate_file(bank, entries, file, RateColumns(currency, units or "units", value, day, "entry"))


def _georgia(parts: Sequence[Part]) -> Iterator[RateEntry]:
    """Laris for `quantity` units, from the day on which they are valid."""
    number = 0
    for part in parts:
        for each in _parts(part["currencies"]):
            number += 1
            day = _text(each, "validFromDate") or _text(part, "date") or _text(each, "date")
            yield RateEntry(number, day, _text(each, "code"), _text(each, "quantity"), _text(each, "rate"))


def _poland(parts: Sequence[Part], file: str) -> Iterator[RateEntry]:
    number = 0
    for part in parts:
        if _text(part, "table") not in ("A", "B"):
            raise unusable(
                "{file}: table {table} of the {name} has no middle rates: A and B have",
                file=file,
                table=repr(_text(part, "table")),
                name=POLAND.name,
            )
        for each in _parts(part["rates"]):
            number += 1
            code, day = (_text(each, name) or _text(part, name) for name in ("code", "effectiveDate"))
            yield RateEntry(number, day, code, "1", _text(each, "mid"))


def _eximbank(parts: Sequence[Part], file: str) -> RateFile:
    """Won for one unit, or for as many as stand in brackets: JPY(100). The answer does not say its day."""
    columns = RateColumns("cur_unit", "cur_unit", "deal_bas_r", "", "entry")
    day = _day_in(file)
    entries = []
    for k, part in enumerate(parts, 1):
        unit = _text(part, "cur_unit")
        found = _UNIT.fullmatch(unit)
        currency, units = (found[1], found[2] or "1") if found else (unit, "")
        entries.append(RateEntry(k, day, currency, units, _text(part, "deal_bas_r")))
    why = say("the file does not say its day: {day}, by its name", day=day)
    return rate_file(EXIMBANK, entries, file, columns, [Note(file, 0, "", str(day), why, "default")])


def _day_in(file: str) -> date:
    days = {"-".join(match.groups()) for match in _DAY_IN_NAME.finditer(Path(file).stem)}
    if len(days) != 1:
        raise unusable(
            "{file}: does not say of which day its rates are: put it into the file's name, such "
            "as exim-2026-11-20.json",
            file=file,
        )
    try:
        return dates.day(days.pop())
    except BadCell as bad:
        raise unusable("{file}: the day in its name: {bad}", file=file, bad=bad) from None
