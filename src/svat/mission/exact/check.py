"""The mission's exact solver: checker of timetables, which shares nothing with what makes them but the instance.

Breaks are counted anew, from the slots alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from svat.mission.exact.instance import AFTERNOON, MORNING, Instance, Placing
from svat.wording import say

FaultKind = Literal[
    "missing", "unknown", "no-such-slot", "person-twice", "tables", "session", "forbidden", "fixed", "precedence",
    "fairness",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimetableFault:
    """One thing that is wrong with a timetable."""

    kind: FaultKind
    words: str


def faults_in(instance: Instance, placing: Placing) -> list[TimetableFault]:
    """Everything that is wrong with a timetable, by kind; nothing where it is as it must be."""
    known = {meeting: slot for meeting, slot in placing.items() if 0 < meeting <= len(instance.meetings)}
    return [TimetableFault(kind, words) for kind, words in _faults(instance, placing, known)]


def breaks_of(instance: Instance, placing: Placing) -> list[int]:
    """The breaks of each participant, counted from the slots."""
    found = []
    for participant in range(1, instance.participants + 1):
        row = [False] * (instance.slots + 1)
        for number, meeting in enumerate(instance.meetings, 1):
            if participant in (meeting.a, meeting.b) and number in placing:
                row[placing[number]] = True
        signs = "".join("x" if busy else " " for busy in row).strip()
        found.append(len(signs.split()) - 1 if signs else 0)
    return found


_Faults = Iterator[tuple[FaultKind, str]]


def _faults(instance: Instance, placing: Placing, known: dict[int, int]) -> _Faults:
    for meeting in sorted(set(placing) - set(known)):
        yield "unknown", say("meeting {meeting} is not one of the event's", meeting=meeting)
    for meeting in range(1, len(instance.meetings) + 1):
        if meeting not in placing:
            yield "missing", say("meeting {meeting} has no slot", meeting=meeting)
    within = {meeting: slot for meeting, slot in known.items() if 1 <= slot <= instance.slots}
    for meeting in sorted(set(known) - set(within)):
        yield (
            "no-such-slot",
            say(
                "meeting {meeting} is in slot {known} of {slots}",
                meeting=meeting,
                known=known[meeting],
                slots=instance.slots,
            ),
        )
    yield from _of_each(instance, within)
    yield from _together(instance, within)
    breaks = breaks_of(instance, within)
    if instance.fairness is not None and breaks and max(breaks) - min(breaks) > instance.fairness:
        yield (
            "fairness",
            say(
                "breaks from {breaks} to {breaks_2}, more than {fairness} apart",
                breaks=min(breaks),
                breaks_2=max(breaks),
                fairness=instance.fairness,
            ),
        )


def _of_each(instance: Instance, placing: Placing) -> _Faults:
    for meeting, slot in sorted(placing.items()):
        asked = instance.meetings[meeting - 1]
        if (asked.session == MORNING and slot > instance.morning) or (
            asked.session == AFTERNOON and slot <= instance.morning
        ):
            yield (
                "session",
                say("meeting {meeting} is in slot {slot}, not in its session", meeting=meeting, slot=slot),
            )
        for participant in (asked.a, asked.b):
            if slot in instance.forbidden[participant - 1]:
                yield (
                    "forbidden",
                    say(
                        "meeting {meeting} is in slot {slot}, forbidden to participant {participant}",
                        meeting=meeting,
                        slot=slot,
                        participant=participant,
                    ),
                )
        fixed = instance.fixed[meeting - 1]
        if fixed not in (0, slot):
            yield (
                "fixed",
                say(
                    "meeting {meeting} is in slot {slot}, not in {fixed} where it is fixed",
                    meeting=meeting,
                    slot=slot,
                    fixed=fixed,
                ),
            )
        for before in sorted(instance.precedences[meeting - 1]):
            if before in placing and placing[before] >= slot:
                yield (
                    "precedence",
                    say(
                        "meeting {meeting} in slot {slot} is not after meeting {before}",
                        meeting=meeting,
                        slot=slot,
                        before=before,
                    ),
                )


def _together(instance: Instance, placing: Placing) -> _Faults:
    people = Counter(
        (participant, slot)
        for meeting, slot in placing.items()
        for participant in (instance.meetings[meeting - 1].a, instance.meetings[meeting - 1].b)
    )
    for (participant, slot), count in sorted(people.items()):
        if count > 1:
            yield (
                "person-twice",
                say(
                    "participant {participant} has {count} meetings in slot {slot}",
                    participant=participant,
                    count=count,
                    slot=slot,
                ),
            )
    for slot, count in sorted(Counter(placing.values()).items()):
        if count > instance.tables:
            yield (
                "tables",
                say(
                    "{count} meetings in slot {slot} at {tables} tables",
                    count=count,
                    slot=slot,
                    tables=instance.tables,
                ),
            )
