"""Jobs, work: what a kind of job does; every kind is restartable, its steps done again change nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress

Work = Callable[[Job, JobProgress], None]

# Kind → where its function is, imported when it is needed: a kind brings its room.
KINDS = {
    "send mail": "svat.web.people.sending:send",
    "preview import": "svat.web.rolls.previewing:preview",
    "project roll": "svat.web.rolls.projecting:project",
    "make workbook": "svat.web.rolls.books:make_book",
    "propose codes": "svat.web.rolls.proposing:propose",
    "store list": "svat.web.lists.storing:store",
    "screen again": "svat.web.lists.screening:screen_again",
}


def work_of(kind: str) -> Work:
    """The function of a kind."""
    module, name = KINDS[kind].split(":")
    found: Work = getattr(import_module(module), name)
    return found
