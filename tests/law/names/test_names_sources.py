"""The tables of names say where each row comes from, in the words of the page on names."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs/algorithms/names.md"
TABLES = ("abbreviations", "fathers", "honorifics", "korean_surnames", "nicknames", "ship_prefixes")


@pytest.mark.parametrize("table", TABLES)
def test_every_row_names_a_source_that_the_page_explains(table: str) -> None:
    text = files("svat.law.names").joinpath(f"data/{table}.csv").read_text("utf-8")
    page = PAGE.read_text("utf-8")
    explained = page[page.index("## Where the tables come from") :]
    rows = list(csv.DictReader(text.splitlines()))
    assert rows
    for row in rows:
        assert row["source"], row
        for source in row["source"].split(" "):
            assert f"`{source}`" in explained, (source, row)
