"""Report, pages: whom the council writes to, with a link to each company's sheet, letter and form for answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from svat.report.introductions import views
from svat.report.introductions.model import Outcome
from svat.report.introductions.pages.labels import ENDING, Label, Labels
from svat.report.introductions.sending.languages import language_of
from svat.report.introductions.sending.letter import recipient
from svat.sides import SIDES
from svat.wording import Wording, say


@dataclass(frozen=True, slots=True)
class ReceivingSide:
    """The companies of one side that get something."""

    anchor: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Receiver:
    """One company that gets something."""

    company: Label
    folder: str  # address of its folder within that of what is sent
    email: str  # "" where no address can be used
    language: str  # by its name
    partners: int


def receivers(outcome: Outcome, labels: Labels, words: Wording) -> list[tuple[ReceivingSide, list[Receiver]]]:
    """Each side with its companies that have a clear pair, by name."""
    found = []
    for side in SIDES:
        companies = views.companies(outcome, side)
        partners = Counter(x.a if side == "a" else x.b for x in outcome.introductions if views.is_clear(x))
        rows = [
            Receiver(
                company=label,
                folder=label.page.removesuffix(ENDING),
                email=own.email if recipient(own) else "",
                language=words.language_name(language_of(own, outcome.corridor, side).code),
                partners=partners[label.id],
            )
            for label in labels.ordered[side]
            if partners[label.id]
            for own in [companies[label.id]]
        ]
        name = say("Companies of {country}", country=words.country(outcome.corridor[side]))
        found.append((ReceivingSide(f"side-{side}", words(name), len(rows)), rows))
    return found
