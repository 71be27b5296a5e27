"""The command `svat law serve` as a process of its own."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from tests.law.listfiles import VERSION
from typer.testing import CliRunner

from svat.cli import app
from svat.refusals import UnusableInput


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port: int = door.getsockname()[1]
        return port


def test_the_server_runs_until_it_is_interrupted(lists: Path) -> None:
    port = free_port()
    call = [sys.executable, "-m", "svat", "law", "serve", "--lists", str(lists), "--port", str(port),
            "--max-age", "36500"]  # fmt: skip
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            for _ in range(600):
                try:
                    ready = httpx.get(f"http://127.0.0.1:{port}/readyz")
                    break
                except httpx.ConnectError:
                    assert process.poll() is None, process.stderr and process.stderr.read()
                    time.sleep(0.1)
        finally:
            process.send_signal(signal.SIGINT)
            said, wrong = process.communicate(timeout=30)
    # the lists' day is fixed and today is not: on a day before it the server is closed, and says so
    assert ready.status_code in {200, 503}
    assert (f"OFAC of {VERSION}: 5 entries" in said) is (ready.status_code == 200)
    assert ("NOBODY CAN BE CLEARED" in wrong) is (ready.status_code == 503)


def test_a_port_that_is_taken_is_one_line(lists: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = str(door.getsockname()[1])
        result = CliRunner().invoke(app, ["law", "serve", "--lists", str(lists), "--port", port])
    assert isinstance(result.exception, UnusableInput)
    assert str(result.exception) == f"127.0.0.1:{port}: cannot listen there"


@pytest.mark.parametrize("missing", ["uvicorn", "starlette"])
def test_without_the_extra_it_says_what_to_install(
    lists: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.setitem(sys.modules, f"{missing}.applications", None)
    monkeypatch.delitem(sys.modules, "svat.yente.app", raising=False)
    result = CliRunner().invoke(app, ["law", "serve", "--lists", str(lists)])
    assert isinstance(result.exception, UnusableInput)
    assert "install svat with its extra svat[yente]" in str(result.exception)
