"""The mission's exact solver: what is to be planned, every meeting in one slot, with the fewest breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

MORNING, AFTERNOON, EITHER = 1, 2, 3  # the session that a meeting asks for

Placing = Mapping[int, int]  # meeting → slot, both numbered from 1


@dataclass(frozen=True, slots=True)
class PairedMeeting:
    """Two participants, numbered from 1, who are to meet once in a session."""

    a: int
    b: int
    session: int = EITHER


@dataclass(frozen=True)
class Instance:
    """All of an event that the exact solver plans. Participants, meetings and slots are numbered from 1."""

    participants: int
    meetings: tuple[PairedMeeting, ...]
    slots: int
    morning: int  # slots 1 to this one are the morning
    tables: int  # meetings at most in a slot
    forbidden: tuple[frozenset[int], ...]  # of each participant, the slots in which they cannot meet
    fixed: tuple[int, ...]  # of each meeting the slot that it must have; 0: any
    precedences: tuple[frozenset[int], ...]  # of each meeting, those that must be in an earlier slot
    fairness: int | None = 2  # no two participants may differ by more breaks than this; None: they may

    @cached_property
    def of_participant(self) -> tuple[tuple[int, ...], ...]:
        """The meetings of each participant, in ascending order; the first entry is participant 1."""
        found: list[list[int]] = [[] for _ in range(self.participants)]
        for number, meeting in enumerate(self.meetings, 1):
            found[meeting.a - 1].append(number)
            found[meeting.b - 1].append(number)
        return tuple(map(tuple, found))

    def session_slots(self, meeting: int) -> range:
        """The slots of the session that a meeting asks for."""
        session = self.meetings[meeting - 1].session
        first = self.morning + 1 if session == AFTERNOON else 1
        last = self.morning if session == MORNING else self.slots
        return range(first, last + 1)

    def own_slots(self, meeting: int) -> frozenset[int]:
        """The slots that session, both participants and the table of fixed meetings leave to a meeting."""
        asked = self.meetings[meeting - 1]
        left = set(self.session_slots(meeting)) - self.forbidden[asked.a - 1] - self.forbidden[asked.b - 1]
        fixed = self.fixed[meeting - 1]
        return frozenset(left & {fixed} if fixed else left)


def possible_slots(instance: Instance) -> tuple[frozenset[int], ...]:
    """Of each meeting, the slots that its own tables and what must come before and after it leave.

    A meeting must be later than the earliest slot of each one before it, and earlier than the latest slot of each one
    after it: both are narrowed until nothing changes. An empty set shows that there is no timetable. Where meetings
    wait for one another in a circle, each round takes a slot away until one of them has none.
    """
    found = {number: instance.own_slots(number) for number in range(1, len(instance.meetings) + 1)}
    pairs = [(first, then) for then, before in enumerate(instance.precedences, 1) for first in sorted(before)]
    changed = True
    while changed and all(found.values()):
        changed = False
        for first, then in pairs:
            later = frozenset(slot for slot in found[then] if slot > min(found[first], default=0))
            last = max(later, default=instance.slots + 1)
            earlier = frozenset(slot for slot in found[first] if slot < last)
            if (earlier, later) != (found[first], found[then]):
                found[first], found[then] = earlier, later
                changed = True
            if not earlier or not later:
                break
    return tuple(found[number] for number in sorted(found))
