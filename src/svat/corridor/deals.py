"""Corridor room, deals file: the council's deals as an office keeps them, one row for each deal and year.

One file serves the goal and the settlement. What both need is read here; each adds what it needs beside it, and passes
over the columns of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from svat.corridor.money.amounts import known_currency, negative
from svat.corridor.money.redenominated import currency_on, now_called
from svat.refusals import Note, Refusal
from svat.tables import dates
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell, plain_number
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.tables.values import countries_named
from svat.text.folding import fold

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
    "source": ("source", "источник", "출처"),
}  # fmt: skip
_SCHEMA = TableSchema(
    noun="file of deals",
    row="deal",
    headings=_HEADINGS,
    needed=tuple(frozenset({name}) for name in ("deal", "value", "currency")),
    missing="no header with the columns deal, value and currency (сделка, сумма, валюта; 거래, 금액, 통화)",
)


Side = Literal["a", "b"]
_STAGES: dict[str, tuple[str, ...]] = {
    "introduced": ("introduced", "знакомство", "представлены", "소개"),
    "met": ("met", "встреча", "встретились", "면담"),
    "negotiating": ("negotiating", "переговоры", "협상"),
    "offered": ("offered", "предложение", "제안"),
    "signed": ("signed", "подписан", "подписана", "подписано", "계약"),
    "confirmed": ("confirmed", "подтвержден", "подтверждена", "подтверждено", "확인"),
    "lost": ("lost", "потерян", "потеряна", "потеряно", "отказ", "무산"),
}


class DealRow(Protocol):
    """What a row of one deal and year has, whatever it is read for. Two that are equal say the same."""

    @property
    def deal(self) -> str:
        """The deal's id."""

    @property
    def year(self) -> int:
        """The year that the value is of."""

    @property
    def known_on(self) -> date:
        """Since when the office has it like this."""

    @property
    def file(self) -> str:
        """Where it stands."""

    @property
    def row(self) -> int:
        """The row there."""


D = TypeVar("D", bound=DealRow)


@dataclass(frozen=True, slots=True)
class Common:
    """What every row says: which deal, how much of it in which year, and since when that is known."""

    deal: str
    year: int
    value: Decimal
    currency: str  # ISO 4217
    rough: bool  # the value is only approximate ("about 5 million")
    day: date  # of the contract, else since when it is known
    known_on: date
    confirmed_on: date | None
    probability: Decimal | None  # 0 … 1


def read_rows(
    path: Path, made: Callable[[Cells, Common], D]
) -> tuple[list[D], tuple[Refusal, ...], tuple[Note, ...]]:
    """Each row of a deals file (CSV, XLSX, XLS, ODS, Parquet) as `made` makes it of its cells.

    Rows that cannot be used are refused with file, row, column, value and reason. Of one deal, year and day rows that
    say the same count once, with a note, and rows that do not are all refused. Raises UnusableInput when the file
    cannot be read or has no such header.
    """
    table = read_table(path, _SCHEMA)
    found = list(table.read(lambda cells: made(cells, _common(cells))))
    kept, notes, unlike = _without_repeats(found)
    return kept, (*table.refusals, *unlike), (*table.notes, *notes)


def amount_in(cells: Cells, column: str, currency: str, text: str | None = None) -> tuple[Decimal, bool]:
    """(amount, whether only approximate) of a cell, or of a part of its text. Raises BadCell."""
    if negative(cells.get(column) if text is None else text):
        raise BadCell("an amount of money cannot be negative")
    number, named, rough = cells.amount(column, text)
    if named and named not in (currency, now_called(currency)):
        raise BadCell(f"is in {named}, the deal in {currency}")
    return number, rough


def stage_of(text: str) -> str:
    """Svat's word for a stage in English, Russian or Korean; the text as it stands where it is none."""
    word = text.strip().casefold().replace("ё", "е")
    return next((stage for stage, words in _STAGES.items() if word in words), text)


def side(text: str, a: str, b: str, countries: tuple[str, str]) -> Side:
    """Who exports, by the letter of the side, its country or its company. Raises BadCell where that is not clear."""
    word = fold(text)
    for letter, company in (("a", a), ("b", b)):
        if word in (letter, fold(company)) and fold(a) != fold(b):
            return "a" if letter == "a" else "b"
    named = countries_named(text)
    if len(named) == 1 and named[0] in countries:
        return "a" if named[0] == countries[0] else "b"
    raise BadCell("neither a nor b, nor the country or company of one side")


def _common(cells: Cells) -> Common:
    name = cells.get("deal", "no deal is named")
    contract, recorded = cells.day("day"), cells.day("known_on")
    day, known_on = contract or recorded, recorded or contract
    if day is None or known_on is None:
        raise BadCell("no day from which this was known (known_on or date)")
    currency = currency_on(cells.get("currency", "no currency"), day)
    if not currency or not known_currency(currency):
        raise BadCell("not a currency (ISO 4217)")
    cells.get("value", "no value")
    value, rough = amount_in(cells, "value", currency)
    return Common(
        deal=name,
        year=_year(cells.get("year")) if cells.text("year") else day.year,
        value=value,
        currency=currency,
        rough=rough,
        day=day,
        known_on=known_on,
        confirmed_on=cells.day("confirmed_on"),
        probability=_probability(cells.get("probability")),
    )


def _year(text: str) -> int:
    if (found := dates.year(text)) < 1900:
        raise BadCell(f"the year {found} is not likely")
    return found


def _probability(text: str) -> Decimal | None:
    if not text:
        return None
    number = plain_number(text.rstrip("% ") if text.endswith("%") else text, ".,")
    number = number / 100 if text.endswith("%") else number
    if not 0 <= number <= 1:
        raise BadCell("a probability is between 0 and 1, or a percentage")
    return number


def _without_repeats(found: Iterable[D]) -> tuple[list[D], list[Note], list[Refusal]]:
    groups: dict[tuple[str, int, date], list[D]] = {}
    for deal in found:
        groups.setdefault((deal.deal, deal.year, deal.known_on), []).append(deal)
    kept: list[D] = []
    notes: list[Note] = []
    refusals: list[Refusal] = []
    for first, *others in groups.values():
        if all(other == first for other in others):
            kept.append(first)
            why = f"the same as row {first.row}; counted once"
            notes += [Note(o.file, o.row, "deal", o.deal, why, "repeated") for o in others]
            continue
        for deal in (first, *others):
            rows = ", ".join(str(o.row) for o in (first, *others) if o is not deal)
            why = f"row {rows} says something else of the same deal, year and day: none of them is used"
            refusals.append(Refusal(deal.file, deal.row, "deal", deal.deal, why, kind="contradiction"))
    return kept, notes, refusals


def as_known(deals: Iterable[D], on: date) -> tuple[D, ...]:
    """For each deal and year the row known last on the day, by deal and year."""
    latest: dict[tuple[str, int], D] = {}
    for deal in sorted((d for d in deals if d.known_on <= on), key=lambda d: d.known_on):
        latest[deal.deal, deal.year] = deal
    return tuple(deal for _, deal in sorted(latest.items(), key=lambda item: item[0]))
