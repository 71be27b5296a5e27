"""The council's service for events that are planned elsewhere: one event document in, one plan of it out.

Nothing of a council's folder is read and the law is not asked: `clear_days` of each meeting says what may be held when.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from svat.files import read_bytes
from svat.mission.change import replan
from svat.mission.check import check
from svat.mission.exchange import plan_document, read_event, read_plan
from svat.mission.model import Mission, Plan
from svat.mission.solve import solve
from svat.notation import fixed
from svat.progress import Progress, silent
from svat.refusals import Note
from svat.wording import say, say_count, unusable


@dataclass(frozen=True)
class SolvedEvent:
    """A plan of an event, and what it comes to in words."""

    mission: Mission
    plan: Plan
    previous: Plan | None  # the plan that this one is a change of
    seconds: float
    notes: tuple[Note, ...]

    @property
    def document(self) -> Mapping[str, object]:
        """The plan as JSON has it."""
        return plan_document(self.plan, self.seconds)

    def sentences(self) -> Iterator[str]:
        """What is placed, what is proved of it, and what was changed."""
        counts, bounds = self.plan.counts, self.plan.bounds
        yield say(
            "{placed} of {asked} meetings are placed, {musts} of {all} that must be, in {seconds} s.",
            placed=counts.placed, asked=len(self.mission.requests), musts=counts.must_placed, all=counts.must,
            seconds=fixed(self.seconds, 1),
        )  # fmt: skip
        if bounds.placed is not None:
            yield say("Proved: no plan places more than {placed}.", placed=bounds.placed)
        if bounds.value is not None and bounds.value > 0:
            share = 100 * counts.value / bounds.value
            yield say("Their value is {share} % of what is proved to be the most.", share=fixed(share, 2))
        if bounds.binding:
            yield say("What binds: {binding}.", binding=bounds.binding)
        yield say_count("{count} break.", "{count} breaks.", counts.breaks)
        if self.previous is not None:
            yield say(
                "Of the plan before {lost} meetings are lost, {moved} moved; "
                "any plan loses {least}, and then moves {fewest}.",
                lost=counts.lost, moved=counts.moved, least=bounds.lost or 0, fewest=bounds.moved or 0,
            )  # fmt: skip
        yield from self.plan.notes

    def unplaced(self) -> Iterator[str]:
        """A line for each meeting without a place: why, and what would help."""
        for each in self.plan.unplaced:
            if each.remedy:
                yield say(
                    "{meeting}: {cause}; it would be placed by: {remedy}",
                    meeting=each.request, cause=each.cause, remedy=each.remedy,
                )  # fmt: skip
            else:
                yield say("{meeting}: {cause}", meeting=each.request, cause=each.cause)


def solve_event(
    event: Path, previous: Path | None, seconds: float, seed: int, progress: Progress = silent
) -> SolvedEvent:
    """The plan of an event; with the plan before, that plan kept as far as the event still allows.

    Raises UnusableInput for documents that cannot be used.
    """
    if not seconds > 0:
        raise unusable("--seconds {seconds}: must be more than 0", seconds=f"{seconds:g}")
    began = time.monotonic()
    read = read_event(read_bytes(event), str(event))
    before = None if previous is None else read_plan(read_bytes(previous), str(previous), read.mission)
    if before is None:
        plan = solve(read.mission, seconds, seed, progress)
    else:
        plan = replan(read.mission, before, seconds, seed)
    if faults := check(read.mission, plan, before):
        raise RuntimeError(f"the plan failed the check: {faults[0].words}")
    return SolvedEvent(read.mission, plan, before, time.monotonic() - began, read.notes)
