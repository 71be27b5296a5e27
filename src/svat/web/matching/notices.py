"""Matching, notices (writes): one mail in one wording to a company from which a partner was hidden, whatever for.

The mails are made by a job, some at a time, each time together with how far it is: none is made twice or forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.jobs.queue import put
from svat.web.people.models import Member
from svat.web.people.queries import council, speakers
from svat.web.records import new_key
from svat.wording import say, wording

TELL = "tell companies"
_AT_ONCE = 50  # mails of one transaction


def tell_hidden(companies: Sequence[int]) -> None:
    """Have each person of some companies told once that their introductions have changed, within an action."""
    if companies:
        put(TELL, f"{TELL}:{new_key()}", {"companies": list(companies)}, None)


def tell(job: Job, progress: JobProgress) -> None:
    """The job."""
    record = council()
    name = record.name if record else ""
    companies = json.loads(job.arguments)["companies"]
    people = _people(companies)
    while rest := [x for x in people if x.pk > int(job.step or 0)][:_AT_ONCE]:
        with transaction.atomic():
            for member in rest:
                _mail(member, name)
            progress.step(str(rest[-1].pk))


def _people(companies: Sequence[int]) -> list[Member]:
    """Who speaks for companies, each person once."""
    once: dict[int, Member] = {}
    for member in speakers(companies):
        once.setdefault(member.user_id, member)
    return list(once.values())


def _mail(member: Member, name: str) -> None:
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
