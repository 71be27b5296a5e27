"""Matching, letters (writes): the job that writes to companies: that partners are proposed, or wait for an answer.

People of a company that can sign in are told to; a company without any gets the letter that the run wrote for it, and
only while every partner in it is still shown. Nobody is written to twice in one batch, however often the job begins.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from svat.council.letters_kept import KeptLetters, kept_letters
from svat.council.reminders import LetterTo, Reminders
from svat.sides import other
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.matching.answers import SilentCompany, silent_companies, untold
from svat.web.matching.computing import results_of
from svat.web.matching.models import PUBLISHED, RunRecord
from svat.web.matching.sight import lists_clear, seen_of, side_of_company
from svat.web.people.models import CorridorRecord, Member, OutboxMail
from svat.web.people.outbox import keep
from svat.web.people.queries import council, speakers
from svat.web.rolls.models import CompanyRecord
from svat.web.store import store_of
from svat.wording import say, unusable, wording

KIND = "write letters"
LIST, REMINDER = "list", "reminder"


def about(corridor: CorridorRecord, kind: str) -> str:
    """What a job of letters is about: one kind at a time for a corridor."""
    return f"letters:{corridor.key}:{kind}"


def write_letters(job: Job, progress: JobProgress) -> None:
    """The job. Raises UnusableInput where nobody may be shown anything now."""
    asked = json.loads(job.arguments)
    corridor = CorridorRecord.objects.get(pk=asked["corridor"])
    member = Member.objects.select_related("user").get(pk=asked["member"])
    if not lists_clear(corridor):
        raise unusable("nothing is sent: the lists clear nobody now")
    batch = LetterBatch(corridor, member, asked["kind"], job.key)
    companies = batch.companies(frozenset(asked["companies"]))
    for done, (company, silent) in enumerate(companies):
        progress(say("writing letters"), done, len(companies))
        batch.write_to(company, silent)


class LetterBatch:
    """Letters of one kind that an officer asked for at once."""

    def __init__(self, corridor: CorridorRecord, member: Member, kind: str, batch: str) -> None:
        self._corridor, self._member, self._kind, self._batch = corridor, member, kind, batch
        record = council()
        self._council = record.name if record else ""

    def companies(self, keys: frozenset[str]) -> Sequence[tuple[CompanyRecord, SilentCompany | None]]:
        """Whom to write to: those of the keys, of those that may be written to."""
        if self._kind == LIST:
            return [(x, None) for x in untold(self._member, self._corridor) if not keys or x.key in keys]
        found = silent_companies(self._member, self._corridor)
        return [(x.company, x) for x in found if x.company.key in keys]

    def write_to(self, company: CompanyRecord, silent: SilentCompany | None) -> int:
        """Mails to a company's people, or its letter; how many. None to one that sees nothing by now."""
        people = list(speakers([company.pk]))
        letter = None if people else self._letter(company, silent)
        with transaction.atomic():
            if OutboxMail.objects.filter(batch=self._batch, company=company).exists():
                return 0
            partners = self._partners(company)
            if not partners:
                return 0
            if (
                self._kind == REMINDER
            ):  # who does not want to be reminded is told of new partners all the same
                people = [x for x in people if x.user.reminders]
            if people:
                return sum(self._tell(x, company, partners) for x in people)
            return self._send(letter, company) if letter is not None else 0

    def _tell(self, member: Member, company: CompanyRecord, partners: int) -> int:
        words = wording(member.user.language)
        if self._kind == LIST:
            subject = words(say("{council}: partners proposed to you", council=self._council))
            text = words(
                say(
                    "Partners proposed to you: {count}. Please sign in, look at each and accept or decline: {address}",
                    count=partners, address=settings.ADDRESS.origin,
                )
            )  # fmt: skip
        else:
            subject = words(say("{council}: partners wait for your answer", council=self._council))
            text = words(
                say(
                    "Partners that wait for your answer: {count}. Please sign in and accept or decline: {address}",
                    count=partners, address=settings.ADDRESS.origin,
                )
            )  # fmt: skip
        message = EmailMessage(subject, text, reply_to=[self._member.user.email])
        keep(message, member.user.email, kind=self._kind, company=company, batch=self._batch)
        return 1

    def _send(self, letter: LetterTo, company: CompanyRecord) -> int:
        message = EmailMessage(letter.subject, "", reply_to=[self._member.user.email])
        keep(
            message, letter.address, kind=self._kind, company=company, batch=self._batch, message=letter.message
        )  # fmt: skip
        return 1

    def _letter(self, company: CompanyRecord, silent: SilentCompany | None) -> LetterTo | None:
        """The library's letter to a company without people here; None where there is none that may be sent."""
        side = side_of_company(company)
        if self._kind == REMINDER:
            assert silent is not None, "who is reminded has been silent"
            letter = self._reminders.of(
                side, company.external_id, self._partners(company), silent.since.date()
            )
        else:
            letter = self._lists.of(side, company.external_id) if self._still_shown(company) else None
        return letter if letter is not None and letter.address else None

    def _still_shown(self, company: CompanyRecord) -> bool:
        """Whether every partner that the run's letter speaks of is shown to the company now."""
        side = side_of_company(company)
        across = f"{other(side)}__external_id"
        now = set(seen_of(company).values_list(across, flat=True))
        told = self._lists.partners.get((side, company.external_id), frozenset())
        return bool(told) and told <= now

    def _partners(self, company: CompanyRecord) -> int:
        """How many a letter speaks of: those on the company's page, whatever the other side of each has answered."""
        found = seen_of(company)
        return (
            found.filter(**{f"answer_{side_of_company(company)}": ""}) if self._kind == REMINDER else found
        ).count()

    @cached_property
    def _reminders(self) -> Reminders:
        return Reminders(store_of(self._corridor), datetime.now(UTC).date())

    @cached_property
    def _lists(self) -> KeptLetters:
        run = (
            RunRecord.objects.select_related("corridor")
            .filter(corridor=self._corridor, state=PUBLISHED)
            .first()
        )
        if run is None or run.document is None:
            raise unusable("nothing is sent: no run is published")
        return kept_letters(results_of(run), bytes(run.document))
