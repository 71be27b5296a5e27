"""Report, mission: what happens at each table and in each room, hour by hour, for whoever looks after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from svat.mission.model import Meeting, MeetingTable
from svat.report.mission.clocks import Hours, hours
from svat.report.mission.timetable import MeetingLine, Timetables


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A slot at a table: a meeting, or nobody yet."""

    hours: Hours
    table: str
    line: MeetingLine | None  # None: free, for whoever comes


@dataclass(frozen=True, slots=True)
class PlaceDay:
    """One day of a place."""

    number: int
    on: date
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class PlaceSheet:
    """All that happens at a table, or at the tables of a room."""

    table: str  # "" of a room
    room: str
    title: str  # of the mission
    council: str
    place: str  # zone
    days: tuple[PlaceDay, ...]


class PlaceSheets:
    """The tables and rooms of a mission with what happens there."""

    def __init__(self, timetables: Timetables) -> None:
        self._timetables = timetables
        self.mission = timetables.view.mission
        self.at: Mapping[tuple[str, str], Meeting] = {
            (meeting.table, meeting.slot): meeting for meeting in timetables.view.plan.meetings
        }

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms that have a name, in the order of their tables."""
        return tuple(dict.fromkeys(table.room for table in self.mission.tables if table.room))

    def table(self, table: MeetingTable) -> PlaceSheet:
        """What happens at a table, its free slots too."""
        return self._sheet((table,), table=table.id, room=table.room, free=True)

    def room(self, room: str) -> PlaceSheet:
        """What happens in a room, by hour and table."""
        tables = tuple(table for table in self.mission.tables if table.room == room)
        return self._sheet(tables, table="", room=room, free=False)

    def line(self, meeting: Meeting) -> MeetingLine:
        """A meeting as the council reads it."""
        return self._timetables.line(self.mission, meeting, self._timetables.reader)

    def _sheet(self, tables: tuple[MeetingTable, ...], *, table: str, room: str, free: bool) -> PlaceSheet:
        found: dict[int, list[PlaceRow]] = {}
        for day, row in self._rows(tables, free=free):
            found.setdefault(day, []).append(row)
        timetables = self._timetables
        days = tuple(PlaceDay(day, timetables.dates[day], tuple(rows)) for day, rows in sorted(found.items()))
        title = self.mission.title or self.mission.id
        return PlaceSheet(table, room, title, timetables.view.words.council, timetables.place, days)

    def _rows(self, tables: tuple[MeetingTable, ...], *, free: bool) -> Iterator[tuple[int, PlaceRow]]:
        for slot in self.mission.slots:
            at = hours(slot.start, slot.end)
            for table in tables:
                meeting = self.at.get((table.id, slot.id))
                if meeting is not None:
                    yield slot.day, PlaceRow(at, table.id, self.line(meeting))
                elif free and slot.id not in table.closed:
                    yield slot.day, PlaceRow(at, table.id, None)
