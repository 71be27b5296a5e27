"""Corridor room, Central Bank of Brazil: PTAX, by day as semicolon CSV, and by currency as CSV or JSON.

The rate that contracts and taxes go by is the selling one of the closing bulletin. Files of one currency do not say of
which: it is taken from the file's name, and from parities of 1, which only the dollar has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from svat.corridor.money.amounts import known_currency
from svat.corridor.money.official import BRAZIL, RateColumns, RateEntry, rate_file
from svat.corridor.money.rates import RateFile
from svat.refusals import Note
from svat.tables.table import Row
from svat.wording import say, unusable

_CLOSING = re.compile(r'"?(\d{2})/?(\d{2})/?(\d{4})"?;"?\d{3}"?;"?[AB]"?;"?[A-Z]{3}"?;')
_CLOSING_COLUMNS = RateColumns("currency", "units", "selling rate", place="row")
_CLOSED = frozenset({"fechamento", "fechamento ptax"})
_PARITIES = ("paridadeCompra", "paridadeVenda")
_DAY = "dataHoraCotacao"
_ONE_CURRENCY = RateColumns("currency", "units", "cotacaoVenda", _DAY, place="row")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Record = tuple[int, Mapping[str, str]]  # where it stands, and its cells by their names


def is_closing(first_line: str) -> bool:
    """Whether a file is of all currencies of a day, or of days of one: 20/11/2026;220;A;USD;5,30;5,31 and so on."""
    return bool(_CLOSING.match(first_line))


def read_closing(rows: Sequence[Row], file: str) -> RateFile:
    """Reais for one unit: date, number, type, letters, buying, selling, and two parities with the dollar."""
    entries = []
    for number, cells in rows:
        if not any(cells):
            continue
        day, _, _, currency, _, selling, *_ = (*cells, *[""] * 6)
        written = day.replace("/", "")
        iso = f"{written[4:]}-{written[2:4]}-{written[:2]}" if len(written) == 8 else day
        entries.append(RateEntry(number, iso, currency.strip(), "1", selling.strip()))
    return rate_file(BRAZIL, entries, file, _CLOSING_COLUMNS)


def is_of_one_currency(names: Sequence[str]) -> bool:
    """Whether a table has the columns of the bank's open data."""
    return {_DAY, "cotacaoVenda"} <= set(names)


def read_of_one_currency(records: Sequence[Record], file: str) -> RateFile:
    """The closing rates of CotacaoMoedaPeriodo, CotacaoMoedaDia and CotacaoDolarPeriodo.

    Raises UnusableInput where neither the file nor its name says the currency, or where bulletins of one day cannot be
    told apart.
    """
    currency, how = _currency(records, file)
    closed = [r for r in records if r[1].get("tipoBoletim", "Fechamento").strip().casefold() in _CLOSED]
    if "tipoBoletim" not in (records[0][1] if records else {}):
        days = Counter(cells[_DAY][:10] for _, cells in closed)
        if twice := [day for day, times in days.items() if times > 1]:
            raise unusable(
                "{file}: {twice} has several rates and no column tipoBoletim that says which closes the day",
                file=file,
                twice=twice[0],
            )
    notes = (
        [
            Note(
                file,
                0,
                "",
                currency,
                say("rates of {currency}, {how}", currency=currency, how=how),
                "default",
            )
        ]
        if how
        else []
    )
    if left := len(records) - len(closed):
        row = next(place for place, cells in records if (place, cells) not in closed)
        why = say(
            "a bulletin within the day, not its close; {left} such rows are passed over, this is the first",
            left=left,
        )
        notes.append(Note(file, row, "tipoBoletim", "", why, "passed-over"))
    entries = (
        RateEntry(place, _day(cells[_DAY]), currency, "1", cells["cotacaoVenda"].strip())
        for place, cells in closed
    )
    return rate_file(BRAZIL, entries, file, _ONE_CURRENCY, notes)


def _day(text: str) -> str:
    found = _ISO_DAY.match(text.strip())
    return found[0] if found else text


def _currency(records: Sequence[Record], file: str) -> tuple[str, str]:
    """(currency, how it is known where the file does not say it)."""
    named = named_currency(file)
    names = records[0][1] if records else {}
    if all(name in names for name in _PARITIES):
        dollar = all(_is_one(cells.get(name, "")) for _, cells in records for name in _PARITIES)
        if dollar and named in ("", "USD"):
            return "USD", ""
        if dollar:
            raise unusable(
                "{file}: a parity of 1 is the dollar's, and the file's name says {named}",
                file=file,
                named=named,
            )
        if named == "USD":
            raise unusable("{file}: its parities are not the dollar's, and its name says USD", file=file)
    elif "tipoBoletim" not in names and "cotacaoCompra" in names and not named:
        return "USD", say("the only currency whose files have neither parities nor bulletins")
    if not named:
        raise unusable(
            "{file}: does not say of which currency its rates are: put its letters into the "
            "file's name, such as ptax-EUR.csv",
            file=file,
        )
    return named, say("by the file's name")


def named_currency(file: str) -> str:
    """The only currency whose letters stand by themselves in a file's name; "" where there is none or several."""
    words = {word.upper() for word in re.split(r"[^A-Za-z]+", Path(file).stem) if len(word) == 3}
    found = sorted(word for word in words if known_currency(word) and word != BRAZIL.currency)
    return found[0] if len(found) == 1 else ""


def _is_one(text: str) -> bool:
    try:
        return Decimal(text.strip().replace(",", ".")) == 1
    except ArithmeticError:
        return False
