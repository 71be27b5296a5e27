"""Markets as files: interests in as NumPy arrays or Parquet edges, shortlists out as Parquet."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from svat.market.graph import Graph, Ints, from_dense, from_edges
from svat.roll.model import UnusableInput


@dataclass(frozen=True)
class Market:
    """A graph with the companies' own labels, in the order in which the graph numbers them."""

    graph: Graph
    labels_a: pa.Array  # (n,)
    labels_b: pa.Array  # (m,)


def read_dense(p: Path, q: Path) -> Market:
    """All pairs from .npy files of shapes (n, m) and (m, n); companies are numbered as the rows are.

    Raises UnusableInput for what is not such a pair of files.
    """
    interests = []
    for path in (p, q):
        try:
            values = np.load(path, allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise UnusableInput(f"{path}: is not a NumPy array file: {error}") from error
        if not np.issubdtype(values.dtype, np.number) or np.iscomplexobj(values):
            raise UnusableInput(f"{path}: holds {values.dtype}, not numbers")
        interests.append(np.asarray(values, dtype=np.float64))
    try:
        graph = from_dense(*interests)
    except ValueError as error:
        raise UnusableInput(f"{p}, {q}: {error}") from error
    return Market(graph, pa.array(range(graph.n), pa.int64()), pa.array(range(graph.m), pa.int64()))


def read_edges(path: Path, seed: int = 0) -> Market:
    """Pairs from a Parquet file with columns a, b (labels, whole numbers or text), p and q.

    Companies are numbered in the order of a hash of seed and label, so that ties favour nobody by name or row.
    Raises UnusableInput for a file without these columns, with empty cells, or that is not a market.
    """
    try:
        table = pq.read_table(path, columns=["a", "b", "p", "q"])
    except (OSError, pa.ArrowInvalid, KeyError) as error:
        raise UnusableInput(f"{path}: is not a Parquet file with columns a, b, p, q: {error}") from error
    for name in table.column_names:
        if table[name].null_count:
            raise UnusableInput(f"{path}: column {name} has {table[name].null_count} empty cells")
    a, labels_a = _numbered(table["a"], seed)
    b, labels_b = _numbered(table["b"], seed)
    try:
        p, q = (np.asarray(pc.cast(table[name], pa.float64()).to_numpy()) for name in ("p", "q"))
        graph = from_edges(len(labels_a), len(labels_b), a, b, p, q)
    except (ValueError, pa.ArrowInvalid) as error:
        raise UnusableInput(f"{path}: {error}") from error
    return Market(graph, labels_a, labels_b)


def _numbered(column: pa.ChunkedArray, seed: int) -> tuple[Ints, pa.Array]:
    coded = pc.dictionary_encode(column).combine_chunks()
    labels = coded.dictionary
    lots = [blake2b(f"{seed}\0{x}".encode(), digest_size=8).digest() for x in labels.to_pylist()]
    order = np.array(sorted(range(len(lots)), key=lots.__getitem__), dtype=np.int64)
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return number[coded.indices.to_numpy()], labels.take(pa.array(order))


def write_lists(market: Market, place_a: Ints, place_b: Ints, folder: Path) -> list[Path]:
    """Write lists_a.parquet and lists_b.parquet: company, rank, partner, weight, by company and rank.

    Places are by edge, 0 for a pair that is not listed. Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    graph = market.graph
    sides = (
        ("lists_a", place_a, graph.a, market.labels_a, graph.b, market.labels_b),
        ("lists_b", place_b, graph.b, market.labels_b, graph.a, market.labels_a),
    )
    written = []
    for name, place, own, own_labels, other, other_labels in sides:
        listed: npt.NDArray[np.int64] = np.flatnonzero(place)
        order = listed[np.lexsort((place[listed], own[listed]))]
        table = pa.table(
            {
                "company": own_labels.take(pa.array(own[order])),
                "rank": pa.array(place[order], pa.int32()),
                "partner": other_labels.take(pa.array(other[order])),
                "weight": pa.array(np.ones(len(order))),
            }
        )
        pq.write_table(table, folder / f"{name}.parquet")
        written.append(folder / f"{name}.parquet")
    return written
