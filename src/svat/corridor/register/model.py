"""Corridor room, register: the nouns: commitment, event, party."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from svat.corridor.partial_date import PartialDate
from svat.corridor.source import Source

Kind = Literal["visit", "council", "agreement", "exercise", "debt_relief", "settlement", "other"]
KINDS: tuple[str, ...] = (
    "visit", "council", "agreement", "exercise", "debt_relief", "settlement", "other",
)  # fmt: skip
MILITARY_KINDS: frozenset[str] = frozenset({"exercise"})

EventStatus = Literal[
    "announced",
    "confirmed",
    "in_negotiation",
    "held",
    "changed",
    "postponed",
    "cancelled",
    "denied",
    "lapsed",
    "signed",
    "fulfilled",
]
STATUSES: tuple[str, ...] = (
    "announced", "confirmed", "in_negotiation", "held", "changed", "postponed", "cancelled", "denied", "lapsed",
    "signed", "fulfilled",
)  # fmt: skip
DONE: frozenset[str] = frozenset({"held", "fulfilled"})  # nothing more is due
OVER: frozenset[str] = frozenset({"cancelled", "denied", "lapsed"})  # nothing will come of it

ParticipantKind = Literal["country", "person", "organisation"]


@dataclass(frozen=True, slots=True)
class Participant:
    """Who is in a commitment: a country by its code, a person or an organisation by name."""

    kind: ParticipantKind
    name: str  # ISO 3166-1 alpha-2 of a country
    role: str = ""  # such as "host" or "negotiating"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was said to have happened to a commitment, by its sources."""

    status: EventStatus
    sources: tuple[Source, ...]  # at least one; from its publication on, the event is known
    on: PartialDate | None = None  # when it happened; None: on the day of publication
    due: PartialDate | None = None  # the day announced for what was promised
    text: str = ""  # what was said, in the file's own words
    topic: str = ""  # events with one topic and different claims contradict each other
    claim: str = ""
    line: int = field(default=0, compare=False)

    @property
    def published(self) -> PartialDate:
        """The earliest publication among its sources."""
        return min((source.date for source in self.sources), key=lambda d: d.order)

    @property
    def happened(self) -> PartialDate:
        """When it happened, or, where nobody says, when it was published."""
        return self.on or self.published

    @property
    def within(self) -> tuple[date, date]:
        """(first day, last day) on which it may have happened: what was published had happened by then."""
        return self.happened.first, max(self.happened.first, min(self.happened.last, self.published.last))


@dataclass(frozen=True, slots=True)
class Commitment:
    """A public statement to be tracked, with all that was heard of it."""

    id: str
    kind: Kind
    title: str
    parties: tuple[Participant, ...]
    events: tuple[Event, ...]  # as the file gives them
    military: bool = False  # of a military kind, or said to be
    place: str = ""
    note: str = ""  # the office's own remark; never part of a view as known on a day
    line: int = field(default=0, compare=False)
