"""The certificate: an upper bound on the expected matches that any shortlists could reach.

For any positive ratio r on the edges, x·y ≤ ½(r·x² + y²/r). So for every policy the expected matches
sum(w·EA·EB) are at most half of sum(w·r·EA²) + sum(w/r·EB²), and neither sum can exceed what sorting each
company's edges by w·r (or w/r) gives against the squared attention of the places. The bound needs the ratio
alone: whoever doubts the solver can recompute it in three lines. See docs/algorithms/market.md.
"""

from __future__ import annotations

import numpy as np

from svat.market.graph import Floats, Graph, Int64s
from svat.market.list_sorter import NO_CAPS, TwoSidedMarket
from svat.sides import Sides


def upper_bound(graph: Graph, v: Floats, ratio: Floats, caps: Sides[Int64s | None] = NO_CAPS) -> float:
    """The bound that `ratio` (edges,), positive and finite, proves; `v` is attention by place.

    `caps` are the longest that each company's list may be, (n,) and (m,); None: as long as it likes.
    Raises ValueError for a ratio that proves nothing.
    """
    if not np.all((ratio > 0.0) & np.isfinite(ratio)):
        raise ValueError("the certificate's ratio must be positive and finite on every edge")
    square = v * v
    lists = TwoSidedMarket.of(graph, v, caps).lists
    total_a = lists.a.product(graph.weight, ratio, 0.0, ratio, square)
    total_b = lists.b.quotient(graph.weight, ratio, 0.0, ratio, square)
    return 0.5 * float(total_a.sum() + total_b.sum())
