"""Engines to test with (the embedded one, a Sail server in this process), and one classifier for many commands."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Iterator
from typing import Any

# Many small sums: threads that wait for one another would take half the time. Numerical libraries ask when imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.pop("SVAT_COMMAND", None)  # however ./dev calls svat, tests call it svat

import pytest
from hypothesis import settings
from tests import order
from tests.once import remembered
from tests.tools import load_classifier

from svat.engine import DuckDB, Engine, connect
from svat.goods.classify import Classifier

# No test fails for being slow on a busy machine.
settings.register_profile("svat", deadline=None)
settings.load_profile("svat")

_LEFT_OUT = (
    "without the {} tests that take long; ./dev test --all runs them too, as continuous integration does"
)
_FEW_COLLECTIONS = 200_000  # as the command line has it, for the same reason


def pytest_addoption(parser: pytest.Parser) -> None:
    """For whoever has made tests slower or faster."""
    words = "write to tests/durations.csv how long each file took, by which the next runs are ordered"
    parser.addoption("--record-durations", action="store_true", help=words)
    parser.addoption("--all", action="store_true", help="run what takes long too (tests/long_tests.csv)")


def pytest_configure(config: pytest.Config) -> None:
    """Durations are added up where the workers report to."""
    if config.getoption("record_durations") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(order.Recorder())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without what takes long, unless that is asked for; the longest files first."""
    order.leave_out(config, items)
    order.longest_first(items)


def pytest_report_header(config: pytest.Config) -> str:
    """Whether all tests run."""
    return "all tests" if order.is_all(config) else _LEFT_OUT.format(len(order.long_tests()))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Said at the end too: under `-q` there is no head."""
    if not order.is_all(config):
        terminalreporter.write_line(_LEFT_OUT.format(len(order.long_tests())))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Any:
    """Files that share something costly go to one worker."""
    return order.by_unit(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_finish() -> None:
    """What stands now stays to the end: it need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_FEW_COLLECTIONS)


@pytest.fixture(scope="session", autouse=True)
def once() -> Iterator[None]:
    """Drawings, the command line and the index of listed names are made once."""
    with remembered():
        yield


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


@pytest.fixture(scope="session")
def on_spark() -> Iterator[Engine]:
    """A session on an Apache Spark server; skips where none is named."""
    address = os.environ.get("SVAT_SPARK")
    if not address:
        pytest.skip("needs an Apache Spark server: set SVAT_SPARK to its sc:// address")
    with connect(address) as engine:
        yield engine


@pytest.fixture(params=["embedded", "sail", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn."""
    if request.param != "embedded":
        yield request.getfixturevalue(f"on_{request.param}")
        return
    with DuckDB() as embedded:
        yield embedded


@pytest.fixture(scope="module")
def one_classifier() -> Iterator[None]:
    """Commands that run in this process share a classifier: what it reads in a text depends on the text alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Classifier, "load", load_classifier)
        yield
