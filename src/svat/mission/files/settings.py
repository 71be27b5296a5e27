"""Mission, files: mission.toml, what a visit offers: its days, sessions, closed times, rooms and limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from svat.refusals import Note
from svat.sides import Sides
from svat.tables.settings import TomlFields, read_toml
from svat.wording import say

FILE = "mission.toml"
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
# How the people of a company come to its meetings: each of them goes to every one; one of them, and the plan says who;
# the one who leads goes to every one, and the others come along as they like.
Attendance = Literal["all", "split", "share"]
ATTENDANCES: tuple[Attendance, ...] = get_args(Attendance)
_MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class MeetingLimits:
    """What binds each person where the table says nothing else; None binds nobody."""

    cap_per_day: int | None = None
    longest_run: int | None = None
    rest: int = 0


@dataclass(frozen=True, slots=True)
class VisitSession:
    """A stretch of a day cut into slots, on the hosts' clock; an end not after the start is the next date's."""

    name: str
    start: time
    end: time
    days: frozenset[int]
    slot_minutes: int
    break_minutes: int
    line: int


@dataclass(frozen=True, slots=True)
class ClosedTime:
    """A stretch of a day in which nobody meets: lunch, a plenary."""

    name: str
    start: time
    end: time
    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class VisitSettings:
    """mission.toml as read."""

    id: str
    title: str
    path: Path
    zones: Sides[str]  # of the visitors' and the hosts' clocks, IANA names
    days: tuple[date, ...]
    sessions: tuple[VisitSession, ...]
    closed: tuple[ClosedTime, ...]
    travel: Mapping[tuple[str, str], int]
    held_back: int
    people: MeetingLimits
    interpreters: MeetingLimits
    companies: Mapping[str, Attendance]
    introductions: tuple[Path, ...]  # results of `svat match`; none: those under runs/
    notes: tuple[Note, ...] = ()


def read_settings(folder: Path) -> VisitSettings:
    """The settings in a mission's folder, whose name is the mission's id. Raises UnusableInput with line and key."""
    toml = read_toml(folder / FILE)
    toml.only(
        "title", "zones", "days", "slot_minutes", "break_minutes", "held_back", "introductions", "session",
        "closed", "travel", "limits", "interpreters", "company",
    )  # fmt: skip
    days = _days(toml)
    sessions = tuple(_session(part, toml, len(days)) for part in toml.tables("session", single=True))
    if not sessions:
        toml.refuse(
            "session", say("is missing: [[session]] with `from` and `to` says when there are meetings")
        )
    found = VisitSettings(
        id=folder.name,
        title=toml.text("title") or folder.name,
        path=folder / FILE,
        zones=_zones(toml),
        days=days,
        sessions=sessions,
        closed=tuple(_closed(part, len(days)) for part in toml.tables("closed", single=True)),
        travel=_travel(toml),
        held_back=_whole(toml, "held_back", 0, 10_000, 0),
        people=_limits(toml.table("limits")),
        interpreters=_limits(toml.table("interpreters")),
        companies=_companies(toml),
        introductions=tuple(folder / name for name in toml.words("introductions")),
    )
    return _noted(found, toml)


def _noted(found: VisitSettings, toml: TomlFields) -> VisitSettings:
    return replace(found, notes=tuple(toml.toml.notes))


def _days(toml: TomlFields) -> tuple[date, ...]:
    toml.need("days")
    days: Any = toml.data["days"]
    if not isinstance(days, list) or not days or any(type(day) is not date for day in days):
        toml.refuse(
            "days",
            say(
                "must be a list of dates without quotes, such as [2026-12-08, 2026-12-09], not {days}",
                days=repr(days),
            ),
        )
    if sorted(set(days)) != days:
        toml.refuse("days", say("must be in order, each date once"))
    return tuple(days)


def _zones(toml: TomlFields) -> Sides[str]:
    zones = toml.words("zones")
    if len(zones) != 2:
        toml.refuse(
            "zones",
            say('must be the visitors\' and the hosts\' zones, such as ["Asia/Seoul", "Asia/Almaty"]'),
        )
    for zone in zones:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            toml.refuse(
                "zones",
                say("{zone} is not a zone of the IANA database, such as Asia/Almaty", zone=repr(zone)),
            )
    return Sides(*zones)


def _session(part: TomlFields, toml: TomlFields, days: int) -> VisitSession:
    part.only("name", "from", "to", "days", "slot_minutes", "break_minutes")
    minutes = {
        key: _whole(part, key, least, _MOST_MINUTES, _whole(toml, key, least, _MOST_MINUTES, usual))
        for key, least, usual in (("slot_minutes", 1, 30), ("break_minutes", 0, 0))
    }
    start, end = _clock(part, "from"), _clock(part, "to")
    if end <= start:
        _note_night(part, start, end)
    return VisitSession(
        part.text("name"), start, end, _of_days(part, days),
        minutes["slot_minutes"], minutes["break_minutes"], part.line,
    )  # fmt: skip


def _closed(part: TomlFields, days: int) -> ClosedTime:
    part.only("name", "from", "to", "days")
    start, end = _clock(part, "from"), _clock(part, "to")
    if end <= start:
        _note_night(part, start, end)
    return ClosedTime(part.text("name"), start, end, _of_days(part, days))


def _note_night(part: TomlFields, start: time, end: time) -> None:
    """An end before its beginning is legal, and seldom meant."""
    reason = say("ends on the next date: from {start} to {end}", start=f"{start:%H:%M}", end=f"{end:%H:%M}")
    line = part.toml.line((*part.place, "to"))
    part.toml.notes.append(Note(str(part.toml.path), line, "to", f"{end:%H:%M}", reason, "unclear"))


def _clock(part: TomlFields, key: str) -> time:
    """A time of day: "09:30", or TOML's own 09:30:00."""
    part.need(key)
    value: Any = part.data[key]
    if isinstance(value, time) and not value.second and not value.microsecond:
        return value
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or (found[1] == "24" and found[2] != "00"):
        part.refuse(key, say('must be a time of day such as "09:30", not {value}', value=repr(value)))
    return time(int(found[1]) % 24, int(found[2]))


def _of_days(part: TomlFields, days: int) -> frozenset[int]:
    value: Any = part.data.get("days", list(range(1, days + 1)))
    if (
        not isinstance(value, list)
        or not value
        or any(x not in range(1, days + 1) or x is True for x in value)
    ):
        part.refuse(
            "days",
            say(
                "must be a list of days by their number, 1 to {days}, not {value}",
                days=days,
                value=repr(value),
            ),
        )
    return frozenset(value)


def _whole(part: TomlFields, key: str, least: int, most: int, usual: int) -> int:
    return (
        part.whole(key, least, most, say("a whole number from {least} to {most}", least=least, most=most))
        if part.has(key)
        else usual
    )


def _limits(part: TomlFields) -> MeetingLimits:
    part.only("meetings_a_day", "in_a_row", "rest")

    def limit(key: str) -> int | None:
        return _whole(part, key, 1, 1000, 1) if part.has(key) else None

    return MeetingLimits(limit("meetings_a_day"), limit("in_a_row"), _whole(part, "rest", 0, 1000, 0))


def _travel(toml: TomlFields) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for part in toml.tables("travel", single=True):
        part.only("rooms", "minutes")
        rooms = part.words("rooms")
        if len(rooms) != 2 or rooms[0] == rooms[1]:
            part.refuse("rooms", say('must be two rooms, such as ["Hall", "Annex"]'))
        pair = (rooms[0], rooms[1])
        if pair in found or pair[::-1] in found:
            part.refuse("rooms", say("these two rooms are named twice"))
        found[pair] = part.whole("minutes", 0, _MOST_MINUTES, say("a whole number of minutes"))
    return found


def _companies(toml: TomlFields) -> dict[str, Attendance]:
    found: dict[str, Attendance] = {}
    for part in toml.tables("company", single=True):
        part.only("id", "people")
        own = part.id("company")
        said = part.word("people", ATTENDANCES)
        found[own] = next(x for x in ATTENDANCES if x == said)
    return found
