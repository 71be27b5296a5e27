"""The embedded engine: DuckDB in this process, over Arrow tables without copying them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

_WORD = re.compile(r"\w+")


class DuckDB:
    """An Engine in this process. Raises duckdb.Error for faulty SQL."""

    def __init__(self, threads: int | None = None) -> None:
        """`threads`: how many work at once; None for all of the processor's."""
        config: dict[str, str | bool | int | float | list[str]] = {"threads": threads} if threads else {}
        self._connection = duckdb.connect(":memory:", config=config)
        # it would stand among what a command writes to its output, as soon as a statement takes two seconds
        self._connection.execute("SET enable_progress_bar = false")
        self._made = 0
        self._kept: dict[str, tuple[str, str]] = {}  # name → what holds its rows, TABLE or VIEW

    def register(self, name: str, source: pa.Table | Path | str) -> None:
        """Give a name to an Arrow table or a Parquet file (a glob of files too)."""
        inner = self._next(name)
        if isinstance(source, pa.Table):
            self._connection.register(inner, source)
        else:
            rows = f"read_parquet('{_quoted(source)}')"
            self._connection.execute(f"CREATE TEMP VIEW {inner} AS FROM {rows}")
        self._point(name, inner, "VIEW")

    def keep(self, name: str, sql: str) -> None:
        """Run a SELECT now and keep its rows."""
        inner = self._next(name)
        self._connection.execute(f"CREATE TEMP TABLE {inner} AS {sql}")
        self._point(name, inner, "TABLE")

    def query(self, sql: str, tables: Mapping[str, pa.Table] | None = None) -> pa.Table:
        """Run a SELECT and give its rows; tables that it does not name are passed over."""
        # To let the engine know of a table takes as long as many a statement.
        said = set(_WORD.findall(sql.lower()))
        passing = {name: table for name, table in (tables or {}).items() if name.lower() in said}
        self.drop(*((tables or {}).keys() & self._kept.keys()))
        try:
            for name, table in passing.items():
                self._connection.register(name, table)
            return self._connection.sql(sql).to_arrow_table()
        finally:
            for name in passing:
                self._connection.unregister(name)

    def write(self, sql: str, path: Path | str) -> None:
        """Run a SELECT and write its rows as one Parquet file."""
        self._connection.execute(f"COPY ({sql}) TO '{_quoted(path)}' (FORMAT parquet)")

    def drop(self, *names: str) -> None:
        """Forget tables."""
        for name in names:
            self._connection.execute(f"DROP VIEW {name}")
            self._remove(*self._kept.pop(name))

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _next(self, name: str) -> str:
        self._made += 1
        return f"{name}_{self._made}_kept"

    def _point(self, name: str, inner: str, kind: str) -> None:
        """Let `name` stand for other rows from now on."""
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS FROM {inner}")
        if before := self._kept.get(name):
            self._remove(*before)
        self._kept[name] = (inner, kind)

    def _remove(self, inner: str, kind: str) -> None:
        self._connection.execute(f"DROP {kind} {inner}")
        self._connection.unregister(inner)


def _quoted(path: Path | str) -> str:
    return str(path).replace("'", "''")
