"""Engines to test with (the embedded one, a Sail server in this process), and one classifier for many commands."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator

import pytest
from tests.tools import load_classifier

from svat.engine import DuckDB, Engine, connect
from svat.goods.classify import Classifier


@pytest.fixture(scope="session")
def sail() -> Iterator[str]:
    """Address of a Sail server that lives as long as the tests; skips where Sail or the client is not installed."""
    pytest.importorskip("pyspark", reason="needs pyspark-client: the development packages have it")
    pytest.importorskip("pysail", reason="needs pysail: the development packages have it")
    os.environ.setdefault("RUST_LOG", "error")
    os.environ["SAIL_EXECUTION__CHECKPOINT__PATH"] = "memory:///svat"
    server = importlib.import_module("pysail.spark").SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    _, port = server.listening_address
    yield f"sc://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(scope="session")
def on_sail(sail: str) -> Iterator[Engine]:
    """A session on that server."""
    with connect(sail) as engine:
        yield engine


@pytest.fixture(params=["embedded", "sail"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn."""
    if request.param == "sail":
        yield request.getfixturevalue("on_sail")
        return
    with DuckDB() as embedded:
        yield embedded


@pytest.fixture
def one_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that run in this process share a classifier: what it reads in a text depends on the text alone."""
    monkeypatch.setattr(Classifier, "load", load_classifier)
