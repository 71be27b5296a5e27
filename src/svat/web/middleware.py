"""The web application, middleware: who asks, in which language, whether they may, and what is logged of it."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.http import urlencode

from svat.refusals import UnusableInput, said_of
from svat.web import kept
from svat.web.actions import NotDone
from svat.web.audit.append import earlier
from svat.web.errors import LANGUAGE_COOKIE as LANGUAGE_COOKIE
from svat.web.errors import language_of, not_done, page
from svat.web.faults import OURS, kind_of
from svat.web.people.queries import needs_factor, people_of
from svat.web.permissions import ANYBODY, PAGES, SIGNED_IN, may_see
from svat.wording import spoken, wording

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("svat.web")
ACTING = "member"  # the session's key for the member that a person acts as
# Pages of a role that are there before a demanded second factor is set up.
_BEFORE_FACTOR = frozenset(("factor", "factor-codes", "profile", "act-as"))


def request_log(get: Answer) -> Answer:
    """One line for each request: its id, page, status and time; no query, token, address or name."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(8)  # type: ignore[attr-defined]
        begun = time.monotonic()
        response = get(request)
        match = request.resolver_match
        member = getattr(request, "member", None)
        log.info(
            "request",
            extra={
                "request": request.id,  # type: ignore[attr-defined]
                "method": request.method,
                "page": match.view_name if match else "",
                "status": response.status_code,
                "ms": round(1000 * (time.monotonic() - begun)),
                "member": member.pk if member else None,
            },
        )
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response

    return answer


def never_kept(get: Answer) -> Answer:
    """Pages are of the person who asked: neither browser nor proxy keeps them; a fragment is not the page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get(request)
        if not request.path.startswith("/static/"):
            response["Cache-Control"] = "private, no-store"
            response["Vary"] = "HX-Request, Cookie, Accept-Language"
            response["Cross-Origin-Opener-Policy"] = "same-origin"
        return response

    return answer


def member_of(get: Answer) -> Answer:
    """`request.member`: whom the person acts as, role and company read anew each time, never as they were at sign-in.

    Whoever is signed out by the answer leaves nothing in the browser.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        request.member = None  # type: ignore[attr-defined]
        request.members = []  # type: ignore[attr-defined]
        asked = not request.path.startswith(("/static/", "/health/"))
        signed_in = asked and request.user.is_authenticated
        if signed_in:
            members = people_of(request.user)  # type: ignore[arg-type]
            acting = request.session.get(ACTING)
            request.members = members  # type: ignore[attr-defined]
            request.member = next((x for x in members if x.key == acting), members[0] if members else None)  # type: ignore[attr-defined]
            request.person = request.user  # type: ignore[attr-defined]
        response = get(request)
        if signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return answer


def in_a_language(get: Answer) -> Answer:
    """`request.words`: the person's language, else what they chose, else what their browser asks for."""

    def answer(request: HttpRequest) -> HttpResponse:
        member = request.member  # type: ignore[attr-defined]
        chosen = member.user.language if member else ""
        chosen = chosen if chosen in spoken() else language_of(request)
        request.words = wording(chosen)  # type: ignore[attr-defined]
        with translation.override(chosen):
            response = get(request)
        response["Content-Language"] = chosen
        return response

    return answer


class OneClearPage:
    """Whatever fails is one clear page: refused, unusable, not there, the database gone; the fault itself is logged."""

    def __init__(self, get: Answer) -> None:
        self.get = get

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, unless what was sent could not be kept: it is too large, or the disk is full."""
        refused = getattr(request, "refused", 0)
        return page(request, refused) if refused else self.get(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page that says what is wrong."""
        if isinstance(error, NotDone):
            return not_done(request, error)
        if (kind := kind_of(error)) != OURS:
            log.error(
                "surroundings",
                extra={"request": request.id, "status": kind, "kind": type(error).__name__},  # type: ignore[attr-defined]
            )
            return page(request, kind)
        return page(request, 422, said_of(error)) if isinstance(error, UnusableInput) else None


one_clear_page = OneClearPage


class Guarded:
    """Asks the matrix before a view runs. What a role may not see does not exist for it: the same page, 404."""

    def __init__(self, get: Answer) -> None:
        self.get = get

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """The sign-in page, or that there is nothing here."""
        match = request.resolver_match
        assert match is not None
        name = match.url_name or ""
        if name not in PAGES and match.route.startswith("account/"):
            name = "sign-in"
        member = request.member  # type: ignore[attr-defined]
        if may_see(name, member.role if member else None, signed_in=request.user.is_authenticated):
            if request.user.is_authenticated and kept.is_sent(request):
                kept.forget(request)
            if member and PAGES[name] not in (ANYBODY, SIGNED_IN) and name not in _BEFORE_FACTOR:
                return _to("factor", request) if needs_factor(member) else _answered(request)
            return None
        if not request.user.is_authenticated:
            held = kept.keep(request, _whole_page(request))
            return _to("account_login", request, back=resolve_url("kept") if held else _whole_page(request))
        if member is None:
            return _to("no-role", request)
        return page(request, 404)


def _answered(request: HttpRequest) -> HttpResponse | None:
    """A form that is sent again because its answer was lost goes where it went: what it asked for is done."""
    if request.method != "POST" or request.headers.get("HX-Request") or not request.POST.get("once"):
        return None
    answer = earlier(request.POST["once"])
    return redirect(answer) if answer else None


def _to(name: str, request: HttpRequest, *, back: str = "") -> HttpResponse:
    """To another page; a part of a page sends the whole page there. `back` is where the person goes from there."""
    target = resolve_url(name)
    part = request.headers.get("HX-Request")
    if back:
        target += "?" + urlencode({"next": back})
    if part:
        response = HttpResponse(status=401)
        response["HX-Redirect"] = target
        return response
    return redirect(target)


def _whole_page(request: HttpRequest) -> str:
    """The page that somebody was on: of a part of it, or of a form, the page that it stood on."""
    if request.headers.get("HX-Request"):
        return _own_path(request.headers.get("HX-Current-URL", ""))
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return _own_path(request.headers.get("Referer", ""))


def _own_path(address: str) -> str:
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != settings.ADDRESS.origin:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


guarded = Guarded
