"""Mission, change, limits: the cap of a day, the longest run and its rest, of people and of interpreters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from svat.mission.model import Delegate, Interpreter, Mission


class Occupied(Protocol):
    """What knows in which slots people are busy."""

    busy: list[int]


@dataclass(frozen=True, slots=True)
class DayLimit:
    """What one person can bear on a day."""

    cap: int | None
    longest: int | None
    rest: int

    def allows(self, busy: int, slot: int, day: int) -> bool:
        """May this slot be added to those in which the person is busy; `day` is the set of the slot's day."""
        after = (busy | 1 << slot) & day
        if self.cap is not None and after.bit_count() > self.cap:
            return False
        if self.longest is None:
            return True
        run, free = 0, 0  # of the run before, and of idle slots since
        place = (after & -after).bit_length() - 1
        while after >> place:
            length = 0
            while after >> place & 1:
                length, place = length + 1, place + 1
            if length > self.longest or (run >= self.longest and free < self.rest):
                return False
            run, free = length, 0
            while after >> place and not after >> place & 1:
                free, place = free + 1, place + 1
        return True


@dataclass(frozen=True, slots=True)
class DayLimits:
    """The limits of everybody who has some, and the slots of each slot's day."""

    of: dict[int, DayLimit]
    day: tuple[int, ...]

    def allow(self, draft: Occupied, people: Sequence[int], slot: int) -> bool:
        """May all of these people meet in one slot more."""
        for p in people:
            limit = self.of.get(p)
            if limit is not None and not limit.allows(draft.busy[p], slot, self.day[slot]):
                return False
        return True


def limit_of(person: Delegate | Interpreter) -> DayLimit | None:
    """The limits of one person; None where nothing binds."""
    if person.cap_per_day is None and person.longest_run is None:
        return None
    return DayLimit(person.cap_per_day, person.longest_run, person.rest)


def days(mission: Mission) -> tuple[int, ...]:
    """For each slot the set of all slots of its day."""
    of: dict[int, int] = {}
    for place, slot in enumerate(mission.slots):
        of[slot.day] = of.get(slot.day, 0) | 1 << place
    return tuple(of[slot.day] for slot in mission.slots)


def day_limits(mission: Mission) -> DayLimits:
    """The limits of a mission's people."""
    limits = ((number, limit_of(person)) for number, person in enumerate(mission.people))
    return DayLimits({number: limit for number, limit in limits if limit is not None}, days(mission))
