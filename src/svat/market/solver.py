"""The solver: from a graph to attention on both sides, by stages whose every step is a sort.

1. Relax: maximise the concave sum(w·√(a·b)) over squared attention; its averaged ratio √(b/a) is the certificate.
2. Anneal: lead the exponent from 2 (concave) to 1 (the true objective) while the attention follows.
3. Best response: each side in turn sorts its lists against the other until nothing improves.
4. Floor: the few companies that would be left with next to nothing are raised (floor.py).

What follows for a market that shall be fair, and not only have the most matches, is in fair.py. The mathematics,
with proofs and sources, is in docs/algorithms/market.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from svat.market.certificate import upper_bound
from svat.market.floor import Floor, Raised, raise_to_floor
from svat.market.graph import Floats, Graph, Int64s
from svat.market.kernels import ratios, threads
from svat.market.list_sorter import NO_CAPS, TwoSidedMarket
from svat.progress import Progress, Steps, silent
from svat.sides import Side, Sides, other

SOLVING = "solving"  # what progress calls the work

_FLOOR = Floor()
_PACES = (1.0, 0.5, 1.5, 2.0, 0.7, 3.0)  # of one try after another, as shares of the effort's own
_LARGE = 4_000_000  # edges; beyond, attention is held in single precision


@dataclass(frozen=True, slots=True)
class AnnealingSchedule:
    """One try of annealing: in which order the sides move, how far a step goes, and how many steps there are."""

    order: tuple[Side, Side]
    step: float
    steps: int


@dataclass(frozen=True, slots=True)
class Effort:
    """How many steps each stage takes."""

    relax: int = 60
    anneal: int = 100
    anneal_step: float = 0.1
    respond: int = 50
    tries: int = 1  # of annealing down from the relaxed problem; the best is kept

    @property
    def steps(self) -> int:
        """All steps together."""
        return self.relax + self.tries * self.anneal + self.respond

    def schedule(self, number: int) -> AnnealingSchedule:
        """That of one of the tries, counted from 0: the first has the effort's own pace, others vary it.

        Which side moves first and how far each step goes decide which of many near-equal optima is met.
        """
        step = self.anneal_step * _PACES[number // 2 % len(_PACES)]
        return AnnealingSchedule(("a", "b") if number % 2 == 0 else ("b", "a"), step, self.anneal)

    @staticmethod
    def of(edges: int) -> Effort:
        """What suits a market of so many candidate pairs: more care for a small one, less for a very large one."""
        if edges <= 20_000:
            return Effort(tries=12)
        if edges <= 400_000:
            return Effort(anneal=200, tries=2)
        if edges <= _LARGE:
            return Effort()
        if edges <= 20_000_000:
            return Effort(relax=30, anneal=20, anneal_step=0.2, respond=4)
        return Effort(relax=22, anneal=8, anneal_step=0.3, respond=2)


@dataclass(frozen=True)
class Solution:
    """What the solver found: attention by edge, and the ratio that proves the bound."""

    attention: Sides[Floats]  # (edges,): that a's list gives to b, and the other way round
    ratio: Floats  # (edges,) for certificate.upper_bound
    upper_bound: float
    raised: Raised | None = None  # what was done for those below the floor

    def expected_matches(self, graph: Graph) -> float:
        """Sum over edges of p·q·EA·EB."""
        return expected_matches(graph, self.attention)


def expected_matches(graph: Graph, attention: Sides[Floats]) -> float:
    """Sum over edges of p·q·EA·EB, by blocks, so that a large market needs no large scratch array."""
    block = 1 << 22
    return float(
        sum(
            np.einsum("i,i,i->", *(x[k : k + block] for x in (graph.weight, attention.a, attention.b)))
            for k in range(0, len(graph.weight), block)
        )
    )


@dataclass(frozen=True)
class SolverOptions:
    """What a solution must keep to, and how it is looked for."""

    effort: Effort | None = None  # None: what suits the number of pairs
    caps: Sides[Int64s | None] = NO_CAPS  # (n,) and (m,): the longest that each company's list may be
    floor: Floor = _FLOOR
    start: Sides[Floats] | None = None  # both sides' attention of an earlier run, (edges,)


_DEFAULT = SolverOptions()


def solve(
    graph: Graph, v: Floats, options: SolverOptions = _DEFAULT, progress: Progress | None = None
) -> Solution:
    """Attention for both sides near the most expected matches, with a bound on the best possible.

    `v` is attention by place, falling, at least as long as the longest row. With a start, the lists are only
    continued from there by best response, so that few of them change. Companies below the floor are raised where that
    costs little. Companies' order decides only ties: between equal gains the earlier company is preferred.
    """
    if not len(graph.a):
        empty = np.zeros(0)
        return Solution(Sides(empty, empty), empty, 0.0)

    with threads(len(graph.a)):  # once for all sweeps: on a small market asking takes as long as sweeping
        return _solved(graph, v, options, progress)


def _solved(graph: Graph, v: Floats, options: SolverOptions, progress: Progress | None) -> Solution:
    effort = options.effort or Effort.of(len(graph.a))
    steps = Steps(progress or silent, SOLVING, effort.steps)
    market = TwoSidedMarket.of(graph, v, options.caps)
    squares, ratio = _relax(market, effort.relax, steps)
    bound = upper_bound(graph, v, ratio, options.caps)
    if options.start is not None:
        attention = respond(market, options.start, effort.respond)
    else:
        for square in squares:
            np.sqrt(square, out=square)
        attention = _best_try(market, squares, effort, steps.after(effort.relax))
    raised = raise_to_floor(market, attention, options.floor) if options.floor.level else None
    steps(effort.steps)
    return Solution(attention, ratio, bound, raised)


def _relax(market: TwoSidedMarket, count: int, steps: Steps) -> tuple[Sides[Floats], Floats]:
    """Frank–Wolfe on sum(w·√(a·b)) along an averaged gradient; gives the last point and the averaged ratio."""
    weight, lists = market.graph.weight, market.lists
    dtype: type[np.floating] = np.float32 if len(weight) > _LARGE else np.float64
    square = lists.a.v**2
    squares = lists.map(lambda side: side.uniform(square, dtype))
    ratio: Floats = np.ones(len(weight), dtype=dtype)
    for k in range(count):
        with threads(len(weight)):
            ratios(squares.a, squares.b, 2.0 / (k + 2.0), ratio)
        step = 3.0 / (k + 12.0)
        lists.a.product(weight, ratio, step, squares.a, square)
        lists.b.quotient(weight, ratio, step, squares.b, square)
        steps(k + 1)
    return squares, ratio


def _best_try(
    market: TwoSidedMarket, attention: Sides[Floats], effort: Effort, steps: Steps
) -> Sides[Floats]:
    """Anneal and respond from the relaxed point, as often as the effort says; gives the best of the tries."""
    best: Sides[Floats] | None = None
    most = -1.0
    for number in range(effort.tries):
        found = attention if effort.tries == 1 else attention.map(np.copy)
        _anneal(market, found, effort.schedule(number), steps.after(number * effort.anneal))
        respond(market, found, effort.respond)
        value = expected_matches(market.graph, found)
        if value > most * (1.0 + 1e-12):
            best, most = found, value
    assert best is not None
    return best


def _anneal(
    market: TwoSidedMarket, attention: Sides[Floats], schedule: AnnealingSchedule, steps: Steps
) -> None:
    """Alternate steps on sum(w·EA·EB) by the gain w·EB·EA^(1-s), s falling from 2 to 1; changes both in place."""
    for k in range(schedule.steps):
        power = (k + 1) / schedule.steps - 1.0  # 1 - s
        for side in schedule.order:
            own, across = attention[side], attention[other(side)]
            market.lists[side].power(market.graph.weight, across, power, schedule.step, own)
        steps(k + 1)


def respond(
    market: TwoSidedMarket, attention: Sides[Floats], rounds: int, priorities: Sides[Floats] | None = None
) -> Sides[Floats]:
    """Each side in turn sorts its lists by p·q·(attention it gets back), until nothing improves; in place.

    With `priorities` (n,) and (m,) a company counts for so much in its partners' lists.
    """
    weight, lists = market.graph.weight, market.lists
    last = -1.0
    for _ in range(rounds):
        if priorities is None:
            lists.a.product(weight, attention.b, 1.0, attention.a)
            value = float(lists.b.product(weight, attention.a, 1.0, attention.b).sum())
        else:
            lists.a.scaled(weight, attention.b, priorities.b, 1.0, attention.a)
            value = float(
                (priorities.b * lists.b.scaled(weight, attention.a, priorities.a, 1.0, attention.b)).sum()
            )
        if value <= last * (1.0 + 1e-12):
            break
        last = value
    return attention
