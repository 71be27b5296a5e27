"""Rolls, column words: how the columns of a roll are called on pages."""

from __future__ import annotations

from svat.wording import say

COLUMNS = {
    "external_id": say("identifier"),
    "name": say("name"),
    "name_local": say("name in the country's script"),
    "name_latin": say("name in Latin letters"),
    "country": say("country"),
    "city": say("city"),
    "address": say("address"),
    "website": say("website"),
    "email": say("mail"),
    "phone": say("telephone"),
    "contact_name": say("contact person"),
    "contact_title": say("position of the contact person"),
    "contact_language": say("languages of the contact person"),
    "registration_number": say("registration number"),
    "tax_number": say("tax number"),
    "lei": say("LEI"),
    "legal_form": say("legal form"),
    "founded": say("year of foundation"),
    "employees": say("employees"),
    "turnover": say("turnover"),
    "turnover_currency": say("currency of the turnover"),
    "turnover_year": say("year of the turnover"),
    "sector_code": say("code of the sector"),
    "sector_scheme": say("classification of the sector"),
    "offers": say("offers"),
    "needs": say("needs"),
    "hs_offers": say("HS codes of offers"),
    "hs_needs": say("HS codes of needs"),
    "partnership_types": say("forms of partnership"),
    "countries_exported": say("countries exported to"),
    "countries_of_interest": say("countries of interest"),
    "certificates": say("certificates"),
    "state_owned": say("owned by the state"),
    "notes": say("notes"),
    "consent_share_contact": say("consent to share contacts"),
    "updated_on": say("day of the last update"),
}


def for_reading(column: str, value: str) -> str:
    """A value as a page shows it: cells of goods end in the mark at which alone they are cut (svat.roll), which says
    nothing to a reader.

    >>> from svat.web.rolls.column_words import for_reading
    >>> for_reading("needs", "glass jars, new;"), for_reading("notes", "a;")
    ('glass jars, new', 'a;')
    """
    return value.removesuffix(";") if column in ("offers", "needs") else value


def column_word(column: str) -> str:
    """A column in words; one that is not canonical by its own heading."""
    return COLUMNS.get(column, column.removeprefix("+"))
