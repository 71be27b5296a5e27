"""The market's graph: who could meet whom, with both interests, readable from either side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """One side's view: row r holds the edges `edges[start[r]:start[r + 1]]`."""

    start: Ints  # (rows + 1,)
    edges: Ints  # (edges,) numbers of edges, by row, then by the other side's number

    @property
    def count(self) -> int:
        """Number of rows, that is companies on this side."""
        return len(self.start) - 1


@dataclass(frozen=True)
class Graph:
    """Candidate pairs as a sparse bipartite graph; edges stand in order of (a, b), each pair once."""

    n: int  # companies on side a
    m: int  # companies on side b
    a: Ints  # (edges,)
    b: Ints  # (edges,)
    p: Floats  # (edges,) interest of a in b, 0 … 1
    q: Floats  # (edges,) interest of b in a, 0 … 1

    @cached_property
    def weight(self) -> Floats:
        """Probability that both accept, once both have looked: p·q."""
        return np.ascontiguousarray(self.p * self.q)

    @cached_property
    def rows_a(self) -> Rows:
        """Edges by company of side a."""
        return _rows(self.a, self.n, np.arange(len(self.a), dtype=np.int64))

    @cached_property
    def rows_b(self) -> Rows:
        """Edges by company of side b."""
        return _rows(self.b, self.m, np.argsort(self.b, kind="stable"))

    @property
    def longest(self) -> int:
        """The most candidates any company has."""
        degrees = [np.diff(rows.start).max(initial=0) for rows in (self.rows_a, self.rows_b)]
        return int(max(degrees))


def _rows(keys: Ints, count: int, edges: Ints) -> Rows:
    start = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(keys, minlength=count), out=start[1:])
    return Rows(start, edges.astype(np.int64, copy=False))


def from_edges(n: int, m: int, a: Ints, b: Ints, p: Floats, q: Floats) -> Graph:
    """A graph from edges in any order. Raises ValueError for what is not a market."""
    if not len(a) == len(b) == len(p) == len(q):
        raise ValueError("a, b, p and q differ in length")
    if len(a) and (min(a.min(), b.min()) < 0 or a.max() >= n or b.max() >= m):
        raise ValueError(f"a company number lies outside 0 … {n - 1} (a) or 0 … {m - 1} (b)")
    for name, values in (("p", p), ("q", q)):
        if not np.all((values >= 0.0) & (values <= 1.0)):  # also refuses NaN
            raise ValueError(f"{name} has a value outside 0 … 1")
    order = np.lexsort((b, a))
    a, b = a[order].astype(np.int64), b[order].astype(np.int64)
    if np.any((a[1:] == a[:-1]) & (b[1:] == b[:-1])):
        raise ValueError("a pair stands twice among the edges")
    return Graph(n, m, a, b, p[order].astype(np.float64), q[order].astype(np.float64))


def from_dense(p: Floats, q: Floats) -> Graph:
    """A graph of all n×m pairs from interests of shape (n, m) and (m, n)."""
    if p.ndim != 2 or q.shape != p.shape[::-1]:
        raise ValueError(f"p has shape {p.shape}, so q must have {p.shape[::-1]}, not {q.shape}")
    n, m = p.shape
    a = np.repeat(np.arange(n, dtype=np.int64), m)
    b = np.tile(np.arange(m, dtype=np.int64), n)
    return from_edges(n, m, a, b, p.ravel(), q.T.ravel())
