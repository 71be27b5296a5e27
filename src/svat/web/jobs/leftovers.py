"""Jobs, leftovers: folders that a job makes for its own time, taken away where it was broken off for good."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from svat.web.jobs.models import OPEN, Job
from svat.web.records import new_key

# Where a kind of job works → what it is about: the folder's name ends with the key of that.
_PLACES = (("corridors/.preview-*", ".preview-", "import:"), ("staging/*", "", "list:"))


def clear_leftovers() -> int:
    """Take away what belongs to no job that is open; how much."""
    folder, count = Path(settings.FOLDER), 0
    found = [
        (path, about + path.name.removeprefix(before))
        for glob, before, about in _PLACES
        for path in folder.glob(glob)
    ]
    if not found:
        return 0
    open_ = set(
        Job.objects.filter(about__in=[about for _, about in found], state__in=OPEN).values_list(
            "about", flat=True
        )
    )
    for path, about in found:
        if about not in open_:
            with suppress(OSError):  # by another worker at this moment
                count += _taken_away(path)
    return count


def _taken_away(path: Path) -> int:
    """First under another name: a job that begins meanwhile makes its folder anew."""
    aside = path.with_name(f"{path.name}.{new_key()}")
    path.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)
    return 1
