"""The market's inner loops: sort every company's candidates by gain, many companies at once.

Compiled by numba, one block of rows to a thread; each row writes only its own edges and sums its own total,
so the result does not depend on the number of threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numba
import numpy as np

from svat.market.graph import Floats, Ints, Rows

_SHORT = 48  # up to this an insertion sort is fastest
_PARALLEL_FROM = 100_000  # edges; threads cost more than they bring on a smaller market
_BLOCKS = 256


@numba.njit(cache=True, nogil=True)
def _order(gain, edges, lo, hi, keys, order):  # type: ignore[no-untyped-def]
    """Fill order[:hi-lo] with positions lo … hi-1 by falling gain; equal gains keep their order."""
    size = hi - lo
    if size <= _SHORT:
        for k in range(size):
            g = gain[edges[lo + k]]
            at = k
            while at > 0 and keys[at - 1] < g:
                keys[at] = keys[at - 1]
                order[at] = order[at - 1]
                at -= 1
            keys[at] = g
            order[at] = lo + k
        return
    # Longer rows sort whole numbers: a gain ≥ 0 orders as its bits do, and its last bits make room for the
    # position, which settles ties. Gains nearer than 2^(bits - 52) of each other count as equal.
    bits = 1
    while (1 << bits) < size:
        bits += 1
    mask = np.uint64((1 << bits) - 1)
    packed = np.empty(size, dtype=np.float64)
    for k in range(size):
        packed[k] = gain[edges[lo + k]]
    words = packed.view(np.uint64)
    for k in range(size):
        words[k] = ((~words[k]) & ~mask) | np.uint64(k)
    words.sort()
    for k in range(size):
        order[k] = lo + np.int64(words[k] & mask)


@numba.njit(cache=True, nogil=True, parallel=True)
def _blend(start, edges, gain, v, step, out, totals, longest):  # type: ignore[no-untyped-def]
    rows = len(start) - 1
    for block in numba.prange(_BLOCKS):
        keys = np.empty(longest)
        order = np.empty(longest, dtype=np.int64)
        for r in range(rows * block // _BLOCKS, rows * (block + 1) // _BLOCKS):
            lo, hi = start[r], start[r + 1]
            _order(gain, edges, lo, hi, keys, order)
            total = 0.0
            for k in range(hi - lo):
                e = edges[order[k]]
                total += gain[e] * v[k]
                out[e] = (1.0 - step) * out[e] + step * v[k]
            totals[r] = total


@numba.njit(cache=True, nogil=True, parallel=True)
def _relaxed(w, a, b, ratio, gain_a, gain_b):  # type: ignore[no-untyped-def]
    for e in numba.prange(len(w)):
        # Far down the lists both fade towards 0; any positive ratio there proves a bound all the same.
        r = np.sqrt(max(b[e], 1e-280) / max(a[e], 1e-280))
        r = min(max(r, 1e-100), 1e100)
        ratio[e] = r
        gain_a[e] = w[e] * r
        gain_b[e] = w[e] / r


@numba.njit(cache=True, nogil=True, parallel=True)
def _raised(w, own, other, s, gain, raised):  # type: ignore[no-untyped-def]
    for e in numba.prange(len(w)):
        lowered = max(own[e], 1e-140) ** (1.0 - s)
        gain[e] = w[e] * other[e] * lowered
        raised[e] = own[e] / lowered


@numba.njit(cache=True, nogil=True, parallel=True)
def _rooted(raised, s, own):  # type: ignore[no-untyped-def]
    for e in numba.prange(len(own)):
        own[e] = raised[e] ** (1.0 / s)


@contextmanager
def _threads(edges: int) -> Iterator[None]:
    before = numba.get_num_threads()
    numba.set_num_threads(before if edges >= _PARALLEL_FROM else 1)
    try:
        yield
    finally:
        numba.set_num_threads(before)


def _longest(rows: Rows) -> int:
    return int(np.diff(rows.start).max(initial=0))


def blend_sorted(rows: Rows, gain: Floats, v: Floats, step: float, attention: Floats) -> Floats:
    """Move `attention` (edges,) by `step` towards the lists sorted by falling `gain`, in place.

    The sorted lists are the exact maximiser of sum(gain · attention) over all rankings of each row, since
    `v` falls with the place (rearrangement inequality). `v` needs at least as many places as the longest row.
    Returns what the sorted lists would give each row, sum(gain · v), shape (rows,).
    """
    totals = np.zeros(rows.count)
    with _threads(len(rows.edges)):
        _blend(rows.start, rows.edges, gain, v, step, attention, totals, _longest(rows))
    return totals


def places(rows: Rows, gain: Floats) -> Ints:
    """Place 1, 2, … of each edge in its row by falling gain, (edges,); equal gains keep edge order."""
    out = np.zeros(len(gain))
    blend_sorted(rows, gain, np.arange(1, _longest(rows) + 1, dtype=np.float64), 1.0, out)
    return out.astype(np.int64)


def relaxed_gains(w: Floats, a: Floats, b: Floats, ratio: Floats, gain_a: Floats, gain_b: Floats) -> None:
    """Fill ratio with √(b/a) and the gains of the relaxed problem with w·ratio and w/ratio, all (edges,)."""
    with _threads(len(w)):
        _relaxed(w, a, b, ratio, gain_a, gain_b)


def power_gains(w: Floats, own: Floats, other: Floats, s: float, gain: Floats, raised: Floats) -> None:
    """Fill gain with w·other·own^(1-s) and raised with own^s, all (edges,)."""
    with _threads(len(w)):
        _raised(w, own, other, s, gain, raised)


def power_root(raised: Floats, s: float, own: Floats) -> None:
    """Fill own with raised^(1/s), both (edges,)."""
    with _threads(len(own)):
        _rooted(raised, s, own)
