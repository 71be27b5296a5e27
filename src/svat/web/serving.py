"""The web application, serving: web, in one process or several, and worker in one command; ending it ends all."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from svat.files import make_folder
from svat.web.address import is_loopback, read_address
from svat.wording import unusable

if TYPE_CHECKING:
    import uvicorn

SETTINGS = "svat.web.settings"
SERVED_BY = "SVAT_SERVED_BY"  # the process that started several to serve
# Seconds that a connection may rest: longer than browsers and proxies do, so that none is closed as a request comes.
_IDLE = 75
_SILENT = (
    60  # seconds after which one of several processes is taken for dead: a busy machine starts one slowly
)
_MOST = 8  # processes, where nobody says how many
_LOOK = 1.0  # seconds between looks at the worker
log = logging.getLogger("svat.web")


def surroundings(folder: Path, host: str, port: int) -> None:
    """Set what the settings read. Raises UnusableInput for an address that must not be served in plain http."""
    make_folder(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["SVAT_DIR"] = str(folder.resolve())
    if "SVAT_URL" not in os.environ:
        if not is_loopback(host):
            raise unusable(
                "--host {host}: others on the network would send passwords in plain text; set SVAT_URL to the https"
                " address that people reach",
                host=host,
            )
        shown = f"[{host}]" if ":" in host else host
        os.environ["SVAT_URL"] = f"http://{shown}:{port}"
    read_address(os.environ["SVAT_URL"])


def set_up() -> None:
    """Load the application with the settings that the surroundings say."""
    import django

    django.setup()


def serve(
    host: str, port: int, say_ready: Callable[[str], None], *, worker: bool = True, processes: int = 0
) -> None:
    """Serve until ended. `say_ready` is called with the address of the page to begin at; 0 processes: as help."""
    import uvicorn
    from django.conf import settings
    from django.db import connections

    from svat.web.people.queries import council

    config = uvicorn.Config(
        "svat.web.asgi:application",
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        timeout_keep_alive=_IDLE,
        timeout_worker_healthcheck=_SILENT,
        timeout_graceful_shutdown=5,
        workers=processes or helpful(),
    )
    begin = settings.ADDRESS.origin + ("/first-run/" if council() is None else "/")
    kept = KeptWorker() if worker else None
    try:
        say_ready(begin)
        if config.workers == 1:
            uvicorn.Server(config).run()
        else:
            connections.close_all()  # this process only looks after the others
            _several(config)
    finally:
        if kept is not None:
            kept.stop()


def helpful() -> int:
    """How many processes serve: on PostgreSQL one for each processor, on SQLite, where one writes at a time, one."""
    from django.db import connection

    return min(os.cpu_count() or 1, _MOST) if connection.vendor == "postgresql" else 1


def _several(config: uvicorn.Config) -> None:
    """Several processes on one socket; one that ends is replaced, and all end with this one, however that ends."""
    from uvicorn.supervisors import Multiprocess

    os.environ[SERVED_BY] = str(os.getpid())
    bound = config.bind_socket()
    # Said to be of TCP: asyncio lets the end of an answer wait for the word that its beginning has come, 40 ms, for
    # every socket of which that is not said.
    with socket.socket(bound.family, bound.type, socket.IPPROTO_TCP, fileno=bound.detach()) as at:
        Multiprocess(config, sockets=[at]).run()


def end_with(parent: int) -> None:
    """End this process when the one that started it is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.3)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class KeptWorker:
    """A worker beside this process; one that ends before it should (killed, out of memory) is started again."""

    def __init__(self) -> None:
        from svat.web.jobs.worker import new_name

        self._stopped = threading.Event()
        self._name = new_name()  # kept, so that the next one knows what the one before held
        self._process = _worker(self._name)
        self._watch = threading.Thread(target=self._keep, daemon=True)
        self._watch.start()

    def stop(self) -> None:
        """End it."""
        self._stopped.set()
        self._watch.join()
        self._process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()

    def _keep(self) -> None:
        while not self._stopped.wait(_LOOK):
            if (status := self._process.poll()) is not None:
                log.error("worker ended; another is started", extra={"status": status})
                self._process = _worker(self._name)


def _worker(name: str) -> subprocess.Popen[bytes]:
    """A worker that ends when this process does, however that ends."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "svat.web.jobs.start", str(os.getpid()), name]
    )
