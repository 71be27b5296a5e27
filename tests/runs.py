"""Runs of the main job that commands ask for again and again: computed and written once for a test process.

For tests of what commands print, not of whether two runs give the same: those compute and write twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from svat.council import matching
from svat.council.introductions import IntroductionRun, IntroductionTask, introduce
from svat.report.introductions import write as writing
from svat.report.introductions.model import Outcome
from svat.report.introductions.write import FILES, Writing, write_into
from svat.results import ResultFolder

_KEPT = 6  # runs, and folders that were written
_ALL = Writing()


@dataclass(frozen=True)
class _Written:
    """What was written of an outcome: the names that the folder is told, every file, and the run's id."""

    outcome: Outcome
    how: tuple[object, ...]
    names: Sequence[str]
    files: dict[Path, bytes]
    run: str

    def again(self, half: Path) -> str:
        """The same files into another folder."""
        for path, data in self.files.items():
            (half / path).parent.mkdir(parents=True, exist_ok=True)
            (half / path).write_bytes(data)
        return self.run


class _Watched:
    """A folder that takes results; what is put into it is noted."""

    def __init__(self, place: ResultFolder) -> None:
        self._place, self.folder = place, place.folder
        self.names: Sequence[str] = ()
        self.files: dict[Path, bytes] = {}

    def put(self, names: Sequence[str], write: Callable[[Path], str]) -> str:
        self.names = names

        def noted(half: Path) -> str:
            before = set(half.rglob("*"))
            run = write(half)
            found = [x for x in half.rglob("*") if x.is_file() and x not in before]
            self.files = {x.relative_to(half): x.read_bytes() for x in found}
            return run

        return self._place.put(names, noted)


class _Remembered:
    """The last runs, by all that they were given."""

    def __init__(self) -> None:
        self._runs: deque[tuple[IntroductionTask, IntroductionRun]] = deque(maxlen=_KEPT)
        self._written: deque[_Written] = deque(maxlen=_KEPT)

    def introduce(self, task: IntroductionTask, **how: Any) -> IntroductionRun:
        if how.get("engine") or task.policy.previous:
            return introduce(task, **how)
        for known, run in self._runs:
            # a corridor's file and lines are not compared: here they are
            if known == task and repr(known.corridor) == repr(task.corridor):
                return run
        self._runs.append((task, introduce(task, **how)))
        return self._runs[-1][1]

    def write(self, place: ResultFolder, outcome: Outcome, asked: Writing = _ALL) -> tuple[list[Path], str]:
        if asked.pdf or outcome.corridor.sharing.letters:  # the office's letters are files that may change
            return write_into(place, outcome, asked)
        how = (*asked.formats, asked.language, repr(outcome.corridor))
        for known in self._written:
            if known.how == how and known.outcome == outcome:
                run = place.put(known.names, known.again)
                return [place.folder / FILES[form] for form in asked.formats], run
        watched: Any = _Watched(place)
        paths, run = write_into(watched, outcome, asked)
        self._written.append(_Written(outcome, how, watched.names, watched.files, run))
        return paths, run


@contextmanager
def runs_remembered() -> Iterator[None]:
    """Within it a command that asks what was asked before gets the same run and the same files."""
    known = _Remembered()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "introduce", known.introduce)
        patch.setattr(writing, "write_into", known.write)
        yield
