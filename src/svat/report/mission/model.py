"""Report, mission: what is written of a mission: the plans that were published, and words about who meets.

A mission and its plan know identifiers alone. What companies are called, why they meet and whom to write to comes in
words beside them, made by the council from rolls, introductions and decisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from svat.mission.calendar import Publication
from svat.mission.model import Mission, Plan
from svat.report.introductions.sending.view import ContactView, GoodsLine
from svat.sides import Sides

_NOTHING: Sides[tuple[str, ...]] = Sides((), ())
_NO_GOODS: Sides[tuple[GoodsLine, ...]] = Sides((), ())
_NO_LANGUAGE: Sides[str] = Sides("", "")


@dataclass(frozen=True, slots=True)
class CompanyWords:
    """What is said of a company to those who meet it."""

    names: tuple[str, ...]  # in all its scripts, the one that it is known by first
    country: str = ""  # ISO 3166-1 alpha-2
    city: str = ""
    languages: tuple[str, ...] = ()  # ISO 639-1
    contact: ContactView | None = None  # there only with the company's consent


@dataclass(frozen=True, slots=True)
class RequestWords:
    """Why the people of one request meet, as each side is told."""

    goods: Sides[tuple[GoodsLine, ...]] = _NO_GOODS
    why: Sides[tuple[str, ...]] = _NOTHING
    agreed: bool = False  # both have accepted, so that contacts with consent are passed on


@dataclass(frozen=True)
class MissionWords:
    """Words about everybody in a mission; whoever has none is called by his identifier."""

    council: str = ""  # who invites
    sender: str = ""  # Name <address>
    companies: Mapping[tuple[str, str], CompanyWords] = field(default_factory=dict)  # (side, company) → words
    requests: Mapping[str, RequestWords] = field(default_factory=dict)
    languages: Sides[str] = _NO_LANGUAGE  # of a side's people who state none


@dataclass(frozen=True)
class MissionView:
    """All that is written of one mission."""

    publications: tuple[Publication, ...]  # every plan that was published, the first first
    namespace: UUID  # the council's own, from which the events of calendars get their identity
    words: MissionWords = MissionWords()

    @property
    def last(self) -> Publication:
        """What holds now."""
        return self.publications[-1]

    @property
    def mission(self) -> Mission:
        """The mission as it stands."""
        return self.last.mission

    @property
    def plan(self) -> Plan:
        """The plan that holds."""
        return self.last.plan
