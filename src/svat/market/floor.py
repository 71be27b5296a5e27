"""The floor: companies that would expect next to nothing are given a greater say until they expect something.

The most matches in sum may leave a few companies with hardly any. Each that has candidates and expects less than
the floor counts for half as much again, round by round, in the order of every partner's list; the rest goes
on as before, so that the price is paid only where somebody is lifted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.market.graph import Floats, Graph
from svat.market.side import Side, utilities

_ROUNDS = 10
_GROWTH = 1.5
_TURNS = 2  # best responses of both sides in a round


@dataclass(frozen=True, slots=True)
class Floor:
    """How far companies are lifted, and what that may cost."""

    level: float = 0.1  # expected matches; 0: nobody is lifted
    price: float = 0.001  # the most that lifting may cost, as a share of all expected matches


@dataclass(frozen=True)
class Lifted:
    """What lifting did."""

    say_a: npt.NDArray[np.float64]  # (n,) how much each company counts in its partners' lists
    say_b: npt.NDArray[np.float64]  # (m,)
    cost: float  # expected matches
    below: int  # companies with candidates that are still below the level


def lift(
    graph: Graph, side_a: Side, side_b: Side, attention_a: Floats, attention_b: Floats, floor: Floor
) -> Lifted | None:
    """Lead both sides' attention (edges,), in place, so that fewer companies are below the floor.

    Goes on until nobody is, or the next round would cost more than the price. None when nothing was changed.
    Companies whose candidates cannot give them that much stay below.
    """
    say_a, say_b = np.ones(graph.n), np.ones(graph.m)
    expected = utilities(graph, attention_a, attention_b)
    most = now = float(expected[0].sum())
    for done in range(_ROUNDS + 1):
        poor_a = (expected[0] < floor.level) & (side_a.rows.degree > 0) & (side_a.cap > 0)
        poor_b = (expected[1] < floor.level) & (side_b.rows.degree > 0) & (side_b.cap > 0)
        below = int(poor_a.sum() + poor_b.sum())
        if below and done < _ROUNDS:
            before = attention_a.copy(), attention_b.copy(), say_a.copy(), say_b.copy()
            say_a[poor_a] *= _GROWTH
            say_b[poor_b] *= _GROWTH
            for _ in range(_TURNS):
                side_b.scaled(graph.weight, attention_a, say_a, 1.0, attention_b)
                side_a.scaled(graph.weight, attention_b, say_b, 1.0, attention_a)
            expected = utilities(graph, attention_a, attention_b)
            if (after := float(expected[0].sum())) >= most * (1.0 - floor.price):
                now = after
                continue
            attention_a[:], attention_b[:], say_a, say_b = before
        break
    return Lifted(say_a, say_b, most - now, below) if done else None
