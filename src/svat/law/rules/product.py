"""Law, product: the tables that svat brings with it."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def product_table(name: str) -> Traversable:
    """One of the tables that svat brings with it, by file name."""
    return files("svat.law").joinpath("data").joinpath(name)
