"""The web application, templating: pages in the reader's language, from the same sentences as everything else."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import TemplateDoesNotExist
from django.template.backends.base import BaseEngine
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.safestring import mark_safe
from jinja2 import ChoiceLoader, Environment, PackageLoader, TemplateNotFound
from markupsafe import Markup

from svat import __version__
from svat.council.looks import seems
from svat.report.environment import environment
from svat.web.kept import WHO
from svat.web.people.addresses import shown, taken_for
from svat.web.permissions import may_do, may_see
from svat.web.words import (
    action_word,
    count_word,
    event_word,
    hs_code,
    kind_word,
    listing_word,
    name_of,
    role_word,
    state_word,
    turn_word,
)
from svat.wording import spoken, wording

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def address_of(name: str, *of: Any) -> str:
    """Where a page is. Raises NoReverseMatch for a name, or parts of an address, of no page."""
    parts = [str(x) for x in of]
    # A page of a list has hundreds of addresses: those with nothing to quote are put together from their pattern.
    pattern = _pattern(name, len(parts)) if all(map(_PLAIN.fullmatch, parts)) else ""
    return pattern.format(*parts) if pattern else reverse(name, args=of)


@cache
def _pattern(name: str, count: int) -> str:
    """A page's address with a place for each part; "" where a part cannot be any letters."""
    marks = [f"svat{number}svat" for number in range(count)]
    try:
        found = reverse(name, args=marks)
    except NoReverseMatch:
        return ""
    for number, mark in enumerate(marks):
        found = found.replace(mark, f"{{{number}}}")
    return found


@cache
def _environment(language: str) -> Environment:
    """The reports' environment of a language, with the application's templates and addresses."""
    made = environment(wording(language)).overlay(
        loader=ChoiceLoader([PackageLoader("svat.web"), PackageLoader("svat.report")])
    )
    made.filters["hs"] = hs_code
    made.globals = {
        **made.globals,
        "url": address_of,
        "static": static,
        "version": __version__,
        "action_word": action_word,
        "count_word": count_word,
        "listing_word": listing_word,
        "name_of": name_of,
        "role_word": role_word,
        "seems": seems,
        "shown": shown,
        "taken_for": taken_for,
        "state_word": state_word,
        "turn_word": turn_word,
        "event_word": event_word,
        "kind_word": kind_word,
        "languages": {code: wording(code).language_name(code) for code in spoken()},
    }
    return made


class Templates(BaseEngine):
    """Django's door to these templates: `render(request, "people/today.html.j2", …)`."""

    def __init__(self, params: dict[str, Any]) -> None:
        params = dict(params)
        params.pop("OPTIONS", None)
        super().__init__(params)

    def get_template(self, template_name: str) -> _Page:
        """The template of a name. Raises TemplateDoesNotExist, so that the next engine is asked."""
        if not template_name.endswith(".j2"):
            raise TemplateDoesNotExist(template_name, backend=self)
        try:
            _environment("en").get_template(template_name)
        except TemplateNotFound:
            raise TemplateDoesNotExist(template_name, backend=self) from None
        return _Page(template_name)


class _Page:
    """One template, put into the language of whoever asks."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        """The page as text."""
        words = getattr(request, "words", None) or wording("en")
        page = _environment(words.language).get_template(self.name)
        given = {**(context or {}), "words": words}
        return page.render(**(_shared(request) if request is not None else {}), **given)


def _shared(request: HttpRequest) -> dict[str, Any]:
    """What every page may use of the request: who asks, what they may do, the hidden fields of forms."""
    member = getattr(request, "member", None)
    role = member.role if member else None
    unasked = getattr(request, "unasked", False)  # the page of a database that does not answer
    signed_in = not unasked and hasattr(request, "user") and request.user.is_authenticated
    return {
        "request": request,
        "member": member,
        "signed_in": signed_in,
        "may_see": lambda page: may_see(page, role, signed_in=signed_in) and there_is(page),
        "may_do": lambda action, state=None: may_do(action, role, state),
        "csrf": cache(lambda: _signed(request, member)),  # the same in every form of a page
        "once": lambda: Markup('<input type="hidden" name="once" value="{}">').format(
            secrets.token_urlsafe(20)
        ),
        "told": lambda: [] if unasked else list(get_messages(request)),
        "lists_state": getattr(request, "lists_state", None),
    }


def _signed(request: HttpRequest, member: Any) -> Markup:
    """The hidden fields of a form: that it is ours, and whose it is, should their session end before it is sent."""
    token = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))
    if member is None:
        return token
    return token + Markup('<input type="hidden" name="{}" value="{}">').format(WHO, member.key)


def there_is(page: str) -> bool:
    """Whether there is a page of a name."""
    return page in get_resolver().reverse_dict


def frame(request: HttpRequest, title: str) -> tuple[str, str]:
    """What stands above and below a page of signing in, which is another package's template."""
    words = getattr(request, "words", None) or wording("en")
    shared = _shared(request)
    top, bottom = (
        _environment(words.language)
        .get_template(f"frame-{name}.html.j2")
        .render(**shared, words=words, title=title)
        for name in ("top", "bottom")
    )
    return mark_safe(top), mark_safe(bottom)  # noqa: S308 - our own templates, escaped within
