"""People, sessions: each knows whose it is, so that all of a person's are ended at once by one query."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import url_str_to_user_pk
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InDatabase

from svat.web.people.models import PersonSession, User


class SessionStore(InDatabase):
    """Sessions in the database, with the person who is signed in by them, or half way there."""

    @classmethod
    def get_model_class(cls) -> type[PersonSession]:
        """Django's name for where they are kept."""
        return PersonSession

    def create_model_instance(self, data: dict[str, Any]) -> PersonSession:
        """The row of a session."""
        made = super().create_model_instance(data)
        assert isinstance(made, PersonSession), "as get_model_class says"
        made.person = _whose(data)
        return made


def end_sessions(user: User) -> None:
    """Sign a person out everywhere; what was kept half way through signing in goes too."""
    PersonSession.objects.filter(person=user.pk).delete()


def forget_expired() -> None:
    """Take away sessions that open nothing any more."""
    PersonSession.objects.filter(expire_date__lt=datetime.now(UTC)).delete()


def _whose(data: dict[str, Any]) -> int | None:
    """The person of a session: signed in, or known by a password where the second factor is still to come."""
    if signed_in := data.get(SESSION_KEY):
        return int(signed_in)
    half_way = (data.get(LOGIN_SESSION_KEY) or {}).get("user_pk")
    return int(url_str_to_user_pk(half_way)) if half_way else None
