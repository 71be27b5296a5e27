"""The council's missions as Python has them: one visit with its verbs, as the command line uses them."""

from __future__ import annotations

from datetime import date

from svat.council.missions.asking import ChangeAsk, orders_for
from svat.council.missions.document import KeptPlan, history
from svat.council.missions.planning import (
    PlanAsk,
    PlanMade,
    change_mission,
    compared,
    plan_mission,
    undo_change,
)
from svat.council.missions.publishing import Published, publish
from svat.council.store import Store
from svat.progress import Progress, silent


class CouncilMission:
    """One visit of a council: its plans, each checked and kept by its number before anybody is told.

    Every method raises UnusableInput where a file that it needs is missing or cannot be used.

    >>> visit = svat.open("with-visit").mission("almaty-2026")
    >>> made = visit.plan(svat.PlanAsk(on=date(2026, 11, 16), seconds=1))  # without introductions: the office's own
    >>> made.version.plan.counts.placed, made.version.plan.unplaced
    (2, ())
    >>> last = visit.publish(on=date(2026, 11, 18))
    >>> away = svat.ChangeAsk(absent=(last.told[0],))
    >>> changed = visit.change(away, svat.PlanAsk(on=date(2026, 11, 20), seconds=1))
    >>> changed.version.plan.counts.lost, visit.plans
    (1, (1, 2))
    """

    def __init__(self, store: Store, name: str) -> None:
        self.store, self.name = store, name
        store.plans(name)  # says at once where there is no such mission

    @property
    def plans(self) -> tuple[int, ...]:
        """The numbers of all its plans."""
        return history(self.store.plans(self.name), self.name).numbers

    def version(self, number: int) -> KeptPlan:
        """The plan of a number, with the mission as it was."""
        return history(self.store.plans(self.name), self.name).version(number)

    def plan(self, ask: PlanAsk, progress: Progress = silent) -> PlanMade:
        """Plan it anew from its files and from accepted introductions, on days for which the law is clear."""
        return plan_mission(self.store, self.name, ask, progress)

    def change(self, change: ChangeAsk, ask: PlanAsk, progress: Progress = silent) -> PlanMade:
        """Change the last plan as little as can be; nobody is told until it is published."""
        orders = orders_for(self.store, self.name, change)
        return change_mission(self.store, self.name, orders, ask, progress)

    def difference(self, before: int | None = None, after: int | None = None) -> PlanMade:
        """What differs between two plans for each person: usually between what is published and the last."""
        return compared(self.store, self.name, before, after)

    def undo(self, ask: PlanAsk) -> PlanMade:
        """A new plan that is equal to the one before the last."""
        return undo_change(self.store, self.name, ask)

    def publish(
        self, on: date, number: int | None = None, language: str = "en", progress: Progress = silent
    ) -> Published:
        """Publish a plan, by default the last: the law is asked once more, and letters are written to whom it moves."""
        return publish(self.store, self.name, on, number, language, progress)
