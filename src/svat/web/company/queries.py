"""Company, queries: what a company's own pages read, all of introductions through the one rule of what it sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svat.report.introductions.sending.languages import scripts_of
from svat.report.introductions.sending.naming import ReadableName, readable
from svat.sides import other
from svat.web.matching.models import ACCEPTED, DecisionRecord
from svat.web.matching.sight import CompanySight, SeenPartner, seen_by_key, side_of_company, sight_of
from svat.web.people.models import Member
from svat.web.rolls.company_queries import values_of
from svat.web.rolls.models import CompanyRecord

CONTACT = ("contact_name", "contact_title", "contact_language", "email", "phone", "website", "address")


@dataclass(frozen=True, slots=True)
class OwnIntroductions:
    """A company's introductions as its first page has them: what is to be answered, what was, and what is gone."""

    checked: bool
    open: tuple[SeenPartner, ...]
    agreed: tuple[SeenPartner, ...]
    accepted: tuple[SeenPartner, ...]
    declined: tuple[SeenPartner, ...]
    gone: tuple[tuple[str, date], ...]


def company_of(member: Member) -> CompanyRecord:
    """The company that a member speaks for."""
    assert member.company is not None, "a company's member has one"
    return member.company


def introductions(member: Member) -> OwnIntroductions:
    """What a member's company sees now."""
    seen: CompanySight = sight_of(company_of(member))
    return OwnIntroductions(
        seen.checked,
        tuple(x for x in seen.partners if not x.answer),
        tuple(x for x in seen.partners if x.agreed),
        tuple(x for x in seen.partners if x.answer == ACCEPTED and not x.agreed),
        tuple(x for x in seen.partners if x.answer and x.answer != ACCEPTED),
        seen.gone,
    )


def partner_name(seen: SeenPartner, language: str) -> ReadableName | None:
    """The partner's name in the reader's script where there is one, the original beside it; None where it has none."""
    kept = seen.partner["name"]
    if kept is None:
        return None
    original = kept["original"] or kept["text"]
    names = (original,) if kept["spelt"] else tuple(dict.fromkeys((original, kept["text"])))
    return readable(names, scripts_of([language]))


@dataclass(frozen=True, slots=True)
class OwnPartner:
    """One partner as its page has it."""

    seen: SeenPartner
    decision: DecisionRecord | None  # the company's own that counts
    contact: tuple[tuple[str, str], ...]  # (column, value) of the partner, where it is given


def partner(member: Member, key: str) -> OwnPartner | None:
    """A partner of a member's company; None where there is none that it sees now."""
    company = company_of(member)
    row = seen_by_key(company, key)
    if row is None:
        return None
    seen = next((x for x in sight_of(company).partners if x.key == row.key), None)
    if seen is None:
        return None
    side = side_of_company(company)
    own = DecisionRecord.objects.filter(
        side=side, company=company, partner=getattr(row, f"{other(side)}_id"), current=True
    )
    values = values_of(seen.contact.fields) if seen.contact else {}
    contact = tuple((column, values[column]) for column in CONTACT if values.get(column))
    return OwnPartner(seen, own.select_related("member__user").first(), contact)
