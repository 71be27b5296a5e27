"""Report, mission: the words of a mission, made from rolls and from introductions, with consent looked at here."""

from __future__ import annotations

from collections.abc import Mapping

from svat.report.introductions.model import Outcome
from svat.report.introductions.sending.languages import stated_languages
from svat.report.introductions.sending.view import ContactView, PartnerView, company_views
from svat.report.mission.model import CompanyWords, MissionWords, RequestWords
from svat.roll.model import Company
from svat.sides import SIDES, Side, Sides


def company_words(company: Company) -> CompanyWords:
    """What others may know of a company: its contact only where it has said that it may be shared."""
    languages = stated_languages(company)
    contact = ContactView(
        person=company.contact_name,
        title=company.contact_title,
        languages=languages,
        email=company.email,
        phone=company.phone,
        website=company.website,
        address=company.address,
    )
    shared = company.consent_share_contact is True
    return CompanyWords(company.names, company.country, company.city, languages, contact if shared else None)


def mission_words(outcome: Outcome, pairs: Mapping[str, tuple[str, str]]) -> MissionWords:
    """The words of a mission whose requests come from introductions.

    `pairs` says of which pair (external_id of side a, of side b) each request is. A pair that is no clear introduction
    has no words, nor has one whose names wait for both to accept. Raises views.BrokenOutcome for an outcome that
    contradicts itself about the law.
    """
    corridor = outcome.corridor
    told: dict[tuple[str, str], dict[Side, PartnerView]] = {}
    for view in company_views(outcome):
        for partner in view.partners:
            pair = (view.company.external_id, partner.identifier)
            told.setdefault(pair if view.side == "a" else pair[::-1], {})[view.side] = partner
    return MissionWords(
        council=corridor.name or f"{corridor.a} – {corridor.b}",
        sender=corridor.sharing.sender,
        companies={
            (side, company.external_id): company_words(company)
            for side, roll in Sides(outcome.roll_a, outcome.roll_b).items()
            for company in roll.companies
        },
        requests={
            request: _words(Sides(found["a"], found["b"]))
            for request, pair in pairs.items()
            if (found := told.get(pair)) is not None and len(found) == len(SIDES)
        },
        languages=Sides(*(corridor.sharing.language(side) for side in SIDES)),
    )


def _words(seen: Sides[PartnerView]) -> RequestWords:
    return RequestWords(seen.map(lambda x: x.lines), seen.map(lambda x: x.why), seen.a.agreed)
