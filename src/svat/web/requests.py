"""The web application, requests: a request with what the middleware adds: who asks, as whom, in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from svat.web.people.models import Member, User
    from svat.wording import Wording


class WebRequest(HttpRequest):
    """What a view is given. `member` is there on every page that the matrix keeps for roles."""

    id: str
    words: Wording
    member: Member
    members: list[Member]
    person: User  # whoever is signed in, on the same pages


def number_of(request: WebRequest, name: str = "version") -> int:
    """A whole number of a form, by itself the version that it was made of; 0 where it says none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
