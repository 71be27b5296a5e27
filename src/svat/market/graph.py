"""The market's graph: who could meet whom, with both interests, readable from either side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from svat.compiled import compiled
from svat.sides import Sides

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.integer]
Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """One side's view: row r holds the edges `edges[start[r]:start[r + 1]]`."""

    start: npt.NDArray[np.int64]  # (rows + 1,)
    edges: npt.NDArray[np.int32]  # (edges,) numbers of edges, by row, then by the other side's number

    @property
    def count(self) -> int:
        """Number of rows, that is companies on this side."""
        return len(self.start) - 1

    @property
    def degree(self) -> npt.NDArray[np.int64]:
        """Candidates of each row, (rows,)."""
        return np.diff(self.start)

    @cached_property
    def longest(self) -> int:
        """The most candidates of any row."""
        return int(self.degree.max(initial=0))


@dataclass(frozen=True)
class Graph:
    """Candidate pairs as a sparse bipartite graph; edges are in order of (a, b), each pair once."""

    n: int  # companies on side a
    m: int  # companies on side b
    a: npt.NDArray[np.int32]  # (edges,)
    b: npt.NDArray[np.int32]  # (edges,)
    weight: npt.NDArray[np.float64]  # (edges,) probability that both accept once both have looked: p·q

    @property
    def counts(self) -> Sides[int]:
        """Companies on each side."""
        return Sides(self.n, self.m)

    @property
    def ends(self) -> Sides[npt.NDArray[np.int32]]:
        """The company of each side at each edge, (edges,)."""
        return Sides(self.a, self.b)

    @cached_property
    def rows(self) -> Sides[Rows]:
        """Edges by company of each side."""
        start = np.zeros(self.n + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.a, minlength=self.n), out=start[1:])
        return Sides(Rows(start, np.arange(len(self.a), dtype=np.int32)), Rows(*_grouped(self.b, self.m)))

    @property
    def longest(self) -> int:
        """The most candidates any company has."""
        return max(rows.longest for rows in self.rows)

    def part(self, kept: npt.NDArray[np.bool_]) -> Graph:
        """The same companies with only the edges where `kept` (edges,) is true."""
        return Graph(self.n, self.m, self.a[kept], self.b[kept], self.weight[kept])


@compiled()
def _counted(keys, start, order):  # type: ignore[no-untyped-def]
    """Counting sort: fill `order` with the positions of `keys` by key, then by position."""
    at = start[:-1].copy()
    for e in range(len(keys)):
        k = keys[e]
        order[at[k]] = e
        at[k] += 1


def _grouped(keys: npt.NDArray[np.int32], count: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    start = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(keys, minlength=count), out=start[1:])
    order = np.empty(len(keys), dtype=np.int32)
    _counted(keys, start, order)
    return start, order


def from_edges(n: int, m: int, a: Ints, b: Ints, p: Floats, q: Floats) -> Graph:
    """A graph from edges in any order: p is the interest of a in b, q that of b in a, both 0 … 1.

    Raises ValueError for what is not a market.
    """
    if not len(a) == len(b) == len(p) == len(q):
        raise ValueError("a, b, p and q differ in length")
    for name, values in (("p", p), ("q", q)):
        if not np.all((values >= 0.0) & (values <= 1.0)):  # also refuses NaN
            raise ValueError(f"{name} has a value outside 0 … 1")
    return from_weights(n, m, a, b, np.multiply(p, q, dtype=np.float64))


def from_weights(n: int, m: int, a: Ints, b: Ints, weight: Floats) -> Graph:
    """A graph from edges in any order and the product p·q of each. Raises ValueError as from_edges does."""
    if len(a) and (min(a.min(), b.min()) < 0 or a.max() >= n or b.max() >= m):
        raise ValueError(f"a company number lies outside 0 … {n - 1} (a) or 0 … {m - 1} (b)")
    if len(a) > np.iinfo(np.int32).max or max(n, m) > np.iinfo(np.int32).max:
        raise ValueError(f"{len(a)} pairs are more than the {np.iinfo(np.int32).max} that one graph can hold")
    keys_a, keys_b = a.astype(np.int32, copy=False), b.astype(np.int32, copy=False)
    if not _in_order(keys_a, keys_b):
        # Two counting sorts, by b and then by a, leave the edges in order of (a, b).
        by_b = _grouped(keys_b, m)[1]
        order = by_b[_grouped(keys_a[by_b], n)[1]]
        del by_b
        keys_a, keys_b, weight = keys_a[order], keys_b[order], weight[order]
    if np.any((keys_a[1:] == keys_a[:-1]) & (keys_b[1:] == keys_b[:-1])):
        raise ValueError("a pair appears twice among the edges")
    return Graph(n, m, keys_a, keys_b, np.ascontiguousarray(weight, dtype=np.float64))


@compiled()
def _in_order(a, b):  # type: ignore[no-untyped-def]
    for e in range(1, len(a)):  # noqa: SIM110 - compiled: a loop is what it becomes
        if a[e] < a[e - 1] or (a[e] == a[e - 1] and b[e] < b[e - 1]):
            return False
    return True


def from_dense(p: Floats, q: Floats) -> Graph:
    """A graph of all n×m pairs from interests of shape (n, m) and (m, n)."""
    if p.ndim != 2 or q.shape != p.shape[::-1]:
        raise ValueError(f"p has shape {p.shape}, so q must have {p.shape[::-1]}, not {q.shape}")
    n, m = p.shape
    a = np.repeat(np.arange(n, dtype=np.int32), m)
    b = np.tile(np.arange(m, dtype=np.int32), n)
    return from_edges(n, m, a, b, p.ravel(), q.T.ravel())
