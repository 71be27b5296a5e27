"""Report, mission: the council's own pages: where everything is, each day at a glance, and the chair's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from svat import __version__, notation
from svat.mission.calendar import CalendarOwner, tzdata_version
from svat.mission.difference import TURNS, MeetingPlace, MeetingTurn
from svat.report.environment import style
from svat.report.introductions.file_names import address
from svat.report.introductions.sending.naming import ReadableName
from svat.report.mission.changes import TURN_WORDS, last_turns, versions
from svat.report.mission.charts import heat_map
from svat.report.mission.clocks import clock_name, hours, long_date
from svat.report.mission.figures import MANY_BREAKS, MissionFigures, companies_of, mission_figures
from svat.report.mission.files import MissionFiles
from svat.report.mission.places import PlaceSheets
from svat.report.mission.sheets import template
from svat.report.mission.timetable import Timetables, readable_to
from svat.wording import Said, say, wording

_NO_STYLE = Markup()
MOST_ROWS = 6  # of a list on the chair's page, which is one of paper; the workbook has them all


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Somebody with meetings on the first page, and what there is to send."""

    name: ReadableName
    more: str
    meetings: int
    links: tuple[tuple[str, str], ...]  # (what it is called, where it is)


class OfficePages:
    """The pages that the council keeps, in its language."""

    def __init__(self, timetables: Timetables, files: MissionFiles) -> None:
        self._timetables, self._files = timetables, files
        self._view = timetables.view
        self._words = wording(timetables.reader.language)
        self._places = PlaceSheets(timetables)
        self._plain = style("page.css", "mission/pages.css")

    def index(self) -> str:
        """Where everything is."""
        mission = self._view.mission
        rooms = [(room, address(self._files.rooms[room]), room) for room in self._places.rooms]
        if any(not table.room for table in mission.tables):
            rooms.append(("", "", ""))
        places = [
            (
                name,
                f"rooms/{file}.html" if file else "",
                [
                    (table.id, f"tables/{address(self._files.tables[table.id])}.html")
                    for table in mission.tables
                    if table.room == room
                ],
            )
            for name, file, room in rooms
        ]
        return self._page(
            "index",
            people=self._rows("person"),
            companies=self._rows("company"),
            interpreters=self._rows("interpreter"),
            places=places,
        )

    def days(self) -> Mapping[str, str]:
        """Each day at a glance: tables downwards, hours across; by file name."""
        return {self._files.day(day): self._day(day) for day in sorted(self._timetables.dates)}

    def report(self) -> str:
        """One page for the chair."""
        plan, said = self._view.plan, self._words
        found = self._figures
        chart = heat_map(found.use, self._timetables, said)
        short = [x for x in found.by_company.items() if x[1].placed < x[1].asked]
        least = sorted(short, key=lambda x: (x[1].share, -x[1].asked, x[0]))
        turned = last_turns(self._view)
        busiest = sorted(found.interpreters, key=lambda x: (-x.worked, x.id))
        return self._page(
            "report",
            more_style=style("mission/report.css"),
            shown=self._shown(),
            proved=self._proved(),
            musts=[(self._names_of(x.request), x) for x in found.musts_unplaced[:MOST_ROWS]],
            more_loads=max(0, len(busiest) - MOST_ROWS),
            more_musts=max(0, len(found.musts_unplaced) - MOST_ROWS),
            chart=chart,
            svg=Markup(chart.svg) if chart else "",  # noqa: S704 - names are escaped in it
            breaks=[
                (say("{count} or more", count=count) if count == MANY_BREAKS else str(count), people)
                for count, people in found.people_by_breaks.items()
            ],
            loads=[(self._readable(x.name), x, x.worked.total_seconds() / 3600) for x in busiest[:MOST_ROWS]],
            companies=[(self._company(company), placed) for company, placed in least[:MOST_ROWS]],
            all_companies=len(found.by_company),
            gini=found.gini,
            turn_heads=[notation.capital(TURN_WORDS[turn]) for turn in TURNS],
            versions=[
                (x.number, said.day(x.at.date()), x.placed, [x.turns.get(turn, 0) for turn in TURNS])
                for x in versions(self._view)[-MOST_ROWS:]
            ],
            changed=[self._turned(x) for x in turned[:MOST_ROWS]],
            more_changed=max(0, len(turned) - MOST_ROWS),
            status=plan.status,
        )

    @cached_property
    def _figures(self) -> MissionFigures:
        return mission_figures(self._view.mission, self._view.plan)

    def _shown(self) -> list[tuple[str, str, str]]:
        plan, found = self._view.plan, self._figures
        must, wish = found.by_priority["must"], found.by_priority["wish"]
        pair = say("{placed} of {asked}", placed=must.placed, asked=must.asked)
        return [
            (say("musts placed"), pair, "good" if must.placed == must.asked else "bad"),
            (say("wishes placed"), say("{placed} of {asked}", placed=wish.placed, asked=wish.asked), ""),
            (say("breaks of all people"), notation.number(plan.counts.breaks), ""),
            (say("Gini of companies' shares"), notation.fixed(found.gini, 3), ""),
        ]

    def _proved(self) -> list[str]:
        plan, bounds = self._view.plan, self._view.plan.bounds
        lines: list[str] = []
        if bounds.placed is not None:
            lines.append(
                say(
                    "No plan places more than {most}; this one places {placed}.",
                    most=bounds.placed,
                    placed=plan.counts.placed,
                )
            )
        if bounds.binding:
            lines.append(say("What binds: {binding}.", binding=bounds.binding))
        if bounds.breaks is not None:
            lines.append(say("No plan as full has fewer than {least} breaks.", least=bounds.breaks))
        return [*lines, *plan.notes]

    def _day(self, day: int) -> str:
        mission = self._view.mission
        slots = [slot for slot in mission.slots if slot.day == day]
        rooms: dict[str, list[Any]] = {}
        for table in mission.tables:
            cells = []
            for slot in slots:
                meeting = self._places.at.get((table.id, slot.id))
                cells.append((self._places.line(meeting) if meeting else None, slot.id not in table.closed))
            rooms.setdefault(table.room, []).append((table.id, cells))
        return self._page(
            "day",
            more_style=style("mission/day.css"),
            on=self._timetables.dates[day],
            slots=[hours(slot.start, slot.end) for slot in slots],
            rooms=list(rooms.items()),
        )

    def _rows(self, kind: str) -> list[OwnerRow]:
        found = []
        order = {person.id: place for place, person in enumerate(self._view.mission.people)}
        for owner in sorted(
            self._timetables.history.owners(), key=lambda x: (order.get(x.id, len(order)), x.side, x.id)
        ):
            if owner.kind == kind:
                folder = self._files.to_send(owner)
                entries = self._timetables.history.entries(owner)
                links = [
                    (say("timetable"), f"{folder}/timetable.html"),
                    (say("calendar"), f"{folder}/calendar.ics"),
                ]
                if any(x.cancelled for x in entries):
                    links.append((say("called off"), f"{folder}/called-off.ics"))
                if kind == "person":
                    links += [(say("badge"), f"{folder}/badge.html"), (say("card"), f"{folder}/card.html")]
                count = sum(not x.cancelled for x in entries)
                found.append(
                    OwnerRow(self._timetables.name_of(owner), self._more(owner), count, tuple(links))
                )
        return found

    def _called(self, owner: CalendarOwner) -> ReadableName:
        if owner.kind == "company":
            return self._company((owner.side, owner.id))
        return self._readable(self._timetables.name_of(owner).text)

    def _readable(self, name: str) -> ReadableName:
        return readable_to((name,), self._timetables.reader.scripts)

    def _more(self, owner: CalendarOwner) -> str:
        if owner.kind != "person":
            return owner.id
        person = self._view.mission.person.get(owner.id)
        if person is None:
            return owner.id
        return f"{self._company((person.side, person.company)).text} · {owner.id}"

    def _company(self, company: tuple[str, str]) -> ReadableName:
        return self._timetables.company_name(company, self._timetables.reader)

    def _names_of(self, request: str) -> str:
        mission = self._view.mission
        known = mission.request.get(request)
        names = [self._company(x).text for x in companies_of(mission, known)] if known else []
        return " – ".join(names) or request

    def _turned(self, turned: MeetingTurn) -> tuple[str, Said, str]:
        return self._names_of(turned.request), TURN_WORDS[turned.turn], self._where(turned.after)

    def _where(self, place: MeetingPlace | None) -> str:
        if place is None:
            return ""
        mission, said = self._view.mission, self._words
        slot = mission.slot[place.slot]
        day = long_date(self._timetables.dates[slot.day], said)
        shown = hours(slot.start, slot.end).of_day(self._timetables.dates[slot.day], said)
        return f"{day}, {shown}, {said(say('Table {table}', table=place.table))}"

    def _page(self, name: str, more_style: Markup = _NO_STYLE, **values: Any) -> str:
        mission, said = self._view.mission, self._words
        dates = [self._timetables.dates[day] for day in sorted(self._timetables.dates)]
        first = mission.slots[0].start if mission.slots else self._view.last.at
        common = {
            "title": mission.title or mission.id,
            "council": self._view.words.council,
            "plan": self._view.plan,
            "published": said.day(self._timetables.by_the_place(self._view.last.at).date()),
            "place": clock_name(self._timetables.place, first, said),
            "first_day": said.day(dates[0]) if dates else "",
            "last_day": said.day(dates[-1]) if dates else "",
            "days": [
                (self._files.day(day), self._timetables.dates[day]) for day in sorted(self._timetables.dates)
            ],
            "tzdata": tzdata_version(),
            "version": __version__,
            "style": self._plain + more_style,
        }
        return template(name, said.language).render({**common, **values})
