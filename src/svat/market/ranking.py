"""Ranking: permitted pairs in, shortlists of companies and their certificate out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from svat.candidates.table import Candidates, Floats
from svat.engine import Engine
from svat.market import attention
from svat.market.fairness import Fairness, fairness
from svat.market.floor import Floor, Raised
from svat.market.graph import Graph, Int64s, from_edges
from svat.market.limits import CrowdedError, Limits, limits
from svat.market.matching import MatchingOptions, match
from svat.market.model import Certificate
from svat.market.tie_break import tie_break
from svat.market.warm_start import churn, warm_start
from svat.market.wishes import NONE, Wishes
from svat.notation import fixed, plain_percent, shortest
from svat.progress import Progress, silent
from svat.roll.model import Company
from svat.sides import Sides, other
from svat.wording import say, unusable

_LEFT_NOBODY = say(
    "Lifting companies to {level} expected matches cost {cost} in all; "
    "nobody is left below that has a permitted candidate."
)
_LEFT_ONE = say(
    "Lifting companies to {level} expected matches cost {cost} in all; "
    "one is left below that has a permitted candidate."
)
_LEFT_SEVERAL = say(
    "Lifting companies to {level} expected matches cost {cost} in all; "
    "{below} are left below that has a permitted candidate."
)

T = TypeVar("T")
ATTENTION = "inverse"
_FLOOR = Floor(price=0.01)  # a council would rather lose a hundredth of the matches than a member

Places = Mapping[tuple[str, str], tuple[int, int]]  # (a, b) → place of b on a's list, of a on b's
Companies = Mapping[str, Company]  # by external_id


@dataclass(frozen=True)
class Policy:
    """What the council has decided about the lists.

    >>> svat.Policy(shortlist=5).alpha
    1.0
    """

    shortlist: int = 10  # the longest that a list may be
    alpha: float = 1.0  # fairness: 1 the most matches, 0 the most even
    wishes: Wishes = NONE  # vetoed pairs are no longer among those to be ranked
    previous: Places | None = None  # of an earlier run, to change as little as needed


@dataclass(frozen=True)
class Permitted:
    """The pairs that may be ranked, with the probabilities that a accepts b and b accepts a, (pairs,) each."""

    candidates: Candidates
    interests: Sides[Floats]


@dataclass(frozen=True)
class Ranking:
    """The places of the introductions on both lists, and how good the lists are."""

    places: Mapping[int, tuple[int, int]]  # number of the pair → place on a's list, on b's list
    probability: Mapping[int, float]
    certificate: Certificate
    fairness: Fairness
    matches_at_alpha_1: float | None  # expected matches that fairness 1 would have; None where it is 1
    changed: float | None  # share of the earlier lists' entries that are gone; None without earlier lists
    raised: Raised | None  # what was done for companies that would have been left with next to nothing

    def remarks(self, policy: Policy) -> tuple[str, ...]:
        """How the lists came about, in sentences."""
        lines = []
        at_1 = self.matches_at_alpha_1
        if at_1 is not None:
            cost = at_1 - self.certificate.expected_matches
            lines.append(
                say(
                    "Fairness {alpha} costs {cost} of the {at_1} matches expected at 1.",
                    alpha=shortest(policy.alpha),
                    cost=fixed(cost, 2),
                    at_1=fixed(at_1, 2),
                )
            )
        if self.raised:
            below = self.raised.below
            form = _LEFT_SEVERAL if below > 1 else _LEFT_ONE if below else _LEFT_NOBODY
            level, spent = shortest(_FLOOR.level), fixed(self.raised.cost, 2)
            lines.append(say(form, level=level, cost=spent, below=below))
        if self.changed is not None:
            share = plain_percent(self.changed, 2)
            lines.append(say("{share} of the entries of the earlier shortlists are gone.", share=share))
        return tuple(lines)


def rank(
    permitted: Permitted,
    companies: Sides[Companies],
    on: date,
    policy: Policy,
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Ranking:
    """Shortlists for the companies of the permitted pairs under a policy.

    The solver sees companies as numbers in the order of their tie breaks, so neither names nor rows decide a tie. With
    `engine` the solver's sweeps run there. Raises UnusableInput when a company has more pairs that must meet than
    places.
    """
    market = _Market(permitted, companies, on)
    graph = market.graph
    v = attention.by_place(ATTENTION, graph.longest)
    before = market.earlier(policy.previous) if policy.previous is not None else None
    options = MatchingOptions(
        policy.alpha,
        market.limits(policy),
        single=True,
        floor=_FLOOR,
        start=warm_start(graph, v, before) if before else None,
    )
    report = progress or silent
    found = match(
        graph, v, options, engine=engine, progress=lambda _, done, all_: report("ranking", done, all_)
    )
    edges = len(graph.a)
    places = found.lists.map(lambda own: own.places(edges))
    on_list = places.a > 0
    probability = np.zeros(edges)
    probability[on_list] = graph.weight[on_list] * v[places.a[on_list] - 1] * v[places.b[on_list] - 1]
    even = fairness(graph, places.map(lambda x: np.where(x > 0, v[np.maximum(x, 1) - 1], 0.0)))
    if market.turned:
        even = replace(even, a=even.b, b=even.a)
    stood, gone = churn(before, places, policy.shortlist) if before else (0, 0)
    first, second = market.turn(places)
    listed = [(int(market.pair[e]), e) for e in np.flatnonzero(on_list)]
    return Ranking(
        {k: (int(first[e]), int(second[e])) for k, e in listed},
        {k: float(probability[e]) for k, e in listed},
        Certificate(float(probability.sum()), found.upper_bound),
        even,
        found.matches_at_alpha_1,
        (gone / stood if stood else 0.0) if before else None,
        found.raised,
    )


class _Market:
    """The pairs as a graph, its companies numbered in the order of their tie breaks.

    The solver moves one side first; which one must not depend on which roll was named first. So the graph's sides are
    `turned` where the first of all tie breaks is on side b.
    """

    def __init__(self, permitted: Permitted, companies: Sides[Companies], on: date) -> None:
        candidates = permitted.candidates
        present = candidates.companies
        order_a = _tie_breaks(present.a, companies.a, on)
        order_b = _tie_breaks(present.b, companies.b, on)
        self.turned = bool(order_b) and min(order_b.values()) < min(order_a.values())
        self.numbers = Sides(_numbered(order_a), _numbered(order_b))
        self.candidates = candidates
        ends = Sides(
            *(
                np.array([numbers.get(x, -1) for x in ids], dtype=np.int64)[of]
                for numbers, ids, of in zip(self.numbers, candidates.ids, candidates.of, strict=True)
            )
        )
        a, b = self.turn(ends)
        n, m = self.turn(self.numbers.map(len))
        self.graph: Graph = from_edges(n, m, a, b, *self.turn(permitted.interests))
        self.pair: npt.NDArray[np.int64] = np.lexsort((b, a))  # number of each edge's pair

    def turn(self, values: Sides[T]) -> Sides[T]:
        """What is of the rolls' sides in the graph's order of sides, or the other way round."""
        return values.swapped() if self.turned else values

    def limits(self, policy: Policy) -> Limits:
        wishes, most = policy.wishes, policy.shortlist
        own = Sides(
            *(
                {numbers[x]: places for x, places in caps.items() if x in numbers}
                for numbers, caps in zip(self.numbers, wishes.most, strict=True)
            )
        )
        must = self.candidates.among(wishes.must)[self.pair]
        try:
            return limits(self.graph, Sides(most, most), self.turn(own), must)
        except CrowdedError as error:
            numbers = self.numbers[other(error.side) if self.turned else error.side]
            name = next(x for x, k in numbers.items() if k == error.company)
            raise unusable(
                "wishes: {name} must meet {wanted} partners but has {places} places",
                name=name,
                wanted=error.wanted,
                places=error.places,
            ) from error

    def earlier(self, previous: Places) -> Sides[Int64s]:
        """Places of an earlier run by edge, in the graph's order of sides."""
        known = np.flatnonzero(self.candidates.among(previous))
        held = np.zeros((len(self.candidates), 2), dtype=np.int64)
        for k in known.tolist():
            held[k] = previous[self.candidates.pair(k)]
        return self.turn(Sides(held[self.pair, 0], held[self.pair, 1]))


def _tie_breaks(wanted: set[str], companies: Companies, on: date) -> dict[str, tuple[bytes, str]]:
    # Companies alike in all but their names keep one order by identifier, so that the run can be repeated.
    return {x: (tie_break(companies[x], on), x) for x in wanted}


def _numbered(order: Mapping[str, tuple[bytes, str]]) -> dict[str, int]:
    return {company: k for k, company in enumerate(sorted(order, key=order.__getitem__))}
