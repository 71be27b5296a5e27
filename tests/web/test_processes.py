"""Several processes serve at one address, and all of them end with the command that started them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.web.test_running import ALONE, get, until

pytestmark = [
    pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about processes"),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc"),
]


def started_by(parent: int) -> set[int]:
    """The processes that a process has started, and theirs, that live."""
    of: dict[int, set[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, above = status.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            of.setdefault(int(above), set()).add(int(status.parent.name))
    found, next_ = set[int](), {parent}
    while next_:
        next_ = {child for x in next_ for child in of.get(x, ())}
        found |= next_
    return found


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_two_processes_serve_and_end_however_the_command_ends(tmp_path: Path) -> None:
    for end in (signal.SIGTERM, signal.SIGKILL):
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        command = [sys.executable, "-m", "svat", "serve", str(tmp_path / "council"), "--port", str(port)]
        process = subprocess.Popen(
            [*command, "--processes", "2", "--no-worker"],
            env=ALONE | {"SVAT_URL": f"http://127.0.0.1:{port}"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            until(lambda port=port: get(f"http://127.0.0.1:{port}/health/alive")[0] == 200, 120)
            children = started_by(process.pid)
            assert len(children) >= 2, end
            process.send_signal(end)
            until(lambda children=children: not any(map(alive, children)))
            assert get(f"http://127.0.0.1:{port}/health/alive")[0] == 0
        finally:
            process.kill()
            process.wait()
