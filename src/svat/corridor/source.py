"""Corridor room, sources: who said it, carried by whom, when, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from svat.corridor.partial_date import PartialDate
from svat.wording import say, say_list

Confidence = Literal["A", "B", "C", "D"]
CONFIDENCE: dict[str, str] = {
    "A": say("the document or the speaker's own words were seen"),
    "B": say("carried by a named agency or outlet, speaker named"),
    "C": say("at second hand, derived, or its date or wording is not certain"),
    "D": say("contradicted or doubtful"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """The chain behind one statement. At least one link of it (speaker, agency or outlet) is named."""

    date: PartialDate  # of publication: nobody outside knew before
    speaker: str = ""
    role: str = ""  # the speaker's office
    agency: str = ""  # that carried it
    outlet: str = ""  # where it was read
    link: str = ""
    confidence: Confidence = "C"
    language: str = ""  # ISO 639-1
    note: str = ""
    id: str = ""  # as named in the file's [source.ID]; empty when written in place

    def __str__(self) -> str:
        speaker = f"{self.speaker} ({self.role})" if self.speaker and self.role else self.speaker or self.role
        said = speaker
        for name in filter(None, (self.agency, self.outlet)):
            said = say("{source}, via {carrier}", source=said, carrier=name) if said else name
        return say(
            "{source}, {date} [{confidence}]", source=said, date=str(self.date), confidence=self.confidence
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """Who says something: sources of the corridor file, or in plain words where it names none."""

    sources: tuple[Source, ...] = ()
    plain: str = ""

    def __str__(self) -> str:
        return say_list(map(str, self.sources), "; ") if self.sources else self.plain

    def __bool__(self) -> bool:
        return bool(self.sources or self.plain)


NOBODY = Citation()


def known(sources: Iterable[Source], on: date) -> tuple[Source, ...]:
    """The sources published on or before a day, in the order given."""
    return tuple(source for source in sources if source.date.by(on))


def first_known(sources: Iterable[Source]) -> date | None:
    """The day on which the first of the sources was certainly out; None without a source."""
    return min((source.date.last for source in sources), default=None)
