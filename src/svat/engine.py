"""Where SQL runs: an embedded DuckDB over Arrow tables."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa


def query(sql: str, tables: Mapping[str, pa.Table]) -> pa.Table:
    """Run one SELECT over named Arrow tables and return its rows as an Arrow table.

    Row order is only what the statement's own ORDER BY says. Raises duckdb.Error for faulty SQL.
    """
    with duckdb.connect(":memory:", config={"threads": 2}) as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(sql).to_arrow_table()
