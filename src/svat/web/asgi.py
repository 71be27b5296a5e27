"""The web application, asgi: what uvicorn runs: so many requests at work at once, the others wait for their turn.

Each request runs in a thread of its own. Without a limit fifty at once would hold fifty connections and each be as slow
as the last; a request gives its connection back before its answer is sent, so that a slow reader holds none. What
hashes passwords, which is slow on purpose, waits in a line of its own: in the morning all sign in, and nobody else
shall wait for them. What comes in is kept on the disk, as far as it has room.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any

import django
from asgiref.sync import sync_to_async
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections

from svat.web.faults import NO_ROOM, kind_of
from svat.web.serving import SERVED_BY, SETTINGS, end_with
from svat.web.uploads import LARGEST_REQUEST

_HASHING = ("/account/", "/invitation/", "/first-run/")
_TOO_LARGE = 413


class BoundedBody(SpooledTemporaryFile):  # type: ignore[type-arg]
    """What a request brings, in memory and then on the disk; `refused` is the status where that cannot be had."""

    refused = 0

    def take(self, data: bytes, most: int) -> None:
        """Keep some of it; once it is refused the rest goes by and is not kept."""
        if self.refused:
            return
        try:
            if self.tell() + len(data) > most:
                self.refused = _TOO_LARGE
            else:
                self.write(data)
        except OSError as error:
            if kind_of(error) != NO_ROOM:
                raise
            self.refused = NO_ROOM
        if self.refused:
            self.seek(0)
            self.truncate()


class CouncilHandler(ASGIHandler):
    """Django's handler with limits: of requests at work, of what they bring, and of what of a file is in memory."""

    def __init__(self, at_once: int, in_memory: int = 2_500_000) -> None:
        super().__init__()
        self._turns, self._sign_ins = asyncio.Semaphore(at_once), asyncio.Semaphore(1)
        self._in_memory = in_memory

    async def read_body(self, receive: Callable[[], Awaitable[Mapping[str, Any]]]) -> Any:
        """The body. Raises RequestAborted where the browser has gone."""
        body = BoundedBody(self._in_memory)
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                body.close()
                raise RequestAborted
            body.take(message.get("body", b""), LARGEST_REQUEST)
            more = message.get("more_body", False)
        body.seek(0)
        return body

    def create_request(self, scope: Mapping[str, Any], body_file: Any) -> Any:
        """The request; a page says what became of a body that was refused."""
        request, wrong = super().create_request(scope, body_file)
        if request is not None:
            request.refused = body_file.refused  # type: ignore[attr-defined]
        return request, wrong

    async def get_response_async(self, request: Any) -> Any:
        """The answer, when it is this request's turn; whether all is well is answered at once."""
        answered = sync_to_async(self._answered, thread_sensitive=True)
        if request.path.startswith("/health/"):
            return await answered(request)
        slow = request.method == "POST" and request.path.startswith(_HASHING)
        async with self._sign_ins if slow else self._turns:
            return await answered(request)

    def load_middleware(self, is_async: bool = False) -> None:
        """All of it for one thread, as views are: each change between a thread and the loop takes longer than both."""
        del is_async
        super().load_middleware(is_async=False)

    def _answered(self, request: Any) -> Any:
        try:
            return self.get_response(request)
        finally:
            close_old_connections()

    async def send_response(self, response: Any, send: Any) -> None:
        """Send; what comes in pieces is never read into memory whole."""
        if response.streaming and not response.is_async:
            response.streaming_content = _pieces(response.streaming_content)
        await super().send_response(response, send)


async def _pieces(content: Iterable[bytes]) -> AsyncIterator[bytes]:
    """The pieces of an answer, each read in a thread."""
    rest = iter(content)
    following = sync_to_async(lambda: next(rest, None), thread_sensitive=False)
    while (piece := await following()) is not None:
        yield piece


def _application() -> CouncilHandler:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if SERVED_BY in os.environ:
        end_with(int(os.environ[SERVED_BY]))
    django.setup(set_prefix=False)  # as Django's own get_asgi_application does
    from django.conf import settings

    return CouncilHandler(settings.AT_ONCE, settings.FILE_UPLOAD_MAX_MEMORY_SIZE)


application = _application()
