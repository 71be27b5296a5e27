"""Mission, calendar: clocks of places, always read from the package tzdata, and what an old one does not know.

The machine's own table of zones comes with its system and may be years behind; svat's comes with svat and is the same
wherever it runs. A time that somebody read with the machine's table is read anew by its clock's hands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import tzdata

from svat.notation import day
from svat.refusals import said_of
from svat.wording import Said, say, unusable


@dataclass(frozen=True, slots=True)
class KnownClock:
    """What a clock shows from an instant on, as a government decided it."""

    zone: str
    instant: datetime
    hours: float  # east of UTC
    version: str  # of the table that was the first to know


# Decisions of the last years, taken late enough that tables are in use which do not know them.
KNOWN = (
    KnownClock("Asia/Almaty", datetime(2024, 3, 1, tzinfo=UTC), 5, "2024a"),
    KnownClock("Asia/Qostanay", datetime(2024, 3, 1, tzinfo=UTC), 5, "2024a"),
    KnownClock("Asia/Qyzylorda", datetime(2018, 12, 21, tzinfo=UTC), 5, "2018h"),
    KnownClock("Asia/Pyongyang", datetime(2018, 5, 5, tzinfo=UTC), 9, "2018e"),
    KnownClock("Europe/Volgograd", datetime(2020, 12, 28, tzinfo=UTC), 3, "2020e"),
    KnownClock("Asia/Amman", datetime(2022, 12, 1, tzinfo=UTC), 3, "2022f"),
    KnownClock("Asia/Damascus", datetime(2022, 12, 1, tzinfo=UTC), 3, "2022f"),
    KnownClock("Asia/Tehran", datetime(2023, 7, 1, tzinfo=UTC), 3.5, "2022b"),
    KnownClock("America/Mexico_City", datetime(2023, 7, 1, tzinfo=UTC), -6, "2022f"),
    KnownClock("America/Asuncion", datetime(2025, 7, 1, tzinfo=UTC), -3, "2024b"),
)


def tzdata_version() -> str:
    """The version of the table of zones that times are read with, as IANA names it: 2026a."""
    return str(tzdata.IANA_VERSION)


@cache
def zone(name: str) -> ZoneInfo:
    """The clock of a place, by its IANA name. Raises UnusableInput for a name that the table does not have.

    >>> from svat.mission.calendar import zone
    >>> from datetime import datetime
    >>> datetime(2027, 5, 12, 10, tzinfo=zone("Asia/Almaty")).utcoffset()
    datetime.timedelta(seconds=18000)
    """
    path = files("tzdata.zoneinfo")
    for part in name.split("/"):
        path = path.joinpath(part)
    plain = all(part and part.strip(".") and not set(part) & {"\\", ":", "\0"} for part in name.split("/"))
    if not plain or not path.is_file():
        raise unusable(
            "{name}: no such time zone; it is written as IANA names it, such as Asia/Almaty or Asia/Seoul",
            name=repr(name),
        )
    with path.open("rb") as file:
        try:
            return ZoneInfo.from_file(file, key=name)
        except ValueError as error:
            raise unusable(
                "{name}: no such time zone: {error}", name=repr(name), error=said_of(error)
            ) from error


def place_clock(moment: datetime) -> tzinfo:
    """The clock that a moment was told by, as svat's table has it. Raises UnusableInput for one that names none."""
    theirs = moment.tzinfo
    if theirs is None or moment.utcoffset() is None:
        raise unusable(
            "{moment}: says no time zone, so that no other clock can be set by it", moment=moment.isoformat()
        )
    name = getattr(theirs, "key", None)
    return zone(name) if isinstance(name, str) else theirs


def utc(moment: datetime) -> datetime:
    """A moment by the clock of UTC. One that names its zone is read with svat's table, whatever the machine's says."""
    return moment.replace(tzinfo=place_clock(moment)).astimezone(UTC)


def zone_faults(moments: Iterable[datetime], names: Iterable[str] = ()) -> tuple[Said, ...]:
    """What is wrong with the tables of zones, for these moments and clocks; empty when all is well.

    A fault of svat's own table makes every time that is written wrong; one of the machine's does not, as svat does not
    read it, but other programs there show other hours.
    """
    read = {name: zone(name) for name in names if name}
    old: dict[str, datetime] = {}
    for moment in moments:
        theirs, ours = moment.tzinfo, place_clock(moment)
        name = getattr(theirs, "key", None)
        if isinstance(name, str):
            read[name] = zone(name)
            if theirs is not ours and moment.utcoffset() != moment.replace(tzinfo=ours).utcoffset():
                old.setdefault(name, moment)
    found = [fault for name in sorted(read) if (fault := _unknown(name, read[name]))]
    return (*found, *(_stale(name, old[name]) for name in sorted(old)))


def table_fault(name: str, clock: tzinfo) -> Said | None:
    """What a clock of svat's own table does not know, where it does not."""
    return _unknown(name, clock)


def _unknown(name: str, clock: tzinfo) -> Said | None:
    for known in KNOWN:
        shown = known.instant.astimezone(clock).utcoffset()
        if known.zone == name and shown != timedelta(hours=known.hours):
            return say(
                "The table of time zones (tzdata {version}) does not know that {zone} is {offset} since {day}: "
                "bring the package tzdata up to date",
                version=tzdata_version(),
                zone=name,
                offset=offset(timedelta(hours=known.hours)),
                day=day(known.instant.date()),
            )
    return None


def _stale(name: str, moment: datetime) -> Said:
    assert moment.tzinfo is not None
    theirs, ours = moment.utcoffset(), moment.replace(tzinfo=zone(name)).utcoffset()
    assert theirs is not None
    assert ours is not None
    return say(
        "This machine's table of time zones is out of date: it takes {zone} for {theirs}, and tzdata {version} for "
        "{ours}, which svat uses",
        zone=name,
        theirs=offset(theirs),
        ours=offset(ours),
        version=tzdata_version(),
    )


def offset(east: timedelta) -> str:
    """How far a clock is from UTC.

    >>> offset(timedelta(hours=5)), offset(timedelta(hours=-3, minutes=-30)), offset(timedelta())
    ('UTC+5', 'UTC−3:30', 'UTC')
    """
    minutes = round(abs(east.total_seconds()) / 60)
    if not minutes:
        return "UTC"
    sign = "−" if east < timedelta() else "+"
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")
