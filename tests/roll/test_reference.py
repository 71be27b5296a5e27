"""The reference page speaks of every column, and its table of codes says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from svat.roll.columns import CANONICAL
from svat.roll.listings import hs_code
from svat.tables.numbers import BadCell

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/roll.md").read_text(encoding="utf-8")
CODES = PAGE.partition("## HS codes")[2].partition("## ")[0]


def test_every_column_is_described() -> None:
    columns = PAGE.partition("## Columns")[2].partition("## ")[0]
    named = {
        name
        for row in columns.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert named == set(CANONICAL)


@pytest.mark.parametrize(
    "row", [row for row in CODES.splitlines() if row.startswith("| `") and "…" not in row]
)
def test_codes_are_read_as_the_page_says(row: str) -> None:
    written, read = (re.findall(r"`([^`]+)`", cell) for cell in row.split("|")[1:3])
    if not read:  # "none": each is refused
        for text in written:
            with pytest.raises(BadCell):
                hs_code(text)
        return
    assert {hs_code(text)[0] for text in written} == set(read)
