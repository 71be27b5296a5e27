"""Markets to measure on: the literature's dense generator, and an invented sparse one with popular partners."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

Interests = npt.NDArray[np.float64]

CANDIDATES = 50  # of each company on side a
_BLOCK = 20_000  # companies drawn at once


def dense(n: int, m: int, seed: int, crowding: float = 0.5) -> tuple[Interests, Interests]:
    """Interests of shapes (n, m) and (m, n), as in Tomita and Yokoyama (RecSys 2024).

    `crowding` (λ) is the part of an interest that all share: the first partners are everybody's favourites.
    """
    rng = np.random.RandomState(seed)
    own, other = rng.random_sample((n, m)), rng.random_sample((m, n))
    p = np.clip((1 - crowding) * own + crowding * np.linspace(1, 0, m), 0, 1)
    q = np.clip((1 - crowding) * other + crowding * np.linspace(1, 0, n), 0, 1)
    return p, q


def sparse_blocks(companies: int, seed: int) -> Iterator[pa.Table]:
    """Edges a, b, p, q by blocks: each company of side a has up to 50 candidates, popular ones more often.

    The k-th most popular partner is drawn with a probability as k^-0.6, so that some have hundreds of suitors and many
    a handful. Half of an interest is the pair's own, half the partner's attraction, both drawn evenly.
    """
    rng = np.random.default_rng(seed)
    popular = np.arange(1, companies + 1) ** -0.6
    rng.shuffle(popular)
    sums = np.cumsum(popular / popular.sum())
    attraction_a, attraction_b = rng.random(companies), rng.random(companies)
    for first in range(0, companies, _BLOCK):
        count = min(_BLOCK, companies - first)
        a = np.repeat(np.arange(first, first + count), CANDIDATES)
        b = np.minimum(np.searchsorted(sums, rng.random(len(a))), companies - 1)
        keys = np.unique(a * companies + b)
        a, b = keys // companies, keys % companies
        p = 0.5 * rng.random(len(a)) + 0.5 * attraction_b[b]
        q = 0.5 * rng.random(len(a)) + 0.5 * attraction_a[a]
        yield pa.table({"a": a, "b": b, "p": p, "q": q})


def write_sparse(companies: int, seed: int, path: Path) -> int:
    """Write the blocks as one Parquet file; gives the number of edges."""
    edges = 0
    writer: pq.ParquetWriter | None = None
    for block in sparse_blocks(companies, seed):
        writer = writer or pq.ParquetWriter(path, block.schema)
        writer.write_table(block)
        edges += len(block)
    if writer:
        writer.close()
    return edges
