"""The left-out: why a company has no introduction, and what would help it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svat.roll.model import Company

_NAMED = 3  # missing facts that are named


@dataclass(frozen=True, slots=True)
class UnmatchedCompany:
    """What is known of a company without an introduction."""

    company: Company
    candidates: int = 0  # companies that it could trade with
    rules: Sequence[str] = ()  # that bar some of them, sorted
    barred: int = 0
    vetoed: int = 0  # permitted, and taken out by the council's wishes
    cap: int | None = None  # the council's cap on its own list
    full: Sequence[str] = ()  # permitted partners whose lists the council has capped, and which are full


def cause(unmatched: UnmatchedCompany) -> tuple[str, str, str]:
    """(cause, detail in words, advice): the first that applies, from the company's own doing to others'."""
    company = unmatched.company
    if not company.listings:
        return (
            "no listing",
            "states neither an offer nor a need",
            "Ask the company what it offers and needs, best with HS codes.",
        )
    if not unmatched.candidates:
        stated = ", ".join(_shown(x.text or x.hs or "") for x in company.listings[:_NAMED])
        return (
            "no candidate",
            f"nothing it offers or needs meets a need or an offer of the other side ({stated})",
            "Recruit companies of the other side in these goods, or ask for HS codes and plainer texts.",
        )
    if unmatched.barred == unmatched.candidates:
        return (
            "all barred",
            f"every candidate pair of it is barred: {', '.join(unmatched.rules)}",
            "Nothing may be done for it today; the findings stand under the barred pairs.",
        )
    if unmatched.barred + unmatched.vetoed == unmatched.candidates:
        return (
            "vetoed",
            "every permitted pair of it is vetoed by the council",
            "Take back a veto, or recruit further partners in its goods.",
        )
    if unmatched.cap == 0:
        return ("capacity", "the council caps its list at 0", "Raise its cap in the file of wishes.")
    if unmatched.full:
        return (
            "capacity",
            f"the council's caps leave no room on the lists of its partners {', '.join(unmatched.full[:_NAMED])}",
            "Raise their caps, or recruit further partners in its goods.",
        )
    missing = missing_facts(company)
    advice = "Lengthen the shortlist" + (
        f", or complete what it does not state: {', '.join(missing)}." if missing else "."
    )
    return ("outcompeted", "its partners' shortlists are full of pairs with higher mutual interest", advice)


def missing_facts(company: Company) -> list[str]:
    """Up to three facts that a company does not state and that some reason reads, the weightiest first."""
    facts = (
        ("HS codes", any(x.hs for x in company.listings)),
        ("countries of interest", bool(company.countries_of_interest or company.countries_exported)),
        ("turnover", company.turnover is not None),
        ("contact language", bool(company.contact_language)),
        ("certificates", bool(company.certificates)),
        ("number of employees", bool(company.employees)),
        ("kinds of partnership", bool(company.partnership_types)),
    )
    return [name for name, stated in facts if not stated][:_NAMED]


def _shown(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= most else f"“{text[: most - 1].rstrip()}…”"
