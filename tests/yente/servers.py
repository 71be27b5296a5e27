"""Real servers on 127.0.0.1 for the tests: svat's own, and one that misbehaves as it is told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn

from svat.yente.app import application
from svat.yente.shelf import Shelf

ON = date(2026, 3, 10)  # nine days after the invented lists' version


class Clock:
    """The day, as a test sets it."""

    def __init__(self, day: date = ON) -> None:
        self.day = day

    def __call__(self) -> date:
        return self.day


@contextmanager
def listening(app: Any) -> Iterator[str]:
    """The application behind a real socket; yields its address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        config = uvicorn.Config(app, log_level="critical", ws="none", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=20)
            assert not thread.is_alive()


@contextmanager
def serving(lists: Path, clock: Clock | None = None, max_age_days: int = 30) -> Iterator[str]:
    """Serve svat's endpoint over a folder of lists."""
    with listening(application(Shelf(lists, clock or Clock(), max_age_days=max_age_days))) as url:
        yield url
