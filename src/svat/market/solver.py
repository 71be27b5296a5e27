"""The solver: from a graph to attention on both sides, by stages whose every step is a sort.

1. Relax: maximise the concave sum(w·√(a·b)) over squared attention; its averaged ratio √(b/a) is the certificate.
2. Anneal: lead the exponent from 2 (concave) to 1 (the true objective) while the attention follows.
3. Best response: each side in turn sorts its lists against the other until nothing improves.
4. Floor: the few companies that would be left with next to nothing are lifted (floor.py).

What follows for a market that shall be fair and not only fruitful, is in fair.py. The mathematics, with proofs
and sources, is in docs/algorithms/market.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from svat.market.certificate import upper_bound
from svat.market.floor import Floor, Lifted, lift
from svat.market.graph import Floats, Graph
from svat.market.kernels import ratios, threads
from svat.market.side import Numbers, Side, sides
from svat.progress import Tick

_FLOOR = Floor()
_LARGE = 4_000_000  # edges; beyond, attention is held in single precision


@dataclass(frozen=True, slots=True)
class Effort:
    """How many steps each stage takes."""

    relax: int = 60
    anneal: int = 100
    anneal_step: float = 0.1
    respond: int = 50
    tries: int = 1  # ways down from the relaxed problem; the best is kept

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

    attention_a: Floats  # (edges,) that a's list gives to b
    attention_b: Floats
    ratio: Floats  # (edges,) for certificate.upper_bound
    upper_bound: float
    lifted: Lifted | None = None  # what was done for those below the floor

    def expected_matches(self, graph: Graph) -> float:
        """Sum over edges of p·q·EA·EB."""
        return expected_matches(graph, self.attention_a, self.attention_b)


def expected_matches(graph: Graph, attention_a: Floats, attention_b: Floats) -> float:
    """Sum over edges of p·q·EA·EB, by blocks, so that a large market needs no large scratch array."""
    block = 1 << 22
    return float(
        sum(
            np.einsum(
                "i,i,i->", graph.weight[k : k + block], attention_a[k : k + block], attention_b[k : k + block]
            )
            for k in range(0, len(graph.weight), block)
        )
    )


def solve(
    graph: Graph,
    v: Floats,
    effort: Effort | None = None,
    *,
    cap_a: Numbers | None = None,
    cap_b: Numbers | None = None,
    floor: Floor = _FLOOR,
    start: tuple[Floats, Floats] | None = None,
    tick: Tick | None = None,
) -> Solution:
    """Attention for both sides near the most expected matches, with a bound on the best possible.

    `v` is attention by place, falling, at least as long as the longest row; `cap_a` (n,) and `cap_b` (m,) the
    longest that each company's list may be. With `start`, both sides' attention of an earlier run (edges,), the
    lists are only led on from there by best response, so that few of them change. Companies below the floor are
    lifted where that costs little. `tick(done, all)` hears of progress. Companies' order decides only ties: between
    equal gains the earlier company is preferred.
    """
    effort = effort or Effort.of(len(graph.a))
    total = effort.relax + effort.tries * effort.anneal + effort.respond
    say = tick or (lambda _done, _all: None)
    if not len(graph.a):
        empty = np.zeros(0)
        return Solution(empty, empty, empty, 0.0)

    side_a, side_b = sides(graph, v, cap_a, cap_b)
    square_a, square_b, ratio = _relax(graph, side_a, side_b, effort.relax, lambda k: say(k, total))
    bound = upper_bound(graph, v, ratio, cap_a, cap_b)
    if start is not None:
        attention_a, attention_b = respond(graph, side_a, side_b, *start, effort.respond)
    else:
        np.sqrt(square_a, out=square_a)
        np.sqrt(square_b, out=square_b)
        attention_a, attention_b = _best_way_down(
            graph, side_a, side_b, square_a, square_b, effort, lambda k: say(effort.relax + k, total)
        )
    lifted = lift(graph, side_a, side_b, attention_a, attention_b, floor) if floor.level else None
    say(total, total)
    return Solution(attention_a, attention_b, ratio, bound, lifted)


def _relax(
    graph: Graph, side_a: Side, side_b: Side, steps: int, tick: Callable[[int], None]
) -> tuple[Floats, Floats, Floats]:
    """Frank–Wolfe on sum(w·√(a·b)) along an averaged gradient; gives the last point and the averaged ratio."""
    dtype: type[np.floating] = np.float32 if len(graph.a) > _LARGE else np.float64
    square = side_a.v**2
    a, b = side_a.uniform(square, dtype), side_b.uniform(square, dtype)
    ratio: Floats = np.ones(len(a), dtype=dtype)
    for k in range(steps):
        with threads(len(a)):
            ratios(a, b, 2.0 / (k + 2.0), ratio)
        step = 3.0 / (k + 12.0)
        side_a.product(graph.weight, ratio, step, a, square)
        side_b.quotient(graph.weight, ratio, step, b, square)
        tick(k + 1)
    return a, b, ratio


def _best_way_down(
    graph: Graph,
    side_a: Side,
    side_b: Side,
    attention_a: Floats,
    attention_b: Floats,
    effort: Effort,
    tick: Callable[[int], None],
) -> tuple[Floats, Floats]:
    """Anneal and respond from the relaxed point; the first way has the effort's own pace, others vary it."""
    best: tuple[Floats, Floats] | None = None
    most = -1.0
    for way in range(effort.tries):
        # Which side moves first and how far each step goes decide which of many near-equal optima is met.
        step = effort.anneal_step * (1.0, 0.5, 1.5, 2.0, 0.7, 3.0)[way // 2 % 6]
        begin = (attention_a, attention_b) if effort.tries == 1 else (attention_a.copy(), attention_b.copy())
        found = _anneal(
            graph,
            side_a,
            side_b,
            *begin,
            effort.anneal,
            step,
            way % 2 == 1,
            partial(_from, tick, way * effort.anneal),
        )
        found = respond(graph, side_a, side_b, *found, effort.respond)
        value = expected_matches(graph, *found)
        if value > most * (1.0 + 1e-12):
            best, most = found, value
    assert best is not None
    return best


def _from(tick: Callable[[int], None], before: int, done: int) -> None:
    tick(before + done)


def _anneal(
    graph: Graph,
    side_a: Side,
    side_b: Side,
    attention_a: Floats,
    attention_b: Floats,
    steps: int,
    step: float,
    b_first: bool,
    tick: Callable[[int], None],
) -> tuple[Floats, Floats]:
    """Alternate steps on sum(w·EA·EB) by the gain w·EB·EA^(1-s), s falling from 2 to 1; changes both in place."""
    turns = [(side_a, attention_a, attention_b), (side_b, attention_b, attention_a)]
    if b_first:
        turns.reverse()
    for k in range(steps):
        power = (k + 1) / steps - 1.0  # 1 - s
        for side, own, other in turns:
            side.power(graph.weight, other, power, step, own)
        tick(k + 1)
    return attention_a, attention_b


def respond(
    graph: Graph,
    side_a: Side,
    side_b: Side,
    attention_a: Floats,
    attention_b: Floats,
    rounds: int,
    say: tuple[Floats, Floats] | None = None,
) -> tuple[Floats, Floats]:
    """Each side in turn sorts its lists by p·q·(attention it gets back), until nothing improves; in place.

    With `say` (n,) and (m,) a company counts for so much in its partners' lists.
    """
    last = -1.0
    for _ in range(rounds):
        if say is None:
            side_a.product(graph.weight, attention_b, 1.0, attention_a)
            value = float(side_b.product(graph.weight, attention_a, 1.0, attention_b).sum())
        else:
            side_a.scaled(graph.weight, attention_b, say[1], 1.0, attention_a)
            value = float((say[1] * side_b.scaled(graph.weight, attention_a, say[0], 1.0, attention_b)).sum())
        if value <= last * (1.0 + 1e-12):
            break
        last = value
    return attention_a, attention_b
