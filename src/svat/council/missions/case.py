"""The council's mission as it is to be planned: its files, who is to meet, what changed, and the law of its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from svat.council.missions.document import LAW, KeptPlan
from svat.council.missions.lawful import ClearDays, clear_days, dates_of
from svat.council.missions.wanted import (
    PassedOver,
    WantedMeeting,
    WantedMeetings,
    answers_by,
    wanted,
    with_slots,
)
from svat.council.store import Store
from svat.mission.files.people import Attendee, contacts
from svat.mission.files.read import VisitFiles
from svat.mission.files.settings import Attendance
from svat.mission.model import LanguagePair, Mission, Request, Unplaced
from svat.mission.orders import ChangeOrder, ordered
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.sides import Sides
from svat.wording import say

Pair = tuple[str, str]


@dataclass(frozen=True)
class MissionCase:
    """A mission, ready to be planned, with what the council must know beside it."""

    mission: Mission
    files: VisitFiles
    pairs: Mapping[str, Pair]  # request → the companies that meet
    law: Mapping[str, ClearDays]  # by request
    passed: tuple[PassedOver, ...]
    notes: tuple[Note | Refusal, ...]

    @property
    def refused_by_law(self) -> dict[str, Unplaced]:
        """Requests that are clear on no day, each with its cause."""
        return {
            own: Unplaced(own, LAW, said.words or say("the law clears it on no day of the visit"))
            for own, said in self.law.items()
            if not said.days
        }


def case_of(
    store: Store, name: str, asked: date, orders: Sequence[ChangeOrder] = (), progress: Progress = silent
) -> MissionCase:
    """The mission of a name as it is to be planned on a day, after these changes. Raises UnusableInput."""
    files = joined(store, store.mission_files(name), orders)
    decisions, wishes = store.decisions(), store.wishes()
    run = store.introduced(files.settings.introductions, asked)
    found = wanted(files, run, answers_by(decisions, asked), wishes, store.corridor(), orders)
    files = _peopled(files, found, store)
    requests, passed, notes = _requests(files, found)
    mission = Mission(
        slots=files.slots,
        tables=files.tables,
        people=tuple(person.delegate for person in files.people),
        requests=requests,
        interpreters=files.interpreters,
        precedence=_precedence(files, requests),
        travel=files.settings.travel,
        held_back=files.settings.held_back,
        id=files.settings.id,
        title=files.settings.title,
        zones=files.settings.zones,
    )
    for order in orders:
        mission = ordered(mission, order)
    pairs = {x.id: x.pair for x in found.meetings if x.id in mission.request}
    by_pair = clear_days(store, set(pairs.values()), dates_of(mission), asked, progress)
    law = {own: by_pair[pair] for own, pair in pairs.items()}
    said: tuple[Note | Refusal, ...] = (
        *files.refusals,
        *files.notes,
        *notes,
        *decisions.refusals,
        *wishes.refusals,
    )
    return MissionCase(
        with_law(mission, law),
        files,
        pairs,
        law,
        (*found.passed, *passed, *_lost_orders(files, mission)),
        said,
    )


def with_law(mission: Mission, law: Mapping[str, ClearDays]) -> Mission:
    """A mission whose requests may be placed on the days that the law clears, and on no other."""
    requests = tuple(
        replace(x, clear_days=law[x.id].days) if x.id in law else replace(x, clear_days=frozenset())
        for x in mission.requests
    )
    return replace(mission, requests=requests)


def case_people(store: Store, name: str, version: KeptPlan) -> dict[str, Attendee]:
    """Everybody of a version who is known by the files of its mission, with addresses."""
    files = joined(store, store.mission_files(name), version.orders)
    if files.people_named:
        return files.person
    coming = {("a", a) for a, _ in version.pairs.values()} | {("b", b) for _, b in version.pairs.values()}
    return {x.id: x for x in contacts(store.rolls(), coming, files.settings.people)}


def joined(store: Store, files: VisitFiles, orders: Sequence[ChangeOrder]) -> VisitFiles:
    """The files with the contact persons of companies that joined since and that the office's table has nobody of."""
    if not files.people_named:
        return files
    there = {(x.delegate.side, x.delegate.company) for x in files.people}
    coming = {(x.other, x.subject) for x in orders if x.kind == "company added"} - there
    if not coming:
        return files
    more = contacts(store.rolls(), coming, files.settings.people)
    return replace(files, people=tuple(sorted((*files.people, *more), key=lambda x: x.id)))


def _peopled(files: VisitFiles, found: WantedMeetings, store: Store) -> VisitFiles:
    """The files with the companies' contact persons where the office has no table of people."""
    if files.people_named:
        return files
    coming = {("a", x.a) for x in found.meetings} | {("b", x.b) for x in found.meetings}
    return replace(files, people=contacts(store.rolls(), coming, files.settings.people))


def _requests(
    files: VisitFiles, found: WantedMeetings
) -> tuple[tuple[Request, ...], tuple[PassedOver, ...], tuple[Note, ...]]:
    teams: dict[Pair, list[Attendee]] = {}  # (side, company) → its people
    for person in files.people:
        teams.setdefault((person.delegate.side, person.delegate.company), []).append(person)
    requests, passed, split = [], [], set()
    for meeting in found.meetings:
        own = Sides(teams.get(("a", meeting.a), []), teams.get(("b", meeting.b), []))
        people, either, doubts = _attending(files, meeting, own)
        if doubts:
            passed.append(PassedOver(meeting.id, "nobody comes", doubts))
            continue
        for company, group in ((meeting.a, own.a), (meeting.b, own.b)):
            if len(group) > 1 and company not in files.settings.companies:
                split.add(company)
        allowed, fixed = with_slots(files, meeting)
        asked = meeting.office
        requests.append(
            Request(
                meeting.id,
                people,
                meeting.priority,
                meeting.value,
                (asked.pair if asked and asked.pair else _languages(files, own)),
                asked.kind if asked else None,
                allowed,
                fixed,
                None,
                either,
            )
        )
    notes = tuple(
        Note(
            str(files.settings.path), 0, "company", company,
            say("several people come and nothing says how they share its meetings: one of them goes to each"),
            "default",
        )
        for company in sorted(split)
    )  # fmt: skip
    return tuple(requests), tuple(passed), notes


def _attending(
    files: VisitFiles, meeting: WantedMeeting, own: Sides[list[Attendee]]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str]:
    """(who must be there, groups of which one goes, what is wrong)."""
    named = meeting.office.people if meeting.office else ()
    people: list[str] = []
    either: list[tuple[str, ...]] = []
    for company, group in ((meeting.a, own.a), (meeting.b, own.b)):
        ids = tuple(sorted(person.id for person in group))
        asked = [person for person in named if person in ids]
        if asked:
            people += asked
        elif not ids:
            return (), (), say("nobody of {who} is among the people who come", who=company)
        else:
            way: Attendance = files.settings.companies.get(company, "split")
            if way == "all":
                people += ids
            elif way == "share" or len(ids) == 1:
                people.append(next((p.id for p in sorted(group, key=lambda p: p.id) if p.leads), ids[0]))
            else:
                either.append(ids)
    unknown = [person for person in named if person not in files.person]
    if unknown:
        return (), (), say("{who} is not among the people who come", who=", ".join(unknown))
    strangers = [person for person in named if person not in people]
    if strangers:
        return (), (), say("{who} comes for neither company", who=", ".join(strangers))
    return tuple(people), tuple(either), ""


def _languages(files: VisitFiles, own: Sides[list[Attendee]]) -> LanguagePair | None:
    """The pair to be interpreted, where the two sides have no language in common; none without interpreters."""
    if not files.interpreters:
        return None
    spoken = own.map(_spoken)
    if not spoken.a or not spoken.b or set(spoken.a) & set(spoken.b):
        return None
    first, second = sorted((spoken.a[0], spoken.b[0]))
    return first, second


def _spoken(group: Iterable[Attendee]) -> tuple[str, ...]:
    """The languages that everybody of a company speaks, the best first; () where somebody's are not known."""
    people = list(group)
    if not people or not all(person.languages for person in people):
        return ()
    shared = [code for code in people[0].languages if all(code in person.languages for person in people)]
    return tuple(shared) or people[0].languages[:1]


def _precedence(files: VisitFiles, requests: Sequence[Request]) -> tuple[tuple[str, str], ...]:
    known = {request.id for request in requests}
    stated = [(order.first, order.second) for order in files.precedence]
    stated += [(first, asked.id) for asked in files.requests for first in asked.after]
    return tuple(dict.fromkeys(pair for pair in stated if pair[1] in known and pair[0] in known))


def _lost_orders(files: VisitFiles, mission: Mission) -> list[PassedOver]:
    """Rows on slots and precedence that are about a meeting that is not asked for."""
    named = [(x.meeting, x.file, x.row) for x in files.fixed]
    named += [(own, x.file, x.row) for x in files.precedence for own in (x.first, x.second)]
    named += [(first, x.file, x.row) for x in files.requests for first in x.after]
    return [
        PassedOver(
            own, "not asked for", say("{file}, row {row}: no such meeting is asked for", file=file, row=row)
        )
        for own, file, row in named
        if own not in mission.request
    ]
