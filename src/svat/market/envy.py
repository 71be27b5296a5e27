"""Envy: who would expect more with the places that another has in all lists of the other side."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

from svat.compiled import compiled
from svat.market.graph import Floats, Graph, Rows
from svat.market.kernels import threads
from svat.sides import Sides, other


def envies(graph: Graph, attention: Sides[Floats], sample: int | None = None) -> Sides[Floats]:
    """How much more, relative to its own, each company would expect with the places of the one it envies most.

    Company i of side a envies i' when sum(w·EA) over its candidates j, with the attention EB that i' has in their
    lists in place of its own, is more than it expects now (Tomita and Yokoyama, RecSys 2024). Returns shapes (n,)
    and (m,), 0 for no envy. With `sample`, only so many companies of each side look, evenly spaced by their numbers,
    and the rest are NaN; each is compared with all that share a partner with it.
    """
    found = Sides(np.full(graph.n, np.nan), np.full(graph.m, np.nan))
    for side, out in found.items():
        rows, across = graph.rows[side], graph.rows[other(side)]
        with threads(len(graph.a)):
            _envy(
                _looking(rows, sample), rows.start, rows.edges, across.start, across.edges,
                graph.ends[side], graph.ends[other(side)], graph.weight,
                attention[side], attention[other(side)], out,
            )  # fmt: skip
    return found


def cost(graph: Graph) -> float:
    """Comparisons that one look of all companies takes."""

    def squares(rows: Rows) -> float:
        return float((rows.degree.astype(np.float64) ** 2).sum())

    return squares(graph.rows.a) + squares(graph.rows.b)


def _looking(rows: Rows, sample: int | None) -> npt.NDArray[np.int64]:
    everybody = np.flatnonzero(rows.degree > 0) if sample is not None else np.arange(rows.count)
    if sample is None or sample >= len(everybody):
        return everybody
    return everybody[np.arange(sample) * len(everybody) // sample]


@compiled(parallel=True)
def _envy(looking, start, edges, across_start, across_edges, mine, theirs, w, own, other, out):  # type: ignore[no-untyped-def]
    blocks = 16
    for block in numba.prange(blocks):
        would = np.zeros(len(start) - 1)
        met = np.empty(len(start) - 1, dtype=np.int64)
        for at in range(len(looking) * block // blocks, len(looking) * (block + 1) // blocks):
            r = looking[at]
            count = 0
            now = 0.0
            for k in range(start[r], start[r + 1]):
                e = edges[k]
                x = w[e] * own[e]
                now += x * other[e]
                for f in range(across_start[theirs[e]], across_start[theirs[e] + 1]):
                    g = across_edges[f]
                    i = mine[g]
                    if would[i] == 0.0:
                        met[count] = i
                        count += 1
                        would[i] = 1e-300  # marks it as met
                    would[i] += x * other[g]
            most = 0.0
            for k in range(count):
                i = met[k]
                if i != r:
                    most = max(most, would[i])
                would[i] = 0.0
            out[r] = max(0.0, most / max(now, 1e-12) - 1.0) if most > now else 0.0
