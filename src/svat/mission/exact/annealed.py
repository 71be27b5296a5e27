"""The mission's exact solver: a good plan within seconds, by the annealing that plans large events.

The event is laid on their board as one day, a first plan of the clauses is put on it, and Kempe chains shorten breaks.
So many moves, whatever the machine: the same event gives the same plan.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from svat.mission.exact.check import breaks_of, faults_in
from svat.mission.exact.clauses import encode
from svat.mission.exact.first_plan import first_answer
from svat.mission.exact.instance import Instance, Placing, possible_slots
from svat.mission.exact.messages import Word
from svat.mission.model import Delegate, MeetingTable, Mission, Request, Slot
from svat.mission.solve.annealing import anneal
from svat.mission.solve.board import NOBODY, STEPS, Laid, lay
from svat.mission.solve.moves import seat

MOVES = 8_000_000  # proposals at most: about two seconds of a processor
_MOVES_EACH = 40_000  # for each meeting
_HASTE = 8  # a part of the moves goes first into a plan that is soon there
_PARTS = 40  # of each round, after which the plan is looked at
_HEATS = (0.5, 0.07)  # first and last, where a break is 1
_BEGAN = datetime(2000, 1, 1, tzinfo=UTC)  # of invented slots: any day does


def annealed(
    instance: Instance, first: Placing, tell: Callable[[Placing], None], moves: int = MOVES, seed: int = 0
) -> Placing:
    """The best plan found from a first one; each that is better than the one before is told."""
    best, fewest = first, sum(breaks_of(instance, first))
    if not fewest:
        return best
    laid, everything = _laid(instance, first, seed), np.arange(len(instance.meetings))
    for steps, heats in _parts(moves // _HASTE) + _parts(moves):
        if not fewest:
            break
        breaks = int(anneal(laid.board.flat, laid.random, everything, steps, heats))
        if breaks < fewest and not faults_in(instance, found := _placing(laid)):
            best, fewest = found, breaks
            tell(best)
    return best


def _parts(moves: int) -> list[tuple[int, tuple[float, float]]]:
    """The parts of a round: how many moves, and from which heat to which."""
    fall = _HEATS[1] / _HEATS[0]
    heats = [_HEATS[0] * fall ** (part / _PARTS) for part in range(_PARTS + 1)]
    return [(max(moves // _PARTS, 1), pair) for pair in pairwise(heats)]


def _laid(instance: Instance, first: Placing, seed: int) -> Laid:
    """The board of an event with a plan on it."""
    laid = lay(_mission(instance), seed)
    board = laid.board
    for meeting, slot in sorted(first.items()):
        row = laid.rows.request[str(meeting)]
        seat(board.flat, row, int(board.team_start[row]), laid.rows.slot[str(slot)], 0, NOBODY)
    board.flat[STEPS] = 0
    return laid


def _mission(instance: Instance) -> Mission:
    """The event as a visit of one day; a meeting's slots are those that all its tables leave it."""

    def at(slot: int) -> datetime:
        return _BEGAN + timedelta(minutes=30 * slot)

    asked = zip(instance.meetings, possible_slots(instance), strict=True)
    return Mission(
        tuple(Slot(str(x), 1, at(x), at(x + 1)) for x in range(1, instance.slots + 1)),
        tuple(MeetingTable(str(x)) for x in range(instance.tables)),
        tuple(Delegate(str(x), str(x), "") for x in range(1, instance.participants + 1)),
        tuple(
            Request(str(number), (str(meeting.a), str(meeting.b)), slots=frozenset(map(str, slots)))
            for number, (meeting, slots) in enumerate(asked, 1)
        ),
        precedence=tuple(
            (str(first), str(then))
            for then, before in enumerate(instance.precedences, 1)
            for first in sorted(before)
        ),
    )


def _placing(laid: Laid) -> Placing:
    return {
        int(request.id): int(laid.rows.slots[slot].id)
        for request, slot in zip(laid.rows.requests, laid.board.slot.tolist(), strict=True)
    }


def solve_by_moves(instance: Instance, tell: Callable[[Word], None]) -> Word:
    """A good plan, proved where it has no break; the last word of a method of its own."""
    encoded = encode(instance)
    answer = first_answer(encoded)
    if answer is None:
        return Word(over=True)
    first = encoded.placing(answer)
    tell(Word(placing=first))
    moves = min(MOVES, _MOVES_EACH * len(instance.meetings))
    best = annealed(instance, first, lambda placing: tell(Word(placing=placing)), moves)
    breaks = sum(breaks_of(instance, best))
    return Word(over=not breaks, placing=best, bound=0)
