"""The real lists of the data folder, read once for a test process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.law.proof.samples import lists_in
from tests.tools import data_folder

from svat.law.lists import ListSet
from svat.law.screening.screener import Screener


def folder() -> Path:
    """Where they stand; skips where there is no data folder."""
    return data_folder() / "lists"


@cache
def lists() -> ListSet:
    """All of them as of 1 March 2026."""
    return lists_in(folder())


@cache
def screener() -> Screener:
    """Ready to be asked about names: they are put in order for seconds."""
    return Screener(lists())
