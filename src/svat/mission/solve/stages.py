"""Mission, solve, stages: one after another, each with its bound; a plan that fails the check is taken back."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

import numpy as np

from svat.mission.check import check
from svat.mission.model import Meeting, Mission, Plan, PlanBounds, Unplaced
from svat.mission.solve.annealing import anneal
from svat.mission.solve.board import NOBODY, Ints, Laid, lay
from svat.mission.solve.bounds import PlaceBounds, place_bounds
from svat.mission.solve.ejection import improve
from svat.mission.solve.fairness import even_out
from svat.mission.solve.insertion import insert_all
from svat.mission.solve.plans import counts_of, meetings_of
from svat.mission.solve.proving import ProofModel, can_prove
from svat.mission.solve.remedies import unplaced_of
from svat.mission.solve.seating import seats
from svat.progress import Progress
from svat.wording import say

PLACING = say("placing meetings")
SPREADING = say("spreading what has no place")
SHORTENING = say("shortening breaks")
PROVING = say("proving")  # what progress calls the work
_HEATS = (0.5, 0.07)  # first and last, where a break is 1
_MOVES = 1800  # of annealing, for each meeting
_FEWEST_MOVES, _MOST_MOVES = 400_000, 28_000_000
_PARTS = 40  # of annealing, between which the clock is asked
_ROUNDS = 8  # of improving what is placed
_DEEP = 400_000  # requests × those among them for which others are moved far, in one round
_EVEN = 15  # tries to exchange requests worth the same, for each request


@dataclass
class Solving:
    """A mission that is being solved."""

    laid: Laid
    bounds: PlaceBounds
    ends: float  # of the clock: a ceiling, seldom met
    progress: Progress
    notes: list[str] = field(default_factory=list)
    is_heaviest: bool = False  # that no plan places more is proved by search
    least_breaks: int = 0  # of plans that place as much
    good: Ints | None = None  # the board of the last plan that passed the check

    @staticmethod
    def of(mission: Mission, seconds: float, seed: int, progress: Progress) -> Solving:
        """A mission laid out, and what bounds it."""
        ends = time.monotonic() + seconds
        laid = lay(mission, seed)
        return Solving(laid, place_bounds(laid), ends, progress)

    def place(self) -> None:
        """Place as much as possible: by what is left of each value at the prices found, then by exchange."""
        laid, flat = self.laid, self.laid.board.flat
        insert_all(flat, np.argsort(-self.bounds.left, kind="stable"))
        for turn in range(_ROUNDS):
            self.progress(PLACING, turn, _ROUNDS)
            candidates = self._candidates()
            if not len(candidates) or self._is_late(SHORTENING):
                break
            spare = bool((laid.board.count < laid.board.all_open).any())
            if turn > 1:
                candidates = candidates[: max(_DEEP // len(laid.weight), 1)]
            gained = improve(flat, laid.random, laid.weight, candidates, spare and turn > 1, spare)
            if gained == 0 and (turn > 1 or not spare):
                break
        self.progress(PLACING, _ROUNDS, _ROUNDS)
        self._keep(PLACING)

    def spread(self) -> None:
        """Exchange requests worth the same, so that what has no place is spread over people."""
        laid = self.laid
        if (laid.board.slot == NOBODY).any() and not self._is_late(SPREADING):
            without = np.zeros(len(laid.rows.people), np.int64)
            even_out(laid.board.flat, laid.random, laid.weight, without, _EVEN * len(laid.weight))
            self._keep(SPREADING)

    def _candidates(self) -> Ints:
        """Requests without a place that some better plan may place, the heaviest first.

        Whose value less prices is further below nothing than the bound is above what is reached is in no better plan.
        """
        board = self.laid.board
        reached = float(self.bounds.worth[board.slot != NOBODY].sum())
        gap = self.bounds.worth_bound - reached
        if gap < 0.5 * self.laid.unit:
            return np.zeros(0, np.int64)
        found = np.flatnonzero((board.slot == NOBODY) & (self.bounds.left > -gap - self.laid.unit))
        return found[np.argsort(-self.laid.weight[found], kind="stable")]

    def shorten_breaks(self) -> None:
        """Anneal, in parts of one length whatever the clock says."""
        board = self.laid.board
        placed = np.flatnonzero(board.slot != NOBODY)
        if not self._has_breaks():
            return
        moves = min(max(_MOVES * len(placed), _FEWEST_MOVES), _MOST_MOVES) // _PARTS
        fall = _HEATS[1] / _HEATS[0]
        for part in range(_PARTS):
            if self._is_late(SHORTENING):
                break
            self.progress(SHORTENING, part, _PARTS)
            heats = _HEATS[0] * fall ** (part / _PARTS), _HEATS[0] * fall ** ((part + 1) / _PARTS)
            if anneal(board.flat, self.laid.random, placed, moves, heats) == 0:
                break
        self.progress(SHORTENING, _PARTS, _PARTS)
        self._keep(SHORTENING)

    def _has_breaks(self) -> bool:
        return bool(self.laid.board.breaks.any())

    def prove(self) -> None:
        """Search on for a proof, where the mission is small."""
        counts = counts_of(self.laid.mission, self._meetings())
        if (self.bounds.is_met_by(counts) and counts.breaks == 0) or not can_prove(self.laid):
            return
        model, weight = ProofModel(self.laid), self._weight()
        self.progress(PROVING, 0, 2)
        proved = model.search((self.ends - time.monotonic()) / 2, heaviest=True)
        if not self._keep(PROVING):
            return
        self.is_heaviest = proved
        if self._weight() > weight:
            self.shorten_breaks()
        self.progress(PROVING, 1, 2)
        # Breaks of a plan that another may outweigh are not worth a proof.
        if proved and not self._is_late(PROVING):
            model.search(self.ends - time.monotonic(), heaviest=False)
            if self._keep(PROVING):
                self.least_breaks = model.bound or 0
        self.progress(PROVING, 2, 2)

    def _weight(self) -> int:
        return int(self.laid.weight[self.laid.board.slot != NOBODY].sum())

    def _is_late(self, stage: str) -> bool:
        if time.monotonic() < self.ends:
            return False
        note = say("The time was up while {stage}: another run may give another plan.", stage=stage)
        if note not in self.notes:
            self.notes.append(note)
        return True

    def _keep(self, stage: str) -> bool:
        """Hold what stands on the board against the checker; take it back where that finds fault. Whether it stays."""
        plan = self._plan(self._meetings(), ())
        faults = [x for x in check(self.laid.mission, plan) if x.code != "request-missing"]
        flat = self.laid.board.flat
        if not faults:
            self.good = flat.copy()
            return True
        self.notes.append(
            say(
                "{stage}: the plan failed the check and was taken back: {fault}",
                stage=stage,
                fault=faults[0].words,
            )
        )
        if self.good is None:
            flat[:] = lay(self.laid.mission, self.laid.rows.seed).board.flat
        else:
            flat[:] = self.good
        return False

    def _meetings(self) -> tuple[Meeting, ...]:
        return meetings_of(self.laid, seats(self.laid))

    def _plan(self, meetings: tuple[Meeting, ...], unplaced: tuple[Unplaced, ...]) -> Plan:
        counts = counts_of(self.laid.mission, meetings)
        bounds = PlanBounds(self.bounds.placed, self.bounds.value, 0, binding=self.bounds.binding)
        return Plan(1, meetings, unplaced, counts, bounds, "feasible")

    def _note_musts(self, placed: int, asked: int) -> None:
        """The bound of the first stage, where it matters: not all that must be has a place."""
        most, binding = self.bounds.musts, self.bounds.musts_binding
        note = say(
            "Of {asked} that must be {placed} have a place; no plan places more than {most} of them.",
            asked=asked, placed=placed, most=most,
        )  # fmt: skip
        self.notes.append(note)
        if most < asked and binding:
            self.notes.append(say("What binds those that must be: {binding}.", binding=binding))

    def plan(self) -> Plan:
        """The plan that stands on the board, with a cause for each request that has no place."""
        meetings = self._meetings()
        plan = self._plan(meetings, unplaced_of(self.laid, meetings, self.ends))
        counts, bounds = plan.counts, plan.bounds
        heaviest = self.bounds.is_met_by(counts) or self.is_heaviest
        bounds = replace(bounds, breaks=self.least_breaks)
        if counts.must_placed < counts.must:
            self._note_musts(counts.must_placed, counts.must)
        done = heaviest and counts.breaks == bounds.breaks
        if done:
            bounds = replace(bounds, value=counts.value)
        return replace(plan, bounds=bounds, status="optimal" if done else "feasible", notes=tuple(self.notes))
