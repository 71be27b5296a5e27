"""Progress: how long work says how far it is, whoever listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

Progress = Callable[[str, int, int], None]  # stage, done, all


def silent(_stage: str, _done: int, _all: int) -> None:
    """For callers who do not listen."""


@dataclass(frozen=True, slots=True)
class Steps:
    """A stage of so many steps in all, some of which were taken before: called with each step that is done."""

    progress: Progress
    stage: str
    total: int
    before: int = 0

    def __call__(self, done: int) -> None:
        """Say that so many steps are done, in addition to those before."""
        self.progress(self.stage, self.before + done, self.total)

    def after(self, steps: int) -> Steps:
        """The same once so many more steps are behind."""
        return replace(self, before=self.before + steps)
