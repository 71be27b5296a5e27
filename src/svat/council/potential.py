"""Council, potential: what one country could sell the other, with what the law says: whom to recruit companies for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svat.corridor.trade.factors import NO_FACTORS, read_factors
from svat.corridor.trade.potential import Potential
from svat.corridor.trade.potential import potential as find
from svat.corridor.trade.readers import read_trade
from svat.corridor.trade.series_file import Expected
from svat.council.corridor_files import CorridorInputs
from svat.refusals import UnusableInput
from svat.report.corridor.model import HeadingLaw, PotentialReport
from svat.tables.values import country_name, country_of

__all__ = [
    "HeadingLaw",
    "Lawful",
    "Potential",
    "PotentialReport",
    "PotentialRequest",
    "is_country",
    "potential",
]

# (potential, day, regimes or None for all) → what the law says of each heading, in their order
Lawful = Callable[[Potential, date, list[str] | None], Sequence[HeadingLaw]]
_NO_TRADE = (
    "Export potential is left out: no trade files were given. It needs UN Comtrade CSV files (--trade) of both "
    "countries’ trade with the world and with each other by HS heading, and of other countries’ exports."
)


@dataclass(frozen=True, slots=True)
class PotentialRequest:
    """Whose potential is asked for, from which files."""

    exporter: str  # ISO 3166-1 alpha-2
    importer: str
    trade: tuple[Path, ...]
    factors: Path | None = None  # expected growth and access by HS code
    level: int = 4  # digits of the HS code: 2, 4 or 6
    years: int = 5  # the mean is over so many of the last years
    regimes: tuple[str, ...] | None = None  # in addition to the UN's; None: all


def is_country(text: str) -> bool:
    """Whether a text names a country (ISO 3166-1)."""
    return country_of(text) is not None


def potential(request: PotentialRequest, on: date, lawful: Lawful) -> PotentialReport:
    """The export potential by HS code with what the law says of each. Raises UnusableInput."""
    read = read_trade(request.trade)
    factors = read_factors(request.factors) if request.factors else NO_FACTORS
    found = find(read.table, request.exporter, request.importer, factors, request.level, request.years)
    law = tuple(lawful(found, on, list(request.regimes) if request.regimes is not None else None))
    left_out = read.figures(Expected("turnover", "USD"))
    return PotentialReport(on, found, law, left_out.refusals, left_out.notes)


def both_directions(
    inputs: CorridorInputs, on: date, lawful: Lawful
) -> tuple[tuple[PotentialReport, ...], tuple[str, ...]]:
    """The potential of both directions of a corridor, and in words what a direction lacks. Raises UnusableInput."""
    corridor = inputs.corridor
    if not inputs.files.trade:
        return (), (_NO_TRADE,)
    table, factors = inputs.trade.table, inputs.factors
    found, missing = [], []
    for exporter, importer in ((corridor.a, corridor.b), (corridor.b, corridor.a)):
        try:
            one = find(table, exporter, importer, factors)
            found.append(PotentialReport(on, one, tuple(lawful(one, on, list(corridor.regimes)))))
        except UnusableInput as error:
            seller, buyer = country_name(exporter), country_name(importer)
            missing.append(f"What {seller} could sell {buyer} is left out: {error}.")
    return tuple(found), tuple(missing)
