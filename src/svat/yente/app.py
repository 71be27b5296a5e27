"""Yente, the application: yente's routes over the answers, as a small ASGI application.

Starlette, because it is the part of FastAPI that yente itself is built on, two pure wheels with uvicorn, and an
application that mounts in another one (with Django's ASGI application, under a path of its own).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from svat.refusals import UnusableInput
from svat.yente import answer
from svat.yente.list_cache import ListCache
from svat.yente.reading import MAX_BODY, Parameters, RequestRefused, read_json


def application(list_cache: ListCache) -> Starlette:
    """The ASGI application over a cache of lists."""

    async def match(request: Request) -> Response:
        body = read_json(await _body(request))
        dataset, wishes = request.path_params["dataset"], _parameters(request)
        found = await run_in_threadpool(lambda: answer.match(_lists(list_cache), dataset, wishes, body))
        return _json(found, headers={"x-batch-size": str(len(found["responses"]))})

    async def search(request: Request) -> Response:
        dataset, wishes = request.path_params["dataset"], _parameters(request)
        return await _answered(lambda: answer.search(_lists(list_cache), dataset, wishes))

    async def entity(request: Request) -> Response:
        return await _answered(lambda: answer.one_entity(_lists(list_cache), request.path_params["id"]))

    async def catalog(_: Request) -> Response:
        return await _answered(lambda: answer.catalog(_lists(list_cache)))

    async def algorithms(_: Request) -> Response:
        return _json(answer.algorithms())

    async def healthz(_: Request) -> Response:
        return _json({"status": "ok"})

    async def readyz(_: Request) -> Response:
        return await _answered(lambda: _ready(list_cache))

    return Starlette(
        routes=[
            Route("/match/{dataset}", match, methods=["POST"]),
            Route("/search/{dataset}", search),
            Route("/entities/{id:path}", entity),
            Route("/catalog", catalog),
            Route("/algorithms", algorithms),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
        ],
        exception_handlers={RequestRefused: _refused, HTTPException: _unknown, Exception: _failed},
    )


async def _answered(make: Callable[[], dict[str, Any]]) -> Response:
    return _json(await run_in_threadpool(make))


def _lists(list_cache: ListCache) -> answer.Lists:
    try:
        return list_cache.lists()
    except UnusableInput as error:
        raise RequestRefused(503, f"Nobody can be cleared: the lists cannot be used: {error}") from error


def _ready(list_cache: ListCache) -> dict[str, Any]:
    lists = _lists(list_cache)
    if lists.closed:
        raise RequestRefused(503, f"Nobody can be cleared: {' '.join(lists.closed)}")
    return {"status": "ok"}


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise RequestRefused(413, f"The request is longer than {MAX_BODY} bytes.")
    return bytes(body)


def _parameters(request: Request) -> Parameters:
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        found.setdefault(name, []).append(value)
    return found


def _json(content: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    return Response(
        text.encode("utf-8", "replace"), status, headers={"cache-control": "no-store", **(headers or {})},
        media_type="application/json",
    )  # fmt: skip


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestRefused)
    return _json({"detail": error.detail}, error.status)


async def _unknown(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json({"detail": error.detail}, error.status_code, dict(error.headers or {}))


async def _failed(_: Request, error: Exception) -> Response:
    return _json({"detail": f"The answer could not be made: {type(error).__name__}"}, 500)
