"""Jobs, one: the process of one job, started by a worker; ends with it.

How it ends tells the worker what became of the job: DID, REFUSED (the job says why), LATER (what it needs is not there:
room on the disk, the database), anything else: broken off.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import django

DID, REFUSED, LATER = 0, 3, 5
_LOOK = 0.3  # seconds between looks at the process that this one is a copy of


def start(number: int) -> BaseProcess:
    """Begin a job in a process of its own; its exit code is DID, REFUSED, LATER, or another where it was broken off.

    Raises OSError or EOFError where none can be started.
    """
    # A copy of a process that has all loaded and has done nothing yet, where the system can make such copies.
    can_copy = "forkserver" in multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if can_copy else "spawn")
    context.set_forkserver_preload(["svat.web.jobs.ready"])
    process: BaseProcess = context.Process(target=_run, args=(number,))
    process.start()
    return process


def _run(number: int) -> None:
    status = main(number)
    logging.shutdown()
    os._exit(status)  # at once: what is written is written, and threads of libraries take their time to end


def _with_the_worker() -> None:
    """When the worker is gone there is nobody to work for; nor is it told how this ends without what copies it."""
    worker, copied = multiprocessing.parent_process(), os.getppid()
    assert worker is not None
    while not wait([worker.sentinel], _LOOK) and os.getppid() == copied:
        pass
    os._exit(4)


def loaded() -> bool:
    """Load the application, once; whether the installation's disk is there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svat.web.settings")
    if not Path(os.environ.get("SVAT_DIR", ".")).is_dir():
        return False
    django.setup()
    return True


def _bounded(memory: int) -> None:
    """What one job may take of the machine's memory."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def main(number: int) -> int:
    """DID, REFUSED or LATER."""
    if not loaded():
        return LATER
    from django.conf import settings

    from svat.web.faults import OURS, kind_of

    _bounded(settings.TASK_MEMORY)
    threading.Thread(target=_with_the_worker, daemon=True).start()
    try:
        return _do(number)
    except Exception as error:
        if (kind := kind_of(error)) == OURS:
            raise
        _say_why_later(number, kind)
        return LATER


def _do(number: int) -> int:
    from svat.refusals import UnusableInput, said_of
    from svat.web.actions import NotDone
    from svat.web.faults import OURS, kind_of
    from svat.web.jobs.models import FAILED, Job
    from svat.web.jobs.progress import JobProgress
    from svat.web.jobs.work import work_of

    job = Job.objects.get(pk=number)
    try:
        work_of(job.kind)(job, JobProgress(job))
    except (UnusableInput, NotDone) as error:
        if kind_of(error) != OURS:
            raise
        said = error.said if isinstance(error, NotDone) else said_of(error)
        Job.objects.filter(pk=job.pk).update(state=FAILED, ended=datetime.now(UTC), said=_kept(said))
        return REFUSED
    return DID


def _say_why_later(number: int, kind: int) -> None:
    """Beside the job, as far as the database takes it."""
    from django.db import DatabaseError, close_old_connections

    from svat.web.faults import NO_ROOM
    from svat.web.jobs.models import Job
    from svat.wording import say

    said = (
        say("there is no room on the server's disk; it goes on as soon as there is")
        if kind == NO_ROOM
        else say("the database does not answer; it goes on as soon as it does")
    )
    logging.getLogger("svat.web").error("job waits", extra={"job": number, "status": kind})
    close_old_connections()
    with suppress(DatabaseError):
        Job.objects.filter(pk=number).update(said=_kept(said))


def _kept(said: str) -> str:
    from svat.wording.kept import to_text

    return to_text(said)
