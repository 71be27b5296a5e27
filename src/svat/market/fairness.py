"""Fairness of a result in figures and in words: how evenly expected matches are spread, and who envies whom.

docs/algorithms/fairness.md says what each figure tells and what it does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from svat.market.envy import cost, envies
from svat.market.graph import Floats, Graph
from svat.market.list_sorter import utilities
from svat.notation import fixed, shortest
from svat.sides import Sides
from svat.wording import say

LITTLE = 0.1  # expected matches below this are next to none
_SAMPLE = 2000  # companies of a side that are asked for envy, where asking all takes too long
_LOOKS = 1e9  # comparisons that may be made to ask all
_ENVY = 1e-6  # expected matches; less is no envy


@dataclass(frozen=True, slots=True)
class Spread:
    """Expected matches of the companies of one side that have a permitted candidate."""

    companies: int
    mean: float
    median: float
    percentile_1: float  # one in a hundred expects less
    least: float
    below: int  # companies that expect fewer than LITTLE matches
    asked: int  # companies that were asked for envy
    envious: int  # of those, how many would gain with another's places
    most_envy: float  # expected matches that the most envious would gain

    def words(self, name: str) -> str:
        """The same in a sentence or two."""
        if not self.companies:
            return say("{name}: no company has a permitted candidate.", name=name)
        return say(
            "{name}: half of {companies} companies expect at least {median} matches, one in a hundred "
            "less than {percentile_1}; {below}; {envy}.",
            name=name,
            companies=self.companies,
            median=fixed(self.median, 2),
            percentile_1=fixed(self.percentile_1, 2),
            below=self._below(),
            envy=self._envy(),
        )

    def _below(self) -> str:
        little = shortest(LITTLE)
        if not self.below:
            return say("nobody expects fewer than {little}", little=little)
        if self.below == 1:
            return say("one expects fewer than {little}", little=little)
        return say("{number} expect fewer than {little}", number=self.below, little=little)

    def _envy(self) -> str:
        everybody = self.asked == self.companies
        if not self.envious and everybody:
            return say("nobody would gain with the places of another")
        if not self.envious:
            return say("nobody of {asked} asked would gain with the places of another", asked=self.asked)
        who = (
            say("{envious}", envious=self.envious)
            if everybody
            else say("{envious} of {asked} asked", envious=self.envious, asked=self.asked)
        )
        most = fixed(self.most_envy, 2)
        return say("{who} would gain with the places of another, {most} matches at most", who=who, most=most)


@dataclass(frozen=True, slots=True)
class Fairness:
    """How evenly a result serves both sides."""

    gini: float  # of expected matches over the companies of both sides
    a: Spread
    b: Spread


def fairness(graph: Graph, attention: Sides[Floats]) -> Fairness:
    """The spread of expected matches, and envy, under both sides' attention (edges,).

    Companies without a candidate are not counted. Where asking every company for envy would take more than a
    thousand million comparisons, 2000 of each side are asked.
    """
    expected = utilities(graph, attention)
    envy = envies(graph, attention, None if cost(graph) <= _LOOKS else _SAMPLE)
    there = graph.rows.map(lambda rows: rows.degree > 0)
    spreads = [
        _spread(own[known], own[known] * gain[known])
        for own, gain, known in zip(expected, envy, there, strict=True)
    ]
    return Fairness(
        gini(np.concatenate([x[known] for x, known in zip(expected, there, strict=True)])), *spreads
    )


def _spread(expected: Floats, gains: Floats) -> Spread:
    """From expected matches and what each company would gain, NaN where it was not asked; both (companies,)."""
    if not len(expected):
        return Spread(0, 0.0, 0.0, 0.0, 0.0, 0, 0, 0, 0.0)
    asked = gains[~np.isnan(gains)]
    return Spread(
        len(expected),
        float(expected.mean()),
        float(np.median(expected)),
        float(np.percentile(expected, 1)),
        float(expected.min()),
        int((expected < LITTLE).sum()),
        len(asked),
        int((asked > _ENVY).sum()),
        float(asked.max(initial=0.0)),
    )


def gini(values: Floats) -> float:
    """Gini coefficient of values ≥ 0, shape (k,): 0 when all are equal, towards 1 when one has all."""
    if len(values) == 0 or float(values.sum()) <= 0.0:
        return 0.0
    rising = np.sort(values)
    k = len(rising)
    share = np.cumsum(rising) / rising.sum()
    return float((k + 1 - 2.0 * share.sum()) / k)
