"""What the tables of cases of rolls share: cases of two tables, and a roll made of rows of texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from tests.kinds import Case

from svat.roll.model import Roll
from svat.roll.reader import read_roll

T = TypeVar("T")


def cases(caught: Mapping[str, T], neighbours: Mapping[str, T]) -> list[Case[T]]:
    """The cases of a kind by name, and their neighbours, which may be called as a case is."""
    return [
        *(Case(name, value, caught=True) for name, value in caught.items()),
        *(Case(f"{name} (neighbour)", value, caught=False) for name, value in neighbours.items()),
    ]


def themselves(texts: Iterable[str]) -> dict[str, str]:
    """Cases that need no other name than the text that they are."""
    return {text: text for text in texts}


def read_rows(folder: Path, rows: Sequence[Sequence[str]]) -> Roll:
    """A table of texts, given row by row, read as a roll of Kazakhstan."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path = folder / "roll.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return read_roll([path], default_country="KZ")
