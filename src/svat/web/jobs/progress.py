"""Jobs, progress: how far a job is, written where pages read it, at most twice a second."""

from __future__ import annotations

import time

from svat.web.jobs.models import Job
from svat.wording.kept import to_text

_BETWEEN = 0.5  # seconds


class JobProgress:
    """The core's progress callback, kept in the job's row."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._last = 0.0

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Stage in words, how many done of how many."""
        now = time.monotonic()
        if now - self._last < _BETWEEN and done < of:
            return
        self._last = now
        said = to_text(stage)
        Job.objects.filter(pk=self._job.pk).update(said=said, done=max(done, 0), of=max(of, 0))

    def step(self, name: str) -> None:
        """A step is done: a job that is taken up again begins after it."""
        self._job.step = name
        Job.objects.filter(pk=self._job.pk).update(step=name)
