"""Review, waits: how long hits wait for a decision, by week, from what is kept of each time that one came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from django.db.models import Q

from svat.web.people.models import Member
from svat.web.people.queries import corridors
from svat.web.review.models import HitWait

WEEKS = 26
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WeekOfWaits:
    """One week, from its Monday: what came, what ended, what waited at its end, and how many days those had waited."""

    monday: date
    came: int
    ended: int
    waiting: int
    days: float | None  # the middle one of those that ended; None where none did
    longest: int  # days that the longest waiting of all at its end had waited


def weeks_of(member: Member, day: date, weeks: int = WEEKS) -> list[WeekOfWaits]:
    """The weeks up to a day, the earliest first."""
    last = day - timedelta(days=day.weekday())
    first = last - (weeks - 1) * _WEEK
    begin = _begin(first)
    rows = HitWait.objects.filter(hit__corridor__in=corridors(member)).filter(
        Q(ended=None) | Q(ended__gte=begin)
    )
    waits = list(rows.order_by("id").values_list("since", "ended"))
    return [_week(waits, first + k * _WEEK) for k in range(weeks)]


def _week(waits: Sequence[tuple[datetime, datetime | None]], monday: date) -> WeekOfWaits:
    begin, end = _begin(monday), _begin(monday + _WEEK)
    ended = [(ended - since).days for since, ended in waits if ended is not None and begin <= ended < end]
    at_end = [since for since, ended in waits if since < end and (ended is None or ended >= end)]
    now = min(end, datetime.now(UTC))
    return WeekOfWaits(
        monday,
        sum(begin <= since < end for since, _ in waits),
        len(ended),
        len(at_end),
        float(median(ended)) if ended else None,
        max(((now - since).days for since in at_end), default=0),
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
