"""Started by tests/web/test_runs_faults.py: works at the job that waits, and is killed at a place.

Reads lines "PLACE TIMES": each is tried in a process of its own that dies when the place was reached so often. Says how
it ended. It is forked from here, and not from the test, as libraries' threads do not outlive a fork.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import django


def dies(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def attempt(at: str, times: int) -> None:
    """One try."""
    from svat.web.jobs import queue
    from svat.web.jobs.progress import JobProgress
    from svat.web.jobs.work import work_of
    from svat.web.matching import computing, records

    class Dying(JobProgress):
        left = times

        def __call__(self, stage: str, done: int, of: int) -> None:
            self.left -= 1
            if at == "stage" and self.left <= 0:
                dies()
            super().__call__(stage, done, of)

    put = records.put_introductions

    def dying_put(*given: Any) -> bool:
        put(*given)
        return bool(dies())

    if at == "batch":
        vars(computing)["put_introductions"] = dying_put
    if at == "keeping":
        vars(records)["sha256"] = dies
    job = queue.claim("child")
    assert job is not None
    work_of(job.kind)(job, Dying(job))
    if at == "ending":
        dies()
    queue.end(job, "child")


def main() -> None:
    django.setup()
    from svat.web.jobs.work import KINDS, work_of

    work_of(next(kind for kind in KINDS if kind == "compute run"))
    for line in sys.stdin:
        at, times = line.split()
        if not (child := os.fork()):
            try:
                attempt(at, int(times))
            finally:
                os._exit(7)
        _, status = os.waitpid(child, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else f"ended {status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
