"""Corridor room, rate files: whichever kind a file is, its rates; what cannot be used is refused with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from svat.corridor.money.amounts import known_currency, negative
from svat.corridor.money.markup import ECB, read_xml
from svat.corridor.money.rates import Rate, RateFile
from svat.corridor.money.redenominated import currency_on
from svat.refusals import Refusal, UnusableInput
from svat.roll.company import RowReader
from svat.tables import dates
from svat.tables.delimited import read_delimited
from svat.tables.numbers import BadCell, plain_number
from svat.tables.reader import open_table
from svat.tables.rows import data_rows
from svat.tables.schema import TableSchema
from svat.tables.synonyms import Synonyms
from svat.tables.table import Row
from svat.tables.values import is_blank
from svat.text.spelling import clean, squash

_HEADINGS = {
    "date": ("date", "day", "дата", "날짜", "일자"),
    "base": ("base", "currency", "from", "валюта", "통화"),
    "quote": ("quote", "in", "to", "quoted in", "валюта котировки", "상대통화"),
    "rate": ("rate", "value", "курс", "환율"),
    "nominal": ("nominal", "units", "номинал", "единиц", "단위"),
    "source": ("source", "publisher", "источник", "출처"),
}
OWN = TableSchema(
    "file of rates",
    "rate",
    tuple(frozenset({name}) for name in ("date", "base", "quote", "rate", "source")),
    "no header with the columns date, base, quote, rate and source (дата, валюта, валюта котировки, курс, источник)",
)


def read_rates(paths: Sequence[Path]) -> list[RateFile]:
    """The rates of files of any kind, in the order given: Bank of Russia XML, ECB XML or CSV, own tables.

    Raises UnusableInput when a file cannot be read or is of no such kind.
    """
    return [_read(path) for path in paths]


def _read(path: Path) -> RateFile:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnusableInput(f"{path}: cannot be read: {error.strerror or error}") from error
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
        return read_xml(data, str(path))
    head = data[:200].lstrip(b"\xef\xbb\xbf").decode("ascii", "replace").split("\n")[0].split(",")
    if len(head) > 5 and head[0].strip() == "Date" and all(known_currency(c.strip()) for c in head[1:4]):
        return _ecb_csv(data, str(path))
    return _own(path)


def _ecb_csv(data: bytes, file: str) -> RateFile:
    """The ECB's CSV: a row for each day, a column for each currency, units per euro; N/A where there is none."""
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
            refusals.append(Refusal(file, row.number, "Date", cells[0], str(error)))
            continue
        if day in seen:
            refusals.append(
                Refusal(file, row.number, "Date", cells[0], "appears twice; the first row is used")
            )
            continue
        seen.add(day)
        for currency, cell in zip(header[1:], cells[1:], strict=False):
            if not currency or is_blank(cell):
                continue
            made = _rate(ECB, day, "EUR", currency, (cell, "1"), f"{file}, row {row.number}, {currency}")
            if isinstance(made, str):
                refusals.append(Refusal(file, row.number, currency, cell, made))
            else:
                rates.append(made)
    return RateFile(file, tuple(rates), tuple(refusals), tuple(table.notes))


def _own(path: Path) -> RateFile:
    """An own table: date, base, quote, rate, source and, where a rate is for 100 units or the like, nominal."""
    names = {squash(word): name for name, words in _HEADINGS.items() for word in words}
    table, header, rows = open_table(path, Synonyms(names), OWN)
    reader = RowReader(table.file, header)
    rates: dict[tuple[str, date, str, str], Rate] = {}
    refusals = []
    for row in data_rows(table, header, rows, OWN):
        made = _own_rate(reader, row)
        if isinstance(made, Refusal):
            refusals.append(made)
            continue
        first = rates.setdefault((made.publisher, made.day, made.base, made.quote), made)
        if first is not made and first.per != made.per:
            why = (
                f"{made.publisher} gives another rate for {made.day} in {first.source}; the first one is used"
            )
            refusals.append(reader.refusal(row, reader.heading("rate"), made.written, why))
    return RateFile(str(path), tuple(rates.values()), tuple(refusals), tuple(table.notes))


def _own_rate(reader: RowReader, row: Row) -> Rate | Refusal:
    def cell(name: str) -> str:
        place = reader.header.position(name)
        text = clean(row.cells[place]) if place is not None and place < len(row.cells) else ""
        return "" if is_blank(text) else text

    def refuse(name: str, why: str) -> Refusal:
        return reader.refusal(row, reader.heading(name) or name, cell(name), why)

    for name in ("date", "base", "quote", "rate", "source"):
        if not cell(name):
            return refuse(name, f"no {name}")
    try:
        day = dates.day(cell("date"))
    except BadCell as error:
        return refuse("date", str(error))
    sides: list[str] = []
    for name in ("base", "quote"):
        try:
            found = currency_on(cell(name), day)
        except BadCell as error:
            return refuse(name, str(error))
        if not found or not known_currency(found):
            return refuse(name, "not a currency of ISO 4217")
        sides.append(found)
    base, quote = sides
    if base == quote:
        return refuse("quote", f"both are {base}")
    where = f"{reader.file}, row {row.number}"
    number = (cell("rate"), cell("nominal") or "1")
    made = _rate(cell("source"), day, base, quote, number, where)
    return refuse("rate", made) if isinstance(made, str) else made


def _rate(
    publisher: str, day: date, base: str, quote: str, number: tuple[str, str], where: str
) -> Rate | str:
    """A rate from its cell and the number of units that it is for, or why it is none."""
    if not known_currency(quote):
        return "not a currency of ISO 4217"
    if any(map(negative, number)):
        return "a rate is above 0"
    try:
        value, nominal = (plain_number(text, ".,") for text in number)
    except BadCell as error:
        return str(error)
    if value <= 0 or nominal <= 0:
        return "a rate is above 0"
    written = f"{nominal:f} {base} = {value:f} {quote}"
    return Rate(publisher, day, base, quote, Fraction(value) / Fraction(nominal), where, written)


def refusals_of(files: Iterable[RateFile]) -> tuple[Refusal, ...]:
    """All refusals of the files, in their order."""
    return tuple(refusal for file in files for refusal in file.refusals)
