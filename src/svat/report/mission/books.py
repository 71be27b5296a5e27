"""Report, mission: mission.xlsx: every meeting, and the same by person, company, table, room and interpreter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from svat.mission.model import Meeting
from svat.report.introductions.books.cells import Cell, CellLink
from svat.report.introductions.books.workbook import (
    BookProperties,
    Sheet,
    SheetColumn,
    tables_book,
)
from svat.report.mission.clocks import hours
from svat.report.mission.figures import companies_of
from svat.report.mission.files import DOCUMENT
from svat.report.mission.timetable import MeetingLine, Timetables
from svat.wording import Said, say, wording

_MEETINGS = say("Meetings")
_Keys = Callable[[Meeting], Iterable[tuple[Cell, ...]]]


def mission_book(timetables: Timetables, run: str = "") -> bytes:
    """The workbook in the council's language; the same publications give the same bytes."""
    view = timetables.view
    said = wording(timetables.reader.language)
    title = view.mission.title or view.mission.id
    on = timetables.by_the_place(view.last.at).date()
    return tables_book(
        _Tables(timetables).sheets(), BookProperties(title, view.words.council, on, run, DOCUMENT), said
    )


class _Tables:
    """The sheets of one plan."""

    def __init__(self, timetables: Timetables) -> None:
        self._timetables = timetables
        self._mission, self._plan = timetables.view.mission, timetables.view.plan
        self._lines = {
            meeting.request: timetables.line(self._mission, meeting, timetables.reader)
            for meeting in self._plan.meetings
        }
        self._rows = {meeting.request: row for row, meeting in enumerate(self._plan.meetings, start=1)}

    def sheets(self) -> list[Sheet]:
        """All of them."""
        wide, narrow = 30, 12
        return [
            self._meetings(),
            self._by(
                say("People"),
                (SheetColumn(say("Person"), wide), SheetColumn(say("Company"), wide)),
                self._people,
            ),
            self._by(
                say("Companies"),
                (SheetColumn(say("Company"), wide), SheetColumn(say("ID"), narrow)),
                self._companies,
            ),
            self._by(
                say("Tables"), (SheetColumn(say("Table"), narrow), SheetColumn(say("Room"), 18)), self._table
            ),
            self._by(
                say("Rooms"), (SheetColumn(say("Room"), 18), SheetColumn(say("Table"), narrow)), self._room
            ),
            self._by(
                say("Interpreters"),
                (SheetColumn(say("Interpreter"), wide), SheetColumn(say("Languages"), 22)),
                self._interpreter,
            ),
            self._unplaced(),
        ]

    def _meetings(self) -> Sheet:
        columns = (
            SheetColumn(say("Meeting"), 22),
            *_TIMES,
            SheetColumn(say("Table"), 10),
            SheetColumn(say("Room"), 16),
            SheetColumn(say("Companies"), 44),
            SheetColumn(say("People"), 40),
            SheetColumn(say("Interpreter"), 22),
            SheetColumn(say("Priority"), 10),
            SheetColumn(say("Outcome"), 18),
        )
        rows: list[tuple[Cell, ...]] = []
        for meeting in self._plan.meetings:
            line = self._lines[meeting.request]
            known = self._mission.request.get(meeting.request)
            rows.append(
                (
                    meeting.request,
                    *self._when(meeting, line),
                    line.table,
                    line.room,
                    _companies(line),
                    _people(line),
                    line.interpreter.text if line.interpreter else "",
                    _PRIORITIES[known.priority] if known else "",
                    None,
                )
            )
        return Sheet(_MEETINGS, columns, rows)

    def _by(self, name: Said, keys: tuple[SheetColumn, ...], of: _Keys) -> Sheet:
        columns = (
            *keys,
            *_TIMES,
            SheetColumn(say("Table"), 10),
            SheetColumn(say("Companies"), 44),
            SheetColumn(say("Meeting"), 22),
        )
        found: list[tuple[tuple[Cell, ...], int, Meeting]] = [
            (key, self._rows[meeting.request], meeting)
            for meeting in self._plan.meetings
            for key in of(meeting)
        ]
        found.sort(key=lambda x: (tuple(str(part) for part in x[0]), x[1]))
        rows: list[tuple[Cell, ...]] = []
        for key, row, meeting in found:
            line = self._lines[meeting.request]
            link = CellLink(meeting.request, _MEETINGS, row)
            rows.append((*key, *self._when(meeting, line), line.table, _companies(line), link))
        return Sheet(name, columns, rows)

    def _unplaced(self) -> Sheet:
        columns = (
            SheetColumn(say("Meeting"), 22),
            SheetColumn(say("Priority"), 10),
            SheetColumn(say("Companies"), 44),
            SheetColumn(say("Cause"), 50),
            SheetColumn(say("What would place it"), 50),
        )
        rows: list[tuple[Cell, ...]] = []
        for each in self._plan.unplaced:
            known = self._mission.request.get(each.request)
            names = [self._name(x) for x in companies_of(self._mission, known)] if known else []
            priority = _PRIORITIES[known.priority] if known else ""
            rows.append((each.request, priority, " – ".join(names), each.cause, each.remedy))
        return Sheet(say("Not placed"), columns, rows)

    def _when(self, meeting: Meeting, line: MeetingLine) -> tuple[Cell, ...]:
        slot = self._mission.slot[meeting.slot]
        day = self._timetables.dates[slot.day]
        at = hours(slot.start, slot.end)
        home = line.at_home
        return day, at.in_short(day), home.in_short(day) if home else ""

    def _people(self, meeting: Meeting) -> Iterable[tuple[Cell, ...]]:
        for key in meeting.people:
            person = self._mission.person[key]
            yield person.name or person.name_local or key, self._name((person.side, person.company))

    def _companies(self, meeting: Meeting) -> Iterable[tuple[Cell, ...]]:
        people = [self._mission.person[key] for key in meeting.people]
        for company in dict.fromkeys((x.side, x.company) for x in people):
            yield self._name(company), company[1]

    def _table(self, meeting: Meeting) -> Iterable[tuple[Cell, ...]]:
        yield meeting.table, self._mission.table[meeting.table].room

    def _room(self, meeting: Meeting) -> Iterable[tuple[Cell, ...]]:
        if room := self._mission.table[meeting.table].room:
            yield room, meeting.table

    def _interpreter(self, meeting: Meeting) -> Iterable[tuple[Cell, ...]]:
        line = self._lines[meeting.request]
        if line.interpreter:
            said = wording(self._timetables.reader.language)
            yield line.interpreter.text, " – ".join(map(said.language_name, line.languages))

    def _name(self, company: tuple[str, str]) -> str:
        name = self._timetables.company_name(company, self._timetables.reader)
        return f"{name.text} ({name.original})" if name.original else name.text


_TIMES: Sequence[SheetColumn] = (
    SheetColumn(say("Day"), 12, "date"),
    SheetColumn(say("Hours"), 14),
    SheetColumn(say("At home"), 14),
)
_PRIORITIES = {"must": say("must"), "wish": say("wish")}


def _companies(line: MeetingLine) -> str:
    return " – ".join(
        f"{x.name.text} ({x.name.original})" if x.name.original else x.name.text for x in line.parties
    )


def _people(line: MeetingLine) -> str:
    return ", ".join(person.text for party in line.parties for person in party.people)
