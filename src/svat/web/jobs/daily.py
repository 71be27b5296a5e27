"""Jobs, daily: work about each corridor that a new day asks for, though nobody has changed anything."""

from __future__ import annotations

from datetime import UTC, datetime, time

from svat.web.jobs.models import OPEN, Job
from svat.web.jobs.queue import put
from svat.web.people.models import CorridorRecord

DAILY: list[str] = []  # kinds of jobs: filled by the parts that do them


def put_daily() -> int:
    """Put in what was not done about a corridor today; how many."""
    today = datetime.combine(datetime.now(UTC).date(), time(), UTC)
    count = 0
    for corridor in CorridorRecord.objects.order_by("id") if DAILY else ():
        for kind in DAILY:
            about = f"{kind}:{corridor.key}"
            of = Job.objects.filter(about=about)
            if not of.filter(made__gte=today).exists() and not of.filter(state__in=OPEN).exists():
                put(kind, about, {"corridor": corridor.pk}, None)
                count += 1
    return count
