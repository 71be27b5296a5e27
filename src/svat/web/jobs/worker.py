"""Jobs, worker: takes jobs one after the other, each in a process of its own with bounded memory, until it is ended.

A job's process may die (a file that needs too much memory, a kill): the worker says so and tries again, at most three
times. Ending the worker ends the job's process; another worker takes the job up when the lease is over.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

from django.db import DatabaseError, close_old_connections

from svat.web.jobs import queue, work
from svat.web.jobs.models import Job
from svat.wording import say
from svat.wording.kept import to_json

_POLL = 0.5  # seconds between looks at an empty queue
_RENEW = 3.0  # seconds between renewals: as long a job that was cancelled goes on at most
_SWEEP = 30.0
log = logging.getLogger("svat.web")


class JobWorker:
    """One worker; `stop` ends it from another thread or a signal."""

    def __init__(self) -> None:
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.stopped = threading.Event()

    def stop(self, *_: object) -> None:
        """End after what can be ended at once."""
        self.stopped.set()

    def run(self, *, until_empty: bool = False) -> int:
        """Work until stopped, or until nothing waits; how many jobs were ended."""
        done, swept, seen = 0, 0.0, 0.0
        while not self.stopped.is_set():
            try:
                close_old_connections()
                now = time.monotonic()
                if now - seen > _RENEW or not seen:
                    queue.here(self.name)
                    seen = now
                if now - swept > _SWEEP or not swept:
                    queue.sweep()
                    work.ask_for_due()
                    swept = now
                job = queue.claim(self.name)
                if job is not None:
                    self._do(job)
                    done += 1
                    continue
            except (
                DatabaseError
            ) as error:  # it may come back; what was under way is taken up again by its lease
                log.error("database", extra={"kind": type(error).__name__})  # noqa: TRY400
            if until_empty:
                return done
            self.stopped.wait(_POLL)
        return done

    def _do(self, job: Job) -> None:
        """One job in a process of its own, renewed as long as that lives."""
        log.info("job begun", extra={"job": job.pk, "kind": job.kind})
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "svat.web.jobs.one", str(job.pk)], stdin=subprocess.PIPE
        )
        renewed = time.monotonic()
        while process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
            if self.stopped.is_set():
                process.kill()
            if time.monotonic() - renewed > _RENEW:
                renewed = time.monotonic()
                queue.here(self.name)
                if not queue.renew(job, self.name):
                    process.kill()
        if process.returncode == 0:
            queue.end(job, self.name)
        elif self.stopped.is_set():
            queue.again(job, self.name, "")
        elif process.returncode != 3:  # 3: it has said itself what is wrong
            said = say("the work was broken off {times} times; is there enough memory?", times=queue.ATTEMPTS)
            queue.again(job, self.name, json.dumps(to_json(said)))
        log.info("job ended", extra={"job": job.pk, "kind": job.kind, "status": process.returncode})


def run_worker(*, parent: int | None = None) -> None:
    """Work until SIGTERM or SIGINT, or until the process that started it is gone."""
    worker = JobWorker()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, worker.stop)
    if parent is not None:

        def watch() -> None:
            while os.getppid() == parent:
                time.sleep(0.3)
            worker.stop()

        threading.Thread(target=watch, daemon=True).start()
    worker.run()
