"""Mission, calendar: what became of each meeting over the plans that were published, for each who goes there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal, TypeAlias
from uuid import UUID, uuid5

from svat.mission.calendar.zones import utc
from svat.mission.model import Meeting, Mission, Plan
from svat.wording import unusable

OwnerKind: TypeAlias = Literal["person", "company", "interpreter"]


@dataclass(frozen=True, slots=True)
class Publication:
    """A plan that was published, with the mission as it was then, and when."""

    mission: Mission
    plan: Plan
    at: datetime  # with its zone


@dataclass(frozen=True, slots=True)
class CalendarOwner:
    """Whose calendar it is."""

    kind: OwnerKind
    id: str
    side: str = ""  # of a company, as identifiers of the two sides may be alike


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One meeting in one calendar, as it stands after the last publication."""

    uid: str
    sequence: int  # 0 when it first came, one more whenever it moved, changed, was called off or came back
    cancelled: bool
    changed: datetime  # when what it says was published, UTC
    start: datetime  # UTC; of one called off, where it stood last
    end: datetime
    meeting: Meeting  # where it stood last
    mission: Mission  # as it was then

    @property
    def request(self) -> str:
        """The request that was placed."""
        return self.meeting.request


_Facts: TypeAlias = tuple[datetime, datetime, str, str, frozenset[str], str | None]


def namespace_of(key: str) -> UUID:
    """A namespace that no other council has, made of a secret that the council keeps; the key is not in it.

    >>> from svat.mission.calendar import namespace_of
    >>> namespace_of("a secret")
    UUID('755fb8f8-a1b1-80bc-02ab-cb2f7ff30b75')
    """
    digest = hashlib.sha256(b"svat calendar\0" + key.encode("utf-8", "surrogatepass")).digest()
    return UUID(bytes=digest[:16])


class History:
    """The published plans of a mission, looked through once; entries are asked for by owner."""

    def __init__(self, publications: Sequence[Publication], namespace: UUID) -> None:
        _check(publications)
        self.publications = tuple(publications)
        self._namespace = namespace
        self._at = [utc(x.at).replace(microsecond=0) for x in self.publications]
        self._placed: list[dict[str, tuple[_Facts, Meeting]]] = []
        self._requests: dict[CalendarOwner, dict[str, None]] = {}
        self._entries: dict[CalendarOwner, tuple[CalendarEntry, ...]] = {}
        for publication in self.publications:
            self._look_through(publication)

    def owners(self) -> Iterator[CalendarOwner]:
        """Everybody who ever had a meeting in it, by kind, side and identifier."""
        yield from sorted(self._requests, key=lambda x: (x.kind, x.side, x.id))

    def entries(self, owner: CalendarOwner) -> tuple[CalendarEntry, ...]:
        """All that ever stood in a calendar, in order of time, then of request."""
        if owner not in self._entries:
            found = [self._entry(owner, request) for request in self._requests.get(owner, ())]
            self._entries[owner] = tuple(sorted(found, key=lambda x: (x.start, x.request)))
        return self._entries[owner]

    def _look_through(self, publication: Publication) -> None:
        mission, placed = publication.mission, {}
        times = {slot.id: (utc(slot.start), utc(slot.end)) for slot in mission.slots}
        for meeting in publication.plan.meetings:
            table = mission.table.get(meeting.table)
            if meeting.slot not in times or table is None or not set(meeting.people) <= mission.person.keys():
                raise unusable(
                    "plan {version}: meeting {request} stands in a slot, at a table or with a person "
                    "that the mission does not have",
                    version=publication.plan.version,
                    request=repr(meeting.request),
                )
            facts = (
                *times[meeting.slot],
                *(table.room, table.id, frozenset(meeting.people), meeting.interpreter),
            )
            placed[meeting.request] = (facts, meeting)
            for owner in owners_of(mission, meeting):
                self._requests.setdefault(owner, {})[meeting.request] = None
        self._placed.append(placed)

    def _entry(self, owner: CalendarOwner, request: str) -> CalendarEntry:
        sequence, cancelled, changed = -1, True, self._at[0]
        last: tuple[_Facts, Meeting] | None = None
        stood = self.publications[0].mission
        for publication, at, placed in zip(self.publications, self._at, self._placed, strict=True):
            now = placed.get(request)
            if now is not None and owner not in owners_of(publication.mission, now[1]):
                now = None
            if now is not None and (cancelled or last is None or now[0] != last[0]):
                sequence, cancelled, changed = sequence + 1, False, at
                last, stood = now, publication.mission
            elif now is None and not cancelled:
                sequence, cancelled, changed = sequence + 1, True, at
        assert last is not None, "an owner's request was placed at least once"
        return CalendarEntry(
            uid=self._uid(stood, request, owner),
            sequence=sequence,
            cancelled=cancelled,
            changed=changed,
            start=last[0][0],
            end=last[0][1],
            meeting=last[1],
            mission=stood,
        )

    def _uid(self, mission: Mission, request: str, owner: CalendarOwner) -> str:
        said = json.dumps([mission.id, request, owner.kind, owner.side, owner.id])
        return str(uuid5(self._namespace, said))


def owners_of(mission: Mission, meeting: Meeting) -> Iterator[CalendarOwner]:
    """In whose calendars a meeting stands."""
    for person in meeting.people:
        yield CalendarOwner("person", person)
    people = [mission.person[person] for person in meeting.people]
    for side, company in dict.fromkeys((person.side, person.company) for person in people):
        yield CalendarOwner("company", company, side)
    if meeting.interpreter is not None:
        yield CalendarOwner("interpreter", meeting.interpreter)


def _check(publications: Sequence[Publication]) -> None:
    if not publications:
        raise unusable("no plan was published, so that there is nothing to write a calendar of")
    if len(ids := {x.mission.id for x in publications}) > 1:
        raise unusable("plans of several missions: {ids}", ids=", ".join(sorted(map(repr, ids))))
    for before, after in pairwise(publications):
        if utc(after.at) <= utc(before.at):
            raise unusable(
                "plan {version} was published at {at}, which is not after plan {version_2} before "
                "it, at {at_2}",
                version=after.plan.version,
                at=after.at.isoformat(),
                version_2=before.plan.version,
                at_2=before.at.isoformat(),
            )
