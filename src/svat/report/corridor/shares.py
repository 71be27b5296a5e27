"""Report, corridor: in which currencies payments were made, year by year, in words for the terminal and the page."""

from __future__ import annotations

from collections.abc import Sequence

from svat.corridor.model import SettlementFact
from svat.corridor.money.amounts import code, worded
from svat.corridor.settlement.shares import YearShares
from svat.notation import percent


def year_words(found: YearShares) -> str:
    """One year: 40.0 % in KZT (208,060,000.00 KZT), 60.0 % in USD (…); stated: 35.0 % in KZT."""
    parts = [reckoned_words(found)]
    if found.national is not None and found.currencies:
        parts.append(f"{percent(float(found.national))} in the two countries’ own currencies")
    return "; ".join(filter(None, (*parts, *stated_words(found.stated))))


def reckoned_words(found: YearShares) -> str:
    """What the payments of the year come to; what is not known is said."""
    if not found.currencies:
        return "no payment on record"
    each = ", ".join(
        f"{percent(float(c.share)) + ' in ' + code(c.paid) if c.share is not None else code(c.paid)} ({worded(c.paid)})"
        for c in found.currencies
    )
    why = f": the shares are not known, {found.missing[0]}" if found.missing else ""
    return each + why


def stated_words(facts: Sequence[SettlementFact]) -> list[str]:
    """What sources say of the year, or announced for it."""
    return [f"{'announced' if fact.by else 'stated'}: {share_words(fact)}" for fact in facts]


def share_words(fact: SettlementFact) -> str:
    """The share that a fact states: 90.0 % in KZT and RUB by 2030."""
    if fact.share is None:
        return ""
    by = f" by {fact.by}" if fact.by else ""
    return f"{percent(float(fact.share))} in {' and '.join(fact.of)}{by}"
