"""Jobs, one: the process of one job: `python -m svat.web.jobs.one NUMBER`, started by a worker; ends with it."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from datetime import UTC, datetime

import django


def _with_the_worker() -> None:
    """The worker holds the other end of this process's input: when that closes, there is nobody to work for."""
    while os.read(0, 1024):  # not sys.stdin: an interpreter that ends aborts where a thread waits in it
        pass
    os._exit(4)


def _bounded(memory: int) -> None:
    """What one job may take of the machine's memory."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def main(number: int) -> int:
    """0: done; 3: cannot be done, and the job says why."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svat.web.settings")
    django.setup()
    from django.conf import settings

    from svat.refusals import UnusableInput, said_of
    from svat.web.actions import NotDone
    from svat.web.jobs.models import FAILED, Job
    from svat.web.jobs.progress import JobProgress
    from svat.web.jobs.work import work_of
    from svat.wording.kept import to_json

    _bounded(settings.TASK_MEMORY)
    threading.Thread(target=_with_the_worker, daemon=True).start()
    job = Job.objects.get(pk=number)
    try:
        work_of(job.kind)(job, JobProgress(job))
    except (UnusableInput, NotDone) as error:
        said = error.said if isinstance(error, NotDone) else said_of(error)
        Job.objects.filter(pk=job.pk).update(
            state=FAILED, ended=datetime.now(UTC), said=json.dumps(to_json(said), ensure_ascii=False)
        )
        return 3
    return 0


if __name__ == "__main__":
    status = main(int(sys.argv[1]))
    logging.shutdown()
    os._exit(status)  # at once: what is written is written, and threads of libraries take their time to end
