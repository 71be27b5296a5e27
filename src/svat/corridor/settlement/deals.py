"""Corridor room, deals for the settlement: who owes whom what, exactly, and what of it was paid."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from svat.corridor.deals import Common, amount_in, as_known, read_rows, side, stage_of
from svat.corridor.money.amounts import minor_unit, money
from svat.corridor.settlement.model import Deal, Deals, Payment
from svat.tables import dates
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell

__all__ = ["as_known", "read_deals"]

_ENTRY = re.compile(r"(.+?)\s*[:=]\s*(.+)")


def read_deals(path: Path, a: str, b: str) -> Deals:
    """Read a deals file (svat.corridor.deals) for the account; `a` and `b` are the corridor's countries.

    Stricter than for the goal: both companies and the exporter are needed, and exact amounts. Raises UnusableInput
    when the file cannot be read or has no such header.
    """
    found, refusals, notes = read_rows(path, lambda cells, common: _deal(cells, common, (a, b)))
    return Deals(str(path), tuple(found), refusals, notes)


def _deal(cells: Cells, common: Common, countries: tuple[str, str]) -> Deal:
    a, b = (
        cells.get("a", "no company of the first country"),
        cells.get("b", "no company of the second country"),
    )
    exporter = side(cells.get("exporter", "not said who exports: a or b"), a, b, countries)
    cells.column = "value"
    _exact(common.value, common.currency, rough=common.rough)
    payments = _payments(cells, common.currency)
    cells.column = "paid"
    if sum(p.amount for p in payments) > common.value:
        raise BadCell(f"more was paid than the deal is worth ({common.value:f} {common.currency})")
    return Deal(
        deal=common.deal, year=common.year, a=a, b=b, exporter=exporter,
        value=money(common.value, common.currency), day=common.day, known_on=common.known_on,
        stage=stage_of(cells.text("stage")), probability=common.probability, confirmed_on=common.confirmed_on,
        hs=cells.text("hs"), activity=cells.text("activity"), payments=payments, file=cells.file, row=cells.row,
    )  # fmt: skip


def _exact(number: Decimal, currency: str, *, rough: bool) -> None:
    if rough:
        raise BadCell("only approximate: an account needs the exact amount")
    if number % (unit := minor_unit(currency)):
        raise BadCell(f"finer than the smallest unit of {currency}, {unit:f}")


def _payments(cells: Cells, currency: str) -> tuple[Payment, ...]:
    """`paid` holds one amount with its day in `paid_on`, or entries "day: amount" parted by ";" or line breaks."""
    text = cells.lines("paid")
    if not text:
        return ()
    if cells.text("paid_on"):
        on = dates.day(cells.get("paid_on"))
        paid = _amount(cells, cells.get("paid"), currency)
        return (Payment(on, paid),) if paid else ()
    found = []
    for entry in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        parts = _ENTRY.fullmatch(entry)
        if not parts:
            raise BadCell('not payments with their days, such as "2026-03-01: 500000; 2026-05-02: 200000"')
        found.append(Payment(dates.day(parts[1]), _amount(cells, parts[2], currency)))
    return tuple(sorted(found, key=lambda p: (p.on, p.amount)))


def _amount(cells: Cells, text: str, currency: str) -> Decimal:
    number, rough = amount_in(cells, "paid", currency, text)
    _exact(number, currency, rough=rough)
    return number
