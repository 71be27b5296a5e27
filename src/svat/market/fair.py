"""The fairness knob: expected matches spread more evenly, down to shares that nobody envies.

α = 1 counts matches alone; α = 0 maximises the product of all companies' expected matches (Nash social welfare);
between them a company's further match counts U^(α-1) when it expects U already. Each side's lists are led, by
the solver's own sort step, towards what is best for the companies of the *other* side, which compete for their
places. At α = 0 companies that still envy another's places are given a greater priority until none does. See
docs/algorithms/market.md for the argument and its papers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from svat.market.envy import cost, envies
from svat.market.graph import Floats
from svat.market.list_sorter import TwoSidedMarket, utilities
from svat.sides import Side, Sides, other

_LEAST = 1e-12  # expected matches below this count as this


@dataclass(frozen=True, slots=True)
class Patience:
    """How many steps are taken, and how long envy may be looked for."""

    steps: int = 250
    hold: int = 150  # steps of full size before they shrink
    rounds: int = 300  # of giving the envious a greater priority
    between: int = 20  # steps between two rounds
    looks: float = 2e10  # pairs of companies that may be compared in all

    @staticmethod
    def of(edges: int) -> Patience:
        """What suits a market of so many candidate pairs."""
        if edges <= 2_000_000:
            return Patience()
        return Patience(steps=30, hold=20, rounds=0)


def fair(
    market: TwoSidedMarket, attention: Sides[Floats], alpha: float, patience: Patience | None = None
) -> Sides[Floats]:
    """Attention (edges,) of both sides for fairness `alpha`, 0 … 1, from the attention of a first solution.

    The result is a mixture of lists for each company (mixture.py gives them), not one list.
    """
    patience = patience or Patience.of(len(market.graph.a))
    work = _Work(market, attention.map(np.copy), alpha, patience.hold)
    work.advance(patience.steps)
    if alpha == 0.0:
        look = cost(market.graph)
        for _ in range(min(patience.rounds, int(patience.looks // max(look, 1)))):
            if not work.appease():
                break
            work.advance(patience.between)
    return work.attention


class _Work:
    """The state of a fair solution on its way."""

    def __init__(self, market: TwoSidedMarket, attention: Sides[Floats], alpha: float, hold: int) -> None:
        self.graph, self.lists, self.attention = market.graph, market.lists, attention
        self.alpha, self.hold, self.taken = alpha, hold, 0
        self.priorities = market.graph.counts.map(np.ones)  # how much each company counts

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            step = 0.1 if self.taken < self.hold else max(0.1 * self.hold / self.taken, 0.002)
            self.taken += 1
            self._move("b", step)
            self._move("a", step)

    def _move(self, side: Side, step: float) -> None:
        """Lead a side's lists towards what is best for the companies across."""
        across = other(side)
        scale = self.priorities[across] * self._marginal(across)
        gained = self.attention[across]
        self.lists[side].scaled(self.graph.weight, gained, scale, step, self.attention[side])

    def _marginal(self, side: Side) -> Floats:
        """What a further match of each company of a side counts."""
        found = utilities(self.graph, self.attention)[side]
        return np.asarray(np.maximum(found, _LEAST) ** (self.alpha - 1.0))

    def appease(self) -> bool:
        """Give every envious company a greater priority, in proportion to its envy; False when there is none."""
        envy = envies(self.graph, self.attention)
        for side, found in envy.items():
            self.priorities[side][:] *= np.where(found > 1e-9, 1.002 + 0.5 * found, 1.0)
        return any(bool((found > 1e-9).any()) for found in envy)
