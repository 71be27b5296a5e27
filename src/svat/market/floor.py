"""The floor: companies that would expect next to nothing are given a greater priority until they expect something.

The most matches in sum may leave a few companies with hardly any. Each that has candidates and expects less than
the floor counts for half as much again, round by round, in the order of every partner's list; the rest goes
on as before, so that the price is paid only where somebody is raised.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.market.graph import Floats
from svat.market.list_sorter import TwoSidedMarket, utilities
from svat.sides import Sides

_ROUNDS = 10
_GROWTH = 1.5
_TURNS = 2  # best responses of both sides in a round


@dataclass(frozen=True, slots=True)
class Floor:
    """How far companies are raised, and what that may cost."""

    level: float = 0.1  # expected matches; 0: nobody is raised
    price: float = 0.001  # the most that raising may cost, as a share of all expected matches


@dataclass(frozen=True)
class Raised:
    """What raising companies to the floor did."""

    # (n,) and (m,): how much each company counts in its partners' lists
    priorities: Sides[npt.NDArray[np.float64]]
    cost: float  # expected matches
    below: int  # companies with candidates that are still below the level


def raise_to_floor(market: TwoSidedMarket, attention: Sides[Floats], floor: Floor) -> Raised | None:
    """Lead both sides' attention (edges,), in place, so that fewer companies are below the floor.

    Goes on until nobody is, or the next round would cost more than the price. None when nothing was changed.
    Companies whose candidates cannot give them that much stay below.
    """
    graph, lists = market.graph, market.lists
    priorities: Sides[npt.NDArray[np.float64]] = graph.counts.map(np.ones)
    expected = utilities(graph, attention)
    most = now = float(expected.a.sum())
    for done in range(_ROUNDS + 1):
        poor = Sides(
            *(
                (x < floor.level) & (own.rows.degree > 0) & (own.cap > 0)
                for x, own in zip(expected, lists, strict=True)
            )
        )
        below = int(poor.a.sum() + poor.b.sum())
        if below and done < _ROUNDS:
            before = attention.map(np.copy), priorities.map(np.copy)
            priorities.a[poor.a] *= _GROWTH
            priorities.b[poor.b] *= _GROWTH
            for _ in range(_TURNS):
                lists.b.scaled(graph.weight, attention.a, priorities.a, 1.0, attention.b)
                lists.a.scaled(graph.weight, attention.b, priorities.b, 1.0, attention.a)
            expected = utilities(graph, attention)
            if (after := float(expected.a.sum())) >= most * (1.0 - floor.price):
                now = after
                continue
            attention.a[:], attention.b[:] = before[0]
            priorities = before[1]
        break
    return Raised(priorities, most - now, below) if done else None
