"""Review, case words: how the tables of the case file and their columns are called, and what is typed in them."""

from __future__ import annotations

from collections.abc import Mapping

from svat.wording import say

TABLE_WORDS: Mapping[str, str] = {
    "exemptions": say("Exemptions"),
    "usage": say("Use of caps"),
    "answers": say("Answers on the end use"),
    "owners": say("Owners"),
}
TABLE_HELP: Mapping[str, str] = {
    "exemptions": say(
        "What a competent authority has allowed. It makes a question of a bar: a person still decides whether its "
        "conditions are met."
    ),
    "usage": say(
        "What has moved under a cap. Without any row the use of caps is not known, and nothing under one is clear."
    ),
    "answers": say(
        "What the two companies of a pair have said to each question on a military end use. Every question must be "
        "answered so that it settles it."
    ),
    "owners": say(
        "Who owns or controls a company, or one of its owners. Owners are screened as companies are; 50 % or more, or "
        "control, by listed ones bars."
    ),
}  # fmt: skip
COLUMN_WORDS: Mapping[str, str] = {
    "id": say("Number of the exemption"),
    "rules": say("Rules that it opens (* for all of a regime)"),
    "regime": say("Regime"),
    "country": say("Country"),
    "authority": say("Authority"),
    "document": say("Document"),
    "granted_on": say("Granted on"),
    "valid_from": say("Valid from"),
    "valid_to": say("Valid until"),
    "exporters": say("Exporting countries (* for any)"),
    "importers": say("Importing countries (* for any)"),
    "hs": say("Goods by HS codes (* for any)"),
    "activities": say("Activities (* for any)"),
    "exporter_companies": say("Exporting companies by identifier"),
    "importer_companies": say("Importing companies by identifier"),
    "conditions": say("Conditions"),
    "confirmed_by": say("Confirmed by"),
    "date": say("Day of the shipment"),
    "exporter": say("Exporting country"),
    "importer": say("Importing country"),
    "quantity": say("Quantity"),
    "unit": say("Unit"),
    "value": say("Value"),
    "currency": say("Currency"),
    "reference": say("Reference"),
    "published_on": say("Known since"),
    "bbl_per_t": say("Barrels to a tonne"),
    "a": say("Company of the first side, by identifier"),
    "b": say("Company of the second side, by identifier"),
    "question": say("Question"),
    "answer": say("Answer"),
    "answered_by": say("Answered by"),
    "answered_on": say("Answered on"),
    "owned": say("Owned company, by identifier"),
    "owner": say("Owner"),
    "owner_id": say("Identifier of the owner"),
    "share": say("Share (60 %)"),
    "owner_type": say("Kind (person, organisation)"),
    "identifiers": say("Identifiers (what: number; …)"),
    "tax": say("Tax number"),
    "registration": say("Registration number"),
    "passport": say("Passport"),
    "lei": say("LEI"),
    "birth_date": say("Birth date"),
    "control": say("Controls it (yes or no)"),
    "as_of": say("As of, or source"),
}
NEEDED: Mapping[str, frozenset[str]] = {
    "exemptions": frozenset((
        "id", "rules", "authority", "document", "granted_on", "valid_from", "valid_to", "exporters", "importers",
        "conditions", "confirmed_by",
    )),
    "usage": frozenset(("date", "exporter", "importer", "hs", "reference")),
    "answers": frozenset(("a", "b", "question", "answer", "answered_by", "answered_on", "valid_to")),
    "owners": frozenset(("owned", "owner")),
}  # fmt: skip
DAYS = frozenset(("granted_on", "valid_from", "valid_to", "date", "published_on", "answered_on"))


def case_column_word(column: str) -> str:
    """How a column is called; one that svat has no word for by its own heading."""
    return COLUMN_WORDS.get(column, column)
