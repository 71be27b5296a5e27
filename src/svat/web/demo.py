"""The web application, demo: an empty installation filled with the demo's corridor and one member per role.

Everything goes through the actions that pages use: the council is founded, the demo's folder taken in, people are
invited and accept, and a worker brings rolls and lists in before the first page is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from svat.demo import contents, write
from svat.web.actions import perform
from svat.web.jobs.worker import JobWorker
from svat.web.lists.actions import ReadListsAgain
from svat.web.people.actions import AcceptInvitation, HandOverMail, Invite
from svat.web.people.founding import FoundCouncil
from svat.web.people.models import COMPANY, OFFICER, ROLES, Member, OutboxMail
from svat.web.people.queries import council
from svat.web.rolls.carrying import import_folder
from svat.web.rolls.models import CompanyRecord
from svat.wording import say

PASSWORD = "demo-demo-demo"  # noqa: S105 - of invented people on this machine alone
ADDRESS = "{role}@demo.example"
_NAMES = {
    "officer": "Aigul Officer", "reviewer": "Pavel Reviewer", "chair": "Minjun Chair", "company": "Dana Company",
    "auditor": "Olga Auditor",
}  # fmt: skip
_TOKEN = re.compile(r"/invitation/(\S+)")


def fill() -> Iterator[str]:
    """Make council, corridor and members where there is no council; with what to sign in, in words."""
    if council() is not None:
        return
    officer = _founded()
    with TemporaryDirectory() as made:
        write(Path(made) / "demo")
        corridor = import_folder(Path(made) / "demo", officer)
    perform(officer, ReadListsAgain(corridor.key))
    JobWorker().run(until_empty=True)
    for role in ROLES:
        if role != OFFICER:
            _invited(role, officer)
        yield say("{role}: {address}, password {password}", role=role, address=ADDRESS.format(role=role),
                  password=PASSWORD)  # fmt: skip


def _founded() -> Member:
    made = perform(
        None,
        FoundCouncil(
            "Demo council", "KZ", "en", contents()["corridor.toml"].decode(), _NAMES[OFFICER],
            ADDRESS.format(role=OFFICER), PASSWORD, second_factor=False,
        ),
        who="server",
    ).result  # fmt: skip
    assert isinstance(made, Member)
    return made


def _invited(role: str, officer: Member) -> None:
    """A person of a role, invited by mail and come by its link."""
    company = CompanyRecord.objects.filter(gone=False, side="a").order_by("external_id").first()
    key = company.key if company is not None and role == COMPANY else ""
    asked = Invite(ADDRESS.format(role=role), role, "en", "Demo council", settings.ADDRESS.origin, key)
    perform(officer, asked)
    mail = OutboxMail.objects.filter(to=asked.address).latest("id")
    found = _TOKEN.search(mail.text)
    assert found is not None, "the mail of an invitation has its link"
    perform(None, AcceptInvitation(found[1], _NAMES[role], PASSWORD), who="invitation")
    perform(officer, HandOverMail(mail.key))
