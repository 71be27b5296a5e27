"""Jobs, work: what a kind of job does; every kind is restartable, its steps done again change nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

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
    "write letters": "svat.web.matching.letters:write_letters",
    "learn": "svat.web.matching.lessons:learn_now",
    "screen for review": "svat.web.review.screening:screen",
    "prove pair": "svat.web.review.proving:prove",
    "compare lists": "svat.web.lists.changing:compare",
    "screen again": "svat.web.lists.screening:screen_again",
    "compute run": "svat.web.matching.computing:compute",
    "price control": "svat.web.matching.pricing:price",
    "tell companies": "svat.web.matching.notices:tell",
    "take wishes": "svat.web.matching.wishes_taken:take_wishes",
    "check introductions": "svat.web.matching.rechecking:recheck",
}

# What asks by itself for work that is due, each time that a worker sweeps.
DUE = ("svat.web.matching.rechecking:due", "svat.web.review.screening:due")


def work_of(kind: str) -> Work:
    """The function of a kind."""
    found: Work = _named(KINDS[kind])
    return found


def ask_for_due() -> int:
    """Ask for all that is due; how much."""
    return sum(_named(place)() for place in DUE)


def _named(place: str) -> Any:
    module, name = place.split(":")
    return getattr(import_module(module), name)
