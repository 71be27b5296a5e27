"""Report, mission: what others may know of a company, taken from its roll; consent is looked at here."""

from __future__ import annotations

from svat.report.introductions.sending.languages import stated_languages
from svat.report.introductions.sending.view import ContactView
from svat.report.mission.model import CompanyWords
from svat.roll.model import Company


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
