"""The solver: from a graph to attention on both sides, by three stages whose every step is a sort.

1. Relax: maximise the concave sum(w·√(a·b)) over squared attention; its ratio √(b/a) is the certificate.
2. Anneal: lead the exponent from 2 (concave) to 1 (the true objective) while the attention follows.
3. Best response: each side in turn sorts its lists against the other until nothing improves.

The mathematics, with proofs and sources, is in docs/algorithms/market.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from svat.market.certificate import upper_bound
from svat.market.graph import Floats, Graph, Rows
from svat.market.kernels import blend_sorted, power_gains, power_root, relaxed_gains
from svat.progress import Tick


@dataclass(frozen=True, slots=True)
class Effort:
    """How many steps each stage takes; the defaults suit a market of any size."""

    relax: int = 120
    anneal: int = 100
    anneal_step: float = 0.1
    respond: int = 50


@dataclass(frozen=True)
class Solution:
    """What the solver found: attention by edge, and the ratio that proves the bound."""

    attention_a: Floats  # (edges,) that a's list gives to b
    attention_b: Floats
    ratio: Floats  # (edges,) for certificate.upper_bound
    upper_bound: float

    def expected_matches(self, graph: Graph) -> float:
        """Sum over edges of p·q·EA·EB."""
        return float(np.sum(graph.weight * self.attention_a * self.attention_b))


def solve(graph: Graph, v: Floats, effort: Effort | None = None, tick: Tick | None = None) -> Solution:
    """Attention for both sides near the most expected matches, with a bound on the best possible.

    `v` is attention by place, falling, at least as long as the longest row. `tick(done, all)` hears of
    progress. Companies' order decides only ties: between equal gains the earlier company is preferred.
    """
    effort = effort or Effort()
    total = effort.relax + effort.anneal + effort.respond
    say = tick or (lambda _done, _all: None)
    if not len(graph.a):
        empty = np.zeros(0)
        return Solution(empty, empty, empty, 0.0)

    square_a, square_b, ratio, bound = _relax(graph, v, effort.relax, lambda k: say(k, total))
    attention_a, attention_b = _anneal(
        graph, v, np.sqrt(square_a), np.sqrt(square_b), effort, lambda k: say(effort.relax + k, total)
    )
    attention_a, attention_b = best_response(graph, v, attention_a, attention_b, effort.respond)
    say(total, total)
    return Solution(attention_a, attention_b, ratio, bound)


def _uniform(rows: Rows, v: Floats) -> Floats:
    """Every candidate of a company gets the same share of the attention that its places hold."""
    degree = np.diff(rows.start)
    mean = np.concatenate([[0.0], np.cumsum(v)])[degree] / np.maximum(degree, 1)
    out = np.empty(len(rows.edges))
    out[rows.edges] = np.repeat(mean, degree)
    return out


def _relax(
    graph: Graph, v: Floats, steps: int, tick: Callable[[int], None]
) -> tuple[Floats, Floats, Floats, float]:
    """Frank–Wolfe on sum(w·√(a·b)); gives the last point, the best ratio seen and its bound."""
    w, square = graph.weight, v * v
    a, b = _uniform(graph.rows_a, square), _uniform(graph.rows_b, square)
    ratio, gain_a, gain_b = np.empty_like(w), np.empty_like(w), np.empty_like(w)
    best_ratio, best = np.ones(len(w)), np.inf
    for k in range(steps):
        relaxed_gains(w, a, b, ratio, gain_a, gain_b)
        step = 2.0 / (k + 12.0)
        side_a = blend_sorted(graph.rows_a, gain_a, square, step, a)
        side_b = blend_sorted(graph.rows_b, gain_b, square, step, b)
        bound = 0.5 * float(side_a.sum() + side_b.sum())
        if bound < best:
            best = bound
            best_ratio[:] = ratio
        tick(k + 1)
    return a, b, best_ratio, upper_bound(graph, v, best_ratio)


def _anneal(
    graph: Graph,
    v: Floats,
    attention_a: Floats,
    attention_b: Floats,
    effort: Effort,
    tick: Callable[[int], None],
) -> tuple[Floats, Floats]:
    """Alternate steps on sum(w·EA·EB) in the space EA^s, s falling from 2 to 1; changes both in place."""
    w = graph.weight
    gain, raised = np.empty_like(w), np.empty_like(w)
    for k in range(effort.anneal):
        s = 2.0 - (k + 1) / effort.anneal
        places = v**s
        for rows, own, other in (
            (graph.rows_a, attention_a, attention_b),
            (graph.rows_b, attention_b, attention_a),
        ):
            power_gains(w, own, other, s, gain, raised)
            blend_sorted(rows, gain, places, effort.anneal_step, raised)
            power_root(raised, s, own)
        tick(k + 1)
    return attention_a, attention_b


def best_response(
    graph: Graph, v: Floats, attention_a: Floats, attention_b: Floats, rounds: int
) -> tuple[Floats, Floats]:
    """Each side in turn sorts its lists by p·q·(attention it gets back), until nothing improves."""
    w = graph.weight
    attention_a, attention_b = attention_a.copy(), attention_b.copy()
    last = -1.0
    for _ in range(rounds):
        blend_sorted(graph.rows_a, w * attention_b, v, 1.0, attention_a)
        value = float(blend_sorted(graph.rows_b, w * attention_a, v, 1.0, attention_b).sum())
        if value <= last * (1.0 + 1e-12):
            break
        last = value
    return attention_a, attention_b
