"""Audit, last: what somebody did last with an object, to be told to whoever comes second."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from svat.web.audit.models import AuditEntry
from svat.web.people.models import Member, User


@dataclass(frozen=True, slots=True)
class LastWord:
    """Who did what, and when."""

    who: User
    action: str
    at: datetime


def last_word(about: str) -> LastWord | None:
    """What a member did last with an object, by its name in the log; None where nobody did anything."""
    if not about:
        return None
    of = AuditEntry.objects.filter(
        member__startswith="member ", about__contains=json.dumps(about, ensure_ascii=False)
    )
    found = of.order_by("-number").first()
    if found is None:
        return None
    member = (
        Member.objects.select_related("user").filter(pk=int(found.member.removeprefix("member "))).first()
    )
    return LastWord(member.user, found.action, datetime.fromisoformat(found.at)) if member else None
