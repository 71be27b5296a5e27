"""Mission, solve, remedies: the cheapest change that would place a request, tried on the plan before it is offered.

All other meetings keep their slots. In this order: one table more at one time; one slot more of an interpreter; one
slot more of a person; the place of another request, which then loses it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from svat.mission.causes import Standing, at, why
from svat.mission.model import Meeting, Request, Slot, Unplaced
from svat.mission.solve.board import NOBODY, STEPS, Ints, Laid
from svat.mission.solve.insertion import settle
from svat.mission.solve.moves import in_order, lift, undo
from svat.wording import say


def unplaced_of(
    laid: Laid, meetings: tuple[Meeting, ...], ends: float = float("inf")
) -> tuple[Unplaced, ...]:
    """Every request of a board that has no place, in the mission's order, with its cause and remedy.

    After `ends` (of the clock) causes are still looked for, remedies are no longer tried.
    """
    standing = Standing(laid.mission, meetings)
    found = []
    for request in laid.mission.requests:
        row = laid.rows.request[request.id]
        if laid.board.slot[row] == NOBODY:
            cause = why(standing, request)
            remedy = _Trial(laid, request, row).remedy() if time.monotonic() < ends else ""
            found.append(Unplaced(request.id, cause.code, cause.words, remedy))
    return tuple(found)


class _Trial:
    """Changes tried for one request; the board is left as it was."""

    def __init__(self, laid: Laid, request: Request, row: int) -> None:
        self.laid, self.request, self.row = laid, request, row
        board = laid.board
        self.teams = range(int(board.team_start[row]), int(board.team_start[row + 1]))
        self.slots = [t for t, slot in enumerate(laid.rows.slots) if self._may(slot)]
        # (teams, slots) how many of a team are not there, or meet somebody else.
        self.people = [[int(p) for p in board.who[g] if p != NOBODY] for g in self.teams]

    def _may(self, slot: Slot) -> bool:
        x = self.request
        return (
            (x.slots is None or slot.id in x.slots)
            and (x.fixed is None or slot.id == x.fixed)
            and (x.clear_days is None or slot.day in x.clear_days)
        )

    def remedy(self) -> str:
        """The first change that places the request, in words; nothing where none was found."""
        return next(self._offers(), "")

    def _offers(self) -> Iterator[str]:
        yield from self._table_more()
        if self.request.pair is not None:
            yield from self._interpreter_more()
        yield from self._person_more()
        yield from self._place_of_another()

    def _together(self, absent: int) -> Iterator[tuple[int, int, list[int]]]:
        """Teams and slots in which nobody meets anybody else, and who is not there: so many people."""
        board, laid = self.laid.board, self.laid
        for g, people in zip(self.teams, self.people, strict=True):
            for t in self.slots:
                if any(board.taken[p, t] != NOBODY for p in people):
                    continue
                slot = laid.rows.slots[t].id
                away = [
                    p for p in people
                    if (there := laid.rows.people[p].available) is not None and slot not in there
                ]  # fmt: skip
                if len(away) == absent:
                    yield g, t, away

    def _settles(self, g: int, t: int) -> bool:
        flat = self.laid.board.flat
        flat[STEPS] = 0
        done = bool(settle(flat, self.row, g, t))
        undo(flat, 0)
        return done

    @contextmanager
    def _changed(self, *changes: tuple[Ints, tuple[int, ...], int]) -> Iterator[None]:
        """Other numbers on the board for a while."""
        old = [int(part[place]) for part, place, _ in changes]
        for part, place, number in changes:
            part[place] = number
        try:
            yield
        finally:
            for (part, place, _), number in zip(changes, old, strict=True):
                part[place] = number

    def _table_more(self) -> Iterator[str]:
        board, kind = self.laid.board, self.request.kind
        for g, t, _ in self._together(0):
            fit = np.flatnonzero(board.fits[g])
            y = int(fit[0]) if len(fit) else 0
            if not len(self.laid.rows.sorts):
                return
            with self._changed(
                (board.allowed, (g, t), 1), (board.fits, (g, y), 1),
                (board.all_open, (t,), int(board.all_open[t]) + 1),
                (board.sort_open, (y, t), int(board.sort_open[y, t]) + 1),
            ):  # fmt: skip
                works = self._settles(g, t)
            if works:
                when = at(self.laid.rows.slots[t])
                yield say("one table more at {time}", time=when) if kind is None else say(
                    "one table more of the kind {kind} at {time}", kind=kind, time=when
                )  # fmt: skip

    def _interpreter_more(self) -> Iterator[str]:
        board, laid = self.laid.board, self.laid
        k = int(board.pair[self.row])
        who = np.flatnonzero(board.speaks[k])
        for g, t, _ in self._together(0):
            for i in who.tolist():
                if board.works[i, t]:
                    continue
                with self._changed((board.works, (i, t), 1), (board.allowed, (g, t), 1)):
                    works = self._settles(g, t)
                if works:
                    name = laid.rows.interpreters[i].name or laid.rows.interpreters[i].id
                    yield say("the interpreter {name} at {time} too", name=name, time=at(laid.rows.slots[t]))
        for g, t, _ in self._together(0):
            with self._changed((board.pair, (self.row,), NOBODY), (board.allowed, (g, t), 1),
                               (board.interpreter, (self.row,), NOBODY)):  # fmt: skip
                works = self._settles(g, t)
            if works:
                pair = "–".join(laid.rows.pairs[k])
                yield say("one interpreter of {pair} more at {time}", pair=pair, time=at(laid.rows.slots[t]))

    def _person_more(self) -> Iterator[str]:
        board, laid = self.laid.board, self.laid
        for g, t, away in self._together(1):
            with self._changed((board.allowed, (g, t), 1)):
                works = board.all_open[t] > 0 and self._settles(g, t)
            if works:
                name = laid.rows.people[away[0]].name or laid.rows.people[away[0]].id
                yield say("{person} there at {time} too", person=name, time=at(laid.rows.slots[t]))

    def _place_of_another(self) -> Iterator[str]:
        board, flat = self.laid.board, self.laid.board.flat
        weight = self.laid.weight
        tried = set()
        for g, people in zip(self.teams, self.people, strict=True):
            for t in self.slots:
                others = {int(board.taken[p, t]) for p in people} - {NOBODY}
                if board.allowed[g, t] and len(others) == 1:
                    tried.add((int(weight[min(others)]), min(others), g, t))
        for _, other, g, t in sorted(tried):
            flat[STEPS] = 0
            lift(flat, other)
            works = bool(in_order(flat, other)) and bool(settle(flat, self.row, g, t))
            undo(flat, 0)
            if works:
                name = self.laid.rows.requests[other].id
                yield say("the place of {other}, which then has none", other=name)
