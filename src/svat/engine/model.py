"""What the rooms ask of an engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyarrow as pa


class EngineError(Exception):
    """An engine that is not there, cannot be reached or cannot do what it must; its message is for the user."""


class Engine(Protocol):
    """Runs SELECT statements over tables that it holds by name.

    A name belongs to this connection alone; giving it again replaces what it stood for. Row order is only what a
    statement's own ORDER BY says.
    """

    def register(self, name: str, source: pa.Table | Path | str) -> None:
        """Give a name to an Arrow table, which is sent to the engine, or to Parquet that the engine can read."""

    def keep(self, name: str, sql: str) -> None:
        """Run a SELECT now and keep its rows on the engine; it may read what `name` stood for so far."""

    def query(self, sql: str, tables: Mapping[str, pa.Table] | None = None) -> pa.Table:
        """Run a SELECT and bring its rows here; `tables` are registered for this statement alone."""

    def write(self, sql: str, path: Path | str) -> None:
        """Run a SELECT and write its rows as Parquet where the engine's storage is."""

    def drop(self, *names: str) -> None:
        """Forget tables, and free what they took."""

    def close(self) -> None:
        """End the connection; everything kept on it is gone."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
