"""Progress: how long work says how far it is, whoever listens."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]  # stage, done, all
Tick = Callable[[int, int], None]  # done, all: within one stage


def silent(_stage: str, _done: int, _all: int) -> None:
    """For callers who do not listen."""
