"""Mission, calendar: entries as an iCalendar file: to import, to call off, and to subscribe to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from typing import Literal, TypeAlias

from icalendar import Calendar, Component, Event, vCalAddress, vText

from svat.mission.calendar.folding import folded
from svat.mission.calendar.history import CalendarEntry

PRODUCT = "-//svat//calendar of a mission//EN"
NOBODY = "sender-not-set@council.invalid"  # the organizer where the council names no address: RFC 5546 asks for one
REFRESH = timedelta(hours=1)  # how often a program that subscribes may look again
Method: TypeAlias = Literal["PUBLISH", "CANCEL"]
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # what no text of a calendar may hold
_SECOND = timedelta(seconds=1)
_END = b"END:VCALENDAR\r\n"


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


class CalendarFiles:
    """The files of one calendar; each event is written once."""

    def __init__(self, entries: Iterable[CalendarEntry], texts: Texts, frame: CalendarFrame) -> None:
        self._frame = frame
        self._events = [(x.cancelled, _lines_of(_event(x, texts(x), frame))) for x in entries]

    def calendar(self) -> bytes:
        """What is to be imported: meetings that take place."""
        return self._file("PUBLISH", [event for cancelled, event in self._events if not cancelled])

    def cancellations(self) -> bytes:
        """What is to be imported to take away what was called off; b"" where nothing was."""
        gone = [event for cancelled, event in self._events if cancelled]
        return self._file("CANCEL", gone) if gone else b""

    def feed(self) -> bytes:
        """What programs subscribe to: everything, what was called off marked as such and never left out."""
        return self._file("PUBLISH", [event for _, event in self._events], subscribed=True)

    def _file(self, method: Method, events: Iterable[bytes], *, subscribed: bool = False) -> bytes:
        made = Calendar()
        made.add("version", "2.0")
        made.add("prodid", PRODUCT)
        made.add("method", method)
        made.add("name", _text(_line(self._frame.name), self._frame))
        made.add("x-wr-calname", _line(self._frame.name))
        if subscribed:
            made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
            made.add("x-published-ttl", "PT1H")
        return b"".join((_lines_of(made).removesuffix(_END), *events, _END))


def _lines_of(component: Component) -> bytes:
    """A component's lines, folded."""
    return b"".join(folded(line.encode()) + b"\r\n" for line in component.content_lines() if line)


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
