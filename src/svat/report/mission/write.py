"""Report, mission: all files of a mission into one folder, together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from svat.files import make_folder, write_text
from svat.files import write as write_file
from svat.mission.calendar import CalendarFiles, CalendarOwner, zone_faults
from svat.mission.calendar.zones import table_fault, zone
from svat.progress import Progress, silent
from svat.refusals import UnusableInput
from svat.report.mission import files
from svat.report.mission.books import mission_book
from svat.report.mission.clocks import clock_name, clock_of
from svat.report.mission.document import encoded
from svat.report.mission.files import MissionFiles
from svat.report.mission.model import MissionView
from svat.report.mission.office import OfficePages
from svat.report.mission.places import PlaceSheet, PlaceSheets
from svat.report.mission.sheets import STYLES, badge_page, card_page, sheet_style, template, timetable_page
from svat.report.mission.texts import calendar_frame, calendar_texts
from svat.report.mission.timetable import Timetables
from svat.results import ResultFolder
from svat.wording import SOURCE, Said, wording


@dataclass(frozen=True, slots=True)
class WrittenMission:
    """What was written of a mission."""

    paths: tuple[Path, ...]
    run: str  # SHA-256 of mission.json
    owners: int  # people, companies and interpreters who have something to be sent
    doubts: tuple[Said, ...]  # what the office should know before it sends


def write_mission(
    view: MissionView, folder: Path, language: str = SOURCE, progress: Progress = silent
) -> WrittenMission:
    """Write everything about a mission's published plans into a folder, all of it together, with run.json.

    What is for the council is in `language`; each person gets his own. The same view gives the same bytes, and what is
    sent to somebody stays the same for as long as nothing in it changes. Raises UnusableInput where the folder cannot
    be written, the plans make no history, or the table of time zones does not know a clock that the mission uses.
    """
    with ResultFolder(folder) as place:
        return write_mission_into(place, view, language, progress)


def write_mission_into(
    place: ResultFolder, view: MissionView, language: str = SOURCE, progress: Progress = silent
) -> WrittenMission:
    """The same into a folder that is held already."""
    doubts = _clocks(view)
    timetables = Timetables(view, wording(language).language)
    owners = tuple(timetables.history.owners())
    names = MissionFiles(view.mission, owners)
    data = encoded(view)
    run = hashlib.sha256(data).hexdigest()

    def made(half: Path) -> str:
        write_file(half / files.DOCUMENT, data)
        write_file(half / files.BOOK, mission_book(timetables, run))
        _office(half, timetables, names)
        for done, owner in enumerate(owners):
            progress("writing timetables", done, len(owners))
            _send(half / names.folder(owner), timetables, owner)
        progress("writing timetables", len(owners), len(owners))
        return run

    place.put(files.NAMES, made)
    paths = tuple(place.folder / name for name in files.NAMES)
    return WrittenMission(paths, run, len(owners), doubts)


def _clocks(view: MissionView) -> tuple[Said, ...]:
    """What is said of clocks; refuses a table of zones that would make hours wrong."""
    mission = view.mission
    named = {*filter(None, mission.zones), *filter(None, (clock_of(slot.start) for slot in mission.slots))}
    for name in sorted(named):
        if fault := table_fault(name, zone(name)):
            raise UnusableInput(str(fault))
    return zone_faults((slot.start for slot in mission.slots), named)


def _office(half: Path, timetables: Timetables, names: MissionFiles) -> None:
    for folder in (files.DAYS, files.TABLES, files.ROOMS, files.SENDING):
        make_folder(half / folder)
    pages = OfficePages(timetables, names)
    _put(half / files.INDEX, pages.index())
    _put(half / files.REPORT, pages.report())
    for name, page in pages.days().items():
        _put(half / name, page)
    sheets = PlaceSheets(timetables)
    for table in timetables.view.mission.tables:
        _put(
            half / files.TABLES / f"{names.tables[table.id]}.html",
            place_page(sheets.table(table), timetables),
        )
    for room in sheets.rooms:
        _put(half / files.ROOMS / f"{names.rooms[room]}.html", place_page(sheets.room(room), timetables))


def place_page(sheet: PlaceSheet, timetables: Timetables) -> str:
    """What lies on a table or hangs at the door of a room."""
    said = wording(timetables.reader.language)
    slots = timetables.view.mission.slots
    first = slots[0].start if slots else timetables.view.last.at
    return template("place", said.language).render(
        sheet=sheet,
        style=sheet_style(STYLES),
        place=clock_name(sheet.place, first, said),
        changed=timetables.by_the_place(timetables.view.last.at).date(),
    )


def _send(folder: Path, timetables: Timetables, owner: CalendarOwner) -> None:
    make_folder(folder)
    timetable = timetables.timetable(owner)
    entries = timetables.history.entries(owner)
    texts, frame = calendar_texts(timetables, timetable), calendar_frame(timetable)
    made = CalendarFiles(entries, texts, frame)
    _put(folder / files.TIMETABLE, timetable_page(timetable))
    write_file(folder / files.CALENDAR, made.calendar())
    write_file(folder / files.FEED, made.feed())
    if gone := made.cancellations():
        write_file(folder / files.CALLED_OFF, gone)
    if owner.kind == "person":
        _put(folder / files.BADGE, badge_page(timetable))
        _put(folder / files.CARD, card_page(timetable))


def _put(path: Path, page: str) -> None:
    write_text(path, page)
