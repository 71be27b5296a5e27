"""Corridor room, deals file: the council's deals as an office keeps them, one row for each deal and year.

One file serves the goal and the settlement, and is read once. A row that does not say what a deal is worth is refused
here; what one use alone needs is in the deal as far as it could be read, and that use checks it (`for_use`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from svat.corridor.deal_payments import payments_in, with_earlier_payments
from svat.corridor.model import Deal, Stage
from svat.corridor.money.amounts import Money, code, known_currency, money, negative
from svat.corridor.money.redenominated import currency_on, now_called
from svat.corridor.money.units import UnknownUnitError, money_unit
from svat.corridor.stages import UnknownStage, stage_of
from svat.refusals import Note, Refusal, said_of
from svat.sides import Side, Sides
from svat.tables import dates
from svat.tables.cells import Cells
from svat.tables.header import Header
from svat.tables.numbers import BadCell, plain_number
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.tables.values import countries_named
from svat.text.folding import fold
from svat.wording import say, unusable

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
    "stage": (
        "stage", "deal stage", "стадия", "стадия сделки", "этап", "этап сделки", "단계", "진행단계", "거래단계",
    ),
    "status": (
        "status", "deal status", "contract status", "state", "outcome", "статус", "статус сделки", "статус договора",
        "состояние", "итог", "상태", "진행상태", "진행상황", "계약상태", "결과",
    ),
    "probability": ("probability", "вероятность", "확률"),
    "confirmed_on": (
        "confirmed_on", "confirmed_by_client_on", "confirmed on", "confirmed by client on", "подтверждено",
        "подтверждено клиентом", "확인일",
    ),
    "hs": ("hs", "hs code", "тн вэд", "код тн вэд", "hs코드"),
    "activity": ("activity", "деятельность", "활동"),
    "paid": ("paid", "payments", "оплачено", "платежи", "지급"),
    "paid_on": ("paid_on", "paid on", "дата оплаты", "지급일"),
    "paid_currency": (
        "paid_currency", "payment currency", "payment_currency", "currency of payment", "paid in", "валюта оплаты",
        "валюта платежа", "지급통화", "결제통화",
    ),
    "source": ("source", "источник", "출처"),
}  # fmt: skip
SCHEMA = TableSchema(
    noun=say("file of deals"),
    row=say("deal"),
    headings=_HEADINGS,
    needed=tuple(frozenset({name}) for name in ("deal", "value", "currency")),
    missing=say(
        "no header with the columns deal, value and currency (сделка, сумма, валюта; 거래, 금액, 통화)"
    ),
)
_NOTHING = money(0, "USD")  # of a lost deal whose value nobody wrote: nothing is nothing in any currency


class UnfitDeal(Exception):  # noqa: N818 - reads as what it is at every raise
    """A deal that one use cannot take: in which column the reason is, and what it is."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


@dataclass(frozen=True, slots=True)
class DealFile:
    """A file of deals as read: every row that says what a deal is worth, and what could not be used."""

    file: str = ""
    deals: tuple[Deal, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()
    cells: Mapping[int, Cells] = field(
        default_factory=dict, repr=False, compare=False
    )  # of each deal, by its row

    def for_use(self, taken: Callable[[Deal], Deal], said: Callable[[Deal], Hashable]) -> DealFile:
        """The deals as one use takes them: each as `taken` gives it, or refused where that raises UnfitDeal.

        Of one deal, year and day rows of which the use hears the same (`said`) count once, with a note; rows that
        contradict each other are all refused.
        """
        kept: list[Deal] = []
        refusals = list(self.refusals)
        for deal in self.deals:
            try:
                kept.append(taken(deal))
            except UnfitDeal as unfit:
                refusals.append(self.cells[deal.row].refusal(unfit.column, str(unfit)))
        refusals.sort(key=lambda refusal: refusal.row)
        once, notes, unlike = _without_repeats(kept, said)
        return replace(self, deals=tuple(once), refusals=(*refusals, *unlike), notes=(*self.notes, *notes))


def read_deals(path: Path, countries: Sides[str]) -> DealFile:
    """Every row of a deals file (CSV, XLSX, XLS, ODS, Parquet); `countries` may name an exporter.

    Rows that cannot be used are refused with file, row, column, value and reason. Raises UnusableInput when the file
    cannot be read or has no such header.
    """
    table = read_table(path, SCHEMA)
    for column in ("value", "paid"):
        _known_unit(table.header, column, str(path))
    kept: dict[int, Cells] = {}

    def made(cells: Cells) -> Deal:
        deal = _deal(cells, countries)
        kept[deal.row] = cells
        return deal

    found = _valued(tuple(table.read(made)))
    return DealFile(str(path), found, tuple(table.refusals), tuple(table.notes), kept)


def _known_unit(header: Header, column: str, file: str) -> None:
    """Raises UnusableInput for a heading of amounts whose unit is none of money ("value, tonnes")."""
    if column not in header.places:
        return
    found = header.columns[header.places[column]]
    try:
        money_unit(found.unit + ("%" if "%" in found.header else ""))
    except UnknownUnitError as error:
        raise unusable(
            "{file}: {header}: {error}", file=file, header=found.header, error=said_of(error)
        ) from None


def _valued(found: Sequence[Deal]) -> tuple[Deal, ...]:
    """Lost deals whose row leaves the value out: worth what their deal and year was before."""
    worth: dict[tuple[str, int], list[Deal]] = {}
    for deal in sorted(found, key=lambda d: (d.known_on, d.row)):
        if deal.value.amount:
            worth.setdefault((deal.deal, deal.year), []).append(deal)

    def valued(deal: Deal) -> Deal:
        if deal.stage != "lost" or deal.value != _NOTHING:
            return deal
        before = [d for d in worth.get((deal.deal, deal.year), ()) if d.known_on <= deal.known_on]
        return replace(deal, value=before[-1].value) if before else deal

    return tuple(map(valued, found))


def amount_in(cells: Cells, column: str, currency: str, text: str | None = None) -> tuple[Decimal, bool]:
    """(amount, whether only approximate) of a cell, or of a part of its text. Raises BadCell."""
    if negative(cells.get(column) if text is None else text):
        raise BadCell(say("an amount of money cannot be negative"))
    number, named, rough = cells.amount(column, text)
    if named and named not in (currency, now_called(currency)):
        raise BadCell(say("is in {named}, the deal in {currency}", named=named, currency=currency))
    return number, rough


def _deal(cells: Cells, countries: Sides[str]) -> Deal:
    name = cells.get("deal", say("no deal is named"))
    contract, recorded = cells.day("day"), cells.day("known_on")
    day, known_on = contract or recorded, recorded or contract
    if day is None or known_on is None:
        raise BadCell(say("no day from which this was known (known_on or date)"), "missing")
    stage = _stage(cells)
    value, rough = _value(cells, day, needed=stage != "lost")
    currency = code(value)
    year = _year(cells.get("year")) if cells.text("year") else day.year
    confirmed_on = cells.day("confirmed_on")
    probability = _probability(cells.get("probability"))
    unread: list[tuple[str, str]] = []
    return Deal(
        deal=name,
        year=year,
        value=value,
        day=day,
        known_on=known_on,
        stage=stage,
        probability=probability,
        confirmed_on=confirmed_on,
        a=cells.text("a"),
        b=cells.text("b"),
        exporter=_exporter(cells, countries, unread),
        hs=cells.text("hs"),
        activity=cells.text("activity"),
        payments=payments_in(cells, currency, unread),
        rough=rough,
        dated=contract is not None,
        unread=tuple(unread),
        source=cells.text("source"),
        file=cells.file,
        row=cells.row,
    )


def _value(cells: Cells, day: date, *, needed: bool) -> tuple[Money, bool]:
    """(what the deal is worth, whether only approximately); what came to nothing may leave it out."""
    if not needed and not cells.text("value"):
        return _NOTHING, False
    currency = currency_on(cells.get("currency", "no currency"), day)
    if not currency or not known_currency(currency):
        raise BadCell(say("not a currency (ISO 4217)"), "unknown")
    cells.get("value", "no value")
    value, rough = amount_in(cells, "value", currency)
    return money(value, currency), rough


def _year(text: str) -> int:
    if (found := dates.year(text)) < 1900:
        raise BadCell(say("the year {year} is not likely", year=found))
    return found


def _probability(text: str) -> Decimal | None:
    if not text:
        return None
    number = plain_number(text.rstrip("% ") if text.endswith("%") else text, ".,")
    number = number / 100 if text.endswith("%") else number
    if not 0 <= number <= 1:
        raise BadCell(say("a probability is between 0 and 1, or a percentage"))
    return number


def _stage(cells: Cells) -> Stage | Literal[""]:
    """The stage by either column; a deal that is over is over, whatever stage it had come to. "" where neither says."""
    said: dict[str, Stage] = {}
    for column in ("status", "stage"):
        text = cells.get(column)
        try:
            if stage := stage_of(text):
                said[column] = stage
        except UnknownStage as unknown:
            raise BadCell(said_of(unknown), "unknown") from None
    if said.get("status") == "lost":
        return "lost"
    if len(set(said.values())) > 1:
        raise BadCell(
            say(
                "{heading} says {said}, {other} {that}",
                heading=cells.heading("status"),
                said=said["status"],
                other=cells.heading("stage"),
                that=said["stage"],
            )
        )
    return next(iter(said.values()), "")


def _exporter(cells: Cells, countries: Sides[str], unread: list[tuple[str, str]]) -> Side | None:
    """Who exports, by the letter of the side, its country or its company; None where that is not said or not clear."""
    text = cells.text("exporter")
    if not text:
        return None
    word, companies = fold(text), Sides(cells.text("a"), cells.text("b")).map(fold)
    for side, company in companies.items():
        if word in (side, company) and companies.a != companies.b:
            return side
    named = countries_named(text)
    if len(named) == 1 and named[0] in tuple(countries):
        return "a" if named[0] == countries.a else "b"
    unread.append(("exporter", say("neither a nor b, nor the country or company of one side")))
    return None


def _without_repeats(
    found: Sequence[Deal], said: Callable[[Deal], Hashable]
) -> tuple[list[Deal], list[Note], list[Refusal]]:
    groups: dict[tuple[str, int, date], list[Deal]] = {}
    for deal in found:
        groups.setdefault((deal.deal, deal.year, deal.known_on), []).append(deal)
    kept: list[Deal] = []
    notes: list[Note] = []
    refusals: list[Refusal] = []
    for first, *others in groups.values():
        if all(said(other) == said(first) for other in others):
            kept.append(first)
            why = say("the same as row {row}; counted once", row=first.row)
            notes += [Note(o.file, o.row, "deal", o.deal, why, "repeated") for o in others]
            continue
        for deal in (first, *others):
            rows = ", ".join(str(o.row) for o in (first, *others) if o is not deal)
            why = say(
                "row {row} says something else of the same deal, year and day: none of them is used", row=rows
            )
            refusals.append(Refusal(deal.file, deal.row, "deal", deal.deal, why, kind="contradiction"))
    return kept, notes, refusals


def as_known(deals: Iterable[Deal], on: date) -> tuple[Deal, ...]:
    """For each deal and year the row known last on the day, with what earlier ones say was paid, by deal and year."""
    rows: dict[tuple[str, int], list[Deal]] = {}
    for deal in sorted((d for d in deals if d.known_on <= on), key=lambda d: d.known_on):
        rows.setdefault((deal.deal, deal.year), []).append(deal)
    return tuple(with_earlier_payments(of) for _, of in sorted(rows.items(), key=lambda item: item[0]))
