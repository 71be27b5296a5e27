"""Where SQL runs: an embedded DuckDB, or any Spark Connect endpoint (Apache Spark 4, Sail).

The rooms write one SQL text for all of them, in the subset that docs/how-to/scale-out.md describes. What differs, how
tables get in, stay and come out, is behind `Engine`.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

import pyarrow as pa

from svat.engine.embedded import DuckDB
from svat.engine.model import Engine, EngineError
from svat.engine.spark import SparkConnect

__all__ = ["DuckDB", "Engine", "EngineError", "SparkConnect", "connect", "query"]


_here = (
    threading.local()
)  # opening the embedded engine takes longer than most statements: one a thread is kept


def connect(url: str | None = None) -> Engine:
    """The engine at `url`: sc://host[:port][/;option=value…] for Spark Connect; None for the embedded one.

    Close it after use, or use it as a context. Raises EngineError when there is no such engine or it cannot be reached.
    """
    if url is None:
        return DuckDB()
    if url.startswith("sc://"):
        return SparkConnect(url)
    raise EngineError(f"{url}: not an engine; give a Spark Connect address, sc://host or sc://host:port")


def query(sql: str, tables: Mapping[str, pa.Table]) -> pa.Table:
    """Run one SELECT over named Arrow tables in the embedded engine and return its rows as an Arrow table.

    Row order is only what the statement's own ORDER BY says. Raises duckdb.Error for faulty SQL.
    """
    engine: DuckDB | None = getattr(_here, "engine", None)
    if engine is None:
        engine = _here.engine = DuckDB(threads=2)
    return engine.query(sql, tables)
