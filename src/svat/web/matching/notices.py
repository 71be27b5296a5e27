"""Matching, notices (writes): one mail in one wording to a company from which a partner was hidden, whatever for."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage

from svat.web.people.models import COMPANY, Member
from svat.web.people.queries import council
from svat.wording import say, wording


def tell_hidden(companies: Sequence[int]) -> int:
    """Tell each person of some companies once that their introductions have changed; how many mails there are."""
    record = council()
    name = record.name if record else ""
    people = Member.objects.filter(role=COMPANY, company__in=companies, ended=None, user__is_active=True)
    told = set()
    for member in people.select_related("user").order_by("id"):
        if member.user_id in told:
            continue
        told.add(member.user_id)
        words = wording(member.user.language)
        subject = words(say("{council}: your introductions have changed", council=name))
        text = words(
            say(
                "One of the partners that were proposed to you, or more than one, is no longer proposed. "
                "What is proposed to you now is there when you sign in: {address}",
                address=settings.ADDRESS.origin,
            )
        )
        EmailMessage(subject, text, to=[member.user.email]).send()
    return len(told)
