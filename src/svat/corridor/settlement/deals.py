"""Corridor room, deals file: the council's deals as an office keeps them, one row for each deal and year.

The same file serves the goal: columns that one command does not need are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from svat.corridor.money.amounts import known_currency, money
from svat.corridor.settlement.model import Deal, Deals, Payment, Side
from svat.roll import dates
from svat.roll.company import RowReader
from svat.roll.folding import fold
from svat.roll.header import Kind
from svat.roll.model import Refusal
from svat.roll.numbers import BadCell, amount, plain_number
from svat.roll.reader import open_table
from svat.roll.rows import company_rows
from svat.roll.spelling import clean, clean_lines, squash
from svat.roll.synonyms import Synonyms
from svat.roll.table import Row, Stored
from svat.roll.values import countries_named, currency_named, is_blank

_HEADINGS: dict[str, tuple[str, ...]] = {
    "deal": ("deal", "deal id", "contract", "сделка", "номер сделки", "контракт", "거래", "계약"),
    "a": ("a", "company a", "side a", "сторона а", "компания а"),
    "b": ("b", "company b", "side b", "сторона б", "компания б"),
    "exporter": ("exporter", "seller", "экспортёр", "экспортер", "продавец", "수출자", "판매자"),
    "year": ("year", "год", "연도"),
    "value": ("value", "amount", "сумма", "стоимость", "금액"),
    "currency": ("currency", "валюта", "통화"),
    "day": ("date", "signed_on", "contract date", "дата", "дата контракта", "날짜", "계약일"),
    "known_on": ("known_on", "known on", "recorded on", "записано", "기록일"),
    "stage": ("stage", "стадия", "этап", "단계"),
    "probability": ("probability", "вероятность", "확률"),
    "confirmed_on": (
        "confirmed_on", "confirmed_by_client_on", "confirmed on", "confirmed by client on", "подтверждено",
        "подтверждено клиентом", "확인일",
    ),
    "hs": ("hs", "hs code", "тн вэд", "код тн вэд", "hs코드"),
    "activity": ("activity", "деятельность", "활동"),
    "paid": ("paid", "payments", "оплачено", "платежи", "지급"),
    "paid_on": ("paid_on", "paid on", "дата оплаты", "지급일"),
}  # fmt: skip
KIND = Kind(
    "file of deals",
    "deal",
    tuple(frozenset({name}) for name in ("deal", "value", "currency")),
    "no header with the columns deal, value and currency (сделка, сумма, валюта; 거래, 금액, 통화)",
)
_ENTRY = re.compile(r"(.+?)\s*[:=]\s*(.+)")


def read_deals(path: Path, a: str, b: str) -> Deals:
    """The deals of a file (CSV, XLSX, XLS, ODS, Parquet); `a` and `b` are the corridor's countries.

    A row that cannot be used is refused with row, column, value and reason; two rows that say different things of one
    deal, year and day are both refused. Raises UnusableInput when the file cannot be read or has no such header.
    """
    names = {squash(word): name for name, words in _HEADINGS.items() for word in words}
    table, header, rows = open_table(path, Synonyms(names), KIND)
    reader = RowReader(table.file, header)
    found: list[Deal] = []
    refusals: list[Refusal] = []
    for row in company_rows(table, header, rows, KIND):
        cells = _Cells(reader, row)
        try:
            found.append(_deal(cells, (a, b)))
        except BadCell as bad:
            heading = reader.heading(cells.column) or cells.column
            refusals.append(reader.refusal(row, heading, cells.text(cells.column), str(bad)))
    kept, unlike = _without_repeats(found)
    return Deals(str(path), tuple(kept), (*refusals, *unlike), tuple(table.notes))


class _Cells:
    """One row's cells by column; `column` is the one at hand, for a refusal to name."""

    def __init__(self, reader: RowReader, row: Row) -> None:
        self.reader, self.row, self.column = reader, row, ""

    def text(self, column: str) -> str:
        place = self.reader.header.position(column)
        cell = self.row.cells[place] if place is not None and place < len(self.row.cells) else ""
        kept = cell if isinstance(cell, Stored) else clean(cell)
        return "" if is_blank(kept) else kept

    def lines(self, column: str) -> str:
        """The cell with its line breaks."""
        self.column = column
        place = self.reader.header.position(column)
        cell = self.row.cells[place] if place is not None and place < len(self.row.cells) else ""
        return "" if is_blank(cell) else clean_lines(cell)

    def get(self, column: str, missing: str = "") -> str:
        """The cell, which becomes the one at hand; refused with `missing` when it is empty and that is given."""
        self.column = column
        text = self.text(column)
        if missing and not text:
            raise BadCell(missing)
        return text

    def unit(self, column: str) -> str:
        place = self.reader.header.position(column)
        return self.reader.header.columns[place].unit if place is not None else ""


def _deal(cells: _Cells, countries: tuple[str, str]) -> Deal:
    name = cells.get("deal", "no deal is named")
    a, b = (
        cells.get("a", "no company of the first country"),
        cells.get("b", "no company of the second country"),
    )
    exporter = _side(cells.get("exporter", "not said who exports: a or b"), a, b, countries)
    currency = currency_named(cells.get("currency", "no currency"))
    if not currency or not known_currency(currency):
        raise BadCell("not a currency of ISO 4217")
    value = _amount(cells.get("value", "no value"), currency, cells.unit("value"))
    known_text, day_text = cells.text("known_on"), cells.text("day")
    day = dates.day(cells.get("day" if day_text or not known_text else "known_on", "no date"))
    known_on = dates.day(cells.get("known_on")) if known_text else day
    year = dates.year(cells.get("year")) if cells.text("year") else day.year
    confirmed = dates.day(cells.get("confirmed_on")) if cells.text("confirmed_on") else None
    probability = _probability(cells.get("probability"))
    payments = _payments(cells, currency)
    cells.column = "paid"
    if sum(p.amount for p in payments) > value:
        raise BadCell(f"more was paid than the deal is worth ({value:f} {currency})")
    return Deal(
        deal=name, year=year, a=a, b=b, exporter=exporter, value=money(value, currency), day=day,
        known_on=known_on, stage=cells.text("stage"), probability=probability, confirmed_on=confirmed,
        hs=cells.text("hs"), activity=cells.text("activity"), payments=payments, file=cells.reader.file,
        row=cells.row.number,
    )  # fmt: skip


def _side(text: str, a: str, b: str, countries: tuple[str, str]) -> Side:
    """Who exports: the letter of the side, its country or its company."""
    word = fold(text)
    for side, company in (("a", a), ("b", b)):
        if word in (side, fold(company)) and fold(a) != fold(b):
            return "a" if side == "a" else "b"
    named = countries_named(text)
    if len(named) == 1 and named[0] in countries:
        return "a" if named[0] == countries[0] else "b"
    raise BadCell("neither a nor b, nor the country or company of one side")


def _amount(text: str, currency: str, unit: str = "") -> Decimal:
    if text.startswith(("-", "−", "–", "(")):
        raise BadCell("an amount of money cannot be negative")
    number, named, rough = amount(text, unit)
    if named and named != currency:
        raise BadCell(f"is in {named}, the deal in {currency}")
    if rough:
        raise BadCell("only approximate: an account needs the exact amount")
    return number


def _probability(text: str) -> Decimal | None:
    if not text:
        return None
    number = plain_number(text.rstrip("% "), ".,")
    number = number / 100 if text.endswith("%") else number
    if not 0 <= number <= 1:
        raise BadCell("a probability is between 0 and 1, or a percentage")
    return number


def _payments(cells: _Cells, currency: str) -> tuple[Payment, ...]:
    """`paid` holds one amount with its day in `paid_on`, or entries "day: amount" parted by ";" or line breaks."""
    text = cells.lines("paid")
    if not text:
        return ()
    if day := cells.text("paid_on"):
        sum_paid = _amount(text, currency, cells.unit("paid"))
        return (Payment(dates.day(cells.get("paid_on")), sum_paid),) if day and sum_paid else ()
    found = []
    for entry in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        parts = _ENTRY.fullmatch(entry)
        if not parts:
            raise BadCell('not payments with their days, such as "2026-03-01: 500000; 2026-05-02: 200000"')
        found.append(Payment(dates.day(parts[1]), _amount(parts[2], currency)))
    return tuple(sorted(found, key=lambda p: (p.on, p.amount)))


def _without_repeats(found: Iterable[Deal]) -> tuple[list[Deal], list[Refusal]]:
    groups: dict[tuple[str, int, date], list[Deal]] = {}
    for deal in found:
        groups.setdefault((deal.deal, deal.year, deal.known_on), []).append(deal)
    kept, refusals = [], []
    for group in groups.values():
        if len(group) == 1:
            kept += group
            continue
        for deal in group:
            rows = ", ".join(str(other.row) for other in group if other is not deal)
            why = f"row {rows} is about the same deal, year and day: none of them is used"
            refusals.append(Refusal(deal.file, deal.row, "deal", deal.deal, why))
    return kept, refusals


def as_known(deals: Iterable[Deal], on: date) -> tuple[Deal, ...]:
    """For each deal and year the row known last on the day, by deal and year."""
    latest: dict[tuple[str, int], Deal] = {}
    for deal in sorted((d for d in deals if d.known_on <= on), key=lambda d: d.known_on):
        latest[deal.deal, deal.year] = deal
    return tuple(deal for _, deal in sorted(latest.items()))
