"""Corridor room, factors: what is expected of a heading's imports and access, from a file of the council's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from svat.refusals import unusable_cell
from svat.tables.numbers import BadCell
from svat.tables.strict import read_strict
from svat.wording import say


@dataclass(frozen=True, slots=True)
class Factors:
    """What is expected of a heading, by HS code; a code that is not there counts 1."""

    growth: Mapping[str, float] = field(default_factory=dict)  # by which imports are expected to grow: 1.05
    access: Mapping[str, float] = field(default_factory=dict)  # for tariff advantage and distance


NO_FACTORS = Factors()


def read_factors(path: Path) -> Factors:
    """The factors of a CSV with the columns hs, growth and access; an empty cell is no factor.

    Raises UnusableInput naming file, row, column and value for anything that is not a number above 0, and for a code
    that appears twice: factors are believed as a whole or not at all.
    """
    growth: dict[str, float] = {}
    access: dict[str, float] = {}
    for number, row in read_strict(path, ("hs",), ("growth", "access")):
        code = row["hs"].replace(".", "")
        if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6)):
            raise unusable_cell(
                str(path), number, "hs", row["hs"], say("is not an HS code of 2, 4 or 6 digits")
            )
        if code in growth or code in access:
            raise unusable_cell(str(path), number, "hs", row["hs"], "appears twice")
        for name, into in (("growth", growth), ("access", access)):
            if row[name]:
                try:
                    into[code] = _factor(row[name])
                except BadCell as bad:
                    raise unusable_cell(str(path), number, name, row[name], str(bad)) from None
    return Factors(growth, access)


def _factor(text: str) -> float:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise BadCell(say("is not a number")) from None
    if not number.is_finite() or number <= 0:
        raise BadCell(say("must be above 0"))
    return float(number)
