"""People, sessions: those of one person, ended everywhere at once."""

from __future__ import annotations

from django.contrib.sessions.models import Session

from svat.web.people.models import User


def end_sessions(user: User) -> None:
    """Sign a person out everywhere; what was kept half way through signing in goes too."""
    for session in Session.objects.iterator(500):
        kept = session.get_decoded()
        if kept.get("_auth_user_id") == str(user.pk) or user.email in str(kept):
            session.delete()
