"""A PostgreSQL server to test with: in a folder of its own, on a port of its own, as long as the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def programs() -> Path | None:
    """Where the server's programs are."""
    kept = next((x for x in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
    found = shutil.which("initdb")
    return kept or (Path(found).parent if found else None)


@dataclass(frozen=True)
class Server:
    """A server that runs: the address of its empty database; `stop` is as when a machine loses power."""

    url: str
    stop: Callable[[], None]
    start: Callable[[], None]


@contextmanager
def server(locale: str = "C.UTF-8", keep: Path | None = None) -> Iterator[Server]:
    """A server that ends with the block; skips by name where there is none.

    `keep` is a folder in which it stays, to be started again; there it also writes as safely as a council's would.
    """
    bin_ = programs()
    if bin_ is None:
        pytest.skip("needs PostgreSQL: its server programs are not installed")
    pytest.importorskip("psycopg", reason="needs svat[postgres]: the development packages have it")
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        with _running(bin_, keep, locale, "") as found:
            yield found
        return
    folder = TemporaryDirectory(prefix="svat-postgres-", ignore_cleanup_errors=True)
    with folder as made, _running(bin_, Path(made), locale, " -c fsync=off") as found:
        yield found


@contextmanager
def _running(bin_: Path, folder: Path, locale: str, more: str) -> Iterator[Server]:
    data = folder / "data"
    as_other = _other(folder)
    port = _free_port()

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*as_other, str(bin_ / program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
        )
        assert done.returncode == 0, (program, done.stdout, done.stderr)

    if not data.exists():
        run(
            "initdb", "-D", str(data), "-U", "svat", "--auth=trust", f"--locale={locale}", "--encoding=UTF8",
            "--no-sync",
        )  # fmt: skip
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={more}"

    def start() -> None:
        subprocess.run(
            [*as_other, str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip

    def stop() -> None:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")

    start()
    try:
        yield Server(f"postgresql://svat@127.0.0.1:{port}/postgres", stop, start)
    finally:
        if (data / "postmaster.pid").exists():
            stop()


def _other(folder: Path) -> list[str]:
    """PostgreSQL will not run as root: then as nobody's user of the system."""
    if os.geteuid() != 0:
        return []
    user = "postgres" if shutil.which("runuser") else "nobody"
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
