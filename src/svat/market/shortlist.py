"""Shortlists: whom each company sees, in order, where everybody listed also lists back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.compiled import compiled
from svat.market.graph import Floats, Graph, Int64s
from svat.market.limits import Limits
from svat.market.list_sorter import ListSorter, TwoSidedMarket
from svat.market.solver import Solution, respond
from svat.sides import Sides

_SETTLE = 50  # rounds of best response among the pairs that are introduced


@dataclass(frozen=True)
class Shortlists:
    """Places by edge, both 0 where the pair is not introduced, else counted from 1 without gaps."""

    places: Sides[Int64s]  # (edges,): of b on a's list, of a on b's list

    @property
    def listed(self) -> npt.NDArray[np.bool_]:
        """Which edges are introductions, (edges,)."""
        return self.places.a > 0


def shortlists(graph: Graph, v: Floats, solution: Solution, limits: Limits) -> Shortlists:
    """Lists within the limits from a solution found with attention `v` and the same caps.

    A partner who does not list the company back is worth nothing to it, so one-sided places are dropped; pairs
    that must meet are put on both lists, in place of the least valuable; room left on both lists is then filled,
    the most valuable pairs first, and where two companies with room have no pair left to add, one pair of others gives
    way to two of theirs; last, both sides sort once more against each other, which cannot lower the expected
    matches.
    """
    lists, attention = TwoSidedMarket.of(graph, v, limits.caps).lists, solution.attention
    sees_a, sees_b = (own.places(x) for own, x in zip(lists, attention, strict=True))
    listed = (sees_a > 0) & (sees_b > 0) & (graph.weight > 0.0)
    _make_room(graph, solution, limits, listed)
    _fill(graph, v, listed, limits)
    priorities = solution.raised.priorities if solution.raised else None
    found = arranged(graph, v, listed, attention, priorities)
    if not _exchange(
        graph.rows.a.start, graph.rows.b.start, graph.rows.b.edges, graph.a, graph.b, graph.weight, v,
        found.places.a, found.places.b, listed, limits.must, limits.caps.a, limits.caps.b,
    ):  # fmt: skip
        return found
    return arranged(graph, v, listed, found.places.map(_by_place), priorities)


def _by_place(place: Int64s) -> Floats:
    """Attention that keeps an order of places, pairs without one last."""
    return np.where(place > 0, 1.0 / np.maximum(place, 1), 0.0)


def arranged(
    graph: Graph,
    v: Floats,
    listed: npt.NDArray[np.bool_],
    attention: Sides[Floats],
    priorities: Sides[Floats] | None = None,
) -> Shortlists:
    """The listed pairs in the order that best response finds, starting from the order of attention (edges,).

    `priorities` is how much each company counts in its partners' lists, (n,) and (m,).
    """
    market = TwoSidedMarket.of(graph.part(listed), v)
    start = Sides(*(_ranked(own, x[listed], v) for own, x in zip(market.lists, attention, strict=True)))
    end = respond(market, start, _SETTLE, priorities)
    places = attention.map(lambda x: np.zeros(len(x), dtype=np.int64))
    for own, place, x in zip(market.lists, places, end, strict=True):
        place[listed] = own.places(x)
    return Shortlists(places)


def _ranked(side: ListSorter, attention: Floats, v: Floats) -> Floats:
    return np.asarray(v[side.places(attention) - 1]) if len(attention) else np.zeros(0)


def _make_room(graph: Graph, solution: Solution, limits: Limits, listed: npt.NDArray[np.bool_]) -> None:
    """List the pairs that must meet; where a list is then too long, its least valuable other pairs go."""
    if not limits.must.any():
        return
    listed |= limits.must
    value = graph.weight * solution.attention.a * solution.attention.b
    for side, cap in limits.caps.items():
        keys = graph.ends[side]
        over = np.bincount(keys[listed], minlength=len(cap)) - cap
        spare = np.flatnonzero(listed & ~limits.must & (over[keys] > 0))
        for e in spare[np.argsort(value[spare], kind="stable")]:
            if over[keys[e]] > 0:
                listed[e] = False
                over[keys[e]] -= 1


def _fill(graph: Graph, v: Floats, listed: npt.NDArray[np.bool_], limits: Limits) -> None:
    length_a = np.bincount(graph.a[listed], minlength=graph.n)
    length_b = np.bincount(graph.b[listed], minlength=graph.m)
    at = np.minimum(np.arange(len(v) + 1), max(len(v) - 1, 0))
    worth = v[at] if len(v) else np.ones(1)
    gain = graph.weight * worth[length_a[graph.a]] * worth[length_b[graph.b]]
    _fill_in_order(
        np.argsort(-gain, kind="stable"),
        graph.a,
        graph.b,
        gain,
        listed,
        length_a,
        length_b,
        limits.caps.a,
        limits.caps.b,
    )


@compiled()
def _fill_in_order(order, a, b, gain, listed, length_a, length_b, cap_a, cap_b):  # type: ignore[no-untyped-def]
    for e in order:
        if gain[e] > 0.0 and not listed[e] and length_a[a[e]] < cap_a[a[e]] and length_b[b[e]] < cap_b[b[e]]:
            listed[e] = True
            length_a[a[e]] += 1
            length_b[b[e]] += 1


@compiled()
def _exchange(  # type: ignore[no-untyped-def]
    start, start_b, edges_b, a, b, weight, v, place_a, place_b, listed, must, cap_a, cap_b
):
    """Put i–j and k–l in place of k–j wherever i and l have room and the two are worth more than the one.

    Who comes in comes in last; who goes is worth what its places give. Gives the number of exchanges.
    """
    length_a, length_b = np.zeros(len(cap_a), dtype=np.int64), np.zeros(len(cap_b), dtype=np.int64)
    for e in range(len(a)):
        if listed[e]:
            length_a[a[e]] += 1
            length_b[b[e]] += 1
    looks = 400 * len(a) + 1_000_000  # what a very large market may cost at most
    done = 0
    for i in range(len(cap_a)):
        for e in range(start[i], start[i + 1]):
            if length_a[i] >= cap_a[i] or looks < 0:
                break
            j = b[e]
            if listed[e] or weight[e] <= 0.0 or length_b[j] < cap_b[j] or cap_b[j] == 0:
                continue
            comes = weight[e] * v[length_a[i]] * v[cap_b[j] - 1]
            best = 0.0
            leaves = enters = -1
            for f in range(start_b[j], start_b[j + 1]):
                out = edges_b[f]
                if not listed[out] or must[out] or place_a[out] == 0:
                    continue
                k = a[out]
                goes = weight[out] * v[place_a[out] - 1] * v[place_b[out] - 1]
                for g in range(start[k], start[k + 1]):
                    looks -= 1
                    if not listed[g] and length_b[b[g]] < cap_b[b[g]]:
                        gain = comes + weight[g] * v[length_a[k] - 1] * v[length_b[b[g]]] - goes
                        if gain > best:
                            best, leaves, enters = gain, out, g
            if leaves >= 0:
                listed[leaves] = False
                listed[e] = listed[enters] = True
                length_a[i] += 1
                length_b[b[enters]] += 1
                done += 1
    return done
