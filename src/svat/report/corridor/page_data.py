"""Report, corridor: everything that the page is made of, and the lines that name sources on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from svat.corridor.debt.state import Debts
from svat.corridor.model import Corridor
from svat.corridor.register.state import Register
from svat.corridor.source import Citation, Source
from svat.corridor.trade.between import TradeBetween
from svat.report.corridor.model import GoalReport, PotentialReport, SettlementReport


@dataclass(frozen=True, slots=True)
class PageData:
    """Everything known of a corridor on one day."""

    corridor: Corridor
    on: date
    register: Register
    debts: Debts
    goals: GoalReport | None = None  # None where the file declares none
    settlement: SettlementReport | None = None  # None where no file of deals was given
    potentials: tuple[PotentialReport, ...] = ()  # by direction
    potential_missing: tuple[str, ...] = ()  # why a direction has no potential, in words
    trade: TradeBetween | None = None  # None where nothing was asked of trade
    trade_files: tuple[str, ...] = ()  # names, for the source lines
    deal_files: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()  # rates that contradict each other, in words


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Who said it, in words, and where to read it."""

    words: str
    link: str = ""  # http or https; empty when there is none


def safe_link(link: str) -> str:
    """The link when a browser may follow it, else nothing."""
    return link if link.startswith(("https://", "http://")) else ""


def source_lines(sources: Iterable[Source]) -> tuple[SourceLine, ...]:
    """A line for each source."""
    return tuple(SourceLine(str(source), safe_link(source.link)) for source in sources)


def cited_lines(cited: Citation) -> tuple[SourceLine, ...]:
    """A line for each source of a citation, or one with its plain words; none where it names nobody."""
    if cited.sources:
        return source_lines(cited.sources)
    return (SourceLine(cited.plain),) if cited.plain else ()


def each_once(lines: Iterable[SourceLine]) -> tuple[SourceLine, ...]:
    """The same without repeats, in the order of first use."""
    return tuple(dict.fromkeys(lines))
