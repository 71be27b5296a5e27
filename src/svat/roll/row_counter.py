"""Roll, row counter: whether identifiers only number the rows of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_COUNTED = re.compile(r"[№#\s]*(\d{1,7})[.)\s]*")
_STEADY = 0.9  # of the steps of a row counter


def segments(written: Iterable[str]) -> list[list[int | None]]:
    """The identifiers as numbers (None: not one), parted wherever they begin again."""
    out: list[list[int | None]] = []
    last: int | None = None
    for text in written:
        match = _COUNTED.fullmatch(text)
        number = int(match[1]) if match else None
        if not out or (number is not None and last is not None and number < last):
            out.append([])
        out[-1].append(number)
        last = last if number is None else number
    return out


def counts(segment: Sequence[int | None]) -> bool:
    """Whether numbers go up by one from 0 or 1, but for a few gaps in a long list; a number may go on for rows."""
    if len(segment) < 2 or segment[0] not in (0, 1):
        return False
    steps = [b is not None and a is not None and b - a in (0, 1) for a, b in pairwise(segment)]
    return sum(steps) >= _STEADY * len(steps)


def mostly_counted(parted: Sequence[Sequence[int | None]]) -> bool:
    """Whether nearly all of the numbers stand in segments that count, or are one row's."""
    counted = sum(len(s) for s in parted if counts(s) or list(s) in ([0], [1]))
    return counted >= _STEADY * sum(map(len, parted))
