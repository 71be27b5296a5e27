"""Law room, dual use: hints by HS code, arms embargoes and the questions on a military end use, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, get_args

from svat.law.rules.cells import RuleCells
from svat.law.rules.hs import CodeVariant, covers
from svat.law.rules.product import product_table
from svat.tables.strict import read_strict

Answered = Literal["yes", "no", "unknown"]
# What two companies do together that can carry dual-use knowledge or goods without a code that says so.
ACTIVITIES = frozenset({"technical_cooperation", "technical_assistance", "dual_use_item"})
_CONFIDENCE = ("A", "A-", "M", "H")


@dataclass(frozen=True, slots=True)
class Hint:
    """A code of goods that often serve arms as well: a reason to ask, not a list of controlled items."""

    hs: str  # six digits
    tier: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Embargo:
    """An arms embargo on a country, or on forces in it that a country code does not tell apart."""

    country: str
    regime: str
    source: str
    scope: Literal["country", "forces"]
    valid_from: date
    valid_to: date | None
    confidence: str
    detail: str

    def in_force(self, on: date | None) -> bool:
        """Whether it counts on the day; with no day known, every one that ever counted does."""
        return on is None or (self.valid_from <= on and (self.valid_to is None or on <= self.valid_to))


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the questionnaire, with the answer that settles it and the one that means military."""

    id: str
    closes: Answered
    military: Answered | None
    en: str
    ru: str
    ko: str


@dataclass(frozen=True, slots=True)
class EndUse:
    """All that asking about an end use needs."""

    hints: tuple[Hint, ...]
    embargoes: tuple[Embargo, ...]
    questions: tuple[Question, ...]

    def hint_of(self, variants: Iterable[CodeVariant]) -> tuple[Hint, bool] | None:
        """The first hint that goods of these variants fall under, and whether for certain; None for none."""
        doubtful: Hint | None = None
        read = tuple(variants)
        for hint in self.hints:
            answers = [covers(hint.hs, (), variant) for variant in read]
            if True in answers:
                return hint, True
            if None in answers and doubtful is None:
                doubtful = hint
        return None if doubtful is None else (doubtful, False)

    def embargoes_on(self, countries: Iterable[str], on: date | None) -> tuple[Embargo, ...]:
        """Arms embargoes in force on the day on any of the countries."""
        asked = frozenset(countries)
        return tuple(e for e in self.embargoes if e.country in asked and e.in_force(on))


@cache
def load_end_use() -> EndUse:
    """The product's tables. A row that cannot be understood raises UnusableInput naming it."""
    return EndUse(
        tuple(_hint(cells) for cells in _rows("dual_use.csv", ("hs_revision", *Hint.__slots__))),
        tuple(_embargo(cells) for cells in _rows("arms_embargoes.csv", Embargo.__slots__)),
        tuple(_question(cells) for cells in _rows("end_use_questions.csv", Question.__slots__)),
    )


def _rows(name: str, columns: Iterable[str]) -> list[RuleCells]:
    return [RuleCells(name, number, row) for number, row in read_strict(product_table(name), columns)]


def _hint(cells: RuleCells) -> Hint:
    codes = cells.prefixes("hs")
    if len(codes) != 1 or len(codes[0]) != 6:
        raise cells.fault("hs", "must be one code of six digits")
    return Hint(codes[0], cells.text("tier"), cells.text("source"), cells.one_of("confidence", _CONFIDENCE))


def _embargo(cells: RuleCells) -> Embargo:
    start, end = cells.known_day("valid_from"), cells.day("valid_to")
    if end and end < start:
        raise cells.fault("valid_to", "is before valid_from")
    return Embargo(
        cells.country("country"),
        cells.text("regime"),
        cells.text("source"),
        "country" if cells.one_of("scope", ("country", "forces")) == "country" else "forces",
        start,
        end,
        cells.one_of("confidence", _CONFIDENCE),
        cells.text("detail"),
    )


def _question(cells: RuleCells) -> Question:
    closes = answered(cells.one_of("closes", ("yes", "no")))
    military = answered(cells.one_of("military", ("yes", "no"))) if cells.row["military"] else None
    if military == closes:
        raise cells.fault("military", "cannot be the answer that settles the question")
    return Question(cells.text("id"), closes, military, cells.text("en"), cells.text("ru"), cells.text("ko"))


def answered(word: str) -> Answered:
    """One of the three answers; what is no plain yes or no is unknown."""
    assert word in get_args(Answered), word
    return "yes" if word == "yes" else "no" if word == "no" else "unknown"
