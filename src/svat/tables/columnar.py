"""Tables: Parquet as a table; the column names are its first row, data rows are numbered from 1."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from svat.notation import number
from svat.tables.table import Row, Table, cell_text
from svat.wording import unusable

_BATCH = 4096
_MOST_ROWS, _MOST_CELLS = 20_000_000, 200_000_000


def read_parquet(data: bytes, file: str) -> Table:
    """The table of a Parquet file; cells that are lists are joined with ";".

    Raises UnusableInput when the file is damaged, encrypted or too large, at once or while its rows are read.
    """
    try:
        source = pq.ParquetFile(io.BytesIO(data))
        names = [str(name) for name in source.schema_arrow.names]
        total = source.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        raise unusable(
            "{file}: the Parquet file cannot be read: {first_line}", file=file, first_line=_first_line(error)
        ) from None
    if total > _MOST_ROWS or total * len(names) > _MOST_CELLS:
        raise unusable(
            "{file}: {total} rows of {count} columns are too many for a table",
            file=file,
            total=number(total),
            count=number(len(names)),
        )
    return Table(file, _rows(source, names, file), total + 1)


def _rows(source: pq.ParquetFile, names: list[str], file: str) -> Iterator[Row]:
    yield Row(0, names)
    number = 0
    try:
        for batch in source.iter_batches(batch_size=_BATCH):
            columns = [column.to_pylist() for column in batch.columns]
            for values in zip(*columns, strict=True):
                number += 1
                yield Row(number, [cell_text(value) for value in values])
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise unusable(
            "{file}: the Parquet file is damaged after row {row}: {first_line}",
            file=file,
            row=number,
            first_line=_first_line(error),
        ) from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
