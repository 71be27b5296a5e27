"""Demo: the hand-written data as tables (goods, industries, showcases)."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ru", "ko")


@dataclass(frozen=True, slots=True)
class Good:
    """One line of the catalogue: an HS 2022 subheading and how people write it."""

    hs6: str
    sellers: tuple[str, ...]  # sides that offer it
    group: str
    demand: int  # how often it is asked for; 0: never
    wordings: dict[str, tuple[str, ...]]  # language → at least two ways to say it


@dataclass(frozen=True, slots=True)
class Industry:
    """What a kind of company is called, sells and buys."""

    id: str
    side: str
    companies: int
    words: tuple[tuple[str, ...], ...]  # in the scripts of its side, Latin first
    isic: str
    employees: int
    per_head: int  # turnover per employee, millions of local currency
    sells: tuple[str, ...]  # groups of goods
    buys: tuple[str, ...]
    offers: tuple[int, int]  # from … to
    needs: tuple[int, int]
    certificates: tuple[str, ...]
    partnerships: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Showcase:
    """One row that shows something on purpose."""

    why: str
    at: int  # place among its side's rows, from 0
    side: str
    industry: str
    offers: tuple[str, ...]  # hs6
    needs: tuple[str, ...]
    set: dict[str, str] = field(default_factory=dict)  # cells to override


def data(name: str) -> bytes:
    """The bytes of one file of the package's data folder."""
    return (files("svat.demo") / "data" / name).read_bytes()


def table(name: str) -> dict[str, Any]:
    """One TOML file of the data folder."""
    return tomllib.loads(data(name).decode())


@cache
def goods() -> tuple[Good, ...]:
    """The catalogue in its own order."""
    rows = csv.DictReader(io.StringIO(data("goods.csv").decode()), delimiter=";")
    return tuple(
        Good(
            row["hs6"],
            tuple(row["seller"].split()),
            row["group"],
            int(row["demand"]),
            {language: tuple(row[language].split(" | ")) for language in LANGUAGES},
        )
        for row in rows
    )


@cache
def good(hs6: str) -> Good:
    """The line of the catalogue with this subheading; LookupError when there is none."""
    for line in goods():
        if line.hs6 == hs6:
            return line
    raise LookupError(f"goods.csv has no {hs6}")


@cache
def industries() -> tuple[Industry, ...]:
    """Every industry of both sides."""
    return tuple(
        Industry(**{key: _frozen(value) for key, value in row.items()})
        for row in table("industries.toml")["industry"]
    )


@cache
def showcases() -> tuple[Showcase, ...]:
    """Every showcase of both sides, by place."""
    rows = [
        Showcase(**{key: _frozen(value) for key, value in row.items()})
        for row in table("showcases.toml")["showcase"]
    ]
    return tuple(sorted(rows, key=lambda showcase: (showcase.side, showcase.at)))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
