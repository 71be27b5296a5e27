"""Report, mission: what the files and folders of a mission are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from svat.mission.calendar import CalendarOwner
from svat.mission.calendar.history import OwnerKind
from svat.mission.model import Mission
from svat.report.introductions.file_names import address, file_names

INDEX, REPORT, BOOK, DOCUMENT = "index.html", "report.html", "mission.xlsx", "mission.json"
DAYS, TABLES, ROOMS, SENDING = "days", "tables", "rooms", "to-send"
TIMETABLE, CALENDAR, CALLED_OFF, FEED = "timetable.html", "calendar.ics", "called-off.ics", "feed.ics"
BADGE, CARD = "badge.html", "card.html"
# Everything that is written, as a folder of results is told it; what ends in / is a folder of theirs alone.
NAMES = (INDEX, REPORT, BOOK, DOCUMENT, f"{DAYS}/", f"{TABLES}/", f"{ROOMS}/", f"{SENDING}/")
_FOLDERS: Mapping[OwnerKind, str] = {
    "person": "people",
    "company": "companies",
    "interpreter": "interpreters",
}


class MissionFiles:
    """The names of one mission's files, no two alike on any disk."""

    def __init__(self, mission: Mission, owners: Iterable[CalendarOwner]) -> None:
        everybody = list(owners)
        self.tables = file_names(table.id for table in mission.tables)
        self.rooms = file_names(table.room for table in mission.tables if table.room)
        self._of: dict[CalendarOwner, str] = {}
        for kind in _FOLDERS:
            for side in sorted({x.side for x in everybody if x.kind == kind}):
                own = [x for x in everybody if x.kind == kind and x.side == side]
                names = file_names((x.id for x in own), f"{side}-" if side else "")
                self._of |= {x: names[x.id] for x in own}

    def day(self, number: int) -> str:
        """The page of a day."""
        return f"{DAYS}/day-{number}.html"

    def folder(self, owner: CalendarOwner) -> str:
        """The folder of what an owner is sent, within the mission's."""
        return f"{SENDING}/{_FOLDERS[owner.kind]}/{self._of[owner]}"

    def to_send(self, owner: CalendarOwner) -> str:
        """The same as a link says it."""
        return f"{SENDING}/{_FOLDERS[owner.kind]}/{address(self._of[owner])}"
