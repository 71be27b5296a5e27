"""The warm start: the lists of an earlier run as the beginning of this one, and the churn, how many entries changed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from svat.market.graph import Floats, Graph, Int64s
from svat.sides import Sides

_HOPE = 0.5  # of the attention of the first place that nobody holds


def warm_start(graph: Graph, v: Floats, places: Sides[Int64s]) -> Sides[Floats]:
    """Attention (edges,) of both sides from earlier places by edge, 0 for a pair that was on no list.

    Pairs of a company that had no list before get a little attention from both sides, so that best response can find
    them; pairs that were left off a list before stay off unless room is left.
    """
    new_a = np.bincount(graph.a, weights=places.a, minlength=graph.n)[graph.a] == 0
    new_b = np.bincount(graph.b, weights=places.b, minlength=graph.m)[graph.b] == 0
    fresh = new_a | new_b

    def attention(place: Int64s) -> Floats:
        after = min(int(place.max(initial=0)), max(len(v) - 1, 0))
        seen = np.where(place > 0, v[np.maximum(place, 1) - 1], 0.0)
        hope = _HOPE * (v[after] if len(v) and v[after] > 0.0 else v[max(after - 1, 0)] if len(v) else 0.0)
        seen[fresh & (place == 0)] = hope
        return seen

    return places.map(attention)


def churn(before: Sides[Int64s], after: Sides[Int64s], first: int) -> tuple[int, int]:
    """Entries (company, partner) among the first places of all lists: how many were there before, how many are gone.

    All four are places by edge (edges,), 0 for none; `first` is the number of places looked at.
    """
    stood = gone = 0
    for then, now in zip(before, after, strict=True):
        on_then: npt.NDArray[np.bool_] = (then > 0) & (then <= first)
        on_now = (now > 0) & (now <= first)
        stood += int(on_then.sum())
        gone += int((on_then & ~on_now).sum())
    return stood, gone
