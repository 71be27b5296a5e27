"""The mission's exact solver: an instance as clauses, whose cheapest answer is the timetable with the fewest breaks.

After section 4 of Bofill and others (JAIR 74, 2022); docs/algorithms/timetable.md says why each clause holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from svat.mission.exact.counting import Clauses, Counting
from svat.mission.exact.instance import Instance, possible_slots


@dataclass(frozen=True)
class Encoded:
    """An instance as clauses, and the literal that places each meeting in each of its slots."""

    clauses: Clauses
    places: dict[tuple[int, int], int]  # (meeting, slot) → literal

    def placing(self, answer: Iterable[int]) -> dict[int, int]:
        """The timetable that a solver's answer stands for: the literals that are true in it."""
        true = set(answer)
        return {meeting: slot for (meeting, slot), literal in self.places.items() if literal in true}


def encode(instance: Instance, counting: Counting = "tot") -> Encoded:
    """All clauses of an instance."""
    return _InstanceEncoder(instance, counting).encoded()


class _InstanceEncoder:
    def __init__(self, instance: Instance, counting: Counting) -> None:
        self.instance = instance
        self.clauses = Clauses(counting)
        self.slots = range(1, instance.slots + 1)
        self.possible = dict(enumerate(possible_slots(instance), 1))
        self.places = {
            (meeting, slot): self.clauses.new()
            for meeting, slots in self.possible.items()
            for slot in sorted(slots)
        }
        self.busy: dict[tuple[int, int], int] = {}  # (participant, slot) → literal

    def encoded(self) -> Encoded:
        for meeting in self.possible:
            self._place_once(meeting)
        for participant, meetings in enumerate(self.instance.of_participant, 1):
            self._meet_one_at_a_time(participant, meetings)
        for then, before in enumerate(self.instance.precedences, 1):
            for first in sorted(before):
                self._keep_order(first, then)
        for slot in self.slots:
            self._fill_tables(slot)
        self._cost_breaks()
        return Encoded(self.clauses, self.places)

    def _place_once(self, meeting: int) -> None:
        """Every meeting in exactly one slot."""
        literals = [self.places[meeting, slot] for slot in sorted(self.possible[meeting])]
        self.clauses.add(*literals)
        self.clauses.at_most_one(literals)

    def _meet_one_at_a_time(self, participant: int, meetings: tuple[int, ...]) -> None:
        """At most one meeting of a participant in a slot, and (implied) as many busy slots as meetings."""
        for slot in self.slots:
            literals = [self.places[m, slot] for m in meetings if (m, slot) in self.places]
            if literals:
                self.clauses.at_most_one(literals)
                self.busy[participant, slot] = self.clauses.any_of(literals)
        busy = [self.busy[participant, slot] for slot in self.slots if (participant, slot) in self.busy]
        outputs = self.clauses.counted(busy, len(meetings) + 1)
        for place, output in enumerate(outputs, 1):
            self.clauses.add(output if place <= len(meetings) else -output)

    def _keep_order(self, first: int, then: int) -> None:
        """A meeting in a slot needs the one before it in an earlier slot, and the other way round."""
        for slot in sorted(self.possible[then]):
            earlier = [self.places[first, s] for s in sorted(self.possible[first]) if s < slot]
            self.clauses.add(-self.places[then, slot], *earlier)
        for slot in sorted(self.possible[first]):
            later = [self.places[then, s] for s in sorted(self.possible[then]) if s > slot]
            self.clauses.add(-self.places[first, slot], *later)

    def _fill_tables(self, slot: int) -> None:
        """No more meetings than tables; (implied) an even number of busy participants, at most twice the tables.

        What the other slots cannot hold this one must: M - T (L - 1) of M meetings, with T tables in L slots.
        """
        instance, clauses = self.instance, self.clauses
        least = len(instance.meetings) - instance.tables * (instance.slots - 1)
        busy = [self.busy[p, slot] for p in range(1, instance.participants + 1) if (p, slot) in self.busy]
        outputs = clauses.counted(busy, 2 * instance.tables + 1)
        for place, output in enumerate(outputs, 1):
            if place % 2:
                clauses.add(-output, *outputs[place : place + 1])
            if place > 2 * instance.tables:
                clauses.add(-output)
            if place <= 2 * least:
                clauses.add(output)
        active = [clauses.any_of(literals) for literals in self._clusters_in(slot) if literals]
        for place, output in enumerate(clauses.counted(active, instance.tables + 1), 1):
            if place > instance.tables:
                clauses.add(-output)
            if place <= least:
                clauses.add(output)

    def _clusters_in(self, slot: int) -> list[list[int]]:
        """Meetings that share a participant, of which one at most is in a slot: they count as one."""
        left = set(self.possible)
        found = []
        while left:
            largest = max(self.instance.of_participant, key=lambda meetings: len(left.intersection(meetings)))
            cluster = sorted(left.intersection(largest))
            left.difference_update(cluster)
            found.append([self.places[m, slot] for m in cluster if (m, slot) in self.places])
        return found

    def _cost_breaks(self) -> None:
        """Each break costs 1; nobody has more than `fairness` of them beyond anybody else."""
        fairness = self.instance.fairness
        breaks = {}
        for participant, meetings in enumerate(self.instance.of_participant, 1):
            most = max(0, min(len(meetings) - 1, self.instance.slots - len(meetings)))
            breaks[participant] = most, self._breaks_of(participant) if most else []
        least = min((most for most, _ in breaks.values()), default=0)
        base = [self.clauses.new() for _ in range(least if fairness is not None else 0)]
        for lower, higher in pairwise(base):
            self.clauses.add(-higher, lower)
        for most, literals in breaks.values():
            asked = most if fairness is None else min(most, least + fairness + 1)
            outputs = self.clauses.counted(literals, asked)
            self.clauses.costs += outputs
            if fairness is not None:
                self._fair(outputs, base, fairness)

    def _fair(self, outputs: list[int], base: list[int], fairness: int) -> None:
        """Somebody's breaks are at least the base, and at most `fairness` more (both counted in unary)."""
        for place, literal in enumerate(base):
            self.clauses.add(-literal, *outputs[place : place + 1])
        for place, output in enumerate(outputs):
            if place >= fairness:
                self.clauses.add(-output, *base[place - fairness : place - fairness + 1])

    def _breaks_of(self, participant: int) -> list[int]:
        """The slots in which a break of a participant ends: idle, after a meeting and just before another one."""
        clauses, found, met = self.clauses, [], 0
        for slot in self.slots[:-1]:
            busy, then = (self.busy.get((participant, s), 0) for s in (slot, slot + 1))
            if met and then:
                ends = clauses.new()
                literals = [-met, -then, *([busy] if busy else [])]
                clauses.add(*literals, ends)
                for literal in literals:
                    clauses.add(-ends, -literal)
                found.append(ends)
            if busy:
                met = clauses.any_of([met, busy]) if met else busy
        return found
