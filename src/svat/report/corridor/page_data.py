"""Report, corridor: the documents that the page is made of, as the corridor's commands print them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from svat.corridor.model import Corridor
from svat.corridor.source import Source

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """Who said it, in words, and where to read it."""

    words: str
    link: str = ""  # http or https; empty when there is none


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything known on one day. Documents are in the documented JSON forms, numbers in them as text or floats."""

    corridor: Corridor
    on: date
    goal: Json | None  # corridor-goal; None where the file declares none
    register: Json  # corridor-register
    debt: Json  # corridor-debt
    settlement: Json | None = None  # corridor-settlement; None where no file of deals was given
    potentials: tuple[Json, ...] = ()  # corridor-potential with `chapters` beside it
    potential_missing: tuple[str, ...] = ()  # why a direction has no potential, in words
    trade_files: tuple[str, ...] = ()  # names, for the source lines
    deal_files: tuple[str, ...] = ()


def safe_link(link: str) -> str:
    """The link when a browser may follow it, else nothing."""
    return link if link.startswith(("https://", "http://")) else ""


def from_document(given: Json) -> Said:
    """A source chain of a document."""
    return Said(given["words"], safe_link(given["link"] or ""))


class Links:
    """From a source in words back to where it can be read: the goal's document has only the words."""

    def __init__(self, corridor: Corridor) -> None:
        found = list(corridor.sources)
        for goal in corridor.goals:
            found += goal.sources
        for series in corridor.series:
            found += series.sources
            for value in series.values:
                found += value.sources
        self._links = {str(source): _link(source) for source in found}

    def __call__(self, words: str) -> tuple[Said, ...]:
        """The sources that a line of words joins with semicolons; the whole line where it is none of the file's."""
        if not words:
            return ()
        parts = [words] if words in self._links else words.split("; ")
        if not all(part in self._links for part in parts):
            return (Said(words),)
        return tuple(Said(part, self._links[part]) for part in parts)


def _link(source: Source) -> str:
    return safe_link(source.link)


def each_once(said: list[Said]) -> tuple[Said, ...]:
    """The same without repeats, in the order of first use."""
    return tuple(dict.fromkeys(said))
