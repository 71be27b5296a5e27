"""Goods room: CAS numbers in a text, told by their check digit, and what some of them are.

A CAS number's last digit is the sum of the others, each times its place from the right, modulo ten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from svat.tables.strict import read_strict

_CAS = re.compile(
    r"(?:(?<!\w)cas(?:\s?(?:no|number|rn|№|-?номер))?\.?\s?[:#№]?\s?)?(?<![\w-])(\d{2,7})-(\d{2})-(\d)(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Chemical:
    """A traded chemical: its number, its name, its subheading of HS 2022."""

    cas: str
    name: str
    hs: str


@dataclass(frozen=True, slots=True)
class CasNumbers:
    """What of a text are CAS numbers: the chemicals known by them, those not known, and the text without them."""

    chemicals: tuple[Chemical, ...]
    unknown: tuple[str, ...]
    rest: str


def cas_numbers(text: str) -> CasNumbers:
    """The CAS numbers of a normalised text.

    >>> [chemical.hs for chemical in cas_numbers("flakes, cas 1310-73-2").chemicals]
    ['281511']
    """
    chemicals: list[Chemical] = []
    unknown: list[str] = []

    def taken(match: re.Match[str]) -> str:
        cas = f"{match[1]}-{match[2]}-{match[3]}"
        if not has_check_digit(cas):
            return match[0]
        if cas in table():
            chemicals.append(table()[cas])
        else:
            unknown.append(cas)
        return " "

    rest = _CAS.sub(taken, text)
    return CasNumbers(tuple(dict.fromkeys(chemicals)), tuple(unknown), " ".join(rest.split()))


def has_check_digit(cas: str) -> bool:
    """Whether the last digit of a CAS number is what the others make it.

    >>> has_check_digit("1310-73-2"), has_check_digit("1310-73-3")
    (True, False)
    """
    digits = [int(c) for c in cas if c.isdigit()]
    return sum(place * digit for place, digit in enumerate(reversed(digits[:-1]), 1)) % 10 == digits[-1]


@cache
def table() -> Mapping[str, Chemical]:
    """Svat's own table of traded chemicals."""
    rows = read_strict(files("svat.goods").joinpath("data/chemicals.csv"), ("cas", "name", "hs"))
    return {row["cas"]: Chemical(row["cas"], row["name"], row["hs"]) for _, row in rows}
