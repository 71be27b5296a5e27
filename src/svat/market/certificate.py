"""The certificate: an upper bound on the expected matches that any shortlists could reach.

For any positive ratio r on the edges, x·y ≤ ½(r·x² + y²/r). So for every policy the expected matches
sum(w·EA·EB) are at most half of sum(w·r·EA²) + sum(w/r·EB²), and neither sum can exceed what sorting each
company's edges by w·r (or w/r) gives against the squared attention of the places. The bound needs the ratio
alone: whoever doubts the solver can recompute it in three lines. See docs/algorithms/market.md.
"""

from __future__ import annotations

import numpy as np

from svat.market.graph import Floats, Graph
from svat.market.kernels import blend_sorted


def upper_bound(graph: Graph, v: Floats, ratio: Floats) -> float:
    """The bound that `ratio` (edges,), positive and finite, proves; `v` is attention by place.

    Raises ValueError for a ratio that proves nothing.
    """
    if not np.all((ratio > 0.0) & np.isfinite(ratio)):
        raise ValueError("the certificate's ratio must be positive and finite on every edge")
    w = graph.weight
    idle = np.zeros(len(w))
    side_a = blend_sorted(graph.rows_a, w * ratio, v * v, 0.0, idle)
    side_b = blend_sorted(graph.rows_b, w / ratio, v * v, 0.0, idle)
    return 0.5 * float(side_a.sum() + side_b.sum())
