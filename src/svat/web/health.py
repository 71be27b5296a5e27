"""The web application, health: whether the process lives, and whether database and worker answer."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from svat.web.jobs.models import Worker
from svat.web.lists.state import health

WORKER_SILENT = timedelta(seconds=60)
log = logging.getLogger("svat.web")


def alive(_request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; touches nothing."""
    return HttpResponse("alive", content_type="text/plain")


def _asked() -> None:
    """Ask the database by a connection of its own: it answers soon or not at all, whoever holds the others."""
    own = connection.copy()
    own.settings_dict["OPTIONS"] = {x: y for x, y in own.settings_dict["OPTIONS"].items() if x != "pool"}
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        own.close()


def ready(_request: HttpRequest) -> HttpResponse:
    """200, or 503 where database or worker do not answer; stale lists are said and close the gate, not the site."""
    try:
        _asked()
        working = Worker.objects.filter(seen__gt=datetime.now(UTC) - WORKER_SILENT).exists()
        lists = health()
    except DatabaseError as error:
        log.error("database", extra={"kind": type(error).__name__})  # noqa: TRY400 - the trace may name the server
        return JsonResponse({"database": "gone", "worker": "unknown", "lists": "unknown"}, status=503)
    state = {
        "database": "ok",
        "worker": "ok" if working else "silent",
        "lists": lists,
    }
    return JsonResponse(state, status=200 if working else 503)
