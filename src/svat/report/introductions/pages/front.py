"""Report, pages: what every page begins with, and what the index says first."""

from __future__ import annotations

from dataclasses import dataclass

from svat.report.introductions import views
from svat.report.introductions.model import Outcome
from svat.report.introductions.pages.holding import Holder
from svat.report.introductions.steps import LEAST, WORDS
from svat.sides import SIDES
from svat.wording import Said


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a folder share."""

    title: str
    outcome: Outcome
    run: str
    sent: str  # address of what is sent, where it is made
    clear: int
    held: int
    companies: int  # that have a cleared introduction
    waiting: int  # companies all of whose introductions are held
    entries: int  # that hold pairs
    changed: bool  # an earlier run was given

    @property
    def steps(self) -> tuple[tuple[int, Said, float], ...]:
        """(step, its words, its least interest), the highest first."""
        return tuple((number, WORDS[number], LEAST[number]) for number in sorted(LEAST, reverse=True))


def site(outcome: Outcome, run: str, sent: str, held_by: list[Holder]) -> Site:
    """The facts that all pages share."""
    corridor = outcome.corridor
    clear = views.clear(outcome)
    sent_to = {("a", row.a) for row in clear} | {("b", row.b) for row in clear}
    met = {(side, row.a if side == "a" else row.b) for row in outcome.introductions for side in SIDES}
    return Site(
        title=corridor.name or f"{corridor.a} – {corridor.b}",
        outcome=outcome,
        run=run,
        sent=sent,
        clear=len(clear),
        held=len(outcome.introductions) - len(clear),
        companies=len(sent_to),
        waiting=len(met - sent_to),
        entries=len(held_by),
        changed=outcome.earlier is not None,
    )
