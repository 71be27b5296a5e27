"""Corridor room, factors: what is expected of a heading's imports and access, from a file of the council's own."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

from svat.refusals import UnusableInput
from svat.tables.strict import read_strict


def read_factors(path: Path) -> tuple[dict[str, float], dict[str, float]]:
    """(growth, access) by HS code from a CSV with the columns hs, growth and access; an empty cell is no factor.

    Growth is the factor by which imports are expected to grow (1.05), access one for tariff advantage and distance.
    Raises UnusableInput naming file, row, column and value for anything that is not a number above 0, and for a code
    that stands twice: factors are believed as a whole or not at all.
    """
    factors: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for number, row in read_strict(path, ("hs",), ("growth", "access")):
        code = row["hs"].replace(".", "")
        if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6)):
            raise UnusableInput(
                f"{path}: row {number}: hs: {row['hs']!r} is not an HS code of 2, 4 or 6 digits"
            )
        if code in factors[0] or code in factors[1]:
            raise UnusableInput(f"{path}: row {number}: hs: {row['hs']!r} stands twice")
        for name, into in zip(("growth", "access"), factors, strict=True):
            if row[name]:
                into[code] = _factor(row[name], f"{path}: row {number}: {name}")
    return factors


def _factor(text: str, place: str) -> float:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise UnusableInput(f"{place}: {text!r} is not a number") from None
    if not number.is_finite() or number <= 0:
        raise UnusableInput(f"{place}: {text!r} must be above 0")
    return float(number)
