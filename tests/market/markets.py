"""Markets to test with: small ones drawn at random, dense and sparse."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from svat.market.graph import Graph, from_edges


def sparse(n: int, m: int, edges: int, seed: int) -> Graph:
    """A graph of up to `edges` distinct pairs with interests drawn evenly from 0.05 … 1."""
    rng = np.random.default_rng(seed)
    keys = np.unique(rng.integers(0, n * m, size=edges))
    p, q = rng.uniform(0.05, 1.0, size=(2, len(keys)))
    return from_edges(n, m, keys // m, keys % m, p, q)


graphs = st.builds(
    sparse,
    n=st.integers(1, 9),
    m=st.integers(1, 9),
    edges=st.integers(1, 60),
    seed=st.integers(0, 10_000),
)
