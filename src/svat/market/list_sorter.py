"""A side's lists at work: sorted again and again by changing gains; and both sides of a market ready for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from svat.market import kernels
from svat.market.graph import Floats, Graph, Int64s, Rows
from svat.sides import Sides

_NO_SCALE = np.ones(1)
NO_CAPS: Sides[Int64s | None] = Sides(None, None)


@dataclass(frozen=True, slots=True)
class _SortKey:
    """What an edge is sorted by, as kernels.sweep computes it."""

    mode: int
    w: Floats  # (edges,)
    x: Floats  # (edges,)
    power: float = 0.0
    scale: Floats | None = None  # (companies across,)


class ListSorter:
    """The lists of one side's companies.

    The linear step of every stage is the same: sort each company's candidates by a gain per edge, which is the
    exact maximiser of sum(gain · attention) over all rankings, since `v` falls with the place (rearrangement
    inequality). Each sort starts from the last one's order, so that later ones cost little more than a look.
    Equal gains keep the order of the partners' numbers.
    """

    def __init__(
        self, rows: Rows, partner: npt.NDArray[np.int32], v: Floats, cap: Int64s | None = None
    ) -> None:
        """`partner` (edges,) is the company across; `v` attention by place, at least as long as the longest row.

        `cap` (rows,) is the longest each list may be; places beyond get no attention.
        """
        self.rows, self.partner = rows, partner
        self.v = np.ascontiguousarray(v, dtype=np.float64)
        self.cap = rows.degree if cap is None else np.asarray(cap, dtype=np.int64)
        self._order = _positions(rows)

    def product(self, w: Floats, x: Floats, step: float, out: Floats, v: Floats | None = None) -> Floats:
        """Move `out` by `step` towards the lists sorted by w·x; gives sum(gain · v) of those lists, (rows,).

        With step 0 nothing is written to `out`.
        """
        return self._sweep(_SortKey(kernels.PRODUCT, w, x), step, out, v)

    def quotient(self, w: Floats, x: Floats, step: float, out: Floats, v: Floats | None = None) -> Floats:
        """The same with the gain w/x."""
        return self._sweep(_SortKey(kernels.QUOTIENT, w, x), step, out, v)

    def power(self, w: Floats, x: Floats, power: float, step: float, out: Floats) -> Floats:
        """The same with the gain w·x·out^power."""
        return self._sweep(_SortKey(kernels.POWER, w, x, power=power), step, out)

    def scaled(self, w: Floats, x: Floats, scale: Floats, step: float, out: Floats) -> Floats:
        """The same with the gain w·x·scale[partner]."""
        return self._sweep(_SortKey(kernels.SCALED, w, x, scale=scale), step, out)

    def places(self, gain: Floats) -> Int64s:
        """Place 1, 2, … of each edge in its row by falling gain, (edges,); 0 beyond the cap."""
        out = np.zeros(len(gain))
        ranks = np.arange(1, self.rows.longest + 1, dtype=np.float64)
        self._sweep(_SortKey(kernels.GIVEN, np.asarray(gain, dtype=np.float64), gain), 1.0, out, ranks)
        return out.astype(np.int64)

    def ranked(self, gain: Floats) -> npt.NDArray[np.int32]:
        """Edges by row, then by falling gain, (edges,): the side's full lists one after another."""
        self._sweep(_SortKey(kernels.GIVEN, gain, gain), 0.0, gain)
        out = np.empty(len(gain), dtype=np.int32)
        kernels.in_order(self.rows.start, self.rows.edges, self._order, out)
        return out

    def uniform(self, v: Floats, dtype: type[np.floating] = np.float64) -> Floats:
        """Every candidate of a company gets the same share of the attention that its places hold, (edges,)."""
        degree = self.rows.degree
        places = np.minimum(degree, self.cap)
        mean = np.concatenate([[0.0], np.cumsum(v)])[places] / np.maximum(degree, 1)
        out = np.empty(len(self.rows.edges), dtype=dtype)
        kernels.spread(self.rows.start, self.rows.edges, mean, out)
        return out

    def _sweep(self, key: _SortKey, step: float, out: Floats, v: Floats | None = None) -> Floats:
        totals = np.zeros(self.rows.count)
        with kernels.threads(len(key.w)):
            kernels.sweep(
                self.rows.start,
                self.rows.edges,
                self._order,
                self.partner,
                self.cap,
                key.w,
                key.x,
                _NO_SCALE if key.scale is None else key.scale,
                key.mode,
                # Of the attention's own precision: the root of a double takes twice as long.
                out.dtype.type(key.power),
                out.dtype.type(kernels.LEAST),
                self.v if v is None else v,
                step,
                out,
                totals,
                self.rows.longest,
            )
        return totals


def _positions(rows: Rows) -> npt.NDArray[np.int32]:
    """Position within its row of each entry of rows.edges: the order before anything is sorted."""
    out = np.empty(len(rows.edges), dtype=np.int32)
    kernels.positions(rows.start, out)
    return out


@dataclass(frozen=True)
class TwoSidedMarket:
    """A graph with the lists of both sides, ready to be sorted."""

    graph: Graph
    lists: Sides[ListSorter]

    @classmethod
    def of(cls, graph: Graph, v: Floats, caps: Sides[Int64s | None] = NO_CAPS) -> TwoSidedMarket:
        """Both sides under the same attention `v` by place; `caps` are the longest that their lists may be."""
        rows = graph.rows
        return cls(
            graph, Sides(ListSorter(rows.a, graph.b, v, caps.a), ListSorter(rows.b, graph.a, v, caps.b))
        )


def utilities(graph: Graph, attention: Sides[Floats]) -> Sides[Floats]:
    """Expected matches of each company under both sides' attention (edges,): shapes (n,) and (m,)."""
    to = Sides(np.zeros(graph.n), np.zeros(graph.m))
    kernels.credit(graph.a, graph.b, graph.weight, attention.a, attention.b, to.a, to.b)
    return to
