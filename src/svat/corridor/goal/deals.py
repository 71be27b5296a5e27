"""Corridor room, deals file: the council's deals as a CSV, one row for each deal and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from svat.corridor.goal.model import Deal, Stage
from svat.corridor.goal.pipeline import PROBABILITY, STAGES
from svat.corridor.trade.readers import open_file
from svat.roll.dates import day
from svat.roll.dates import year as year_of
from svat.roll.delimited import read_delimited
from svat.roll.model import Note, Refusal, UnusableInput
from svat.roll.numbers import BadCell, amount, plain_number
from svat.roll.table import Row
from svat.roll.values import currency_named

NEEDED = ("deal", "year", "value", "currency", "stage", "known_on")
OPTIONAL = ("probability", "confirmed_on", "source")


def read_deals(path: Path) -> tuple[list[Deal], list[Refusal], list[Note]]:
    """Read a deals file; rows that cannot be used are refused with file, row, column, value and reason.

    Columns: deal, year, value, currency, stage, known_on; probability, confirmed_on and source may follow. Raises
    UnusableInput when the file cannot be opened or lacks a column. Two rows of one deal, year and day that say
    different things are both refused.
    """
    file = str(path)
    data = open_file(path)
    known = {*NEEDED, *OPTIONAL}
    table = read_delimited(data, file, lambda cells: sum(_name(c) in known for c in cells))
    rows = [row for row in table.rows if any(cell.strip() for cell in row.cells)]
    header = [_name(cell) for cell in rows[0].cells] if rows else []
    for column in NEEDED:
        if column not in header:
            raise UnusableInput(f"{file}: row 1: column {column!r} is missing")
    found: list[Deal] = []
    refusals: list[Refusal] = []
    for row in rows[1:]:
        cells = {name: row.cells[k].strip() if k < len(row.cells) else "" for k, name in enumerate(header)}
        read = _Row(file, row, cells)
        try:
            found.append(read.deal())
        except BadCell as error:
            column = read.column
            refusals.append(Refusal(file, row.number, column, cells.get(column, ""), str(error)))
    kept, notes, unlike = _without_repeats(found)
    return kept, refusals + unlike, table.notes + notes


def _name(cell: str) -> str:
    return cell.replace("\ufeff", "").strip().casefold().replace(" ", "_")


class _Row:
    """One row being read; `column` is the one at hand, for a refusal to name."""

    def __init__(self, file: str, row: Row, cells: dict[str, str]) -> None:
        self.file, self.row, self.cells, self.column = file, row, cells, ""

    def deal(self) -> Deal:
        name = self.cell("deal")
        if not name:
            raise BadCell("no deal is named")
        year = year_of(self.cell("year"))
        value = self.value()
        currency = currency_named(self.cell("currency"))
        if not currency:
            raise BadCell("not a currency (ISO 4217)")
        stage = self.stage()
        confirmed = self.day_or_none("confirmed_on")
        if stage == "confirmed" and confirmed is None:
            raise BadCell("a deal is confirmed only with the day on which the client said so")
        probability = self.probability(stage)
        known = day(self.cell("known_on"))
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
            self.file,
            self.row.number,
        )

    def cell(self, column: str) -> str:
        self.column = column
        return self.cells.get(column, "")

    def value(self) -> Decimal:
        cell = self.cell("value")
        if cell.startswith(("-", "−", "–")):
            raise BadCell("a deal's value cannot be negative")
        return amount(cell)[0]

    def stage(self) -> Stage:
        cell = self.cell("stage").casefold()
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
