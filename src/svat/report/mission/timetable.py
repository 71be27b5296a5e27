"""Report, mission: what one person, company or interpreter gets to know of a plan: its own meetings and nothing else.

Whatever is sent is made of a Timetable. It holds no plan's number, no cause, no count and nothing of a meeting that is
not its owner's, so that what was held, barred or withdrawn elsewhere leaves nothing behind; and its day is the one on
which it last changed itself, so that it is the same file for as long as nothing in it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from svat.mission.calendar import CalendarEntry, CalendarOwner, History
from svat.mission.calendar.zones import place_clock, utc
from svat.mission.model import Delegate, Meeting, Mission
from svat.report.introductions.sending.languages import OTHERWISE, scripts_of
from svat.report.introductions.sending.naming import ReadableName, readable
from svat.report.introductions.sending.view import ContactView, GoodsLine
from svat.report.mission.clocks import Hours, clock_of, hours
from svat.report.mission.model import CompanyWords, MissionView, RequestWords
from svat.sides import Side
from svat.wording import KNOWN

_NO_WORDS = RequestWords()


@dataclass(frozen=True, slots=True)
class TimetableReader:
    """Who reads: in which language and letters, by which clock, and who he is."""

    language: str
    scripts: tuple[str, ...]
    home: str = ""  # zone
    company: tuple[str, str] | None = None  # (side, company); None: of neither side


@dataclass(frozen=True, slots=True)
class MeetingParty:
    """A company at a table, as the reader sees it."""

    name: ReadableName
    country: str
    city: str
    people: tuple[ReadableName, ...]
    contact: ContactView | None


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting on a sheet."""

    request: str
    hours: Hours
    at_home: Hours | None  # by the reader's own clock, where that shows another hour
    table: str
    room: str
    parties: tuple[MeetingParty, ...]  # the companies across; all of them for a reader of neither side
    own: tuple[ReadableName, ...]  # of the reader's company, who is there
    interpreter: ReadableName | None
    languages: tuple[str, ...]  # that are interpreted
    goods: tuple[GoodsLine, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimetableDay:
    """One day of a sheet."""

    number: int
    on: date
    lines: tuple[MeetingLine, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that one owner gets to know."""

    owner: CalendarOwner
    reader: TimetableReader
    name: ReadableName
    company: ReadableName | None  # of a person
    title: str  # of the mission
    council: str
    sender: str
    place: str  # the zone of the place; "" where only its distance from UTC is known
    days: tuple[TimetableDay, ...]
    changed: datetime  # when it last changed, by the clock of the place

    @property
    def first(self) -> datetime:
        """A moment on which clocks are compared: the first meeting, or the last change where there is none."""
        return self.days[0].lines[0].hours.start if self.days else self.changed


class Timetables:
    """What is looked up for every timetable of a mission."""

    def __init__(self, view: MissionView, language: str = OTHERWISE) -> None:
        self.view = view
        self.history = History(view.publications, view.namespace)
        self._language = language  # the council's own, of interpreters and of whoever states none
        self._place = place_clock(view.mission.slots[0].start) if view.mission.slots else view.last.at.tzinfo
        self.reader = TimetableReader(language, scripts_of([language]))  # the council

    @property
    def place(self) -> str:
        """The clock of the place; "" where only its distance from UTC is known."""
        slots = self.view.mission.slots
        return clock_of(slots[0].start) if slots else ""

    def by_the_place(self, moment: datetime) -> datetime:
        """A moment by the clock of the place."""
        return utc(moment).astimezone(self._place)

    def timetable(self, owner: CalendarOwner) -> Timetable:
        """One owner's timetable."""
        entries = self.history.entries(owner)
        reader = self.reader_of(owner)
        placed = [x for x in entries if not x.cancelled]
        mission = self.view.mission
        person = self._person(owner)
        return Timetable(
            owner=owner,
            reader=reader,
            name=self.name_of(owner),
            company=self.name_of(CalendarOwner("company", person.company, person.side)) if person else None,
            title=mission.title or mission.id,
            council=self.view.words.council,
            sender=self.view.words.sender,
            place=self.place,
            days=self.days((self._now[x.request] for x in placed), reader),
            changed=self.by_the_place(max(x.changed for x in entries)),
        )

    def days(self, meetings: Iterable[Meeting], reader: TimetableReader) -> tuple[TimetableDay, ...]:
        """Meetings of the plan by day, in order of time, then of table."""
        mission = self.view.mission
        found: dict[int, list[Meeting]] = {}
        for meeting in sorted(meetings, key=lambda x: (mission.place[x.slot], x.table)):
            found.setdefault(mission.slot[meeting.slot].day, []).append(meeting)
        return tuple(
            TimetableDay(day, self.dates[day], tuple(self.line(mission, x, reader) for x in found[day]))
            for day in sorted(found)
        )

    @cached_property
    def _now(self) -> Mapping[str, Meeting]:
        return {meeting.request: meeting for meeting in self.view.plan.meetings}

    @cached_property
    def dates(self) -> Mapping[int, date]:
        """The date of each day of the mission: that of its first slot."""
        found: dict[int, date] = {}
        for slot in self.view.mission.slots:
            found.setdefault(slot.day, slot.start.date())
        return found

    def entry_line(self, entry: CalendarEntry, reader: TimetableReader) -> MeetingLine:
        """An entry of a calendar as a line; one that was called off as it stood last."""
        if entry.cancelled:
            return self.line(entry.mission, entry.meeting, reader)
        return self.line(self.view.mission, self._now[entry.request], reader)

    def line(self, mission: Mission, meeting: Meeting, reader: TimetableReader) -> MeetingLine:
        """One meeting as a reader sees it."""
        slot, table = mission.slot[meeting.slot], mission.table[meeting.table]
        request = mission.request.get(meeting.request)
        words = self.view.words.requests.get(meeting.request, _NO_WORDS)
        at = hours(slot.start, slot.end)
        people = [mission.person[x] for x in meeting.people]
        companies = list(dict.fromkeys((x.side, x.company) for x in people))
        side = _side(reader.company[0] if reader.company else "")
        helper = mission.interpreter.get(meeting.interpreter) if meeting.interpreter else None
        return MeetingLine(
            request=meeting.request,
            hours=at,
            at_home=at.by(reader.home),
            table=table.id,
            room=table.room,
            parties=tuple(
                self._party(company, people, reader, words)
                for company in companies
                if company != reader.company
            ),
            own=_names((x for x in people if (x.side, x.company) == reader.company), reader),
            interpreter=readable_to((helper.name or helper.id,), reader.scripts) if helper else None,
            languages=request.pair if helper and request and request.pair else (),
            goods=words.goods[side] if side else (),
            why=words.why[side] if side else (),
        )

    def reader_of(self, owner: CalendarOwner) -> TimetableReader:
        """How an owner reads."""
        mission = self.view.mission
        if owner.kind == "interpreter":
            helper = mission.interpreter.get(owner.id)
            spoken = sorted({x for pair in helper.pairs for x in pair}) if helper else []
            return TimetableReader(self._language, scripts_of([self._language, *spoken]))
        person = self._person(owner)
        company = (owner.side, owner.id) if person is None else (person.side, person.company)
        stated = _codes(person.language) if person else ()
        stated = (*stated, *self._company(company).languages)
        side = _side(company[0])
        own = self.view.words.languages[side] if side else ""
        language = next((x for x in (*stated, own, self._language) if x in KNOWN), OTHERWISE)
        home = mission.zones[side] if side else ""
        return TimetableReader(language, scripts_of([language, *stated]), home, company)

    def name_of(self, owner: CalendarOwner) -> ReadableName:
        """An owner's own name, as it is written: everybody reads his own."""
        if owner.kind == "company":
            return ReadableName(next(iter(self._company((owner.side, owner.id)).names), owner.id))
        if owner.kind == "interpreter":
            helper = self.view.mission.interpreter.get(owner.id)
            return ReadableName(helper.name if helper and helper.name else owner.id)
        person = self._person(owner)
        return ReadableName((person.name or person.name_local or owner.id) if person else owner.id)

    def company_name(self, company: tuple[str, str], reader: TimetableReader) -> ReadableName:
        """A company's name in letters that the reader knows."""
        return readable_to(self._company(company).names or (company[1],), reader.scripts)

    def _person(self, owner: CalendarOwner) -> Delegate | None:
        """The person who owns a calendar, also one who has left the mission since."""
        if owner.kind != "person":
            return None
        for publication in reversed(self.view.publications):
            if found := publication.mission.person.get(owner.id):
                return found
        return None

    def _company(self, company: tuple[str, str]) -> CompanyWords:
        return self.view.words.companies.get(company) or CompanyWords((company[1],))

    def _party(
        self,
        company: tuple[str, str],
        people: Sequence[Delegate],
        reader: TimetableReader,
        words: RequestWords,
    ) -> MeetingParty:
        known = self._company(company)
        return MeetingParty(
            name=self.company_name(company, reader),
            country=known.country,
            city=known.city,
            people=_names((x for x in people if (x.side, x.company) == company), reader),
            contact=known.contact if words.agreed and reader.company else None,
        )


@lru_cache(1 << 15)
def readable_to(names: tuple[str, ...], scripts: tuple[str, ...]) -> ReadableName:
    """A name in letters that a reader knows: the same names are met at many tables."""
    return readable(names, scripts)


def _names(people: Iterable[Delegate], reader: TimetableReader) -> tuple[ReadableName, ...]:
    return tuple(_name(x, reader) for x in people)


def _name(person: Delegate, reader: TimetableReader) -> ReadableName:
    names = tuple(dict.fromkeys(x for x in (person.name, person.name_local) if x))
    return readable_to(names or (person.id,), reader.scripts)


def _side(side: str) -> Side | None:
    return "a" if side == "a" else "b" if side == "b" else None


def _codes(cell: str) -> tuple[str, ...]:
    """The languages of a person, in their order."""
    return tuple(dict.fromkeys(x.strip().casefold() for x in cell.replace(",", ";").split(";") if x.strip()))
