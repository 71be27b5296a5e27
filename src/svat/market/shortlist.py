"""Shortlists: whom each company sees, in order, where everybody listed also lists back."""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from svat.market.graph import Floats, Graph, Ints, from_edges
from svat.market.kernels import places
from svat.market.solver import Solution, best_response


@dataclass(frozen=True)
class Shortlists:
    """Places by edge, both 0 where the pair is not introduced, else counted from 1 without gaps."""

    place_a: Ints  # (edges,) of b on a's list
    place_b: Ints  # (edges,) of a on b's list

    @property
    def listed(self) -> npt.NDArray[np.bool_]:
        """Which edges are introductions, (edges,)."""
        return self.place_a > 0


def shortlists(graph: Graph, v: Floats, solution: Solution, cap: int) -> Shortlists:
    """Lists of at most `cap` places from a solution found with attention `v`.

    A partner who does not list the company back is worth nothing to it, so one-sided places are dropped; room
    left on both lists is then filled, the most valuable pairs first; last, both sides sort once more against
    each other, which cannot lower the expected matches.
    """
    sees_a = places(graph.rows_a, solution.attention_a)
    sees_b = places(graph.rows_b, solution.attention_b)
    listed = (sees_a <= cap) & (sees_b <= cap) & (graph.weight > 0.0)
    _fill(graph, v, listed, cap)

    kept = np.flatnonzero(listed)
    part = from_edges(graph.n, graph.m, graph.a[kept], graph.b[kept], graph.p[kept], graph.q[kept])
    start_a = v[places(part.rows_a, solution.attention_a[kept]) - 1] if len(kept) else np.zeros(0)
    start_b = v[places(part.rows_b, solution.attention_b[kept]) - 1] if len(kept) else np.zeros(0)
    end_a, end_b = best_response(part, v, start_a, start_b, rounds=50)
    place_a, place_b = np.zeros(len(graph.a), dtype=np.int64), np.zeros(len(graph.a), dtype=np.int64)
    place_a[kept] = places(part.rows_a, end_a)
    place_b[kept] = places(part.rows_b, end_b)
    return Shortlists(place_a, place_b)


def _fill(graph: Graph, v: Floats, listed: npt.NDArray[np.bool_], cap: int) -> None:
    length_a = np.bincount(graph.a[listed], minlength=graph.n)
    length_b = np.bincount(graph.b[listed], minlength=graph.m)
    at = np.minimum(np.arange(len(v) + 1), max(len(v) - 1, 0))
    gain = graph.weight * v[at[length_a[graph.a]]] * v[at[length_b[graph.b]]] if len(v) else graph.weight
    _fill_in_order(np.argsort(-gain, kind="stable"), graph.a, graph.b, gain, listed, length_a, length_b, cap)


@numba.njit(cache=True, nogil=True)
def _fill_in_order(order, a, b, gain, listed, length_a, length_b, cap):  # type: ignore[no-untyped-def]
    for e in order:
        if gain[e] > 0.0 and not listed[e] and length_a[a[e]] < cap and length_b[b[e]] < cap:
            listed[e] = True
            length_a[a[e]] += 1
            length_b[b[e]] += 1
