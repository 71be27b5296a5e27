"""Mixtures: fractional attention taken apart into the lists that a company is shown in turn.

Attention that a company spreads over its candidates is a mixture of rankings when its sorted values are
majorised by the attention of the places (Rado, 1952). Each step takes out the list in the order of what remains,
with the greatest share that leaves such a remainder; a new set of leading places then holds all the attention it
can, so a company with d candidates needs d lists at most.
"""

from __future__ import annotations

import numpy as np

from svat.compiled import compiled
from svat.market.graph import Floats
from svat.market.list_sorter import ListSorter
from svat.market.ranked_lists import RankedLists

_ENTRIES = 1 << 22  # of one company's lists together: the more candidates, the fewer lists
_LEAST_LISTS = 8
_NEGLIGIBLE = 1e-9  # share of a mixture that may be given to the last list unasked


def mixture(side: ListSorter, attention: Floats, most: int) -> RankedLists:
    """The lists that a side's companies are shown in turn, with the share of each entry.

    `attention` (edges,) must be a mixture of the side's rankings; `most` is the number of lists after which the last
    takes what remains (fewer for a company with very many candidates). Places to which the attention is 0
    throughout are left out.
    """
    start, edge, place, share = _mixtures(
        side.rows.start, side.rows.edges, side.cap, side.v, np.asarray(attention, dtype=np.float64), most
    )
    return RankedLists(start, edge, (place, share))


@compiled()
def _largest(rest, vertex, prefix, left, size):  # type: ignore[no-untyped-def]
    """The most of `vertex` that can be taken out of `rest`, which holds `left` of the mixture.

    What remains must be majorised by the remaining share of v; `prefix` holds the sums of its leading places.
    """
    take = left
    for _ in range(200):
        order = np.argsort(-(rest - take * vertex), kind="mergesort")
        now = take
        held = 0.0
        taken = 0.0
        for k in range(size):
            held += rest[order[k]]
            taken += vertex[order[k]]
            room = prefix[k] - taken
            if room > 1e-12 * prefix[k]:
                now = min(now, max(left * prefix[k] - held, 0.0) / room)
        if now >= take:
            break
        take = now
    return take


@compiled()
def _mixtures(start, edges, cap, v, attention, most):  # type: ignore[no-untyped-def]
    room = 4 * len(edges) + 16
    out_edge = np.empty(room, dtype=np.int32)
    out_place = np.empty(room, dtype=np.int32)
    out_share = np.empty(room, dtype=np.float64)
    spans = np.zeros(len(start), dtype=np.int64)
    length = 0
    for r in range(len(start) - 1):
        size = start[r + 1] - start[r]
        places = min(size, cap[r])
        spans[r + 1] = length
        if places == 0:
            continue
        mine = edges[start[r] : start[r + 1]]
        seen = np.zeros(size)
        for k in range(places):
            seen[k] = v[k]
        prefix = np.cumsum(seen)
        rest = attention[mine].copy()
        allowed = max(_LEAST_LISTS, min(most, _ENTRIES // size))
        keys = np.empty(allowed * places, dtype=np.int64)
        amounts = np.empty(allowed * places)
        entries = 0
        left = 1.0
        vertex = np.empty(size)
        for lists in range(allowed):
            order = np.argsort(-rest, kind="mergesort")
            for k in range(size):
                vertex[order[k]] = seen[k]
            last = lists == allowed - 1 or left < _NEGLIGIBLE
            take = left if last else _largest(rest, vertex, prefix, left, size)
            for k in range(places):
                keys[entries] = k * size + order[k]
                amounts[entries] = take
                entries += 1
            left -= take
            if left <= 0.0:
                break
            rest -= take * vertex
        before = np.int64(-1)
        for k in np.argsort(keys[:entries], kind="mergesort"):
            if keys[k] == before:
                out_share[length - 1] += amounts[k]
                continue
            before = keys[k]
            if length == room:
                room *= 2
                out_edge = np.append(out_edge, np.empty(room - length, dtype=np.int32))
                out_place = np.append(out_place, np.empty(room - length, dtype=np.int32))
                out_share = np.append(out_share, np.empty(room - length, dtype=np.float64))
            out_edge[length] = mine[before % size]
            out_place[length] = before // size + 1
            out_share[length] = amounts[k]
            length += 1
        spans[r + 1] = length
    return spans, out_edge[:length], out_place[:length], out_share[:length]
