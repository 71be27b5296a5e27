"""Mission, solve, board: a mission as arrays: what the compiled loops of the solver read, and what they write.

Rows stand in the order of a digest of their identifiers and the seed, so that neither a name nor a place in a list
favours anybody: the same rows in another order give the same board.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from svat.mission.causes import teams_of
from svat.mission.model import (
    PLAIN,
    Delegate,
    Interpreter,
    LanguagePair,
    MeetingTable,
    Mission,
    Request,
    Slot,
)

Ints: TypeAlias = NDArray[np.int64]
TableSort: TypeAlias = tuple[str, str, str]  # kind, company and room of tables that are as good as each other

NOBODY = -1
WITHOUT_LIMIT = 1 << 30
_SUM = 10**11  # what all values come to in whole units, at most: musts still outweigh them in 64 bits
_FINEST = 10**6  # units of a value of 1, at most
_Row = TypeVar("_Row", Request, Delegate, Interpreter, MeetingTable)


# Where each part of the board begins in its one array of whole numbers: these are places in the head of that array.
# (One array, not forty: numba compiles a function of forty arrays for minutes.)
(
    REQUESTS, PEOPLE, SLOTS, SORTS, INTERPRETERS, DAYS, WIDEST, ROOMS, MOST, WAYS, MIXED, STEPS, STAMP,
    DAY, FIRST, LAST, BEGIN, FINISH, TEAM_START, WHO, ALLOWED, FITS, PAIR, PERSON_LIMITS, LIMITED, SORT_OPEN, ALL_OPEN,
    SORT_ROOM, MINUTES, SPEAKS, SPEAKER_START, SPEAKERS, WORKS, INTERPRETER_LIMITS, BEFORE, BEFORE_START, AFTER,
    AFTER_START,
    TAKEN, SLOT, TEAM, SORT, INTERPRETER, BUSY, ON_DAY, BREAKS, LOAD, HELD, COUNT, AT, MARK, CHAIN, LOG,
) = range(53)  # fmt: skip
HEAD = 64
LOG_ENDS = 4000  # steps that one move may take


@dataclass(frozen=True, eq=False, kw_only=True)
class Board:
    """M requests, G teams (who might go), P people, T slots, Y sorts of tables, I interpreters, D days.

    All are views of `flat`, which the compiled loops read and write. What comes after `taken` is the state; all else
    stays.
    """

    flat: Ints  # (HEAD + …,)
    day: Ints  # (T,) from 0
    first: Ints  # (T,) first slot of its day
    last: Ints  # (T,) last slot of its day
    begin: Ints  # (T,) minutes after the first slot begins
    finish: Ints  # (T,)
    team_start: Ints  # (M + 1,) the teams of each request
    who: Ints  # (G, K) people, NOBODY where there are fewer
    allowed: Ints  # (G, T) where a team may meet
    fits: Ints  # (G, Y) tables that a team may sit at
    pair: Ints  # (M,) pair of languages, NOBODY where none is needed
    person_limits: Ints  # (P, 3) meetings a day, longest run, rest
    limited: Ints  # (P,) whether a limit of those may bind
    sort_open: Ints  # (Y, T) tables that can be used
    all_open: Ints  # (T,) the same, less what is held back
    sort_room: Ints  # (Y,)
    minutes: Ints  # (rooms, rooms)
    speaks: Ints  # (pairs, I)
    speaker_start: Ints  # (pairs + 1,) where those who speak each pair begin in
    speakers: Ints  # interpreters, pair by pair
    works: Ints  # (I, T)
    interpreter_limits: Ints  # (I, 3)
    before: Ints  # (E, 2) precedence, sorted by the second
    before_start: Ints  # (M + 1,)
    after: Ints  # (E, 2) the same, sorted by the first
    after_start: Ints  # (M + 1,)
    taken: Ints  # (P, T) request that a person has there, or NOBODY
    slot: Ints  # (M,) or NOBODY
    team: Ints  # (M,) row of `who`
    sort: Ints  # (M,) of table, as last placed
    interpreter: Ints  # (M,) as last placed
    busy: Ints  # (I, T) request
    on_day: Ints  # (P, D) meetings
    breaks: Ints  # (P,)
    load: Ints  # (Y, T)
    held: Ints  # (T, most tables + 1) requests in each slot
    count: Ints  # (T,) how many of them
    at: Ints  # (M,) place in `held`
    mark: Ints  # (M,) requests seen, by the number of the look
    chain: Ints  # (M,) requests that move together
    log: Ints  # (steps, 6) what was done, to undo it


def _board(parts: dict[str, Any], numbers: dict[int, int]) -> Board:
    """One array of all parts, and views of it."""
    names = [field.name for field in fields(Board)][1:]
    flat = np.zeros(HEAD + sum(parts[name].size for name in names), np.int64)
    views, at = {}, HEAD
    for number, name in enumerate(names, DAY):
        part = parts[name]
        flat[number] = at
        views[name] = flat[at : at + part.size].reshape(part.shape)
        views[name][...] = part
        at += part.size
    for place, number in numbers.items():
        flat[place] = number
    return Board(flat=flat, **views)


@dataclass(frozen=True, eq=False)
class Laid:
    """A mission laid out on a board, and what its rows stand for."""

    mission: Mission
    rows: BoardRows
    board: Board
    random: NDArray[np.uint64]  # (1,) the state of the random numbers
    weight: Ints  # (M,) value in whole units, musts above all wishes together
    unit: float  # what one whole unit of value is worth
    must: int  # weight that a must has in addition to its value

    @cached_property
    def teams(self) -> tuple[tuple[str, ...], ...]:
        """Who goes, by row of `Board.who`: the request's people, then who is chosen of each group."""
        return tuple(
            tuple(self.rows.people[p].id for p in row if p != NOBODY) for row in self.board.who.tolist()
        )


@dataclass(frozen=True, eq=False)
class BoardRows:
    """What the rows of a board stand for, in their order."""

    seed: int
    requests: tuple[Request, ...]
    people: tuple[Delegate, ...]
    interpreters: tuple[Interpreter, ...]
    slots: tuple[Slot, ...]
    sorts: tuple[TableSort, ...]
    pairs: tuple[LanguagePair, ...]
    ways: bool  # whether ways between rooms may bind

    @cached_property
    def person(self) -> dict[str, int]:
        """Rows of people."""
        return {person.id: row for row, person in enumerate(self.people)}

    @cached_property
    def request(self) -> dict[str, int]:
        """Rows of requests."""
        return {request.id: row for row, request in enumerate(self.requests)}

    @cached_property
    def slot(self) -> dict[str, int]:
        """Rows of slots."""
        return {slot.id: row for row, slot in enumerate(self.slots)}


def digest(seed: int, text: str) -> bytes:
    """What rows are ordered by."""
    return hashlib.blake2b(f"{seed}:{text}".encode(), digest_size=16).digest()


def lay(mission: Mission, seed: int) -> Laid:
    """The board of a mission, with nothing placed yet."""
    rows = _rows(mission, seed)
    unit, must, weight = _weights(rows.requests)
    fixed = _slots_part(rows) | _tables_part(mission, rows) | _people_part(rows) | _interpreters_part(rows)
    fixed |= _requests_part(rows, fixed) | _precedence_part(mission, rows)
    del fixed["open"]
    parts = fixed | _state(fixed)
    numbers = {
        REQUESTS: len(rows.requests), PEOPLE: len(rows.people), SLOTS: len(rows.slots), SORTS: len(rows.sorts),
        INTERPRETERS: len(rows.interpreters), DAYS: parts["on_day"].shape[1], WIDEST: parts["who"].shape[1],
        ROOMS: len(parts["minutes"]), MOST: parts["held"].shape[1], WAYS: int(rows.ways),
        MIXED: any(len(x.pairs) > 1 or x.cap_per_day or x.longest_run for x in rows.interpreters) or rows.ways,
    }  # fmt: skip
    random = np.array([int.from_bytes(digest(seed, "random")[:8], "big") | 1], np.uint64)
    return Laid(mission, rows, _board(parts, numbers), random, weight, unit, must)


def _rows(mission: Mission, seed: int) -> BoardRows:
    slots = tuple(sorted(mission.slots, key=lambda slot: (slot.day, mission.place[slot.id])))
    ways = _ways_bind(mission, slots)
    # A booth is filled first, then plain tables, then what only some meetings need.
    sorts = {_sort(table, ways) for table in mission.tables}
    return BoardRows(
        seed,
        _by_digest(mission.requests, seed),
        _by_digest(mission.people, seed),
        # Who can do least is asked first.
        tuple(sorted(_by_digest(mission.interpreters, seed), key=lambda x: len(x.pairs))),
        slots,
        tuple(sorted(sorts, key=lambda x: (not x[1], x[0] != PLAIN, x))),
        tuple(sorted({x.pair for x in mission.requests if x.pair is not None})),
        ways,
    )


def _by_digest(rows: Iterable[_Row], seed: int) -> tuple[_Row, ...]:
    return tuple(sorted(rows, key=lambda row: digest(seed, row.id)))


def _sort(table: MeetingTable, ways: bool) -> TableSort:
    return table.kind, table.company, table.room if ways else ""


def sort_of(table: MeetingTable, rows: BoardRows) -> TableSort:
    """Which tables a table is as good as."""
    return _sort(table, rows.ways)


def _ways_bind(mission: Mission, slots: tuple[Slot, ...]) -> bool:
    """Whether some way between rooms takes longer than the time between some two slots, or slots overlap."""
    longest = max(mission.travel.values(), default=0)
    gaps = [
        (later.start - slot.end).total_seconds() / 60
        for slot, later in itertools.pairwise(slots)
        if slot.day == later.day
    ]
    rooms = {table.room for table in mission.tables}
    return min(gaps, default=0) < 0 or (len(rooms) > 1 and longest > min(gaps, default=longest))


def _weights(requests: tuple[Request, ...]) -> tuple[float, int, Ints]:
    values = np.array([request.value for request in requests], float)
    total = float(values.sum())
    unit = max(1 / _FINEST, total / _SUM)
    whole = np.maximum(np.rint(values / unit), 1).astype(np.int64)
    must = int(whole.sum()) + 1
    musts = np.array([request.priority == "must" for request in requests], bool)
    return unit, must, whole + must * musts


def _slots_part(rows: BoardRows) -> dict[str, Any]:
    days = sorted({slot.day for slot in rows.slots})
    day = np.array([days.index(slot.day) for slot in rows.slots], np.int64)
    since = min((slot.start for slot in rows.slots), default=None)
    begin = [int((slot.start - since).total_seconds() // 60) for slot in rows.slots if since]
    finish = [-int(-(slot.end - since).total_seconds() // 60) for slot in rows.slots if since]
    return {
        "day": day,
        "first": np.searchsorted(day, day, "left").astype(np.int64),
        "last": (np.searchsorted(day, day, "right") - 1).astype(np.int64),
        "begin": np.array(begin, np.int64),
        "finish": np.array(finish, np.int64),
    }


def _tables_part(mission: Mission, rows: BoardRows) -> dict[str, Any]:
    row = {sort: y for y, sort in enumerate(rows.sorts)}
    sort_open = np.zeros((len(rows.sorts), len(rows.slots)), np.int64)
    for table in mission.tables:
        is_open = [slot.id not in table.closed for slot in rows.slots]
        sort_open[row[_sort(table, rows.ways)]] += np.array(is_open, np.int64)
    rooms = sorted({sort[2] for sort in rows.sorts})
    return {
        "sort_open": sort_open,
        "all_open": np.maximum(sort_open.sum(axis=0) - mission.held_back, 0).astype(np.int64),
        "sort_room": np.array([rooms.index(sort[2]) for sort in rows.sorts], np.int64),
        "minutes": np.array(
            [[mission.minutes_between(a, b) for b in rooms] for a in rooms] or [[0]], np.int64
        ),
    }


def _limits(people: Iterable[Delegate | Interpreter]) -> Ints:
    found = [
        (
            WITHOUT_LIMIT if x.cap_per_day is None else x.cap_per_day,
            WITHOUT_LIMIT if x.longest_run is None else x.longest_run,
            x.rest,
        )
        for x in people
    ]
    return np.array(found, np.int64).reshape(-1, 3)


def _open(people: Iterable[Delegate | Interpreter], slots: tuple[Slot, ...]) -> Ints:
    found = [[x.available is None or slot.id in x.available for slot in slots] for x in people]
    return np.array(found, np.int64).reshape(-1, len(slots))


def _people_part(rows: BoardRows) -> dict[str, Any]:
    limits = _limits(rows.people)
    binds = (limits[:, :2] < WITHOUT_LIMIT).any(axis=1)
    return {
        "person_limits": limits,
        "limited": binds.astype(np.int64),
        "open": _open(rows.people, rows.slots),
    }


def _interpreters_part(rows: BoardRows) -> dict[str, Any]:
    speaks = [[pair in x.pairs for x in rows.interpreters] for pair in rows.pairs]
    matrix = np.array(speaks, np.int64).reshape(len(rows.pairs), len(rows.interpreters))
    return {
        "speaks": matrix,
        "speaker_start": np.concatenate(([0], np.cumsum(matrix.sum(axis=1)))).astype(np.int64),
        "speakers": np.nonzero(matrix)[1],
        "works": _open(rows.interpreters, rows.slots),
        "interpreter_limits": _limits(rows.interpreters),
    }


def _order(seed: int, request: str) -> Callable[[str], bytes]:
    """In which order those of a group are asked: another for each request."""
    return lambda person: digest(seed, f"{request} {person}")


def _requests_part(rows: BoardRows, made: dict[str, Any]) -> dict[str, Any]:
    teams = [teams_of(request, _order(rows.seed, request.id)) for request in rows.requests]
    owner = [m for m, ways in enumerate(teams) for _ in ways]
    who = [[rows.person[x] for x in way] for ways in teams for way in ways]
    widest = max(map(len, who), default=1)
    people = np.array([way + [NOBODY] * (widest - len(way)) for way in who], np.int64).reshape(-1, widest)
    speaks, works = made["speaks"], made["works"]
    pair = np.array([NOBODY if x.pair is None else rows.pairs.index(x.pair) for x in rows.requests], np.int64)
    spoken = (speaks.astype(np.int64) @ works.astype(np.int64)) > 0 if len(rows.pairs) else None
    may = np.array([[_may(request, slot) for slot in rows.slots] for request in rows.requests], bool)
    may = may.reshape(len(rows.requests), len(rows.slots))
    if spoken is not None:
        may[pair >= 0] &= spoken[pair[pair >= 0]]
    allowed = may[owner] if owner else np.zeros((0, len(rows.slots)), bool)
    for k in range(widest):
        there = people[:, k] >= 0
        allowed[there] &= made["open"][people[there, k]] > 0
    fits = np.array(
        [
            [_fits(rows, rows.requests[m], way, y) for y in range(len(rows.sorts))]
            for m, way in zip(owner, who, strict=True)
        ],
        np.int64,
    ).reshape(len(who), len(rows.sorts))
    allowed &= (fits.astype(np.int64) @ made["sort_open"]) > 0
    allowed &= made["all_open"] > 0
    start = np.concatenate(([0], np.cumsum([len(ways) for ways in teams])))
    return {
        "team_start": start.astype(np.int64), "who": people, "allowed": allowed.astype(np.int64),
        "fits": fits, "pair": pair,
    }  # fmt: skip


def _may(request: Request, slot: Slot) -> bool:
    return (
        (request.slots is None or slot.id in request.slots)
        and (request.fixed is None or slot.id == request.fixed)
        and (request.clear_days is None or slot.day in request.clear_days)
    )


def _fits(rows: BoardRows, request: Request, way: list[int], y: int) -> bool:
    kind, company, _ = rows.sorts[y]
    return (request.kind is None or kind == request.kind) and (
        not company or any(rows.people[p].company == company for p in way)
    )


def _precedence_part(mission: Mission, rows: BoardRows) -> dict[str, Any]:
    pairs = [(rows.request[a], rows.request[b]) for a, b in mission.precedence]
    found: dict[str, Any] = {}
    for name, side in (("before", 1), ("after", 0)):
        edges = np.array(sorted(pairs, key=lambda pair: (pair[side], pair)), np.int64).reshape(-1, 2)
        found[name] = edges
        found[f"{name}_start"] = np.searchsorted(edges[:, side], np.arange(len(rows.requests) + 1)).astype(
            np.int64
        )
    return found


def _state(fixed: dict[str, Any]) -> dict[str, Any]:
    requests, people, slots = len(fixed["pair"]), len(fixed["limited"]), len(fixed["day"])
    none = np.full(requests, NOBODY, np.int64)
    days = int(fixed["day"].max(initial=0)) + 1
    return {
        "taken": np.full((people, slots), NOBODY, np.int64),
        "slot": none, "team": fixed["team_start"][:-1], "sort": none, "interpreter": none,
        "busy": np.full(fixed["works"].shape, NOBODY, np.int64),
        "on_day": np.zeros((people, days), np.int64), "breaks": np.zeros(people, np.int64),
        "load": np.zeros_like(fixed["sort_open"]),
        "held": np.zeros((slots, int(fixed["all_open"].max(initial=0)) + 2), np.int64),
        "count": np.zeros(slots, np.int64), "at": none, "mark": np.zeros(requests, np.int64),
        "chain": none, "log": np.zeros((LOG_ENDS + HEAD, 6), np.int64),
    }  # fmt: skip
