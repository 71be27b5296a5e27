"""`svat serve` as a service manager runs it, and its processes killed with -9 at moments of one's choice."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

WEB, WORKER, COPIED, JOB = "web", "worker", "what jobs are copies of", "job"
DATABASE, ALL = "database", "all at once"
Database = Callable[[], None]


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def processes_with(*words: str) -> dict[int, int]:
    """Process → its parent, of those whose command line has all of these words."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            line = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if line and all(word in line for word in words):
                found[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
    return found


class KilledSite:
    """Served until `end`; what is killed here is started again at once, as a service manager does."""

    def __init__(self, folder: Path, surroundings: Mapping[str, str], log: Path) -> None:
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._folder, self._log = folder, log
        self._given = {**surroundings, "SVAT_URL": self.origin}
        self._process = self._start()

    def processes(self) -> dict[str, int]:
        """What runs of the site now, 0 for what does not."""
        worker = next(
            (x for x, of in processes_with("svat.web.jobs.start").items() if of == self._process.pid), 0
        )
        copies = processes_with("multiprocessing.forkserver")
        copied = next((x for x, of in copies.items() if worker and of == worker), 0)
        job = next((x for x, of in copies.items() if copied and of == copied), 0)
        return {WEB: self._process.pid, WORKER: worker, COPIED: copied, JOB: job}

    def kill(self, target: str) -> bool:
        """Kill a process of the site; whether there was one."""
        there = self.processes()
        killed = [_kill(x) for x in (there.values() if target == ALL else [there[target]]) if x]
        if target in (WEB, ALL):
            self._process.wait()
            self._process = self._start()
        return any(killed)

    def end(self) -> None:
        """As a service manager ends it."""
        self._process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(20)
        self._process.kill()
        self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "svat", "serve", str(self._folder), "--port", str(self.port)]
        with self._log.open("ab") as log:
            return subprocess.Popen(command, env={**self._given}, stdout=log, stderr=log)


def kill_server(url: str, start: Callable[[], None]) -> bool:
    """Kill every process of the PostgreSQL server of an address, and start it again."""
    port = f"-p {urlsplit(url).port}"
    main = [x for x in processes_with("postgres", port) if "pg_ctl" not in _line(x)]
    every = [*main, *(x for x, of in processes_with("postgres:").items() if of in main)]
    killed = [_kill(x) for x in every]
    until(lambda: not any(Path(f"/proc/{x}").exists() for x in every), 20)
    time.sleep(0.3)
    start()
    return any(killed)


def until(true: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


def _line(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _kill(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
        return True
    return False
