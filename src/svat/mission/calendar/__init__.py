"""Mission, calendar: each person's meetings as iCalendar files (RFC 5545, 5546), which update and cancel in place.

An event is one meeting of one owner. Its UID is made of the mission, the request, the owner and a namespace of the
council, and its SEQUENCE of the history of what was published; so the same history gives the same bytes, and what did
not change for somebody is not written anew for him.
"""

from __future__ import annotations

from svat.mission.calendar.history import (
    CalendarEntry,
    CalendarOwner,
    History,
    Publication,
    namespace_of,
)
from svat.mission.calendar.write import CalendarFiles, CalendarFrame, CalendarText
from svat.mission.calendar.zones import tzdata_version, utc, zone, zone_faults

__all__ = [
    "CalendarEntry",
    "CalendarFiles",
    "CalendarFrame",
    "CalendarOwner",
    "CalendarText",
    "History",
    "Publication",
    "namespace_of",
    "tzdata_version",
    "utc",
    "zone",
    "zone_faults",
]
