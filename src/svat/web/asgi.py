"""The web application, asgi: what uvicorn runs: so many requests at work at once, the others wait for their turn.

Each request runs in a thread of its own. Without a limit fifty at once would hold fifty connections and each be as slow
as the last; a request gives its connection back before its answer is sent, so that a slow reader holds none. What
hashes passwords, which is slow on purpose, waits in a line of its own: in the morning all sign in, and nobody else
shall wait for them.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from typing import Any

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections

from svat.web.serving import SERVED_BY, SETTINGS, end_with

_HASHING = ("/account/", "/invitation/", "/first-run/")


class CouncilHandler(ASGIHandler):
    """Django's handler with a limit, and with files that are read a piece at a time."""

    def __init__(self, at_once: int) -> None:
        super().__init__()
        self._turns, self._sign_ins = asyncio.Semaphore(at_once), asyncio.Semaphore(1)

    async def get_response_async(self, request: Any) -> Any:
        """The answer, when it is this request's turn; whether all is well is answered at once."""
        if request.path.startswith("/health/"):
            return await super().get_response_async(request)
        slow = request.method == "POST" and request.path.startswith(_HASHING)
        async with self._sign_ins if slow else self._turns:
            try:
                return await super().get_response_async(request)
            finally:
                await sync_to_async(close_old_connections, thread_sensitive=True)()

    async def send_response(self, response: Any, send: Any) -> None:
        """Send; what comes in pieces is never read into memory whole."""
        if response.streaming and not response.is_async:
            response.streaming_content = _pieces(response.streaming_content)
        await super().send_response(response, send)


async def _pieces(content: Iterable[bytes]) -> AsyncIterator[bytes]:
    """The pieces of an answer, each read in a thread."""
    rest = iter(content)
    while (piece := await sync_to_async(next, thread_sensitive=False)(rest, None)) is not None:
        yield piece


def _application() -> CouncilHandler:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if SERVED_BY in os.environ:
        end_with(int(os.environ[SERVED_BY]))
    django.setup(set_prefix=False)  # type: ignore[call-arg]  # as Django's own get_asgi_application does
    from django.conf import settings

    return CouncilHandler(settings.AT_ONCE)


application = _application()
