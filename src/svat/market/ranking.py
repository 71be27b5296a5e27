"""Ranking: permitted pairs in, shortlists of companies and their certificate out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from svat.engine import Engine
from svat.market import attention
from svat.market.fairness import Fairness, fairness
from svat.market.floor import Floor, Lifted
from svat.market.graph import Graph, from_edges
from svat.market.limits import CrowdedError, Limits, limits
from svat.market.matching import match
from svat.market.model import Certificate, Pair
from svat.market.side import Numbers
from svat.market.tie_break import lot
from svat.market.warm_start import churn, warm_start
from svat.market.wishes import NONE, Wishes
from svat.progress import Tick
from svat.refusals import UnusableInput
from svat.roll.model import Company

ATTENTION = "inverse"
_FLOOR = Floor(price=0.01)  # a council would rather lose a hundredth of the matches than a member

Places = Mapping[tuple[str, str], tuple[int, int]]  # (a, b) → place of b on a's list, of a on b's


@dataclass(frozen=True)
class Policy:
    """What the council has decided about the lists."""

    shortlist: int = 10  # the longest that a list may be
    alpha: float = 1.0  # fairness: 1 the most matches, 0 the most even
    wishes: Wishes = NONE  # vetoed pairs are no longer among those to be ranked
    previous: Places | None = None  # of an earlier run, to change as little as needed


@dataclass(frozen=True)
class Ranking:
    """Where the introductions stand on both lists, and how good the lists are."""

    places: Mapping[int, tuple[int, int]]  # number of the pair → place on a's list, on b's list
    probability: Mapping[int, float]
    certificate: Certificate
    fairness: Fairness
    fruitful: float | None  # expected matches that fairness 1 would have; None where it is 1
    changed: float | None  # share of the earlier lists' entries that are gone; None without earlier lists
    lifted: Lifted | None  # what was done for companies that would have been left with next to nothing

    def remarks(self, policy: Policy) -> tuple[str, ...]:
        """How the lists came about, in sentences."""
        lines = []
        if self.fruitful is not None:
            cost = self.fruitful - self.certificate.expected_matches
            lines.append(
                f"Fairness {policy.alpha:g} costs {cost:.2f} of the {self.fruitful:.2f} matches expected at 1."
            )
        if self.lifted:
            left = (
                f"{self.lifted.below} are"
                if self.lifted.below > 1
                else "one is"
                if self.lifted.below
                else "nobody is"
            )
            lines.append(
                f"Lifting companies to {_FLOOR.level:g} expected matches cost {self.lifted.cost:.2f} in all; "
                f"{left} left below that has a permitted candidate."
            )
        if self.changed is not None:
            lines.append(f"{self.changed:.2%} of the entries of the earlier shortlists are gone.")
        return tuple(lines)


def rank(
    pairs: Sequence[Pair],
    companies_a: Mapping[str, Company],
    companies_b: Mapping[str, Company],
    on: date,
    policy: Policy,
    tick: Tick | None = None,
    engine: Engine | None = None,
) -> Ranking:
    """Shortlists for the companies of `pairs` under a policy.

    The solver sees companies as numbers in the order of their lots, so neither names nor rows decide a tie.
    `tick(done, all)` hears of progress; with `engine` the solver's sweeps run there. Raises UnusableInput when a
    company has more pairs that must meet than places.
    """
    market = _Market(pairs, companies_a, companies_b, on)
    graph = market.graph
    v = attention.weights(ATTENTION, graph.longest)
    before = market.earlier(policy.previous) if policy.previous is not None else None
    found = match(
        graph,
        v,
        alpha=policy.alpha,
        limits=market.limits(policy),
        single=True,
        floor=_FLOOR,
        start=warm_start(graph, v, *before) if before else None,
        engine=engine,
        tick=tick,
    )
    edges = len(graph.a)
    place_a, place_b = found.lists_a.places(edges), found.lists_b.places(edges)
    on_list = place_a > 0
    probability = np.zeros(edges)
    probability[on_list] = graph.weight[on_list] * v[place_a[on_list] - 1] * v[place_b[on_list] - 1]
    seen_a, seen_b = (np.where(x > 0, v[np.maximum(x, 1) - 1], 0.0) for x in (place_a, place_b))
    even = fairness(graph, seen_a, seen_b)
    if market.turned:
        even = replace(even, a=even.b, b=even.a)
    stood, gone = churn(before, (place_a, place_b), policy.shortlist) if before else (0, 0)
    first, second = (place_b, place_a) if market.turned else (place_a, place_b)
    listed = [(int(market.pair[e]), e) for e in np.flatnonzero(on_list)]
    return Ranking(
        {k: (int(first[e]), int(second[e])) for k, e in listed},
        {k: float(probability[e]) for k, e in listed},
        Certificate(float(probability.sum()), found.upper_bound),
        even,
        found.fruitful,
        (gone / stood if stood else 0.0) if before else None,
        found.lifted,
    )


class _Market:
    """The pairs as a graph, its companies numbered in the order of their lots."""

    def __init__(
        self,
        pairs: Sequence[Pair],
        companies_a: Mapping[str, Company],
        companies_b: Mapping[str, Company],
        on: date,
    ) -> None:
        order_a = _lots({p.a for p in pairs}, companies_a, on)
        order_b = _lots({p.b for p in pairs}, companies_b, on)
        # The solver moves one side first; which one must not depend on which roll was named first.
        self.turned = bool(order_b) and min(order_b.values()) < min(order_a.values())
        self.rows = {company: k for k, company in enumerate(sorted(order_a, key=order_a.__getitem__))}
        self.columns = {company: k for k, company in enumerate(sorted(order_b, key=order_b.__getitem__))}
        self.pairs = pairs
        a = np.array([self.rows[p.a] for p in pairs], dtype=np.int64)
        b = np.array([self.columns[p.b] for p in pairs], dtype=np.int64)
        p = np.array([x.interest_a.probability for x in pairs], dtype=np.float64)
        q = np.array([x.interest_b.probability for x in pairs], dtype=np.float64)
        self.graph: Graph = (
            from_edges(len(self.columns), len(self.rows), b, a, q, p)
            if self.turned
            else from_edges(len(self.rows), len(self.columns), a, b, p, q)
        )
        self.pair: npt.NDArray[np.int64] = np.lexsort(
            (a, b) if self.turned else (b, a)
        )  # number of each edge's pair

    def limits(self, policy: Policy) -> Limits:
        wishes = policy.wishes
        own_a = {self.rows[x]: most for x, most in wishes.most_a.items() if x in self.rows}
        own_b = {self.columns[x]: most for x, most in wishes.most_b.items() if x in self.columns}
        must = np.array(
            [(self.pairs[k].a, self.pairs[k].b) in wishes.must for k in self.pair], dtype=np.bool_
        )
        most = policy.shortlist
        try:
            return limits(self.graph, most, most, *((own_b, own_a) if self.turned else (own_a, own_b)), must)
        except CrowdedError as error:
            numbers = self.columns if (error.side == "a") == self.turned else self.rows
            name = next(x for x, k in numbers.items() if k == error.company)
            raise UnusableInput(
                f"wishes: {name} must meet {error.wanted} partners but has {error.places} places"
            ) from error

    def earlier(self, previous: Places) -> tuple[Numbers, Numbers]:
        """Places of an earlier run by edge, in the graph's order of sides."""
        held = [previous.get((self.pairs[k].a, self.pairs[k].b), (0, 0)) for k in self.pair]
        first, second = (np.array([x[side] for x in held], dtype=np.int64) for side in (0, 1))
        return (second, first) if self.turned else (first, second)


def _lots(wanted: set[str], companies: Mapping[str, Company], on: date) -> dict[str, tuple[bytes, str]]:
    # Companies alike in all but their names keep one order by identifier, so that the run can be repeated.
    return {x: (lot(companies[x], on), x) for x in wanted}
