"""Jobs, start: a worker's process: `python -m svat.web.jobs.start [PARENT NAME]`; it ends when its parent is gone."""

from __future__ import annotations

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svat.web.settings")
    django.setup()
    from svat.web.jobs.worker import run_worker

    given = sys.argv[1:]
    run_worker(parent=int(given[0]) if given else None, name="".join(given[1:2]))
