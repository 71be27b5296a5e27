"""Council, corridor files: where everything on a corridor lies, and what it says, read once for all that ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from svat.corridor.deals import DealFile, read_deals
from svat.corridor.file import load
from svat.corridor.model import Corridor
from svat.corridor.money.rates import STALE_AFTER, Rates
from svat.corridor.money.readers import read_rates
from svat.corridor.trade.factors import NO_FACTORS, Factors, read_factors
from svat.corridor.trade.readers import TradeFiles, read_trade
from svat.refusals import Note, Refusal
from svat.sides import Sides


@dataclass(frozen=True, slots=True)
class CorridorFiles:
    """Where everything on a corridor lies; what is empty was not given."""

    corridor: Path
    trade: tuple[Path, ...] = ()  # UN Comtrade CSV, or tables of year and value
    deals: Path | None = None
    rates: tuple[Path, ...] = ()  # Bank of Russia XML, ECB XML or CSV, own tables
    stale_after: int = STALE_AFTER  # days after which a rate is too old
    factors: Path | None = None  # expected growth and access by HS code
    lists: Path | None = None  # folder of sanctions lists; without it no deal can be settled
    measures: tuple[Path, ...] = ()  # own measures


@dataclass(frozen=True, slots=True)
class RateFiles:
    """Files of rates as read, and the table made of them."""

    table: Rates
    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Where a publisher is said to give two rates for one day, in words."""
        return tuple(self.table.conflicts)


class CorridorInputs:
    """What the files of a corridor say, each read when it is first asked for and never twice.

    Every part raises UnusableInput when its file cannot be read.
    """

    def __init__(self, files: CorridorFiles) -> None:
        self.files = files

    @cached_property
    def corridor(self) -> Corridor:
        """The corridor file."""
        return load(self.files.corridor)

    @cached_property
    def deals(self) -> DealFile:
        """The council's deals, for goal and settlement alike; none where no file was given."""
        countries = Sides(self.corridor.a, self.corridor.b)
        return read_deals(self.files.deals, countries) if self.files.deals else DealFile()

    @cached_property
    def rates(self) -> RateFiles:
        """The rates of all files."""
        files = read_rates(self.files.rates)
        return RateFiles(
            Rates(files, self.files.stale_after),
            tuple(refusal for file in files for refusal in file.refusals),
            tuple(note for file in files for note in file.notes),
        )

    @cached_property
    def trade(self) -> TradeFiles:
        """The trade files, for every goal and for both directions of the potential."""
        return read_trade(self.files.trade)

    @cached_property
    def factors(self) -> Factors:
        """What is expected of headings."""
        return read_factors(self.files.factors) if self.files.factors else NO_FACTORS
