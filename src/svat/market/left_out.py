"""The left-out: why a company has no introduction, and what would help it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svat.roll.model import Company
from svat.wording import say, say_count, say_list

_NAMED = 3  # missing facts that are named


@dataclass(frozen=True, slots=True)
class UnmatchedCompany:
    """What is known of a company without an introduction."""

    company: Company
    candidates: int = 0  # companies that it could trade with
    weak: int = 0  # companies whose goods may meet its own, but too improbably to be shown
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
            say("no listing"),
            say("states neither an offer nor a need"),
            say("Ask the company what it offers and needs, best with HS codes."),
        )
    if not unmatched.candidates and unmatched.weak:
        return (
            say("too weak"),
            say_count(
                "its goods may meet {count} company of the other side, but too improbably to show it",
                "its goods may meet {count} companies of the other side, but too improbably to show them",
                unmatched.weak,
            ),
            say("Ask for HS codes and plainer texts, or lower least_fit in the corridor file."),
        )
    if not unmatched.candidates:
        stated = say_list(_shown(x.text or x.hs or "") for x in company.listings[:_NAMED])
        return (
            say("no candidate"),
            say(
                "nothing it offers or needs meets a need or an offer of the other side ({stated})",
                stated=stated,
            ),
            say("Recruit companies of the other side in these goods, or ask for HS codes and plainer texts."),
        )
    if unmatched.barred == unmatched.candidates:
        return (
            say("all barred"),
            say("every candidate pair of it is barred: {rules}", rules=", ".join(unmatched.rules)),
            say("Nothing may be done for it today; the findings stand under the barred pairs."),
        )
    if unmatched.barred + unmatched.vetoed == unmatched.candidates:
        return (
            say("vetoed"),
            say("every permitted pair of it is vetoed by the council"),
            say("Take back a veto, or recruit further partners in its goods."),
        )
    if unmatched.cap == 0:
        return (
            say("capacity"),
            say("the council caps its list at 0"),
            say("Raise its cap in the file of wishes."),
        )
    if unmatched.full:
        return (
            say("capacity"),
            say(
                "the council's caps leave no room on the lists of its partners {full}",
                full=", ".join(unmatched.full[:_NAMED]),
            ),
            say("Raise their caps, or recruit further partners in its goods."),
        )
    missing = missing_facts(company)
    advice = (
        say(
            "Lengthen the shortlist, or complete what it does not state: {missing}.",
            missing=say_list(missing),
        )
        if missing
        else say("Lengthen the shortlist.")
    )
    return (
        say("outcompeted"),
        say("its partners' shortlists are full of pairs with higher mutual interest"),
        advice,
    )


def missing_facts(company: Company) -> list[str]:
    """Up to three facts that a company does not state and that some reason reads, the weightiest first."""
    facts: tuple[tuple[str, bool], ...] = (
        (say("HS codes"), any(x.hs for x in company.listings)),
        (say("countries of interest"), bool(company.countries_of_interest or company.countries_exported)),
        (say("turnover"), company.turnover is not None),
        (say("contact language"), bool(company.contact_language)),
        (say("certificates"), bool(company.certificates)),
        (say("number of employees"), bool(company.employees)),
        (say("kinds of partnership"), bool(company.partnership_types)),
    )
    return [name for name, stated in facts if not stated][:_NAMED]


def _shown(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return say("“{words}”", words=text if len(text) <= most else f"{text[: most - 1].rstrip()}…")
