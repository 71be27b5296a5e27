"""Report, mission: hours and days as a reader's language writes them, by the clock of the place and by his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from babel.dates import format_date, format_skeleton

from svat.mission.calendar.zones import offset, place_clock, zone
from svat.wording import SOURCE, Wording


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when, by one clock."""

    start: datetime
    end: datetime

    def by(self, clock: str) -> Hours | None:
        """The same by another clock; None where it shows the same hours, or is none."""
        if not clock:
            return None
        there = Hours(*(x.astimezone(UTC).astimezone(zone(clock)) for x in (self.start, self.end)))
        return None if there.start.replace(tzinfo=None) == self.start.replace(tzinfo=None) else there

    def in_short(self, day: date) -> str:
        """10:00–10:30, where room is short; days after the one that is meant are counted: 23:50–00:10⁺¹."""
        return f"{_counted(self.start, day)}–{_counted(self.end, day)}"

    def of_day(self, day: date, words: Wording) -> str:
        """The hours, with the date where they do not begin on the day that is meant, and where they end after it."""
        start = f"{self.start:%H:%M}"
        if self.start.date() != day:
            start = f"{short_date(self.start.date(), words)} {start}"
        if self.end.date() == self.start.date():
            return f"{start}–{self.end:%H:%M}"
        return f"{start} – {short_date(self.end.date(), words)} {self.end:%H:%M}"


def hours(start: datetime, end: datetime) -> Hours:
    """The hours of a slot, by the clock that it was written with, read from svat's table of zones."""
    return Hours(*(x.replace(tzinfo=place_clock(x)) for x in (start, end)))


def long_date(day: date, words: Wording) -> str:
    """A day with its name: Wednesday, 12 May 2027."""
    if words.language == SOURCE:
        return f"{format_date(day, 'EEEE', locale=words.locale)}, {words.day(day)}"
    return words.capital(str(format_date(day, "full", locale=words.locale)))


def short_date(day: date, words: Wording) -> str:
    """A day where room is short and its year is known: 12 May."""
    if words.language == SOURCE:
        return f"{day.day} {format_date(day, 'MMM', locale=words.locale)}"
    return str(format_skeleton("MMMd", datetime.combine(day, time()), locale=words.locale))


def clock_name(name: str, at: datetime, words: Wording) -> str:
    """A clock by its city and how far it is from UTC: Seoul, UTC+9."""
    shown = at.astimezone(UTC).astimezone(zone(name)) if name else at
    east = shown.utcoffset()
    assert east is not None, "every time has its zone by now"
    if not name:
        return offset(east)
    city = words.locale.time_zones.get(name, {}).get("city") or name.rpartition("/")[2].replace("_", " ")
    return f"{city}, {offset(east)}"


def clock_of(moment: datetime) -> str:
    """The IANA name of the clock that a moment was told by; "" for one that is known by its distance from UTC alone."""
    return str(getattr(moment.tzinfo, "key", "") or "")


def _counted(moment: datetime, day: date) -> str:
    later = (moment.date() - day).days
    return f"{moment:%H:%M}" + (
        f"{'⁺' if later > 0 else '⁻'}{'⁰¹²³⁴⁵⁶⁷⁸⁹'[abs(later) % 10]}" if later else ""
    )
