"""Report, mission: what the events of a calendar say, in the owner's language."""

from __future__ import annotations

from collections.abc import Callable

from svat.mission.calendar import CalendarEntry, CalendarFrame, CalendarText
from svat.report import words
from svat.report.introductions.sending.naming import ReadableName
from svat.report.introductions.sending.view import ContactView, GoodsLine
from svat.report.mission.clocks import clock_name, clock_of
from svat.report.mission.timetable import MeetingLine, MeetingParty, Timetable, Timetables
from svat.wording import Wording, say, wording


def calendar_frame(timetable: Timetable) -> CalendarFrame:
    """What is the same for all events of an owner's calendar."""
    return CalendarFrame(timetable.title, timetable.reader.language, timetable.sender)


def calendar_texts(timetables: Timetables, timetable: Timetable) -> Callable[[CalendarEntry], CalendarText]:
    """What each event of an owner's calendar says."""
    said = wording(timetable.reader.language)
    alone = timetable.owner.kind == "person"  # who reads it need not be told that he comes

    def text(entry: CalendarEntry) -> CalendarText:
        line = timetables.entry_line(entry, timetable.reader)
        return _called_off(line, said) if entry.cancelled else _placed(line, said, alone=alone)

    return text


def _placed(line: MeetingLine, said: Wording, *, alone: bool) -> CalendarText:
    return CalendarText(
        said(say("Meeting: {companies}", companies=_companies(line))),
        _where(line, said),
        "\n".join(filter(None, map(said, _details(line, said, alone=alone)))),
    )


def _called_off(line: MeetingLine, said: Wording) -> CalendarText:
    return CalendarText(
        said(say("Called off: {companies}", companies=_companies(line))),
        _where(line, said),
        said(say("This meeting does not take place.")),
    )


def _companies(line: MeetingLine) -> str:
    return ", ".join(party.name.text for party in line.parties)


def _where(line: MeetingLine, said: Wording) -> str:
    return ", ".join(filter(None, (said(say("Table {table}", table=line.table)), line.room)))


def _details(line: MeetingLine, said: Wording, *, alone: bool) -> list[str]:
    start = line.hours.start
    found: list[str] = [
        say(
            "{hours}, by the clock of {clock}",
            hours=line.hours.of_day(start.date(), said),
            clock=clock_name(clock_of(start), start, said),
        )
    ]
    found += [_party(party, said) for party in line.parties]
    if len(line.own) > alone:
        found.append(say("On your side: {people}", people=_people(line.own)))
    if line.interpreter:
        spoken = " – ".join(map(said.language_name, line.languages))
        found.append(
            say("Interpreter: {name} ({languages})", name=_both(line.interpreter), languages=spoken)
            if spoken
            else say("Interpreter: {name}", name=_both(line.interpreter))
        )
    found += [_goods(goods) for goods in line.goods]
    if line.why:
        found.append(say("Why you meet: {reasons}", reasons=". ".join(map(said, line.why))))
    found += [_contact(party.contact) for party in line.parties if party.contact]
    return found


def _party(party: MeetingParty, said: Wording) -> str:
    where = ", ".join(filter(None, (party.city, said.country(party.country) if party.country else "")))
    return ". ".join(filter(None, (_both(party.name), where, _people(party.people))))


def _people(names: tuple[ReadableName, ...]) -> str:
    return ", ".join(map(_both, names))


def _both(name: ReadableName) -> str:
    return f"{name.text} ({name.original})" if name.original else name.text


def _goods(line: GoodsLine) -> str:
    code = f"HS {words.code(line.hs)}" if line.hs else "–"
    own, theirs = (text or code for text in (line.own, line.theirs))
    if line.sells:
        return say("You offer {own} → needed: {theirs}", own=own, theirs=theirs)
    return say("You need {own} → offered: {theirs}", own=own, theirs=theirs)


def _contact(contact: ContactView) -> str:
    known = (contact.person, contact.title, contact.email, contact.phone, contact.website)
    return say("Contact: {contact}", contact=", ".join(filter(None, known)))
