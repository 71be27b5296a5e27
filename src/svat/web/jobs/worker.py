"""Jobs, worker: takes jobs one after the other, each in a process of its own with bounded memory, until it is ended.

A job's process may die (a file that needs too much memory, a kill): the worker says so and tries again, at most three
times. Ending the worker ends the job's process; another worker takes the job up when the lease is over.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import threading
import time
from contextlib import suppress

from django.db import DatabaseError, close_old_connections

from svat.web.faults import kind_of
from svat.web.jobs import queue, work
from svat.web.jobs.leftovers import clear_leftovers
from svat.web.jobs.models import Job
from svat.web.jobs.one import DID, LATER, REFUSED, start
from svat.wording import say
from svat.wording.kept import to_text

_POLL = 0.5  # seconds between looks at an empty queue
_RENEW = 3.0  # seconds between renewals: as long a job that was cancelled goes on at most
_SWEEP = 10.0
_UNKNOWN = 255  # exit code where that which copies processes was killed, and the job's own may go on
_BROKEN_OFF = say("the work was broken off {times} times; is there enough memory?", times=queue.ATTEMPTS)
log = logging.getLogger("svat.web")


class JobWorker:
    """One worker; `stop` ends it from another thread or a signal. No two that live have one name."""

    def __init__(self, name: str = "") -> None:
        self.name = name or new_name()
        self.stopped = threading.Event()

    def stop(self, *_: object) -> None:
        """End after what can be ended at once."""
        self.stopped.set()

    def run(self, *, until_empty: bool = False) -> int:
        """Work until stopped, or until nothing waits; how many jobs were ended."""
        done, swept, seen, begun = 0, 0.0, 0.0, False
        while not self.stopped.is_set():
            try:
                close_old_connections()
                now = time.monotonic()
                if not begun:
                    queue.take_back(self.name)
                    begun = True
                if now - seen > _RENEW or not seen:
                    queue.here(self.name)
                    seen = now
                if now - swept > _SWEEP or not swept:
                    queue.sweep()
                    clear_leftovers()
                    work.ask_for_due()
                    swept = now
                job = queue.claim(self.name)
                if job is not None:
                    self._do(job)
                    done += 1
                    continue
            except DatabaseError as error:  # it may come back
                _unanswered(error)
            if until_empty:
                return done
            self.stopped.wait(_POLL)
        return done

    def _do(self, job: Job) -> None:
        """One job in a process of its own, renewed as long as that lives."""
        log.info("job begun", extra={"job": job.pk, "kind": job.kind})
        status = self._ended(job)
        while not self._told(job, status) and not self.stopped.wait(_POLL):
            pass
        log.info("job ended", extra={"job": job.pk, "kind": job.kind, "status": status})

    def _ended(self, job: Job) -> int:
        """How its process ended; killed where the job is no longer this worker's, or this worker is to end."""
        try:
            process = start(job.pk)
        except (OSError, EOFError):  # no memory or room for another process
            log.exception("job not begun", extra={"job": job.pk, "kind": job.kind})
            return LATER
        renewed = time.monotonic()
        while process.exitcode is None:
            process.join(0.2)
            if self.stopped.is_set():
                process.kill()
            if time.monotonic() - renewed > _RENEW:
                renewed = time.monotonic()
                if not self._renewed(job):
                    process.kill()
        status = process.exitcode
        if status == _UNKNOWN and process.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
        process.close()
        return status

    def _renewed(self, job: Job) -> bool:
        """Whether the job is still ours; as long as the database does not answer it is nobody else's."""
        try:
            queue.here(self.name)
            return queue.renew(job, self.name)
        except DatabaseError as error:
            _unanswered(error)
            return True

    def _told(self, job: Job, status: int) -> bool:
        """Say in the database what became of a job; whether that could be said."""
        try:
            if status == DID:
                queue.end(job, self.name)
            elif self.stopped.is_set():
                queue.give_back(job, self.name)
            elif status == LATER:
                queue.later(job, self.name)
            elif status != REFUSED:  # that it has said itself
                queue.again(job, self.name, to_text(_BROKEN_OFF))
        except DatabaseError as error:
            _unanswered(error)
            return False
        return True


def _unanswered(error: DatabaseError) -> None:
    """The database does not answer, or has no room: the connection is given up, so that a new one is tried."""
    log.error("database", extra={"status": kind_of(error), "kind": type(error).__name__})
    close_old_connections()


def new_name() -> str:
    """A name that no other worker has."""
    return f"{os.getpid()}-{secrets.token_hex(4)}"


def run_worker(*, parent: int | None = None, name: str = "") -> None:
    """Work until SIGTERM or SIGINT, or until the process that started it is gone."""
    worker = JobWorker(name)
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, worker.stop)
    if parent is not None:

        def watch() -> None:
            while os.getppid() == parent:
                time.sleep(0.3)
            worker.stop()

        threading.Thread(target=watch, daemon=True).start()
    worker.run()
