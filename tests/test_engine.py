"""The same statements on every engine, and what an engine says when it cannot."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from svat.engine import DuckDB, Engine, EngineError, connect, query
from svat.engine.spark import Versions

SOME = pa.table({"a": [1, 2, 3], "w": [0.25, 0.5, None], "said": ["둘", "два", ""]})


def test_rows_come_back_as_they_went_in(engine: Engine) -> None:
    back = engine.query("SELECT a, w, said FROM given ORDER BY a", {"given": SOME})
    assert back.to_pydict() == SOME.to_pydict()
    assert back.schema.types == SOME.schema.types


def test_a_table_without_rows_keeps_its_columns(engine: Engine) -> None:
    back = engine.query("SELECT a, said FROM none", {"none": SOME.slice(0, 0)})
    assert back.num_rows == 0
    assert back.schema.types == [pa.int64(), pa.string()]


def test_a_kept_table_may_be_made_of_what_its_name_stood_for(engine: Engine) -> None:
    engine.register("x", SOME)
    for _ in range(3):
        engine.keep("x", "SELECT a, w * 2e0 AS w FROM x WHERE w > 0")
    assert engine.query("SELECT a, w FROM x ORDER BY a").to_pydict() == {"a": [1, 2], "w": [2.0, 4.0]}
    engine.register("x", SOME)
    assert engine.query("SELECT count(*) AS n FROM x").to_pydict() == {"n": [3]}
    engine.drop("x")


@pytest.mark.parametrize(
    ("server", "client", "said"),
    [
        ("4.1.1", "4.2.0", r"pyspark-client==4\.1\.\*"),
        ("4.0.0-SNAPSHOT", "4.2.0", r"pyspark-client==4\.0\.\*"),
        ("4.9.3", "4.10.0", r"pyspark-client==4\.9\.\*"),
        ("4.9", "5.0.0", r"pyspark-client==4\.9\.\*"),
        ("3.5.6", "4.2.0", "svat needs Spark 4.0 or newer"),
        ("4.2.0", "4.2.1", ""),
        ("4.2.1", "4.2.0", ""),
        ("4.10.0", "4.9.0", ""),
        ("5.0.0", "4.2.0", ""),
        ("4.2.0.vendor-7", "4.2.0", ""),
        ("a build of our own", "4.2.0", ""),
    ],
)
def test_a_client_newer_than_its_server_is_told_in_one_line(server: str, client: str, said: str) -> None:
    doubt = Versions(server, client).doubt
    assert bool(doubt) == bool(said)
    assert re.search(said, doubt)
    assert "\n" not in doubt


def test_each_of_two_sessions_keeps_its_own(sail: str) -> None:
    with connect(sail) as first, connect(sail) as second:
        for one, number in ((first, 1), (second, 2), (first, 3)):
            one.keep("x", f"SELECT {number} AS n")
            one.keep("x", "SELECT n + n AS n FROM x")
            assert one.query("SELECT n FROM x").to_pydict() == {"n": [2 * number]}


def test_what_is_dropped_or_was_there_for_one_statement_is_gone(engine: Engine) -> None:
    engine.query("SELECT a FROM once", {"once": SOME})
    engine.keep("kept", "SELECT 1 AS one")
    engine.drop("kept")
    for name in ("once", "kept"):
        with pytest.raises(
            Exception, match=f"(?i){name}.*(does not exist|not found|cannot be found)|not found.*{name}"
        ):
            engine.query(f"SELECT * FROM {name}")


def test_parquet_is_read_and_written_where_the_engine_is(engine: Engine, tmp_path: Path) -> None:
    pq.write_table(SOME, tmp_path / "it's.parquet")
    engine.register("read", tmp_path / "it's.parquet")
    engine.write("SELECT a, w FROM read WHERE w > 0", tmp_path / "out.parquet")
    engine.drop("read")
    assert sorted(pq.read_table(tmp_path / "out.parquet")["a"].to_pylist()) == [1, 2]


def test_what_statements_do_not_say_alike_is_known(engine: Engine) -> None:
    """The grounds of the subset that need arithmetic: exponentials for powers, decimals for sums in any order."""
    row = engine.query(
        "SELECT exp(3e0 * ln(2e0)) AS power, 7 / CAST(2 AS DOUBLE) AS half, abs(-1e0) AS positive,"
        " CAST(sum(CAST(w AS DECIMAL(38, 15))) AS DOUBLE) AS total FROM given",
        {"given": SOME},
    ).to_pylist()[0]
    assert row == {"power": pytest.approx(8.0, rel=1e-15), "half": 3.5, "positive": 1.0, "total": 0.75}


def test_the_embedded_engine_needs_no_address() -> None:
    with connect() as engine:
        assert isinstance(engine, DuckDB)
    assert query("SELECT a FROM t ORDER BY a DESC", {"t": SOME}).to_pydict() == {"a": [3, 2, 1]}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("spark://host", "not an engine; give a Spark Connect address"),
        ("sc://", "names no host"),
        ("sc://host:70000", "not an address"),
        ("sc://nobody.invalid", "cannot be reached"),
    ],
)
def test_an_address_where_no_engine_is_gets_told(url: str, said: str) -> None:
    with pytest.raises(EngineError, match=f"^{url}: .*{said}"):
        connect(url)


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port whose server answers nothing that Spark Connect would."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                client.close()

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_a_server_of_another_kind_gets_told(deaf: int) -> None:
    pytest.importorskip("pyspark", reason="needs pyspark-client: the development packages have it")
    with pytest.raises(EngineError, match=rf"^sc://127\.0\.0\.1:{deaf}: "):
        connect(f"sc://127.0.0.1:{deaf}")


def test_a_faulty_statement_is_told_in_one_line(on_sail: Engine) -> None:
    with pytest.raises(EngineError) as told:
        on_sail.query("SELECT nothing FROM nowhere")
    assert "nowhere" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_program_ends_though_it_forgot_to_close(sail: str) -> None:
    """Run as python -c, which the client by itself takes for its own tests and ends."""
    code = "import sys; from svat.engine import connect; print(connect(sys.argv[1]).query('SELECT 1 AS one')['one'][0])"
    done = subprocess.run(
        [sys.executable, "-c", code, sail], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip(), done.stderr.strip()) == (0, "1", "")


def test_sail_without_a_place_for_checkpoints_says_what_to_set() -> None:
    pytest.importorskip("pyspark", reason="needs pyspark-client: the development packages have it")
    pytest.importorskip("pysail", reason="needs pysail: the development packages have it")
    code = """
import os
from svat.engine import EngineError, connect
from pysail.spark import SparkConnectServer
os.environ.pop("SAIL_EXECUTION__CHECKPOINT__PATH", None)
server = SparkConnectServer(ip="127.0.0.1", port=0)
server.start(background=True)
try:
    with connect(f"sc://127.0.0.1:{server.listening_address[1]}") as engine:
        engine.keep("x", "SELECT 1 AS one")
except EngineError as error:
    print(error)
server.stop()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert "start Sail with SAIL_EXECUTION__CHECKPOINT__PATH" in done.stdout


def test_without_the_client_the_extra_is_named(sail: str) -> None:
    code = """
import sys
sys.modules["pyspark"] = None
from svat.engine import EngineError, connect
try:
    connect(sys.argv[1])
except EngineError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, sail], capture_output=True, text=True, timeout=60, check=True
    )
    assert "pip install 'svat[spark]'" in done.stdout


def test_a_long_statement_draws_no_bar_into_the_output() -> None:
    with DuckDB(threads=1) as engine:
        answer = engine.query("SELECT current_setting('enable_progress_bar') AS shown")
    assert answer.to_pylist() == [{"shown": False}]
