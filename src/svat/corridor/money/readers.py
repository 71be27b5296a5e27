"""Corridor room, rate files: whichever kind a file is, its rates; what cannot be used is refused with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from svat.corridor.money.amounts import known_currency, negative
from svat.corridor.money.bank_json import read_json
from svat.corridor.money.bank_texts import read_bank_text
from svat.corridor.money.ecb import is_ecb_csv, read_ecb_csv
from svat.corridor.money.markup import read_xml
from svat.corridor.money.rates import Rate, RateFile
from svat.corridor.money.redenominated import currency_on
from svat.files import read_bytes
from svat.refusals import Refusal, name_alone
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell, plain_number
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.wording import say

_HEADINGS = {
    "date": ("date", "day", "дата", "날짜", "일자"),
    "base": ("base", "currency", "from", "валюта", "통화"),
    "quote": ("quote", "in", "to", "quoted in", "валюта котировки", "상대통화"),
    "rate": ("rate", "value", "курс", "환율"),
    "nominal": ("nominal", "units", "номинал", "единиц", "단위"),
    "source": ("source", "publisher", "источник", "출처"),
}
_TEXTS = frozenset({"", ".txt", ".csv", ".tsv"})
OWN = TableSchema(
    noun=say("file of rates"),
    row=say("rate"),
    headings=_HEADINGS,
    needed=tuple(frozenset({name}) for name in ("date", "base", "quote", "rate", "source")),
    missing=say(
        "no header with the columns date, base, quote, rate and source (дата, валюта, валюта котировки, курс, "
        "источник)"
    ),
)


def read_rates(paths: Sequence[Path]) -> list[RateFile]:
    """The rates of files of any kind, in the order given: those of central banks, and own tables.

    Raises UnusableInput when a file cannot be read or is of no such kind.
    """
    return [_read(path) for path in paths]


def _read(path: Path) -> RateFile:
    data = read_bytes(path)
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
        return read_xml(data, str(path))
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        return read_json(data, str(path))
    if is_ecb_csv(data[:200].lstrip(b"\xef\xbb\xbf").decode("ascii", "replace").split("\n")[0]):
        return read_ecb_csv(data, str(path))
    found = read_bank_text(data, str(path)) if path.suffix.casefold() in _TEXTS else None
    return _own(path) if found is None else found


def _own(path: Path) -> RateFile:
    """An own table: date, base, quote, rate, source and, where a rate is for 100 units or the like, nominal."""
    table = read_table(path, OWN)
    rates: dict[tuple[str, date, str, str], Rate] = {}
    refusals = []
    for made, cells in table.read(lambda cells: (_own_rate(cells), cells)):
        first = rates.setdefault((made.publisher, made.day, made.base, made.quote), made)
        if first is not made and first.per != made.per:
            why = say(
                "{publisher} gives another rate for {day} in {source}; the first one is used",
                publisher=made.publisher,
                day=made.day,
                source=first.source,
            )
            refusals.append(cells.refusal("rate", why, "contradiction", made.written))
    every = sorted((*table.refusals, *refusals), key=lambda refusal: refusal.row)
    return RateFile(str(path), tuple(rates.values()), tuple(every), tuple(table.notes))


def _own_rate(cells: Cells) -> Rate:
    for name in ("date", "base", "quote", "rate", "source"):
        cells.get(name, f"no {name}")
    day = cells.needed_day("date", "no date")
    base, quote = (
        cells.needed(name, lambda text: _currency(text, day), f"no {name}") for name in ("base", "quote")
    )
    if base == quote:
        raise BadCell(say("both are {base}", base=base))
    where = f"{name_alone(cells.file)}, row {cells.row}"
    cells.column = "rate"
    made = _rate(
        cells.text("source"), day, base, quote, (cells.text("rate"), cells.text("nominal") or "1"), where
    )
    if isinstance(made, str):
        raise BadCell(made)
    return made


def _currency(text: str, day: date) -> str:
    found = currency_on(text, day)
    if not found or not known_currency(found):
        raise BadCell(say("not a currency of ISO 4217"), "unknown")
    return found


def _rate(
    publisher: str, day: date, base: str, quote: str, number: tuple[str, str], where: str
) -> Rate | str:
    """A rate from its cell and the number of units that it is for, or why it is none."""
    if not known_currency(quote):
        return say("not a currency of ISO 4217")
    if any(map(negative, number)):
        return say("a rate is above 0")
    try:
        value, nominal = (plain_number(text, ".,") for text in number)
    except BadCell as error:
        return str(error)
    if value <= 0 or nominal <= 0:
        return say("a rate is above 0")
    written = f"{nominal:f} {base} = {value:f} {quote}"
    return Rate(publisher, day, base, quote, Fraction(value) / Fraction(nominal), where, written)


def refusals_of(files: Iterable[RateFile]) -> tuple[Refusal, ...]:
    """All refusals of the files, in their order."""
    return tuple(refusal for file in files for refusal in file.refusals)
