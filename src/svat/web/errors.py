"""The web application, errors: one clear page for whatever cannot be done, in the reader's language."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from svat.web.actions import NotDone
from svat.web.faults import GONE, NO_ROOM, kind_of
from svat.wording import say, spoken, wording

LANGUAGE_COOKIE = "svat_language"
log = logging.getLogger("svat.web")

_SAID = {
    400: (say("This request cannot be understood"), say("Go back, load the page anew and try again.")),
    403: (
        say("This is not yours to do"),
        say("Ask an officer of the council if you think that it should be."),
    ),
    404: (say("There is nothing here"), say("It may have gone, or the address is not complete.")),
    409: (say("Somebody was faster"), say("Nothing of yours was saved. Look at what stands there now.")),
    413: (say("The file is too large"), say("Send a smaller file, or divide it.")),
    422: (say("This cannot be used"), say("Nothing was changed.")),
    429: (say("Too many attempts"), say("Wait some minutes, then try again.")),
    500: (
        say("A fault of the application"),
        say("Nothing of yours was saved. The fault is in the log under this number."),
    ),
    503: (
        say("The database does not answer"),
        say("Try again in a minute. A form may be sent again: it counts once, even if it was saved already."),
    ),
    507: (
        say("There is no room on the server's disk"),
        say(
            "Nothing that was saved is lost. Tell whoever runs the server to make room; then send it again: a form"
            " counts once, even if it was saved already."
        ),
    ),
}


def not_done(request: HttpRequest, error: NotDone) -> HttpResponse:
    """The page of what must not be: why, what two people wanted, and what the other one did."""
    return page(request, error.status, error.said, {"both": error.both, "last": error.last})


def page(
    request: HttpRequest, status: int, said: str = "", more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page of a status; `said` is the cause in words."""
    title, advice = _SAID.get(status, _SAID[500])
    given: dict[str, Any] = {
        "heading": title,
        "advice": advice,
        "said": said,
        "status": status,
        "both": {},
        "last": None,
    }
    given |= more or {}
    given["number"] = getattr(request, "id", "")
    if not hasattr(request, "words"):  # the fault was met before it was known who asks
        request.words = wording(language_of(request))  # type: ignore[attr-defined]
    if not hasattr(request, "member"):
        request.member = None  # type: ignore[attr-defined]
    if status in (GONE, NO_ROOM):  # nothing of the frame may ask the database
        request.member, request.unasked = None, True  # type: ignore[attr-defined]
    text = render_to_string("error.html.j2", given, request)
    return HttpResponse(text, status=status)


def language_of(request: HttpRequest) -> str:
    """The language that a browser chose here, or asks for."""
    known = spoken()
    asked = request.headers.get("Accept-Language", "")
    wanted = [part.split(";")[0].strip().lower().split("-")[0] for part in asked.split(",")]
    return next((code for code in (request.COOKIES.get(LANGUAGE_COOKIE, ""), *wanted) if code in known), "en")


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that another site sent, or one that is too old."""
    del reason  # says what an attacker would want to know
    return page(request, 400)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For Django."""
    del exception
    return page(request, 400)


def nothing_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For Django."""
    del exception
    return page(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """For django-allauth: attempts beyond what is let through in a time."""
    return page(request, 429)


def own_fault(request: HttpRequest) -> HttpResponse:
    """For Django, also where the fault was met on the way to a view: without its database nothing else can be said."""
    error = sys.exc_info()[1]
    kind = kind_of(error)
    log.error("fault", exc_info=error, extra={"request": getattr(request, "id", ""), "status": kind})
    return page(request, kind)
