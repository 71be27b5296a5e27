"""Corridor room, partial dates: a day, a month or a year, as sources give it, and what may be concluded from it.

The cautious convention, everywhere: what is dated 2014-10 is known, done or due only when October is over. So a
view of a day never rests on what may have come after it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from svat.wording import say

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year (2014), the month (2014-10) or the day (2014-10-20)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A whole day."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        """The earliest day that it may mean."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def last(self) -> date:
        """The latest day that it may mean."""
        month = 12 if self.month is None else self.month
        return date(self.year, month, monthrange(self.year, month)[1] if self.day is None else self.day)

    def by(self, day: date) -> bool:
        """Certainly on or before the day."""
        return self.last <= day

    def after(self, day: date) -> bool:
        """Certainly after the day."""
        return self.first > day

    def overlaps(self, other: PartialDate) -> bool:
        """Whether the two may be the same day."""
        return self.first <= other.last and other.first <= self.last

    @property
    def order(self) -> tuple[date, date]:
        """Sort key: by the latest day possible, and of equals the more exact one last."""
        return self.last, self.first

    def __str__(self) -> str:
        return "-".join(
            [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        )


def partial_date(value: object) -> PartialDate:
    """The partial date that a value of a file means: a day, "2014-10-20", "2014-10", "2014" or 2014.

    Raises ValueError with the reason in words.
    """
    if isinstance(value, date):
        return _likely(PartialDate.of(value))
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(
            say('must be a date such as 2014-10-20, "2014-10" or 2014, not {value}', value=repr(value))
        )
    made = PartialDate(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]
    try:
        _ = made.first, made.last
    except ValueError:
        raise ValueError(say("there is no such date as {text}", text=text)) from None
    return _likely(made)


def _likely(made: PartialDate) -> PartialDate:
    if not 1900 <= made.year <= 2200:
        raise ValueError(say("the year {year} is not likely", year=made.year))
    return made
