"""A Spark Connect endpoint as an engine: an Apache Spark 4 cluster, or Sail."""

from __future__ import annotations

import importlib
import logging
import re
import socket
import sys
import textwrap
import warnings
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import pyarrow as pa

from svat.engine.model import EngineError

_PORT = 15002  # where a Spark Connect endpoint listens unless told otherwise
_PATIENCE = 10.0  # seconds to wait for it to answer
_RETRIES = 3
_SAID = 400  # characters of a fault that are passed on
_KEEPS_NOTHING = (
    "keeps no intermediate results; start Sail with SAIL_EXECUTION__CHECKPOINT__PATH set to a folder or bucket "
    "that all its workers reach"
)


class _Client:
    """What is used of pyspark-client, which is there only where it was asked for. Raises ImportError."""

    def __init__(self) -> None:
        with _named_program():
            self.session = importlib.import_module("pyspark.sql.connect.session").SparkSession
        self.version = str(importlib.import_module("pyspark").__version__)
        self.policy = importlib.import_module("pyspark.sql.connect.client.retries").DefaultPolicy
        self.schema_of = importlib.import_module("pyspark.sql.pandas.types").from_arrow_schema
        self.faults: tuple[type[Exception], ...] = (
            importlib.import_module("pyspark.errors").PySparkException,
            importlib.import_module("grpc").RpcError,
        )
        # It would print the cluster's stack trace with every fault that is raised anyway.
        log = importlib.import_module("pyspark.logger").PySparkLogger.getLogger("SQLQueryContextLogger")
        log.setLevel(logging.CRITICAL + 1)


@contextmanager
def _named_program() -> Iterator[None]:
    """Import in a program without a file (python -c, a worker of pytest-xdist) as in any other.

    Left alone, pyspark takes it for its own tests and ends it.
    """
    program = sys.modules["__main__"]
    if hasattr(program, "__file__") or program.__spec__ is not None:
        yield
        return
    program.__file__ = sys.executable
    try:
        yield
    finally:
        del program.__file__


@dataclass(frozen=True, slots=True)
class Versions:
    """What runs on either end of a connection."""

    server: str
    client: str

    @property
    def doubt(self) -> str:
        """Why the two do not go together; nothing where they do.

        A client asks for what came with its own version; servers understand older clients, not newer ones.
        """
        server, client = (_of_version(x) for x in (self.server, self.client))
        if server and server < (4, 0):
            return f"the server is Spark {self.server}; svat needs Spark 4.0 or newer"
        if server and client > server:
            fitting = ".".join(map(str, server))
            return (
                f"the server is Spark {self.server}, older than pyspark-client {self.client} here: "
                f"pip install 'pyspark-client=={fitting}.*'"
            )
        return ""


def _of_version(text: str) -> tuple[int, ...]:
    """The first two numbers; nothing where a version does not begin with them."""
    found = re.match(r"(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else ()


class SparkConnect:
    """An Engine at sc://host[:port]. Raises EngineError for whatever goes wrong there.

    Tables that are kept are local checkpoints: rows on the cluster's own workers, with no memory of how they came
    about, so that a hundredth sweep costs no more than the first.
    """

    def __init__(self, url: str) -> None:
        """Connect to `url`, with a session of its own."""
        self._url = url
        self._kept: dict[str, Any] = {}  # a checkpoint lives on the engine for as long as it is held here
        self._knock()
        try:
            self._client = _Client()
        except ImportError as error:
            raise EngineError(
                f"{url}: needs the package pyspark-client: pip install 'svat[spark]' ({error})"
            ) from error
        with self._faults_explained():
            self._session = self._client.session.builder.remote(url).create()
            # At exit too: a session left open would keep the process waiting.
            self._stop: Callable[[], None] = weakref.finalize(self, _end, self._session)
            self._session.client.set_retry_policies([self._client.policy(max_retries=_RETRIES)])
            self.versions = Versions(str(self._session.version), self._client.version)
            if doubt := self.versions.doubt:
                self.close()
                raise EngineError(f"{url}: {doubt}")
            self._session.sql("SELECT 1 AS one").toArrow()

    def register(self, name: str, source: pa.Table | Path | str) -> None:
        """Give a name to an Arrow table, or to Parquet at a path or address that the cluster can read."""
        with self._faults_explained():
            if not isinstance(source, pa.Table):
                rows = self._session.read.parquet(str(source))
            elif len(source):
                rows = self._session.createDataFrame(source)
            else:
                rows = self._session.createDataFrame([], schema=self._client.schema_of(source.schema))
            rows.createOrReplaceTempView(name)
            self._kept[name] = rows

    def keep(self, name: str, sql: str) -> None:
        """Run a SELECT now and keep its rows on the cluster."""
        with self._faults_explained(), self._active():
            rows = self._session.sql(sql).localCheckpoint(eager=True)
            rows.createOrReplaceTempView(name)
            self._kept[name] = rows

    def query(self, sql: str, tables: Mapping[str, pa.Table] | None = None) -> pa.Table:
        """Run a SELECT and bring its rows here."""
        for name, table in (tables or {}).items():
            self.register(name, table)
        with self._faults_explained():
            found: pa.Table = self._session.sql(sql).toArrow()
        self.drop(*(tables or {}))
        return found

    def write(self, sql: str, path: Path | str) -> None:
        """Run a SELECT and write its rows as a folder of Parquet files on the cluster's storage."""
        with self._faults_explained():
            self._session.sql(sql).write.mode("overwrite").parquet(str(path))

    def drop(self, *names: str) -> None:
        """Forget tables, and free what they took."""
        with self._faults_explained():
            for name in names:
                self._session.catalog.dropTempView(name)
                del self._kept[name]

    def close(self) -> None:
        """End the session."""
        self._kept.clear()
        self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _knock(self) -> None:
        """Whether anybody is there at all: the client itself would try for many minutes."""
        try:
            parts = urlsplit(self._url)
            host, port = parts.hostname, parts.port or _PORT
        except ValueError as error:
            raise EngineError(f"{self._url}: not an address: {error}") from error
        if not host:
            raise EngineError(f"{self._url}: not an address: it names no host")
        try:
            socket.create_connection((host, port), timeout=_PATIENCE).close()
        except OSError as error:
            raise EngineError(f"{self._url}: cannot be reached: {error.strerror or error}") from error

    @contextmanager
    def _active(self) -> Iterator[None]:
        """Make this the thread's active session: the client ties a checkpoint to that one, not to its maker's."""
        thread = self._client.session._active_session  # nothing public sets it
        before = getattr(thread, "session", None)
        thread.session = self._session
        try:
            yield
        finally:
            thread.session = before

    @contextmanager
    def _faults_explained(self) -> Iterator[None]:
        """Faults of the endpoint as EngineError, in one line."""
        try:
            with _quietly():
                yield
        except self._client.faults as error:
            raise EngineError(f"{self._url}: {_in_words(error)}") from error


@contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[RETRIES_EXCEEDED\]")  # an error says so as well
        yield


def _end(session: Any) -> None:
    with _quietly():
        session.stop()


def _in_words(error: Exception) -> str:
    """The first line of what went wrong; a failed call is explained by its details."""
    said = str(error).strip()
    if "execution.checkpoint.path" in said:
        return _KEEPS_NOTHING
    if details := re.search(r'^\s*details = "(.+?)"?$', said, re.MULTILINE):
        said = details[1]
    return textwrap.shorten(said.splitlines()[0], _SAID) if said else type(error).__name__
