"""The council's letters of a mission: to each person whose places changed, what changed and all that holds now.

Whatever is called off is called withdrawn, for whichever cause: the letter knows none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr

from svat.corridor.model import Corridor
from svat.council.missions.document import KeptPlan
from svat.mission.difference import MeetingPlace, PersonTurn, places_by_person
from svat.mission.files.people import Attendee
from svat.mission.model import Delegate, Mission
from svat.report.introductions.sending.languages import language_of, scripts_of
from svat.report.introductions.sending.letter import Letter
from svat.report.introductions.sending.letters import Letters
from svat.report.introductions.sending.naming import readable_name
from svat.report.mission.changes import turned_in_words
from svat.roll.model import Company
from svat.sides import Side, Sides
from svat.wording import KNOWN, Wording, say, wording

_ALL = say("These are your meetings:")
_NONE = say("You have no meetings any more.")


@dataclass(frozen=True)
class LetterDesk:
    """What every letter of a mission is made of."""

    corridor: Corridor
    companies: Sides[Mapping[str, Company]]
    people: Mapping[str, Attendee]
    letters: Letters
    version: KeptPlan
    before: Mission | None = None  # the mission as it was published last: who has left it since is told too

    def letter(self, person: str, changes: Sequence[PersonTurn], on: date, *, first: bool) -> Letter:
        """The letter to one person; the first one says all meetings and calls none of them new."""
        own = self._known(person)
        side: Side = "a" if own.side == "a" else "b"
        company = self.companies[side].get(own.company)
        language = self._language(own.language, company, side)
        said = wording(language)
        held = sorted(
            places_by_person(self.version).get(person, {}).values(), key=lambda x: (x.start, x.request)
        )
        lines = [self._line(x, person, said) for x in held]
        turned = [] if first else [self._turned(x, person, said) for x in changes]
        subject, body = self.letters.template("timetable", language).filled(
            {
                "company": company.name if company else own.company,
                "contact": own.name or own.id,
                "day": said.day(on),
                "list": "\n".join(f"– {line}" for line in lines),
                "news": "\n".join(
                    (*(f"* {x}" for x in turned), *([""] if turned else []), said(_ALL if lines else _NONE))
                ),
                "place": self.version.mission.zones.b or str(self.version.mission.slots[0].start.tzname()),
                "sender": parseaddr(self.corridor.sharing.sender)[0] or self.version.mission.title,
                "title": self.version.mission.title,
            }
        )
        return Letter(self._address(person), self.corridor.sharing.sender, language, subject, body, on)

    def _known(self, person: str) -> Delegate:
        found = self.version.mission.person.get(person)
        if found is None and self.before is not None:
            found = self.before.person.get(person)
        assert found is not None, "only who is in the plan, or was in the one before, is told"
        return found

    def _language(self, stated: str, company: Company | None, side: Side) -> str:
        if stated in KNOWN:
            return stated
        return language_of(company, self.corridor, side).code if company else "en"

    def _address(self, person: str) -> str:
        known = self.people.get(person)
        return "" if known is None else address_of(known)

    def _line(self, place: MeetingPlace, person: str, said: Wording) -> str:
        partners = self._partners(place, person, said)
        where = ", ".join(filter(None, (said(say("table {table}", table=place.table)), place.room)))
        line = f"{said.day(place.start.date())} {place.start:%H:%M}–{place.end:%H:%M}, {where}: {partners}"
        if place.interpreter:
            name = self.version.mission.interpreter.get(place.interpreter)
            line += said(say(" (interpreter: {name})", name=name.name if name else place.interpreter))
        return line

    def _turned(self, change: PersonTurn, person: str, said: Wording) -> str:
        place = self._line(change.after, person, said) if change.after else ""
        before = self._line(change.before, person, said) if change.before else ""
        return said(turned_in_words(change.turn, place, before))

    def _partners(self, place: MeetingPlace, person: str, said: Wording) -> str:
        """The other side's companies, each with its people, in letters that the reader knows."""
        own = self._known(person)
        teams: dict[tuple[Side, str], list[str]] = {}
        for who in place.people:
            found = self._known(who)
            if (found.side, found.company) != (own.side, own.company):
                teams.setdefault(("a" if found.side == "a" else "b", found.company), []).append(
                    found.name or who
                )
        known = self.people.get(person)
        scripts = scripts_of((said.language, *(known.languages if known else ())))
        told = []
        for (side, external_id), names in teams.items():
            partner = self.companies[side].get(external_id)
            name = readable_name(partner, scripts).text if partner else external_id
            told.append(f"{name} ({', '.join(names)})")
        return "; ".join(told)


def address_of(person: Attendee) -> str:
    """Name and address of a person as the head of a letter takes it; "" where there is none that can be used."""
    word = person.email.strip()
    if "@" not in word or not word.isascii():
        return ""
    try:
        return str(Address(" ".join(person.delegate.name.split()), addr_spec=word))
    except (MessageError, ValueError, IndexError):
        return ""
