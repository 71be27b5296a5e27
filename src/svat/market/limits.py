"""Limits: how long each company's list may be, and which pairs the council has fixed in advance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.market.graph import Graph
from svat.market.side import Numbers


@dataclass(frozen=True)
class Limits:
    """What binds every list, whatever it is worth."""

    cap_a: Numbers  # (n,) most places on each list of side a
    cap_b: Numbers  # (m,)
    must: npt.NDArray[np.bool_]  # (edges,) pairs that must meet: each holds a place on both lists


def limits(
    graph: Graph,
    most_a: int,
    most_b: int,
    own_a: dict[int, int] | None = None,
    own_b: dict[int, int] | None = None,
    must: npt.NDArray[np.bool_] | None = None,
) -> Limits:
    """Limits of one number for each side, with the companies' own where they have one.

    `own_a` and `own_b` give the most places of single companies by number; 0 closes a list. Raises ValueError
    with a CrowdedError when a company has more pairs that must meet than places.
    """
    fixed = np.zeros(len(graph.a), dtype=np.bool_) if must is None else must
    caps = []
    for side, count, most, own, keys in (
        ("a", graph.n, most_a, own_a, graph.a),
        ("b", graph.m, most_b, own_b, graph.b),
    ):
        cap = np.full(count, most, dtype=np.int64)
        for number, places in (own or {}).items():
            cap[number] = places
        wanted = np.bincount(keys[fixed], minlength=count)
        for company in np.flatnonzero(wanted > cap):
            raise CrowdedError(side, int(company), int(wanted[company]), int(cap[company]))
        caps.append(cap)
    return Limits(caps[0], caps[1], fixed)


class CrowdedError(ValueError):
    """A company has more pairs that must meet than places on its list."""

    def __init__(self, side: str, company: int, wanted: int, places: int) -> None:
        super().__init__(
            f"company {company} of side {side} must meet {wanted} partners but has {places} places"
        )
        self.side, self.company, self.wanted, self.places = side, company, wanted, places
