"""Results as the tables that svat.market.verify reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa


def pairs_table(pairs: Mapping[tuple[str, str], tuple[float, float]]) -> pa.Table:
    """a, b, p, q from (a, b) → (p, q)."""
    return pa.table(
        {
            "a": pa.array([a for a, _ in pairs], pa.string()),
            "b": pa.array([b for _, b in pairs], pa.string()),
            "p": pa.array([p for p, _ in pairs.values()], pa.float64()),
            "q": pa.array([q for _, q in pairs.values()], pa.float64()),
        }
    )


def lists_table(lists: Mapping[str, list[str]]) -> pa.Table:
    """company, rank, partner, weight from company → partners, best first."""
    rows = [(own, k, x) for own, partners in lists.items() for k, x in enumerate(partners, start=1)]
    return pa.table(
        {
            "company": pa.array([own for own, _, _ in rows], pa.string()),
            "rank": pa.array([k for _, k, _ in rows], pa.int32()),
            "partner": pa.array([x for _, _, x in rows], pa.string()),
            "weight": pa.array([1.0] * len(rows), pa.float64()),
        }
    )


def keys_table(pairs: Iterable[tuple[str, str]]) -> pa.Table:
    """a, b."""
    rows = list(pairs)
    return pa.table(
        {"a": pa.array([a for a, _ in rows], pa.string()), "b": pa.array([b for _, b in rows], pa.string())}
    )
