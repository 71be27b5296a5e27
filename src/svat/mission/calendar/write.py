"""Mission, calendar: entries as an iCalendar file: to import, to call off, and to subscribe to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from typing import Literal, TypeAlias

from icalendar import Calendar, Event, vCalAddress, vText

from svat.mission.calendar.folding import folded
from svat.mission.calendar.history import CalendarEntry

PRODUCT = "-//svat//calendar of a mission//EN"
NOBODY = "sender-not-set@council.invalid"  # the organizer where the council names no address: RFC 5546 asks for one
REFRESH = timedelta(hours=1)  # how often a program that subscribes may look again
Method: TypeAlias = Literal["PUBLISH", "CANCEL"]
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # what no text of a calendar may hold
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class CalendarText:
    """What one event says, in the owner's language."""

    summary: str
    location: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class CalendarFrame:
    """What is the same for all events of a file."""

    name: str  # of the calendar, as a program shows it
    language: str = "en"
    sender: str = ""  # Name <address> of the council; "" where none is known


Texts: TypeAlias = Callable[[CalendarEntry], CalendarText]


def calendar(entries: Iterable[CalendarEntry], texts: Texts, frame: CalendarFrame) -> bytes:
    """What is to be imported: meetings that take place."""
    return _file([x for x in entries if not x.cancelled], texts, frame, "PUBLISH")


def cancellations(entries: Iterable[CalendarEntry], texts: Texts, frame: CalendarFrame) -> bytes:
    """What is to be imported to take away what was called off; b"" where nothing was."""
    gone = [x for x in entries if x.cancelled]
    return _file(gone, texts, frame, "CANCEL") if gone else b""


def feed(entries: Iterable[CalendarEntry], texts: Texts, frame: CalendarFrame) -> bytes:
    """What programs subscribe to: everything, what was called off marked as such and never left out."""
    return _file(list(entries), texts, frame, "PUBLISH", subscribed=True)


def _file(
    entries: Iterable[CalendarEntry],
    texts: Texts,
    frame: CalendarFrame,
    method: Method,
    *,
    subscribed: bool = False,
) -> bytes:
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    made.add("method", method)
    made.add("name", _text(_line(frame.name), frame))
    made.add("x-wr-calname", _line(frame.name))
    if subscribed:
        made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", "PT1H")
    for entry in entries:
        made.add_component(_event(entry, texts(entry), frame))
    return folded(made.to_ical())


def _event(entry: CalendarEntry, text: CalendarText, frame: CalendarFrame) -> Event:
    made = Event()
    made.add("uid", entry.uid)
    made.add("sequence", entry.sequence)
    made.add("dtstamp", entry.changed)
    made.add("last-modified", entry.changed)
    made.add("dtstart", entry.start)
    made.add("dtend", max(entry.end, entry.start + _SECOND))
    made.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    made.add("summary", _text(_line(text.summary), frame))
    if text.location:
        made.add("location", _text(_line(text.location), frame))
    if text.description:
        made.add("description", _text(_lines(text.description), frame))
    name, address = parseaddr(frame.sender)
    organizer = vCalAddress(f"mailto:{address or NOBODY}")
    if name or frame.name:
        organizer.params["CN"] = _line(name or frame.name).replace('"', "'")
    made.add("organizer", organizer)
    return made


def _text(text: str, frame: CalendarFrame) -> vText:
    return vText(text, params={"LANGUAGE": frame.language})


def _line(text: str) -> str:
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    """Text that can be written: no sign of control but the end of a line, no half of a letter."""
    sound = text.encode("utf-8", "backslashreplace").decode()
    return _CONTROL.sub(" ", sound.replace("\r\n", "\n").replace("\r", "\n")).strip()
