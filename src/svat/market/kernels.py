"""The market's inner loops: sort every company's candidates by gain, many companies at once.

Compiled by numba, one block of rows to a thread; each row writes only its own edges and sums its own total,
so the result does not depend on the number of threads. Attention may be held in single or double precision; gains
and totals are always computed in double.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numba
import numpy as np

from svat.compiled import compiled

GIVEN, PRODUCT, QUOTIENT, POWER, SCALED = 0, 1, 2, 3, 4  # how `sweep` computes the gain of an edge

_SHORT = 48  # up to this an insertion sort is always fast enough
_PATIENCE = 12  # moves per candidate that an insertion sort may take on a longer row
_PARALLEL_FROM = 100_000  # edges; threads cost more than they bring on a smaller market
_BLOCKS = 256
LEAST = 1e-30  # attention below this is treated as this: fit for single precision too


@compiled()
def _insert(gain, order, keys, most):  # type: ignore[no-untyped-def]
    """Sort the positions in `order` by falling gain, then by position; False when more than `most` moves.

    Fast where the order is nearly right already, as it is from one sweep to the next.
    """
    moves = 0
    for k in range(len(order)):
        position = order[k]
        g = gain[position]
        at = k
        while at > 0 and (keys[at - 1] < g or (keys[at - 1] == g and order[at - 1] > position)):
            keys[at] = keys[at - 1]
            order[at] = order[at - 1]
            at -= 1
        keys[at] = g
        order[at] = position
        moves += k - at
        if moves > most:
            # Leave a permutation behind, whatever its order.
            return False
    return True


@compiled()
def _pack(gain, order):  # type: ignore[no-untyped-def]
    """Sort long rows as whole numbers: a gain ≥ 0 orders as its bits do.

    The last bits make room for the position, which settles ties; gains nearer than 2^(bits - 52) of each other
    count as equal.
    """
    size = len(order)
    bits = 1
    while (1 << bits) < size:
        bits += 1
    mask = np.uint64((1 << bits) - 1)
    packed = gain[:size].copy()
    words = packed.view(np.uint64)
    for k in range(size):
        words[k] = ((~words[k]) & ~mask) | np.uint64(k)
    words.sort()
    for k in range(size):
        order[k] = np.int32(words[k] & mask)


@compiled(parallel=True)
def _sweep(start, edges, order, partner, cap, w, x, scale, mode, power, least, v, step, out, totals, longest):  # type: ignore[no-untyped-def]
    rows = len(start) - 1
    for block in numba.prange(_BLOCKS):
        gain = np.empty(longest)
        keys = np.empty(longest)
        for r in range(rows * block // _BLOCKS, rows * (block + 1) // _BLOCKS):
            lo, hi = start[r], start[r + 1]
            size = hi - lo
            for k in range(size):
                e = edges[lo + k]
                g = np.float64(w[e])
                if mode == GIVEN:
                    pass
                elif mode == PRODUCT:
                    g *= x[e]
                elif mode == QUOTIENT:
                    g /= x[e]
                elif mode == POWER:
                    base = out[e]
                    if base < least:
                        base = least
                    g *= x[e] * base**power
                else:
                    g *= x[e] * scale[partner[e]]
                gain[k] = g
            most = size * size if size <= _SHORT else _PATIENCE * size
            if not _insert(gain, order[lo:hi], keys, most):
                _pack(gain, order[lo:hi])
            total = 0.0
            for k in range(size):
                position = order[lo + k]
                e = edges[lo + position]
                seen = v[k] if k < cap[r] else 0.0
                total += gain[position] * seen
                if step > 0.0:
                    out[e] = (1.0 - step) * out[e] + step * seen
            totals[r] = total


@compiled(parallel=True)
def _ratios(a, b, mix, ratio):  # type: ignore[no-untyped-def]
    for e in numba.prange(len(a)):
        # Far down the lists both fade towards 0; any positive ratio there proves a bound all the same.
        now = 0.5 * np.log(max(b[e], LEAST) / max(a[e], LEAST))
        ratio[e] = np.exp((1.0 - mix) * np.log(ratio[e]) + mix * now)


@compiled()
def positions(start, out):  # type: ignore[no-untyped-def]
    """Fill out (edges,) with 0, 1, 2, … within each row."""
    for r in range(len(start) - 1):
        for k in range(start[r], start[r + 1]):
            out[k] = k - start[r]


@compiled()
def in_order(start, edges, order, out):  # type: ignore[no-untyped-def]
    """Fill out (edges,) with each row's edges in the order of its positions."""
    for r in range(len(start) - 1):
        for k in range(start[r], start[r + 1]):
            out[k] = edges[start[r] + order[k]]


@compiled()
def spread(start, edges, value, out):  # type: ignore[no-untyped-def]
    """Fill out (edges,) with the value of each edge's row."""
    for r in range(len(start) - 1):
        for k in range(start[r], start[r + 1]):
            out[edges[k]] = value[r]


@compiled()
def credit(a, b, w, attention_a, attention_b, to_a, to_b):  # type: ignore[no-untyped-def]
    """Add w·EA·EB of every edge to both of its companies."""
    for e in range(len(a)):
        x = w[e] * attention_a[e] * attention_b[e]
        to_a[a[e]] += x
        to_b[b[e]] += x


@contextmanager
def threads(edges: int) -> Iterator[None]:
    """All of the processor's threads for a large market, one for a small one."""
    before = numba.get_num_threads()
    if edges >= _PARALLEL_FROM or before == 1:
        yield
        return
    numba.set_num_threads(1)
    try:
        yield
    finally:
        numba.set_num_threads(before)


# Thin names for the compiled functions: what they take and give is described where they are called, in list_sorter.py.
sweep = _sweep
ratios = _ratios
