"""The nouns of a corridor: two countries with their currency, regimes and goal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from svat.roll.model import Note


@dataclass(frozen=True, slots=True)
class Goal:
    """A declared target: what is measured, how much of it, by the end of which year."""

    measure: str
    amount: Decimal
    currency: str  # ISO 4217
    by: int  # year


@dataclass(frozen=True, slots=True)
class Corridor:
    """An ordered pair of countries and the law and goal between them."""

    a: str  # ISO 3166-1 alpha-2
    b: str
    name: str = ""
    settlement_currency: str = ""  # ISO 4217
    regimes: tuple[str, ...] = ("UN",)
    max_list_age_days: int = 30
    required_publishers: tuple[str, ...] | None = None  # of lists; None: those of the regimes
    context: str = ""  # "military" where the corridor serves armed forces: end uses are asked about
    goal: Goal | None = None
    two_person_rule: bool = False  # whether every ruling on a hit needs two reviewers
    notes: tuple[Note, ...] = ()  # keys of the file that svat does not use
