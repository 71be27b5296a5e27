"""Law room, caps: how much of capped goods may move in which time, as figures that use is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, get_args

from svat.law.rules.cells import RuleCells
from svat.wording import say

Period = Literal["term", "calendar_year", "12_months"]
TONNES: dict[str, Decimal] = {"t": Decimal(1), "kg": Decimal("0.001")}
BARRELS: dict[str, Decimal] = {  # 1 barrel = 42 US gallons = 158.987294928 l
    "bbl": Decimal(1), "l": 1 / Decimal("158.987294928"), "m3": 1000 / Decimal("158.987294928"),
}  # fmt: skip
PIECES: dict[str, Decimal] = {"pcs": Decimal(1)}
KINDS = (TONNES, BARRELS, PIECES)
UNITS = tuple(unit for kind in KINDS for unit in kind)
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure of a cap."""

    amount: Decimal
    unit: str  # a unit of quantity, or a currency of ISO 4217

    @property
    def money(self) -> bool:
        """Whether it limits the value, not the quantity."""
        return self.unit not in UNITS


@dataclass(frozen=True, slots=True)
class Cap:
    """Figures of which the first that is reached counts, and the time that they are for."""

    limits: tuple[Limit, ...]
    period: Period

    def first_day(self, on: date, valid_from: date | None) -> date:
        """The first day whose use counts towards what is left on `on`; never before the cap began.

        Twelve months are any twelve that end on the day: stricter than counting from an anniversary.
        """
        if self.period == "calendar_year":
            first = on.replace(month=1, day=1)
        elif self.period == "12_months":
            first = _year_before(on) + timedelta(days=1)
        else:
            first = valid_from or date.min
        return max(first, valid_from or date.min)

    @property
    def words(self) -> str:
        """The period in words."""
        return {
            "term": say("while the rule is in force"),
            "calendar_year": say("in the calendar year"),
            "12_months": say("in the twelve months up to the day"),
        }[self.period]


def cap_of(cells: RuleCells) -> Cap | None:
    """The cap of a rule from its columns cap_amount, cap_unit and cap_period; None where all are empty.

    Raises UnusableInput naming file, row, column, value and reason.
    """
    amounts, units, period = cells.values("cap_amount"), cells.values("cap_unit"), cells.row["cap_period"]
    if not amounts and not units and not period:
        return None
    if not cells.row["cap"]:
        raise cells.fault("cap_amount", "is for rules of verdict 'cap'")
    if not amounts or len(amounts) != len(units):
        raise cells.fault("cap_unit", "needs one unit for each figure of cap_amount")
    limits: list[Limit] = []
    for amount, unit in zip(amounts, units, strict=True):
        if unit not in UNITS and not _CURRENCY.fullmatch(unit):
            raise cells.fault("cap_unit", f"must be made of {', '.join(UNITS)} or a currency such as USD")
        figure = RuleCells(cells.file, cells.number, {"cap_amount": amount}).amount("cap_amount")
        if not figure:
            raise cells.fault("cap_amount", "must be above 0")
        limits.append(Limit(figure, unit))
    word = cells.one_of("cap_period", get_args(Period))
    return Cap(tuple(limits), _period(word))


def in_unit(quantity: Decimal, unit: str, wanted: str, bbl_per_t: Decimal | None = None) -> Decimal | None:
    """A quantity in another unit; None where nothing says how: barrels and tonnes need the goods' factor."""
    here, there = _kind(unit), _kind(wanted)
    if here is None or there is None:
        return None
    amount = quantity * here[unit]
    if here is not there:
        if not bbl_per_t or {id(here), id(there)} != {id(TONNES), id(BARRELS)}:
            return None
        amount = amount * bbl_per_t if here is TONNES else amount / bbl_per_t
    return amount / there[wanted]


def _kind(unit: str) -> dict[str, Decimal] | None:
    return next((kind for kind in KINDS if unit in kind), None)


def _period(word: str) -> Period:
    return "term" if word == "term" else "calendar_year" if word == "calendar_year" else "12_months"


def _year_before(on: date) -> date:
    if (on.month, on.day) == (2, 29):
        return on.replace(year=on.year - 1, day=28)
    return on.replace(year=on.year - 1)
