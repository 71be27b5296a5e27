"""Mission, change, prices: a bound that looks at everybody at once, by prices on what is scarce.

Every person once in a slot, the tables of a slot, those of a kind and the interpreters of a pair are rows that may be
filled to their capacity. With prices λ of the rows, and μ of a meeting that is lost, a plan that loses at most L moves
at least

    Σ min(μ, least of cost + λ over the meeting's slots) − μ·L − Σ capacity·λ

(weak duality), whatever the prices: they are those of a linear programme, rounded to whole parts, and the bound is then
counted in whole numbers. The programme's own answer is a plan, or nearly one.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from svat.mission.change.draft import PlanDraft, bits

Longs = NDArray[np.int64]
_PART = 1_000_000  # parts of a price of 1
_NEVER = 1 << 40  # what it costs to meet where one may not
_STRETCH = 16.0  # moves that one place more may cost: the programme is easier where nothing is out of reach
_MOST_COLUMNS = 120_000  # meetings × slots: beyond, it takes minutes
_COLUMNS_A_SECOND = 50_000  # that the programme is made of


@dataclass(frozen=True, eq=False)
class ScarceHours:
    """The old meetings of a draft, where they may be, and the rows that they fill."""

    rows: tuple[int, ...]  # requests
    allowed: NDArray[np.bool_]  # (M, T)
    home: Longs  # (M,) old slot, or -1
    uses: tuple[tuple[int, ...], ...]  # resources of each meeting, each a row in each slot
    capacity: Longs  # (resources, T)


@dataclass(frozen=True, eq=False)
class PricedBound:
    """What is proved, and the slots that the programme gives to its meetings; -1 where it gives none, or parts."""

    bound: int
    slots: dict[int, int]


def can_price(hours: ScarceHours) -> bool:
    """Whether a linear programme can be solved here, and is small enough."""
    return find_spec("ortools") is not None and 0 < int(hours.allowed.sum()) <= _MOST_COLUMNS


def scarce_hours(draft: PlanDraft, anywhere: list[int]) -> ScarceHours:
    """What the old meetings of a draft compete for; `anywhere` are the slots that are left to each request."""
    rows = tuple(row for row, was in enumerate(draft.old) if was)
    numbers: dict[tuple[str, Any], int] = {("tables", None): 0}
    capacity = [np.array(draft.places, np.int64)]
    uses = []
    for row in rows:
        own = [0]
        for key, room in _wanted(draft, row):
            if key not in numbers:
                numbers[key] = len(capacity)
                capacity.append(np.array(room, np.int64))
            own.append(numbers[key])
        uses.append(tuple(own))
    allowed = np.zeros((len(rows), draft.size), bool)
    for k, row in enumerate(rows):
        allowed[k, list(bits(anywhere[row]))] = True
    home = np.array([draft.home[row] for row in rows], np.int64)
    return ScarceHours(rows, allowed, home, tuple(uses), np.array(capacity, np.int64))


def _wanted(draft: PlanDraft, row: int) -> list[tuple[tuple[str, Any], list[int]]]:
    """What a meeting needs besides a table of any kind, and how much of it there is in each slot."""
    request = draft.mission.requests[row]
    found: list[tuple[tuple[str, Any], list[int]]] = [
        (("person", p), [1] * draft.size) for p in draft.certain(row)
    ]
    if request.kind is not None:
        found.append((("kind", request.kind), draft.tables_of(request.kind)))
    if request.pair is not None:
        found.append((("pair", request.pair), draft.speakers_of(request.pair)))
    return found


def least_lost(hours: ScarceHours, ends: float) -> PricedBound | None:
    """What any plan loses at the least: 1 for what is lost, nothing for what is moved. None where time is too short."""
    return _solved(hours, np.zeros(hours.allowed.shape, np.int64), None, ends)


def least_moved(hours: ScarceHours, lost: int, ends: float) -> PricedBound | None:
    """What any plan moves at the least that loses no more than so many; None where the time was too short."""
    cost = np.ones(hours.allowed.shape, np.int64)
    known = np.flatnonzero(hours.home >= 0)
    cost[known, hours.home[known]] = 0
    return _solved(hours, cost, lost, ends)


def _solved(hours: ScarceHours, cost: Longs, lost: int | None, ends: float) -> PricedBound | None:
    from ortools.linear_solver import pywraplp

    if time.monotonic() + int(hours.allowed.sum()) / _COLUMNS_A_SECOND > ends:
        return None
    lp: Any = pywraplp.Solver.CreateSolver("GLOP")
    objective, inside = lp.Objective(), defaultdict[tuple[int, int], list[Any]](list)
    gone, columns = [], []
    for k, uses in enumerate(hours.uses):
        one = lp.Constraint(1, 1)
        gone.append(_column(lp, objective, one, 1.0 if lost is None else 0.0))
        if lost is not None:
            _column(lp, objective, one, _STRETCH)
        own = {
            t: _column(lp, objective, one, float(cost[k, t]))
            for t in np.flatnonzero(hours.allowed[k]).tolist()
        }
        columns.append(own)
        for t, x in own.items():
            for resource in uses:
                inside[resource, t].append(x)
    rows = {
        place: _row(lp, every, int(hours.capacity[place]))
        for place, every in inside.items()
        if len(every) > hours.capacity[place]
    }
    limit = None if lost is None else _row(lp, gone, lost)
    objective.SetMinimization()
    lp.SetTimeLimit(max(int((ends - time.monotonic()) * 1000), 1))
    if lp.Solve() != lp.OPTIMAL:
        return None
    prices = np.zeros(hours.capacity.shape, np.int64)
    for place, row in rows.items():
        prices[place] = _price(row)
    bound = _counted(hours, cost, prices, _PART if limit is None else _price(limit), lost or 0)
    return PricedBound(bound, {row: _taken(own) for row, own in zip(hours.rows, columns, strict=True)})


def _column(lp: Any, objective: Any, one: Any, cost: float) -> Any:
    """A part of a meeting, from nothing to all of it."""
    x = lp.NumVar(0, 1, "")
    one.SetCoefficient(x, 1)
    objective.SetCoefficient(x, cost)
    return x


def _row(lp: Any, columns: list[Any], most: int) -> Any:
    row = lp.Constraint(-lp.infinity(), most)
    for x in columns:
        row.SetCoefficient(x, 1)
    return row


def _price(row: Any) -> int:
    return max(0, round(-float(row.dual_value()) * _PART))


def _taken(own: dict[int, Any]) -> int:
    """The slot that a meeting has as a whole."""
    return next((t for t, x in own.items() if x.solution_value() > 0.99), -1)


def _counted(hours: ScarceHours, cost: Longs, prices: Longs, mu: int, lost: int) -> int:
    """The bound that these prices prove, in whole meetings."""
    each = cost * _PART
    for k, uses in enumerate(hours.uses):
        each[k] += prices[list(uses)].sum(axis=0)
    each[~hours.allowed] = _NEVER
    total = int(np.minimum(each.min(axis=1, initial=_NEVER), mu).sum())
    return max(0, -(-(total - mu * lost - int((prices * hours.capacity).sum())) // _PART))
