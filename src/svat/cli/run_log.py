"""The run log: what a run read and wrote, with hashes, and how long each stage took; never part of a document.

Files are told by `svat.files` and `svat.results` to the logger "svat", stages by the progress of a command. Nothing of
what files hold stands in it, and of the command line no more than the command: names that are looked up stay out.
"""

from __future__ import annotations

import logging
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import typer

from svat import __version__
from svat.council.errors import answer_to
from svat.files import in_a_folder, writing
from svat.progress import Progress

LOG = logging.getLogger("svat")
_STAMP = "%(asctime)s %(message)s"


class RunLog:
    """Where a run's log goes, from the command's beginning to its end."""

    def __init__(self, *, verbose: bool = False, file: Path | None = None) -> None:
        """Begin, if anybody listens. Raises UnusableInput when the file cannot be written."""
        self._begun = time.monotonic()
        self._handlers: list[logging.Handler] = []
        if verbose:
            self._handlers.append(logging.StreamHandler(sys.stderr))
        if file is not None:
            in_a_folder(file)
            with writing(file):
                self._handlers.append(logging.FileHandler(file, mode="w", encoding="utf-8"))
        for handler in self._handlers:
            handler.setFormatter(logging.Formatter(_STAMP))
            LOG.addHandler(handler)
        if self._handlers:
            LOG.setLevel(logging.INFO)
            LOG.propagate = False
            LOG.info("svat %s, Python %s, %s", __version__, platform.python_version(), platform.system())

    @property
    def listening(self) -> bool:
        """Whether anybody asked for a log."""
        return bool(self._handlers)

    def command(self, words: Sequence[str]) -> None:
        """Say which command runs."""
        LOG.info("command: %s", " ".join(words))

    def close(self) -> None:
        """Say how long it took, and listen no more."""
        if not self._handlers:
            return
        took = time.monotonic() - self._begun
        match sys.exception():
            case None:
                LOG.info("ended with 0 after %.2f s", took)
            case typer.Exit() as ended:
                LOG.info("ended with %d after %.2f s", ended.exit_code, took)
            case Exception() as error:
                answer = answer_to(error)
                LOG.info("ended with %d after %.2f s: %s", answer.exit_code, took, answer.words)
            case other:
                LOG.info("interrupted after %.2f s: %s", took, type(other).__name__)
        for handler in self._handlers:
            LOG.removeHandler(handler)
            handler.close()
        LOG.setLevel(logging.NOTSET)
        LOG.propagate = True


class TimedStages:
    """A progress that passes everything on, and says of each stage, once the next begins, how long it took."""

    def __init__(self, show: Progress) -> None:
        self._show = show
        self._stage, self._begun, self._done, self._all = "", 0.0, 0, 0

    def __call__(self, stage: str, done: int, all_: int) -> None:
        """Hear how far the work is."""
        if stage != self._stage:
            self.end()
            self._stage, self._begun = stage, time.monotonic()
        self._done, self._all = done, all_
        self._show(stage, done, all_)

    def end(self) -> None:
        """The last stage is over."""
        if self._stage:
            took = time.monotonic() - self._begun
            LOG.info(
                "stage %s: %d of %d, %.2f s to its end or the next", self._stage, self._done, self._all, took
            )
        self._stage = ""
