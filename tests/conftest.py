"""Engines to test with (the embedded one, a Sail server in this process), and one classifier for many commands."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Iterator
from functools import cache

import pytest
import typer.main
import typer.testing
from hypothesis import settings
from tests.tools import ROOT, load_classifier

from svat.engine import DuckDB, Engine, connect
from svat.goods.classify import Classifier

# No test fails for being slow on a busy machine.
settings.register_profile("svat", deadline=None)
settings.load_profile("svat")

# The files that take longest, in the order in which the two workers take them; the many short ones come after.
# The first compiles the market's loops, so the second worker begins with what needs none and finds them made.
FIRST = (
    "acceptance/test_docs.py",
    "law/names/test_names_real.py",
    "law/proof/test_real.py",
    "law/proof/test_log.py",
    "yente/test_gate.py",
    "market/test_learning.py",
    "law/measures/test_measures.py",
    "market/test_sweeps.py",
    "market/test_solver.py",
    "cli/test_market.py",
    "acceptance/test_policy.py",
    "acceptance/test_job.py",
    "cli/test_cli.py",
    "cli/test_law_proof.py",
    "cli/test_law_record.py",
    "goods/test_classify.py",
    "test_engine.py",
    "report/introductions/test_page.py",
    "candidates/test_join.py",
)
_FEW_COLLECTIONS = 200_000  # as the command line has it, for the same reason
_PLACE = {f"{ROOT}/tests/{name}": place for place, name in enumerate(FIRST)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; within a file, and among all others, the order stays."""
    items.sort(key=lambda item: _PLACE.get(item.path.as_posix(), len(FIRST)))


def pytest_collection_finish() -> None:
    """What stands now stays to the end: it need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_FEW_COLLECTIONS)


@pytest.fixture(scope="session", autouse=True)
def one_tree_of_commands() -> Iterator[None]:
    """The command line's tree is built once: what a command does depends on its words alone."""
    once = cache(typer.main.get_command)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", once)
        patch.setattr(typer.testing, "_get_command", once)
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


@pytest.fixture(params=["embedded", "sail"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn."""
    if request.param == "sail":
        yield request.getfixturevalue("on_sail")
        return
    with DuckDB() as embedded:
        yield embedded


@pytest.fixture(scope="module")
def one_classifier() -> Iterator[None]:
    """Commands that run in this process share a classifier: what it reads in a text depends on the text alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Classifier, "load", load_classifier)
        yield
