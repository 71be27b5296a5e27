"""Real servers on 127.0.0.1 for the tests: svat's own, and one that misbehaves as it is told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn

from svat.council.files import CouncilFiles
from svat.council.folder import FolderStore
from svat.law.ground import Law
from svat.yente.app import application
from svat.yente.list_cache import ListCache

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

    def law_on(day: date) -> Law:
        return FolderStore(CouncilFiles(lists=lists)).law_of_lists(day, max_age_days)

    with listening(application(ListCache(lists, clock or Clock(), law_on))) as url:
        yield url


class Misbehaving:
    """A server whose every answer is written by the test, byte for byte."""

    def __init__(self, answers: Mapping[str, bytes | float]) -> None:
        self.answers = dict(answers)  # by path; a number is a silence of so many seconds after half a head
        self.asked: list[str] = []

    @contextmanager
    def listening(self) -> Iterator[str]:
        with closing(socket.create_server(("127.0.0.1", 0))) as door:
            thread = threading.Thread(target=self._serve, args=(door,), daemon=True)
            thread.start()
            address = door.getsockname()
            try:
                yield f"http://127.0.0.1:{address[1]}"
            finally:
                self.answers = {}
                socket.create_connection(address).close()  # wakes the server, which finds nothing to do
                thread.join(timeout=20)
                assert not thread.is_alive()

    def _serve(self, door: socket.socket) -> None:
        while self.answers:
            connection, _ = door.accept()
            with closing(connection):
                path = self._read(connection)
                answer = self.answers.get(path)
                if isinstance(answer, bytes):
                    connection.sendall(answer)
                elif answer is not None:
                    self._drip(connection, answer)

    def _read(self, connection: socket.socket) -> str:
        data = b""
        while b"\r\n\r\n" not in data and (more := connection.recv(1 << 16)):
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        if not head:
            return ""
        path = head.split()[1].decode().split("?")[0]
        self.asked.append(path)
        sizes = [
            int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.lower().startswith(b"content-length")
        ]
        while sizes and len(body) < sizes[0]:
            body += connection.recv(1 << 16)
        return path

    @staticmethod
    def _drip(connection: socket.socket, seconds: float) -> None:
        """A letter now and then, so that no single wait is long."""
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n")
            for _ in range(int(seconds / 0.05)):
                connection.sendall(b" ")
                time.sleep(0.05)
        except OSError:
            return  # the client has had enough, as it should


def answer(
    content: str, status: str = "200 OK", kind: str = "application/json", cut: int = 0, more: str = ""
) -> bytes:
    """An HTTP answer; `cut` leaves so many bytes of the body unsent."""
    body = content.encode()
    head = (
        f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n"
    )
    return (head + more + "\r\n").encode() + body[: len(body) - cut]
