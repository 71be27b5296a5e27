"""The fairness knob: expected matches spread more evenly, down to shares that nobody envies.

α = 1 counts matches alone; α = 0 maximises the product of all companies' expected matches (Nash social welfare);
between them a company's further match counts U^(α-1) when it expects U already. Each side's lists are led, by
the solver's own sort step, towards what is best for the companies of the *other* side, which compete for their
places. At α = 0 companies that still envy another's places are given a greater say until none does. See
docs/algorithms/market.md for the argument and its papers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from svat.market.envy import cost, envies
from svat.market.graph import Floats, Graph
from svat.market.side import Side, utilities

_LEAST = 1e-12  # expected matches below this count as this


@dataclass(frozen=True, slots=True)
class Patience:
    """How many steps are taken, and how long envy may be looked for."""

    steps: int = 250
    hold: int = 150  # steps of full size before they shrink
    rounds: int = 300  # of giving the envious a greater say
    between: int = 20  # steps between two rounds
    looks: float = 2e10  # pairs of companies that may be compared in all

    @staticmethod
    def of(edges: int) -> Patience:
        """What suits a market of so many candidate pairs."""
        if edges <= 2_000_000:
            return Patience()
        return Patience(steps=30, hold=20, rounds=0)


def fair(
    graph: Graph,
    side_a: Side,
    side_b: Side,
    attention_a: Floats,
    attention_b: Floats,
    alpha: float,
    patience: Patience | None = None,
) -> tuple[Floats, Floats]:
    """Attention (edges,) of both sides for fairness `alpha`, 0 … 1, from the attention of a first solution.

    The result is a mixture of lists for each company (mixture.py gives them), not one list.
    """
    patience = patience or Patience.of(len(graph.a))
    work = _Work(graph, side_a, side_b, attention_a.copy(), attention_b.copy(), alpha, patience.hold)
    work.advance(patience.steps)
    if alpha == 0.0:
        look = cost(graph)
        for _ in range(min(patience.rounds, int(patience.looks // max(look, 1)))):
            if not work.appease():
                break
            work.advance(patience.between)
    return work.attention_a, work.attention_b


class _Work:
    """The state of a fair solution on its way."""

    def __init__(
        self,
        graph: Graph,
        side_a: Side,
        side_b: Side,
        attention_a: Floats,
        attention_b: Floats,
        alpha: float,
        hold: int,
    ) -> None:
        self.graph, self.side_a, self.side_b = graph, side_a, side_b
        self.attention_a, self.attention_b = attention_a, attention_b
        self.alpha, self.hold, self.taken = alpha, hold, 0
        self.say_a, self.say_b = np.ones(graph.n), np.ones(graph.m)

    def advance(self, steps: int) -> None:
        graph = self.graph
        for _ in range(steps):
            step = 0.1 if self.taken < self.hold else max(0.1 * self.hold / self.taken, 0.002)
            self.taken += 1
            scale = self.say_a * self._marginal(0)
            self.side_b.scaled(graph.weight, self.attention_a, scale, step, self.attention_b)
            scale = self.say_b * self._marginal(1)
            self.side_a.scaled(graph.weight, self.attention_b, scale, step, self.attention_a)

    def _marginal(self, side: int) -> Floats:
        """What a further match of each company of side a (0) or b (1) counts."""
        found = utilities(self.graph, self.attention_a, self.attention_b)[side]
        return np.asarray(np.maximum(found, _LEAST) ** (self.alpha - 1.0))

    def appease(self) -> bool:
        """Give every envious company a greater say, in proportion to its envy; False when there is none."""
        envy_a, envy_b = envies(self.graph, self.attention_a, self.attention_b)
        self.say_a *= np.where(envy_a > 1e-9, 1.002 + 0.5 * envy_a, 1.0)
        self.say_b *= np.where(envy_b > 1e-9, 1.002 + 0.5 * envy_b, 1.0)
        return bool((envy_a > 1e-9).any() or (envy_b > 1e-9).any())
