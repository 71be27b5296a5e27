"""Company, data out: all that the installation holds of a company and its people, as JSON and as a page to read.

Of other companies nothing is in it but what the company sees of them now, by the one rule of what it sees.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.template.loader import render_to_string

from svat.sides import other
from svat.web.actions import Action, Done
from svat.web.audit.models import AuditEntry
from svat.web.company.actions import speaking
from svat.web.company.own_queries import requests
from svat.web.company.queries import CONTACT, company_of
from svat.web.matching.models import DecisionRecord
from svat.web.matching.sight import seen_of, side_of_company, sight_of
from svat.web.people.models import Invitation, Member, OutboxMail
from svat.web.rolls.company_queries import corrections, values_of
from svat.web.rolls.models import CompanyRecord, CompanyVersion, ListingRecord
from svat.wording import Wording
from svat.wording.kept import from_json

_DAY = (1980, 1, 1, 0, 0, 0)  # of every part: the archive says nothing of when it was made
_MOST = 5_000  # entries of the log


@dataclass(frozen=True)
class TakeDataOut(Action):
    """Take out what is held of one's company; changes nothing, and is on record."""

    name: ClassVar[str] = "take data out"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        _, company = speaking(member)
        return Done((f"company:{company.key}",), looked_up=True)


def archive(member: Member, words: Wording) -> bytes:
    """data.json, and data.html with the same."""
    found = data_of(member, words)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    page = render_to_string("company/data-out.html.j2", {"data": found, "language": words.language})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (("data.json", text), ("data.html", page)):
            made.writestr(zipfile.ZipInfo(name, _DAY), content.encode())
    return out.getvalue()


def data_of(member: Member, words: Wording) -> dict[str, Any]:
    """All of it, by section."""
    company = company_of(member)
    people = list(Member.objects.filter(company=company).select_related("user").order_by("id"))
    addresses = [x.user.email for x in people]
    return {
        "company": values_of(company.fields),
        "listings": list(_listings(company)),
        "corrections": [
            {"column": x.column, "value": x.value, "made": _at(x.made)} for x in corrections(company)
        ],
        "history": [
            {"number": x.number, "at": _at(x.at), "why": x.why, "fields": values_of(x.fields)}
            for x in CompanyVersion.objects.filter(company=company).order_by("number")
        ],
        "people": [
            {
                "name": x.user.name, "address": x.user.email, "language": x.user.language,
                "reminders": x.user.reminders, "since": _at(x.since), "ended": _at(x.ended),
            }
            for x in people
        ],
        "invitations": [
            {"address": x.email, "made": _at(x.made), "used": _at(x.used), "taken back": _at(x.revoked)}
            for x in Invitation.objects.filter(company=company).order_by("id")
        ],
        "introductions": list(_introductions(company, words)),
        "no longer proposed": [
            {"country": country, "since": since.isoformat()} for country, since in sight_of(company).gone
        ],
        "answers": list(_answers(company)),
        "requests": [
            {
                "kind": x.kind, "column": x.column, "before": x.before, "value": x.value, "words": x.words,
                "state": x.state, "answer": x.answer, "made": _at(x.made), "ended": _at(x.ended),
            }
            for x in requests(member).order_by("id")
        ],
        "mails": [
            {"to": x.to, "subject": x.subject, "made": _at(x.made), "state": x.state}
            for x in OutboxMail.objects.filter(to__in=addresses).order_by("id")
        ],
        "log": [
            {"at": x.at[:19], "action": x.action}
            for x in AuditEntry.objects.filter(member__in=[f"member {y.pk}" for y in people]).order_by("number")[
                :_MOST
            ]
        ],
    }  # fmt: skip


def _listings(company: CompanyRecord) -> Iterator[dict[str, Any]]:
    for x in ListingRecord.objects.filter(company=company).order_by("kind", "position", "id"):
        proposed = [c["hs"] for c in (json.loads(x.proposed) or {}).get("codes", ())]
        yield {
            "kind": x.kind, "text": x.text, "code given": x.hs, "codes suggested": proposed, "read as": x.answer,
            "code confirmed": x.confirmed, "on the roll": not x.gone,
        }  # fmt: skip


def _introductions(company: CompanyRecord, words: Wording) -> Iterator[dict[str, Any]]:
    """What is seen of each partner now."""
    for x in sight_of(company).partners:
        why = [words(from_json(text)) for text in x.partner["why"]]
        values = values_of(x.contact.fields) if x.contact else {}
        yield {
            "place": x.place, "partner": {**x.partner, "why": why}, "answer": x.answer, "answered": _at(x.answered),
            "both accepted": x.agreed, "contact": {c: values[c] for c in CONTACT if values.get(c)},
        }  # fmt: skip


def _answers(company: CompanyRecord) -> Iterator[dict[str, Any]]:
    """Every answer of the company, with the place of the partner where it sees that one now."""
    side = side_of_company(company)
    seen = seen_of(company).values_list(f"{other(side)}_id", flat=True)
    places = {pk: place for place, pk in enumerate(seen, 1)}
    for x in (
        DecisionRecord.objects.filter(side=side, company=company).select_related("partner").order_by("id")
    ):
        yield {
            "place of the partner": places.get(x.partner_id), "country of the partner": x.partner.country,
            "day": x.day.isoformat(), "accepted": x.accepted, "reason": x.reason, "words": x.words,
            "contact may be given": x.consent, "counts": x.current,
        }  # fmt: skip


def _at(moment: Any) -> str:
    """A moment to the second; "" where there is none."""
    return moment.isoformat(timespec="seconds") if moment else ""
