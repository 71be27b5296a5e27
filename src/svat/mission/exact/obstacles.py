"""The mission's exact solver: why there is no timetable, in words, found before any solver is asked.

Each is a proof by itself. That none is found proves nothing: the solver may still show that there is no timetable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from svat.mission.exact.instance import AFTERNOON, MORNING, Instance, possible_slots
from svat.wording import say

ObstacleKind = Literal[
    "tables", "fixed", "no-slot", "circle", "precedence", "person-full", "person", "slots-full"
]
_SESSIONS = {MORNING: "in the morning ", AFTERNOON: "in the afternoon "}
_MOST_NAMED = 12  # numbers in a sentence, before the rest is counted


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why an event has no timetable."""

    kind: ObstacleKind
    words: str


def obstacles_to(instance: Instance) -> list[Obstacle]:
    """Named causes why there is no timetable, the plainest first; of each sort only where no plainer one was found."""
    for find in (_of_meetings, _of_orders, _of_participants, _of_slots):
        found = list(find(instance))
        if found:
            return found
    return []


def _of_meetings(instance: Instance) -> Iterator[Obstacle]:
    """Meetings that their own tables leave no slot, and more of them than places at tables."""
    meetings, places = len(instance.meetings), instance.tables * instance.slots
    if meetings > places:
        words = say(
            "{meetings} meetings, but {tables} in {slots} slots hold {places}",
            meetings=meetings,
            tables=_tables(instance),
            slots=instance.slots,
            places=places,
        )
        yield Obstacle("tables", words)
    for number in range(1, meetings + 1):
        if instance.own_slots(number):
            continue
        fixed = instance.fixed[number - 1]
        if fixed:
            yield Obstacle(
                "fixed",
                f"{_named(instance, number)} is fixed in slot {fixed}, {_why(instance, number, fixed)}",
            )
        else:
            asked = instance.meetings[number - 1]
            when = _SESSIONS.get(asked.session, "")
            words = say(
                "{named} has no slot {when}that is open to both", named=_named(instance, number), when=when
            )
            yield Obstacle("no-slot", words)


def _why(instance: Instance, number: int, slot: int) -> str:
    asked = instance.meetings[number - 1]
    if slot not in instance.session_slots(number):
        return say("which is not in its session")
    closed = [x for x in (asked.a, asked.b) if slot in instance.forbidden[x - 1]]
    return say("which is forbidden to {participants}", participants=_participants(closed))


def _of_orders(instance: Instance) -> Iterator[Obstacle]:
    """Meetings that wait for one another, and those that what comes before and after leaves no slot."""
    circle = _circle(instance)
    if circle:
        words = say(
            "meetings {numbers} must each be after the one named before it, in a circle",
            numbers=_numbers(circle, all_of_them=True),
        )
        yield Obstacle("circle", words)
        return
    for number, slots in enumerate(possible_slots(instance), 1):
        if not slots:
            yield Obstacle(
                "precedence",
                f"{_named(instance, number)} has no slot left between the meetings that must come before and after it",
            )


def _circle(instance: Instance) -> list[int]:
    """Meetings each of which must be after the one before it, the first after the last; none where there is no such."""
    done: set[int] = set()
    for start in range(1, len(instance.meetings) + 1):
        way: list[int] = []
        ahead = [(start, iter(sorted(instance.precedences[start - 1])))] if start not in done else []
        way += [start] if ahead else []
        while ahead:
            number, before = ahead[-1]
            then = next(before, None)
            if then is None:
                done.add(number)
                ahead.pop()
                way.pop()
            elif then in way:
                circle = way[way.index(then) :][::-1]
                least = circle.index(min(circle))
                return circle[least:] + circle[:least]
            elif then not in done:
                ahead.append((then, iter(sorted(instance.precedences[then - 1]))))
                way.append(then)
    return []


def _of_participants(instance: Instance) -> Iterator[Obstacle]:
    """Participants whose meetings do not fit into their slots, each slot taking one."""
    possible = possible_slots(instance)
    for participant, meetings in enumerate(instance.of_participant, 1):
        found = misfit({number: possible[number - 1] for number in meetings}, 1)
        if found is None:
            continue
        crowd, slots = found
        if len(crowd) == len(meetings):
            words = say(
                "participant {participant} has {count} meetings, but {slots} open to them",
                participant=participant,
                count=len(meetings),
                slots=_slots(slots),
            )
            yield Obstacle("person-full", words)
        else:
            words = say(
                "{count} meetings of participant {participant} ({numbers}) fit nowhere but into {slots}",
                count=len(crowd),
                participant=participant,
                numbers=_numbers(crowd),
                slots=_slots(slots, ""),
            )
            yield Obstacle("person", words)


def _of_slots(instance: Instance) -> Iterator[Obstacle]:
    """Slots into which more meetings must go than there are tables."""
    found = misfit(dict(enumerate(possible_slots(instance), 1)), instance.tables)
    if found is not None:
        crowd, slots = found
        words = say(
            "{count} meetings ({numbers}) fit nowhere but into {slots}, where {tables} have room "
            "for {count_2}",
            count=len(crowd),
            numbers=_numbers(crowd),
            slots=_slots(slots, ""),
            tables=_tables(instance),
            count_2=len(slots) * instance.tables,
        )
        yield Obstacle("slots-full", words)


def misfit(
    possible: Mapping[int, Iterable[int]], capacity: int
) -> tuple[frozenset[int], frozenset[int]] | None:
    """Items that have fewer places than there are of them, and their slots; None where each finds a place.

    The items are placed one by one, moving others where needed (augmenting paths). Where one cannot be, all that it
    could have moved are too many for the slots that they reach: Hall's condition (1935) fails for them.

    >>> from svat.mission.exact.obstacles import misfit
    >>> misfit({1: [1, 2], 2: [1, 2], 3: [2], 4: [3]}, capacity=1)
    (frozenset({1, 2, 3}), frozenset({1, 2}))
    """
    placed: dict[int, list[int]] = {}  # slot → items
    for item, slots in possible.items():
        came_from: dict[int, int | None] = {item: None}  # item → slot that it stood in before
        reached: dict[int, int] = {}  # slot → item that wants it
        ahead, free = [item], None
        for mover in ahead:
            for slot in sorted(possible[mover] if mover != item else slots):
                if slot in reached:
                    continue
                reached[slot] = mover
                if len(placed.setdefault(slot, [])) < capacity:
                    free = slot
                    break
                for other in placed[slot]:
                    came_from.setdefault(other, slot)
                    if other not in ahead:
                        ahead.append(other)
            if free is not None:
                break
        if free is None:
            return frozenset(ahead), frozenset(reached)
        while free is not None:
            mover = reached[free]
            placed[free].append(mover)
            free = came_from[mover]
            if free is not None:
                placed[free].remove(mover)
    return None


def _named(instance: Instance, number: int) -> str:
    asked = instance.meetings[number - 1]
    return say("meeting {number} of participants {a} and {b}", number=number, a=asked.a, b=asked.b)


def _tables(instance: Instance) -> str:
    return f"{instance.tables} table{'s' * (instance.tables != 1)}"


def _participants(numbers: list[int]) -> str:
    return f"participant{'s' * (len(numbers) > 1)} {' and '.join(map(str, numbers))}"


def _slots(slots: Iterable[int], only: str = "only ") -> str:
    numbers = sorted(slots)
    word = "slot" if len(numbers) == 1 else "slots"
    return f"{only}{len(numbers)} {word} ({_numbers(numbers)})" if numbers else "no slot"


def _numbers(numbers: Iterable[int], *, all_of_them: bool = False) -> str:
    found = list(numbers) if all_of_them else sorted(numbers)
    if len(found) <= _MOST_NAMED or all_of_them:
        return ", ".join(map(str, found))
    return say(
        "{found} and {count} more",
        found=", ".join(map(str, found[:_MOST_NAMED])),
        count=len(found) - _MOST_NAMED,
    )
