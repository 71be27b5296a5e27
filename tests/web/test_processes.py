"""Several processes serve at one address, and all of them end with the command that started them."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT
from tests.web.begun import signed_in
from tests.web.killed import COPIED, JOB, KilledSite
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


def test_when_what_jobs_are_copies_of_is_killed_the_job_ends_and_begins_again(tmp_path: Path) -> None:
    """The worker is not told how such a job ended: it must never be at work beside the one that takes its place."""
    folder = tmp_path / "council"
    folder.mkdir()
    given = ALONE | {"SVAT_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "svat.web.settings"}
    subprocess.run([sys.executable, "-m", "tests.web.begun"], env=given, cwd=ROOT, check=True)
    site = KilledSite(folder, given, tmp_path / "log")

    def asked(query: str) -> list[Any]:
        with closing(sqlite3.connect(folder / "svat.sqlite3", timeout=20)) as database:
            return database.execute(query).fetchall()

    try:
        until(lambda: get(f"{site.origin}/health/alive")[0] == 200, 60)
        officer = signed_in(site.origin)
        [(corridor,)] = asked("SELECT key FROM people_corridorrecord")
        rows = "\n".join(["id;name;offers;needs", *(f"R{n};Firm {n};honey {n};wheat" for n in range(4000))])
        file = ("file", "roll.csv", rows.encode())
        officer.send("/rolls/send/", "/rolls/send/", {"side": f"{corridor}:a", "replaces": ""}, [file])
        until(lambda: bool(site.processes()[JOB]), 60)
        first = site.processes()
        assert site.kill(COPIED)
        until(lambda: not alive(first[JOB]), 20)
        until(lambda: asked("SELECT state FROM jobs_job WHERE kind = 'preview import'") == [("done",)], 120)
        assert site.processes()[COPIED] not in (0, first[COPIED])
        assert asked("SELECT attempt FROM jobs_job WHERE kind = 'preview import'") == [(2,)]
        assert "4000" in asked("SELECT found FROM rolls_import")[0][0]
    finally:
        site.end()
    assert "Traceback" not in (tmp_path / "log").read_text()
