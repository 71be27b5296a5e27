"""Mission, solve, scarcity: what a mission may run out of: people's open slots, tables' slots, interpreters' hours."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from svat.mission.solve.board import NOBODY, WITHOUT_LIMIT, Ints, Laid
from svat.mission.solve.prices import ScarceRows

PERSON, TABLES, KIND, INTERPRETERS, NOWHERE = range(5)  # groups of rows
_SUBSETS = 6  # pairs of languages up to which each set of them is a row
Bools: TypeAlias = NDArray[np.bool_]
_Row: TypeAlias = tuple[int, int, list[int]]  # group, capacity, requests


def scarce(laid: Laid) -> ScarceRows:
    """All rows that bound what can be placed."""
    rows = [row for row in _rows(laid) if row[1] < len(row[2])]
    return ScarceRows(
        np.concatenate(([0], np.cumsum([len(uses) for _, _, uses in rows]))).astype(np.int64),
        np.array([m for _, _, uses in rows for m in uses], np.int64),
        np.array([capacity for _, capacity, _ in rows], np.int64),
        np.array([group for group, _, _ in rows], np.int64),
    )


def _rows(laid: Laid) -> Iterator[_Row]:
    board = laid.board
    usable = _usable(laid)
    yield NOWHERE, 0, np.flatnonzero(~usable.any(axis=1)).tolist()
    yield TABLES, int(_meetings_at_once(laid).sum()), list(range(len(usable)))
    yield from _kinds(laid)
    yield from _pairs(laid)
    yield from _people(laid, most_meetings(board.person_limits, _open_slots(laid), board.day))


def _usable(laid: Laid) -> Bools:
    """(M, T) whether some team of a request may meet then."""
    board = laid.board
    found = np.zeros((len(laid.rows.requests), len(laid.rows.slots)), bool)
    owner = np.repeat(np.arange(len(found)), np.diff(board.team_start))
    np.logical_or.at(found, owner, board.allowed > 0)
    return found


def _open_slots(laid: Laid) -> Bools:
    """(P, T) whether some request of a person may be then."""
    board = laid.board
    found = np.zeros(board.taken.shape, bool)
    for k in range(board.who.shape[1]):
        there = board.who[:, k] != NOBODY
        np.logical_or.at(found, board.who[there, k], board.allowed[there] > 0)
    return found


def _meetings_at_once(laid: Laid) -> Ints:
    """(T,) the most meetings in each slot: tables, or half of the people who are there."""
    least = min((len(team) for team in laid.teams), default=1)
    people = _open_slots(laid).sum(axis=0)
    return np.asarray(np.minimum(laid.board.all_open, people // max(least, 1)), np.int64)


def most_meetings(limits: Ints, open_slots: Bools, day: Ints) -> Ints:
    """(P,) the most meetings that each can have, by the limits (P, 3) of a day and of what follows one another."""
    found = np.zeros(len(limits), np.int64)
    for number in range(int(day.max(initial=-1)) + 1):
        here = open_slots[:, day == number]
        most = np.minimum(here.sum(axis=1), limits[:, 0])
        for p in np.flatnonzero(limits[:, 1] < WITHOUT_LIMIT):
            most[p] = min(most[p], _most_in_runs(here[p].tolist(), int(limits[p, 1]), int(limits[p, 2])))
        found += most
    return found


def _most_in_runs(open_slots: list[bool], longest: int, rest: int) -> int:
    """The most meetings of one day, runs of at most `longest` with `rest` free slots after the longest."""
    size = len(open_slots)
    best = [0] * (size + 1)  # before slot k, at which a run may begin
    for k in range(size):
        best[k + 1] = max(best[k + 1], best[k])
        for length in range(1, min(longest, size - k) + 1):
            if not open_slots[k + length - 1]:
                break
            idle = max(rest, 1) if length == longest else 1
            after = min(k + length + idle, size)
            best[after] = max(best[after], best[k] + length)
    return best[size]


def _kinds(laid: Laid) -> Iterator[_Row]:
    """For each set of sorts of tables that some request is bound to: the slots of those tables."""
    board = laid.board
    owner = np.repeat(np.arange(len(laid.rows.requests)), np.diff(board.team_start))
    may = np.zeros((len(laid.rows.requests), len(laid.rows.sorts)), bool)
    np.logical_or.at(may, owner, board.fits > 0)
    sets, which = np.unique(may, axis=0, return_inverse=True)
    if len(sets) > 64:  # many booths: those sets that are few
        return
    for row in sets:
        if row.all():
            continue
        within = [k for k, other in enumerate(sets) if not (other & ~row).any()]
        requests = np.flatnonzero(np.isin(which.ravel(), within))
        slots = np.minimum(board.sort_open[row].sum(axis=0), board.all_open).sum()
        yield KIND, int(slots), requests.tolist()


def _pairs(laid: Laid) -> Iterator[_Row]:
    """For sets of pairs of languages: the hours of all who interpret one of them."""
    board, count = laid.board, len(laid.rows.pairs)
    if not count:
        return
    sizes: Iterable[int] = range(1, count + 1) if count <= _SUBSETS else (1, count)
    needed = np.zeros((count, len(laid.rows.slots)), bool)
    usable = _usable(laid)
    for k in range(count):
        needed[k] = usable[board.pair == k].any(axis=0)
    for size in sizes:
        for chosen in itertools.combinations(range(count), size):
            who = board.speaks[list(chosen)].any(axis=0)
            hours = (board.works[who] > 0) & needed[list(chosen)].any(axis=0)
            most = most_meetings(board.interpreter_limits[who], hours, board.day).sum()
            yield INTERPRETERS, int(most), np.flatnonzero(np.isin(board.pair, chosen)).tolist()


def _people(laid: Laid, most: Ints) -> Iterator[_Row]:
    """For each person, and each group of which one goes: the slots in which they can meet."""
    uses: dict[tuple[int, ...], list[int]] = defaultdict(list)
    person = laid.rows.person
    groups = {tuple(sorted({person[x] for x in group})) for r in laid.rows.requests for group in r.either}
    for m, request in enumerate(laid.rows.requests):
        for x in request.people:
            uses[(person[x],)].append(m)
        for group in request.either:
            uses[tuple(sorted({person[x] for x in group}))].append(m)
    for members in sorted(uses):
        mine = uses[members] if len(members) == 1 else _within(members, uses, groups)
        yield PERSON, int(most[list(members)].sum()), mine


def _within(
    members: tuple[int, ...], uses: dict[tuple[int, ...], list[int]], groups: set[tuple[int, ...]]
) -> list[int]:
    """Requests that need somebody of a group, whoever it is."""
    inside = [(p,) for p in members] + [group for group in groups if set(group) <= set(members)]
    return [m for key in dict.fromkeys(inside) for m in uses.get(key, ())]
