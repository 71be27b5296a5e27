"""Company, forget actions: a company taken out of all that the council keeps, but for what the law asks to be kept.

The core's own `forget` says whether that may be, and takes the rows out of the files in force; what records hold goes
within the same transaction. Hits, rulings, the case file and proofs stay, and so do entries of the log without their
words. Introductions end in the words of any other; documents of runs that name the company are erased as a whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from svat.council.files import files_of
from svat.council.folder import FolderStore
from svat.council.forgetting import forget
from svat.council.forgotten import ForgetReport, ForgetRequest
from svat.council.holding import holds
from svat.files import read_bytes
from svat.sides import SIDES
from svat.web.actions import Done, NotDone
from svat.web.audit.models import AuditEntry, AuditWords
from svat.web.company.models import DONE, CompanyRequest
from svat.web.company.request_actions import FORGET, RequestAction, end_request, request_by_key
from svat.web.matching.computing import results_of
from svat.web.matching.models import WITHDRAWN, DecisionRecord, IntroductionRecord, RunRecord, WishRecord
from svat.web.matching.notices import tell_hidden
from svat.web.matching.publishing import hide
from svat.web.matching.sight import SEEN, side_of_company
from svat.web.people.forgetting import ForgetPerson, pseudonym
from svat.web.people.models import CorridorRecord, Invitation, Member
from svat.web.people.sessions import end_sessions
from svat.web.rolls import force
from svat.web.rolls.company_queries import values_of
from svat.web.rolls.models import (
    DISCARDED,
    CompanyRecord,
    CompanyVersion,
    ConfirmationRecord,
    CorrectionRecord,
    DuplicateRecord,
    FolderFile,
    Import,
    ListingRecord,
    MergeRecord,
    PreviewChange,
    RowSaid,
)
from svat.web.rolls.names import folder_name
from svat.web.rolls.projecting import project_again
from svat.web.store import folder_of, materialise
from svat.wording import say

_TELLING = (
    "name", "name_local", "name_latin", "contact_name", "email", "phone", "registration_number", "tax_number", "lei",
)  # fmt: skip
_SHORTEST = 4
_ROLLS = "rolls/"
_BLANK = json.dumps(
    {
        seen: {
            "identifier": "", "name": None, "country": "", "city": "", "lines": [], "why": [], "offers": [],
            "needs": [],
        }
        for seen in ("named", "unnamed")
    }
)  # fmt: skip


@dataclass(frozen=True)
class ForgetCompany(RequestAction):
    """Carry out what a company has asked for: it cannot be undone."""

    name: ClassVar[str] = "forget company"

    def execute(self, member: Member | None) -> Done:
        """`result` says what is left for an officer to do. Raises NotDone, UnusableInput."""
        assert member is not None, "an officer carries it out"
        asked = request_by_key(self.key)
        if asked.kind != FORGET:
            raise NotDone(say("the company did not ask for this"), 409)
        company, texts = asked.company, texts_of(asked.company)
        if workbooks := by_hand(report_of(company, member)):
            raise NotDone(
                say(
                    "take the company out of {files}, upload that in its place, then carry this out",
                    files=", ".join(workbooks),
                ),
                409,
            )
        end_request(asked, self.version, DONE, member)
        key = company.key
        _end_introductions(company, member)
        done = report_of(company, member, dry_run=False)
        _files_taken_back(company.corridor, texts)
        _rolls_erased(company)
        _runs_erased(company.corridor, texts)
        people = _people_forgotten(company, member)
        _record_erased(company)
        _words_erased(key, texts)
        project_again(company.corridor, company.side, self.name, member)
        return Done(
            (f"request:{asked.key}", f"company:{key}", *people),
            {"state": ("open", DONE)},
            result=done.open,
        )


def report_of(company: CompanyRecord, member: Member, *, dry_run: bool = True) -> ForgetReport:
    """What the core's `forget` takes out of the corridor's folder. Raises UnusableInput where that may not be."""
    folder = materialise(company.corridor)
    request = ForgetRequest(
        by=f"member {member.pk}",
        reason="asked by the company",
        on=datetime.now(UTC).date(),
        company=company.external_id,
        logs=[log for log in (folder / "verdicts.jsonl",) if log.is_file()],
        dry_run=dry_run,
    )
    return forget(FolderStore(files_of(folder)), folder, request)


def by_hand(report: ForgetReport) -> list[str]:
    """Rolls that the company cannot be taken out of by svat."""
    return list(dict.fromkeys(x.file.partition(", sheet ")[0] for x in report.erased if x.by_hand))


def texts_of(company: CompanyRecord) -> tuple[str, ...]:
    """What tells of a company and its contact wherever it stands, as it is and as it was."""
    versions = CompanyVersion.objects.filter(company=company).values_list("fields", flat=True)
    rows = [values_of(text) for text in (company.fields, *versions)]
    found = [row.get(column, "") for row in rows for column in _TELLING]
    found += [part for text in found for part in text.split("; ")]
    return tuple(dict.fromkeys(text for text in found if len(text) >= _SHORTEST))


def _end_introductions(company: CompanyRecord, member: Member) -> None:
    """Every pair of the company ends; its partners are told as of any other that ends."""
    side = side_of_company(company)
    own = IntroductionRecord.objects.filter(**{side: company})
    seen = list(own.filter(SEEN).values_list("pk", flat=True))
    told = [pk for pk in hide(seen, member, datetime.now(UTC)) if pk != company.pk]
    tell_hidden(told)
    own.update(stands=False, state=WITHDRAWN, because='""', partner_a=_BLANK, partner_b=_BLANK, reasons="{}")
    DecisionRecord.objects.filter(Q(company=company) | Q(partner=company)).update(words="")
    WishRecord.objects.filter(**{side: company}, undone=None).update(undone=datetime.now(UTC), reason="")
    CompanyRequest.objects.filter(company=company).update(before="", value="", words="", answer="")


def _files_taken_back(corridor: CorridorRecord, texts: Sequence[str]) -> None:
    """Rolls in force and files of the folder as `forget` left them; of others that hold the company nothing stays."""
    folder, kept = folder_of(corridor), []
    for side in SIDES:
        for place, x in enumerate(force.files_in_force(corridor, side), start=1):
            kept.append(x.pk)
            data = read_bytes(folder / _ROLLS / side / folder_name(place, x.name))
            digest = sha256(data).hexdigest()
            if digest != x.sha256 and holds(bytes(x.data), texts):
                Import.objects.filter(pk=x.pk).update(
                    data=data, sha256=digest, size=len(data), encoding="", found="{}"
                )
    for y in Import.objects.filter(corridor=corridor).exclude(pk__in=kept):
        if holds(bytes(y.data), texts):
            Import.objects.filter(pk=y.pk).update(data=b"", size=0, state=DISCARDED, found="{}")
    for z in FolderFile.objects.filter(corridor=corridor):
        path = folder / z.path
        data = read_bytes(path) if path.is_file() else b""
        if path.is_file() and data != bytes(z.data):
            FolderFile.objects.filter(pk=z.pk).update(data=data, sha256=sha256(data).hexdigest())


def _rolls_erased(company: CompanyRecord) -> None:
    """What was read of the company's rows, said of them, confirmed and corrected."""
    corridor, side, own = company.corridor, company.side, company.external_id
    imports = Import.objects.filter(corridor=corridor, side=side)
    RowSaid.objects.filter(Q(record=own) | Q(file=company.file, row=company.row), of__in=imports).delete()
    PreviewChange.objects.filter(of__in=imports, company=own).delete()
    listings = ListingRecord.objects.filter(company=company)
    ConfirmationRecord.objects.filter(listing__in=listings).update(
        text="", text_key="", undone=datetime.now(UTC)
    )
    listings.update(text="", text_hash="", proposed="[]", gone=True)
    of_side: dict[str, Any] = {"corridor": corridor, "side": side}
    CorrectionRecord.objects.filter(**of_side, company=own).update(value="", undone=datetime.now(UTC))
    pairs = MergeRecord.objects.filter(Q(kept=own) | Q(gone=own), **of_side)
    pairs.update(before="{}", undone=datetime.now(UTC))
    DuplicateRecord.objects.filter(Q(first=company) | Q(second=company)).delete()


def _runs_erased(corridor: CorridorRecord, texts: Sequence[str]) -> None:
    """Documents and results of runs that name the company: what they led to stays in the records of the others."""
    for run in RunRecord.objects.filter(corridor=corridor).exclude(document=None):
        if holds(bytes(run.document or b""), texts):
            RunRecord.objects.filter(pk=run.pk).update(document=None, figures="{}")
            shutil.rmtree(results_of(run), ignore_errors=True)


def _people_forgotten(company: CompanyRecord, member: Member) -> list[str]:
    """Whoever speaks for the company does so no more; who has no other role is forgotten."""
    told: list[str] = []
    for one in Member.objects.filter(company=company).select_related("user").order_by("id"):
        Member.objects.filter(pk=one.pk, ended=None).update(ended=datetime.now(UTC), version=one.version + 1)
        end_sessions(one.user)
        if not Member.objects.filter(user=one.user_id, ended=None).exists():
            told += ForgetPerson(one.key).execute(member).objects
    for invitation in Invitation.objects.filter(company=company):
        Invitation.objects.filter(pk=invitation.pk).update(
            email=pseudonym(invitation.pk), revoked=invitation.revoked or datetime.now(UTC)
        )
    return list(dict.fromkeys(told))


def _record_erased(company: CompanyRecord) -> None:
    """The company itself, and those that went into it: a number and a country; every other column is blank."""
    now = datetime.now(UTC)
    texts = [
        x for x in CompanyRecord._meta.concrete_fields if isinstance(x, models.CharField | models.TextField)
    ]
    blank = {x.name: "" for x in texts if x.name not in ("key", "side", "country")}
    for x in (company, *CompanyRecord.objects.filter(merged_into=company)):
        number = f"forgotten-{x.pk}"
        fields = json.dumps({"external_id": number, "country": x.country})
        CompanyVersion.objects.filter(company=x).update(fields="{}")
        CompanyRecord.objects.filter(pk=x.pk).update(
            **blank | {"external_id": number, "name": number, "fields": fields},
            row=0, gone=True, version=x.version + 1, updated=now,
        )  # fmt: skip
        CompanyVersion.objects.create(
            company=x, number=x.version + 1, gone=True, why=ForgetCompany.name, fields=fields
        )


def _words_erased(key: str, texts: Sequence[str]) -> None:
    """Words of entries about the company, and of those that hold one of its texts; the chain still holds."""
    wanted = Q(entry__in=AuditEntry.objects.filter(about__contains=json.dumps(f"company:{key}")))
    for text in texts:
        wanted |= Q(text__contains=text)
    AuditWords.objects.filter(wanted).delete()
