"""Markets as files: interests in as NumPy arrays or Parquet edges, shortlists out as Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from svat.files import make_folder, writing
from svat.market.graph import Graph, Int64s, from_dense, from_weights
from svat.market.limits import find_edges
from svat.market.ranked_lists import RankedLists
from svat.refusals import said_of
from svat.sides import SIDES, Sides, other
from svat.wording import unusable

_ROWS = 1 << 21  # of a file written at once


@dataclass(frozen=True)
class LabelledGraph:
    """A graph with the companies' own labels, in the order in which the graph numbers them."""

    graph: Graph
    labels: Sides[pa.Array]  # (n,) and (m,)


def read_dense(p: Path, q: Path) -> LabelledGraph:
    """All pairs from .npy files of shapes (n, m) and (m, n); companies are numbered as the rows are.

    Raises UnusableInput for what is not such a pair of files.
    """
    interests = read_arrays(p, q)
    try:
        graph = from_dense(*interests)
    except ValueError as error:
        raise unusable("{p}, {q}: {error}", p=p, q=q, error=said_of(error)) from error
    return LabelledGraph(graph, graph.counts.map(lambda count: pa.array(range(count), pa.int64())))


def read_arrays(p: Path, q: Path) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Two arrays of numbers from .npy files. Raises UnusableInput for what is not one."""
    interests = []
    for path in (p, q):
        try:
            values = np.load(path, allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise unusable(
                "{file}: is not a NumPy array file: {error}", file=path, error=said_of(error)
            ) from error
        if not np.issubdtype(values.dtype, np.number) or np.iscomplexobj(values):
            raise unusable("{file}: holds {dtype}, not numbers", file=path, dtype=values.dtype)
        interests.append(np.asarray(values, dtype=np.float64))
    return interests[0], interests[1]


def read_edges(path: Path, seed: int = 0) -> LabelledGraph:
    """Pairs from a Parquet file with columns a, b (labels, whole numbers or text), p and q.

    Companies are numbered in the order of a hash of seed and label, so that ties favour nobody by name or row.
    Columns are read one at a time, so that a large market needs little more memory than its graph. Raises
    UnusableInput for a file without these columns, with empty cells, or that is not a market.
    """
    a, labels_a = _numbered(_column(path, "a"), seed)
    b, labels_b = _numbered(_column(path, "b"), seed)
    weight = _weights(path, len(a))
    pa.default_memory_pool().release_unused()  # Arrow would keep what the columns took
    try:
        graph = from_weights(len(labels_a), len(labels_b), a, b, weight)
    except ValueError as error:
        raise unusable("{file}: {error}", file=path, error=said_of(error)) from error
    return LabelledGraph(graph, Sides(labels_a, labels_b))


def _column(path: Path, name: str) -> pa.ChunkedArray:
    try:
        column = pq.read_table(path, columns=[name])[name]
    except (OSError, pa.ArrowInvalid, KeyError) as error:
        raise unusable(
            "{file}: is not a Parquet file with columns a, b, p, q: {error}", file=path, error=said_of(error)
        ) from error
    if column.null_count:
        raise unusable(
            "{file}: column {name} has {null_count} empty cells",
            file=path,
            name=name,
            null_count=column.null_count,
        )
    return column


def _weights(path: Path, length: int) -> npt.NDArray[np.float64]:
    """p·q of every pair, read by blocks."""
    weight = np.ones(length)
    with pq.ParquetFile(path) as file:
        for name in ("p", "q"):
            if name not in file.schema_arrow.names:
                raise unusable(
                    "{file}: is not a Parquet file with columns a, b, p, q: no column {name}",
                    file=path,
                    name=name,
                )
            at = 0
            for batch in file.iter_batches(batch_size=_ROWS, columns=[name]):
                values = _interest(path, name, batch.column(0))
                weight[at : at + len(values)] *= values
                at += len(values)
    return weight


def _interest(path: Path, name: str, column: pa.Array) -> npt.NDArray[np.float64]:
    if column.null_count:
        raise unusable(
            "{file}: column {name} has {null_count} empty cells",
            file=path,
            name=name,
            null_count=column.null_count,
        )
    try:
        values = np.asarray(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False))
    except pa.ArrowInvalid as error:
        raise unusable(
            "{file}: column {name}: {error}", file=path, name=name, error=said_of(error)
        ) from error
    if not np.all((values >= 0.0) & (values <= 1.0)):  # also refuses NaN
        raise unusable("{file}: {name} has a value outside 0 … 1", file=path, name=name)
    return values


def _numbered(column: pa.ChunkedArray, seed: int) -> tuple[npt.NDArray[np.int32], pa.Array]:
    coded = pc.dictionary_encode(column).combine_chunks()
    del column
    if isinstance(coded, pa.ChunkedArray):  # combine_chunks of no chunk at all
        coded = pa.array([], pa.string()).dictionary_encode()
    labels = coded.dictionary
    tie_breaks = [blake2b(f"{seed}\0{x}".encode(), digest_size=8).digest() for x in labels.to_pylist()]
    order = np.array(sorted(range(len(tie_breaks)), key=tie_breaks.__getitem__), dtype=np.int64)
    number = np.empty(len(order), dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    return number[coded.indices.to_numpy()], labels.take(pa.array(order))


def write_lists(market: LabelledGraph, lists: Sides[RankedLists], folder: Path) -> list[Path]:
    """Write lists_a.parquet and lists_b.parquet: company, rank, partner, weight, by company and rank.

    Raises UnusableInput when the folder cannot be written.
    """
    make_folder(folder)
    ends, labels = market.graph.ends, market.labels
    written = []
    for side, own in lists.items():
        across = other(side)
        path = folder / f"lists_{side}.parquet"
        schema = pa.schema(
            {
                "company": labels[side].type,
                "rank": pa.int32(),
                "partner": labels[across].type,
                "weight": pa.float64(),
            }
        )
        with writing(path), pq.ParquetWriter(path, schema) as file:
            for part in _blocks(len(own.edge)):
                edge = own.edge[part]
                place, share = own.entries(part)
                columns = (
                    labels[side].take(pa.array(ends[side][edge])),
                    pa.array(place),
                    labels[across].take(pa.array(ends[across][edge])),
                    pa.array(share),
                )
                file.write_table(pa.table(dict(zip(schema.names, columns, strict=True)), schema=schema))
        written.append(path)
    return written


def write_proof(market: LabelledGraph, ratio: npt.NDArray[np.floating], path: Path) -> Path:
    """Write the certificate's ratio by pair: columns a, b, ratio. Raises UnusableInput."""
    make_folder(path.parent)
    graph, labels = market.graph, market.labels
    schema = pa.schema({"a": labels.a.type, "b": labels.b.type, "ratio": pa.float64()})
    with writing(path), pq.ParquetWriter(path, schema) as file:
        for part in _blocks(len(graph.a)):
            columns = (
                labels.a.take(pa.array(graph.a[part])),
                labels.b.take(pa.array(graph.b[part])),
                pa.array(ratio[part].astype(np.float64)),
            )
            file.write_table(pa.table(dict(zip(schema.names, columns, strict=True)), schema=schema))
    return path


def _blocks(length: int) -> Iterator[slice]:
    return (slice(k, k + _ROWS) for k in range(0, max(length, 1), _ROWS))


def read_lists(market: LabelledGraph, folder: Path) -> Sides[Int64s]:
    """Places by edge, 0 for none, from the lists of an earlier run; shapes (edges,) for side a and side b.

    Companies and pairs that the market no longer has are passed over. Raises UnusableInput for what are not lists, or
    are mixtures.
    """
    graph = market.graph
    found = Sides(*(np.zeros(len(graph.a), dtype=np.int64) for _ in SIDES))
    for side, place in found.items():
        path = folder / f"lists_{side}.parquet"
        try:
            table = pq.read_table(path, columns=["company", "rank", "partner", "weight"])
        except (OSError, pa.ArrowInvalid, KeyError) as error:
            raise unusable(
                "{file}: is not a Parquet file with columns company, rank, partner, weight: {error}",
                file=path,
                error=said_of(error),
            ) from error
        if pc.any(pc.not_equal(table["weight"], 1.0)).as_py():
            raise unusable(
                "{file}: holds mixtures of lists; an earlier run with one list each is needed", file=path
            )
        first, second = ("company", "partner") if side == "a" else ("partner", "company")
        a = _known(table[first], market.labels.a)
        b = _known(table[second], market.labels.b)
        rank = table["rank"].to_numpy()
        edges = find_edges(graph, a, b)
        place[edges[edges >= 0]] = rank[edges >= 0]
    return found


def _known(column: pa.ChunkedArray, labels: pa.Array) -> npt.NDArray[np.int64]:
    """Int64s of labels, -1 for one that the market does not have."""
    try:
        at = pc.index_in(pc.cast(column, labels.type), value_set=labels)
    except pa.ArrowInvalid:
        return np.full(len(column), -1, dtype=np.int64)
    return np.asarray(pc.fill_null(at, -1).to_numpy(), dtype=np.int64)
