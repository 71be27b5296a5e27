"""A real mail server on this machine that keeps what it took."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

import pytest


class Mailbox:
    """What a real server took, and how it answers: while `slow` it holds the answer back after a mail was taken."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.taken = threading.Event()
        self.answer, self.slow = "250 OK", False

    def ids(self) -> list[str]:
        """The Message-ID of each mail that it took."""
        return [str(message_from_bytes(x)["Message-ID"]) for x in self.got]

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _o: Any) -> str:  # noqa: N802
        """Nobody is known at nowhere.example."""
        if address.endswith("@nowhere.example"):
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take it."""
        import asyncio

        if self.answer.startswith("250"):
            self.got.append(envelope.original_content or envelope.content)
        self.taken.set()
        while self.slow:
            await asyncio.sleep(0.05)
        return self.answer


@contextmanager
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    """A mail server, and its address as SVAT_MAIL has it."""
    controller = pytest.importorskip("aiosmtpd.controller", reason="needs aiosmtpd")
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = controller.Controller(box, hostname="127.0.0.1", port=port)
    running.start()
    try:
        yield box, f"smtp://127.0.0.1:{port}"
    finally:
        running.stop()
