"""Limits: how long each company's list may be, and which pairs the council has fixed in advance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.market.graph import Graph, Int64s
from svat.sides import Side, Sides

_NOBODY: Sides[Mapping[int, int]] = Sides({}, {})


@dataclass(frozen=True)
class Limits:
    """What binds every list, whatever it is worth."""

    caps: Sides[Int64s]  # (n,) and (m,): most places on each list
    must: npt.NDArray[np.bool_]  # (edges,) pairs that must meet: each holds a place on both lists


def limits(
    graph: Graph,
    most: Sides[int],
    own: Sides[Mapping[int, int]] = _NOBODY,
    must: npt.NDArray[np.bool_] | None = None,
) -> Limits:
    """Limits of one number for each side, with the companies' own where they have one.

    `own` gives the most places of single companies by number; 0 closes a list. Raises ValueError
    with a CrowdedError when a company has more pairs that must meet than places.
    """
    fixed = np.zeros(len(graph.a), dtype=np.bool_) if must is None else must
    caps = Sides(np.full(graph.n, most.a, dtype=np.int64), np.full(graph.m, most.b, dtype=np.int64))
    for side, cap in caps.items():
        for number, places in own[side].items():
            cap[number] = places
        wanted = np.bincount(graph.ends[side][fixed], minlength=len(cap))
        for company in np.flatnonzero(wanted > cap):
            raise CrowdedError(side, int(company), int(wanted[company]), int(cap[company]))
    return Limits(caps, fixed)


def pairs_mask(
    graph: Graph, pairs: Iterable[tuple[str, str]], numbers: Sides[Mapping[str, int]]
) -> tuple[npt.NDArray[np.bool_], list[tuple[str, str]]]:
    """Which edges (edges,) are among the pairs, given by identifiers, and the pairs that are not an edge, sorted."""
    wanted = sorted(pairs)
    edges = find_edges(
        graph,
        np.array([numbers.a.get(a, -1) for a, _ in wanted], dtype=np.int64),
        np.array([numbers.b.get(b, -1) for _, b in wanted], dtype=np.int64),
    )
    mask = np.zeros(len(graph.a), dtype=np.bool_)
    mask[edges[edges >= 0]] = True
    return mask, [pair for pair, edge in zip(wanted, edges, strict=True) if edge < 0]


def find_edges(graph: Graph, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Number of the edge of each pair (a, b), -1 where there is none, shape of `a`."""
    if not len(graph.a):
        return np.full(len(a), -1, dtype=np.int64)
    keys = graph.a.astype(np.int64) * graph.m + graph.b
    wanted = a * graph.m + b
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where((a >= 0) & (b >= 0) & (keys[at] == wanted), at, -1)


class CrowdedError(ValueError):
    """A company has more pairs that must meet than places on its list."""

    def __init__(self, side: Side, company: int, wanted: int, places: int) -> None:
        super().__init__(
            f"company {company} of side {side} must meet {wanted} partners but has {places} places"
        )
        self.side: Side = side
        self.company, self.wanted, self.places = company, wanted, places
