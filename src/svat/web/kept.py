"""The web application, kept: what somebody had typed into a form when their session ended, until they sign in again.

Every form says whose it is by the member's random key. A form that comes without a session is kept in a new one, never
a password or a file, and shown after signing in to that person alone, who sends or leaves it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from svat.web.people.models import Member

WHO = "who"  # the hidden field of forms
_PLACE = "kept"  # of the session
_LARGEST = 100_000  # characters of one form
_SECONDS = 3600
_NOT_KEPT = ("csrfmiddlewaretoken", WHO)
_NOT_SHOWN = ("once", "version", "next", "query", "digest", "count", "seen", "shown")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form that was not taken: whose it is, where it was sent, the page that it stood on, and what was in it."""

    who: str
    action: str
    page: str
    fields: tuple[tuple[str, str], ...]
    files: bool  # some were sent beside, which are not kept

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What a person recognises."""
        return [(name, value) for name, value in self.fields if value and name not in _NOT_SHOWN]


def keep(request: HttpRequest, page: str) -> bool:
    """Keep the form that somebody sent without a session; whether it was one of a member's."""
    who = request.POST.get(WHO, "")[:16] if request.method == "POST" else ""
    if not (who.isascii() and who.isalnum()):
        return False
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in _NOT_KEPT and "password" not in name
    ]
    if sum(len(x) + len(y) for x, y in fields) > _LARGEST or not Member.objects.filter(key=who).exists():
        return False
    request.session[_PLACE] = {
        "who": who, "action": request.path, "page": page, "fields": fields, "files": bool(request.FILES),
        "at": int(time.time()),
    }  # fmt: skip
    return True


def kept_of(request: Any) -> KeptForm | None:
    """What was kept for whoever is signed in; what is another's, or too old, is forgotten."""
    found = request.session.get(_PLACE)
    if found is None:
        return None
    if found["who"] not in {x.key for x in request.members} or time.time() - found["at"] > _SECONDS:
        forget(request)
        return None
    fields = tuple((name, value) for name, value in found["fields"])
    return KeptForm(found["who"], found["action"], found["page"], fields, found["files"])


def forget(request: HttpRequest) -> None:
    """It was sent, or left."""
    request.session.pop(_PLACE, None)


def is_sent(request: HttpRequest) -> bool:
    """Whether a request is the kept form again."""
    found = request.session.get(_PLACE)
    return found is not None and request.method == "POST" and request.path == found["action"]
