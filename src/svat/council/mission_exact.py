"""The council's service for small events: a timetable that is proved, from an event as researchers publish them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from svat.mission.exact.dzn import read_event
from svat.mission.exact.solve import SolvedInstance, solve_instance
from svat.refusals import Note
from svat.wording import say, unusable


@dataclass(frozen=True)
class ProvenTimetable:
    """What is proved of an event, in figures and in words."""

    solved: SolvedInstance
    size: str
    notes: tuple[Note, ...]

    @property
    def document(self) -> Mapping[str, object]:
        """As JSON has it: meetings and slots by their numbers from 1."""
        found = self.solved
        infeasible = found.status == "infeasible"
        return {
            "status": found.status,
            "breaks": found.breaks,
            "bound": None if infeasible else found.bound,
            "assignment": None
            if found.placing is None
            else {str(meeting): slot for meeting, slot in sorted(found.placing.items())},
            "seconds": round(found.seconds, 3),
        }

    @property
    def causes(self) -> tuple[str, ...]:
        """Why there is no timetable, where that has a name."""
        return tuple(x.words for x in self.solved.obstacles)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is proved, in a few sentences."""
        found = self.solved
        took = f"{found.seconds:.1f} s"
        if found.status == "infeasible":
            return (say("Proved in {took}: there is no timetable.", took=took), *self.causes)
        if found.status == "unknown":
            return (
                say(
                    "In {took} neither a timetable was found nor that there is none; more --seconds may "
                    "find it.",
                    took=took,
                ),
            )
        most = say("nobody has more than {busiest}", busiest=found.busiest)
        if found.status == "optimal":
            return (
                say(
                    "Proved in {took}: no timetable has fewer than {breaks}; {most}.",
                    took=took,
                    breaks=_breaks(found.breaks),
                    most=most,
                ),
            )
        return (
            say(
                "The best timetable found in {took} has {breaks}; {most}.",
                took=took,
                breaks=_breaks(found.breaks),
                most=most,
            ),
            say("Proved so far: no timetable has fewer than {breaks}.", breaks=_breaks(found.bound)),
        )

    @property
    def by_slot(self) -> Mapping[int, list[int]]:
        """The meetings of each slot."""
        found: dict[int, list[int]] = defaultdict(list)
        for meeting, slot in sorted((self.solved.placing or {}).items()):
            found[slot].append(meeting)
        return dict(sorted(found.items()))


def _breaks(number: int | None) -> str:
    return f"{number} break{'s' * (number != 1)}"


def prove_timetable(file: Path, fairness: int, seconds: float) -> ProvenTimetable:
    """The timetable of an event with the fewest breaks, proved if so many seconds are enough.

    Raises UnusableInput for a file that is not understood, and where svat[mission] is needed but not installed.
    """
    if not seconds > 0:
        raise unusable("--seconds {seconds}: must be more than 0", seconds=f"{seconds:g}")
    event = read_event(file, fairness)
    instance = event.instance
    size = say(
        "{count} meetings of {participants} participants in {slots} slots at {tables} tables",
        count=len(instance.meetings),
        participants=instance.participants,
        slots=instance.slots,
        tables=instance.tables,
    )
    return ProvenTimetable(solve_instance(instance, seconds), size, event.notes)
