"""Corridor room, deals file: the council's deals as a CSV, one row for each deal and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from svat.corridor.goal.model import Deal, Stage
from svat.corridor.goal.pipeline import PROBABILITY, STAGES
from svat.corridor.settlement.deals import KIND
from svat.roll.company import RowReader
from svat.roll.dates import day
from svat.roll.dates import year as year_of
from svat.roll.model import Note, Refusal
from svat.roll.numbers import BadCell, amount, plain_number
from svat.roll.reader import open_table
from svat.roll.rows import company_rows
from svat.roll.spelling import clean, squash
from svat.roll.synonyms import Synonyms
from svat.roll.table import Row, Stored
from svat.roll.values import currency_named, is_blank

_HEADINGS: dict[str, tuple[str, ...]] = {
    "deal": ("deal", "deal id", "contract", "сделка", "номер сделки", "контракт", "거래", "계약"),
    "year": ("year", "год", "연도"),
    "value": ("value", "amount", "сумма", "стоимость", "금액"),
    "currency": ("currency", "валюта", "통화"),
    "stage": ("stage", "стадия", "этап", "단계"),
    "known_on": ("known_on", "known on", "recorded on", "записано", "기록일"),
    "day": ("date", "signed_on", "contract date", "дата", "дата контракта", "날짜", "계약일"),
    "probability": ("probability", "вероятность", "확률"),
    "confirmed_on": (
        "confirmed_on", "confirmed_by_client_on", "confirmed on", "confirmed by client on", "подтверждено",
        "подтверждено клиентом", "확인일",
    ),
    "source": ("source", "источник", "출처"),
}  # fmt: skip


def read_deals(path: Path) -> tuple[list[Deal], list[Refusal], list[Note]]:
    """Read a deals file (CSV, XLSX, Parquet ...): the same that `svat corridor settlement` takes.

    Needed are deal, value, currency, stage, and known_on or the contract's date; `year` is that of the day where it is
    not given. A deal with a day of confirmation is confirmed, one with a contract's date and no stage signed. Rows that
    cannot be used are refused with file, row, column, value and reason, and two rows of one deal, year and day that
    say different things both are. Raises UnusableInput when the file cannot be read or has no such header.
    """
    names = {squash(word): name for name, words in _HEADINGS.items() for word in words}
    table, header, rows = open_table(path, Synonyms(names), KIND)
    reader = RowReader(table.file, header)
    found: list[Deal] = []
    refusals: list[Refusal] = []
    for row in company_rows(table, header, rows, KIND):
        read = _Row(reader, row)
        try:
            found.append(read.deal())
        except BadCell as error:
            heading = reader.heading(read.column) or read.column
            refusals.append(reader.refusal(row, heading, read.text(read.column), str(error)))
    kept, notes, unlike = _without_repeats(found)
    return kept, refusals + unlike, table.notes + notes


class _Row:
    """One row being read; `column` is the one at hand, for a refusal to name."""

    def __init__(self, reader: RowReader, row: Row) -> None:
        self.reader, self.row, self.column = reader, row, ""

    def deal(self) -> Deal:
        name = self.cell("deal")
        if not name:
            raise BadCell("no deal is named")
        value = self.value()
        currency = currency_named(self.cell("currency"))
        if not currency:
            raise BadCell("not a currency (ISO 4217)")
        confirmed = self.day_or_none("confirmed_on")
        stage = self.stage(confirmed)
        probability = self.probability(stage)
        known = self.day_or_none("known_on") or self.day_or_none("day")
        if known is None:
            self.column = "known_on"
            raise BadCell("no day from which this was known (known_on or date)")
        year = year_of(self.cell("year")) if self.text("year") else known.year
        source = self.cell("source")
        return Deal(
            name,
            year,
            value,
            currency,
            stage,
            probability,
            known,
            confirmed,
            source,
            self.reader.file,
            self.row.number,
        )

    def text(self, column: str) -> str:
        place = self.reader.header.position(column)
        cell = self.row.cells[place] if place is not None and place < len(self.row.cells) else ""
        return "" if is_blank(cell) else cell if isinstance(cell, Stored) else clean(cell)

    def cell(self, column: str) -> str:
        self.column = column
        return self.text(column)

    def value(self) -> Decimal:
        cell = self.cell("value")
        if cell.startswith(("-", "−", "–")):
            raise BadCell("a deal's value cannot be negative")
        place = self.reader.header.position("value")
        return amount(cell, self.reader.header.columns[place].unit if place is not None else "")[0]

    def stage(self, confirmed: date | None) -> Stage:
        cell = self.cell("stage").casefold()
        if cell == "confirmed" and confirmed is None:
            raise BadCell("a deal is confirmed only with the day on which the client said so")
        if confirmed and cell != "lost":
            return "confirmed"
        if not cell and self.text("day"):
            return "signed"  # a contract with its date
        for stage in STAGES:
            if cell == stage:
                return stage
        raise BadCell(f"not a stage: {', '.join(STAGES)}")

    def day_or_none(self, column: str) -> date | None:
        cell = self.cell(column)
        return day(cell) if cell else None

    def probability(self, stage: Stage) -> Decimal:
        cell = self.cell("probability")
        if not cell or stage in ("confirmed", "lost"):
            return PROBABILITY[stage]
        percent = cell.endswith("%")
        number = plain_number(cell.rstrip("% "), ".,")
        number = number / 100 if percent else number
        if not 0 <= number <= 1:
            raise BadCell("a probability is between 0 and 1, or a percentage")
        return number


def _without_repeats(deals: Sequence[Deal]) -> tuple[list[Deal], list[Note], list[Refusal]]:
    groups: dict[tuple[str, int, date], list[Deal]] = defaultdict(list)
    for deal in deals:
        groups[deal.deal, deal.year, deal.known_on].append(deal)
    kept, notes, refusals = [], [], []
    for group in groups.values():
        said = {(d.value, d.currency, d.stage, d.probability, d.confirmed_on) for d in group}
        if len(said) > 1:
            for d in group:
                rows = ", ".join(str(o.row) for o in group if o is not d)
                why = f"row {rows} says something else of the same deal, year and day: neither is used"
                refusals.append(Refusal(d.file, d.row, "deal", d.deal, why))
            continue
        kept.append(group[0])
        notes += [Note(d.file, d.row, "deal", d.deal, f"the same as row {group[0].row}") for d in group[1:]]
    return kept, notes, refusals
