"""The web application, asgi: what uvicorn runs; what comes in is kept on the disk, as far as it has room."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler

from svat.web.faults import NO_ROOM, kind_of
from svat.web.uploads import LARGEST_REQUEST

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svat.web.settings")

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


class BoundedHandler(ASGIHandler):
    """Django's, which keeps all that comes in, however much, and knows no answer where the disk is full."""

    async def read_body(self, receive: Callable[[], Awaitable[Mapping[str, Any]]]) -> Any:
        """The body. Raises RequestAborted where the browser has gone."""
        body = BoundedBody(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
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


django.setup(set_prefix=False)
application = BoundedHandler()
