"""Tables, signs: whether "." and "," part groups or decimals, as the numbers of a whole column show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from svat.tables.table import Stored

Meaning = Literal["decimal", "group"]

SPACE = "\\s\u00a0\u202f\u2009"
NUMBER = re.compile(rf"\d(?:[\d.,'{SPACE}]*\d)?")
WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")  # the second is Indian: 12,34,567
DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_MANY = 10  # numbers of one form that show a habit where nothing contradicts it
# Digits of other scripts and signs between them → as ASCII writes them.
_WESTERN = {
    **{
        ord(char): str(unicodedata.decimal(char))
        for char in map(chr, range(0x80, 0x20000))
        if char.isdecimal()
    },
    **dict.fromkeys(map(ord, "’`ʼ′´‘٬"), "'"),
    ord("，"): ",",
    ord("．"): ".",
    ord("،"): ",",
    ord("٫"): ".",
}
_FOREIGN = re.compile(f"[{''.join(map(chr, _WESTERN))}]")
_NO_COINS = re.compile(r"(?<=\d)([.,])(?:-{1,2}|–|—)(?!\d)")  # "12.000,-"
_OTHER = {".": ",", ",": "."}
_GROUPS_BY_COMMA = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def western(text: str) -> str:
    """A text with its digits as 0 to 9, whatever script they are in, and signs of other scripts as "." "," and "'"."""
    return text.translate(_WESTERN) if not text.isascii() and _FOREIGN.search(text) else text


def figures(text: str) -> str:
    """The same for a text with amounts: "12.000,-" is 12.000,00."""
    return _NO_COINS.sub(r"\g<1>00", western(text))


@dataclass(frozen=True)
class Signs:
    """What "." and "," mean in the numbers of one column; None where the column does not show it."""

    dot: Meaning | None = None
    comma: Meaning | None = None
    by_habit: bool = False  # only because many numbers have one form
    otherwise: Meaning | None = None  # what to take one for that the column does not show

    def meaning(self, sign: str) -> Meaning | None:
        """What a sign means before exactly three digits, where it could be either."""
        return self.dot if sign == "." else self.comma


GROUPS = Signs(otherwise="group")  # without a column


def signs_shown(cells: Iterable[str], heading: str = "", *, scaled: bool = False) -> Signs:
    """What the numbers of a column show of its signs.

    "1,5" shows a decimal comma, "1,234,567" commas between groups, "1.234,56" both; one that is shown tells the other.
    Where none is: under Chinese, Japanese, Korean and Thai headings commas part groups, and so does the one sign of a
    column of at least ten numbers that all have three digits after it, unless they are counted in thousands or millions
    (`scaled`), where these may well be decimals.
    """
    seen: dict[tuple[str, Meaning], int] = {}
    open_ones: dict[str, int] = {}
    for cell in cells:
        if isinstance(cell, Stored):
            continue
        for found in NUMBER.findall(figures(cell)):
            for sign, meaning in _evidence(found):
                if meaning is None:
                    open_ones[sign] = open_ones.get(sign, 0) + 1
                else:
                    seen[sign, meaning] = seen.get((sign, meaning), 0) + 1
    known: dict[str, Meaning | None] = {sign: _one(sign, seen) for sign in _OTHER}
    for sign, other in _OTHER.items():
        if known[sign] is None and not _either(sign, seen) and _one(other, seen):
            known[sign] = "decimal" if _one(other, seen) == "group" else "group"
    if any(known.values()) or any(_either(sign, seen) for sign in _OTHER) or not open_ones:
        return Signs(known["."], known[","])
    if _GROUPS_BY_COMMA.search(heading):
        return Signs(comma="group")
    sign, times = max(open_ones.items(), key=lambda item: item[1])
    if times >= _MANY and len(open_ones) == 1 and not scaled:
        return Signs("group" if sign == "." else None, "group" if sign == "," else None, by_habit=True)
    return Signs()


def _evidence(number: str) -> Iterable[tuple[str, Meaning | None]]:
    """(sign, what it means in this number or None where it could be either), for the signs that it has."""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        last = "." if number.rfind(".") > number.rfind(",") else ","
        if number.count(last) == 1:
            yield last, "decimal"
            yield _OTHER[last], "group"
    elif dots > 1 or commas > 1:
        if DOTTED.fullmatch(number) or WESTERN.fullmatch(number):
            yield ("." if dots else ","), "group"
    elif dots or commas:
        yield ("." if dots else ","), None if ONE_GROUP.fullmatch(number) else "decimal"


def _one(sign: str, seen: dict[tuple[str, Meaning], int]) -> Meaning | None:
    """What is shown of a sign, where it is one thing only."""
    decimal, group = (sign, "decimal") in seen, (sign, "group") in seen
    if decimal == group:
        return None
    return "decimal" if decimal else "group"


def _either(sign: str, seen: dict[tuple[str, Meaning], int]) -> bool:
    """Whether a column uses a sign both ways."""
    return (sign, "decimal") in seen and (sign, "group") in seen
