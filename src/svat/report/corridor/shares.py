"""Report, corridor: in which currencies payments were made, year by year, in words for the terminal and the page."""

from __future__ import annotations

from collections.abc import Sequence

from svat.corridor.model import SettlementFact
from svat.corridor.money.amounts import code, worded
from svat.corridor.settlement.shares import CurrencyShare, YearShares
from svat.notation import percent
from svat.wording import say, say_list

_ANNOUNCED, _STATED = say("announced: {shares}"), say("stated: {shares}")


def year_words(found: YearShares) -> str:
    """One year: 40.0 % in KZT (208,060,000.00 KZT), 60.0 % in USD (…); stated: 35.0 % in KZT."""
    parts = [reckoned_words(found)]
    if found.national is not None and found.currencies:
        parts.append(
            say("{share} in the two countries’ own currencies", share=percent(float(found.national)))
        )
    return say_list(filter(None, (*parts, *stated_words(found.stated))), "; ")


def reckoned_words(found: YearShares) -> str:
    """What the payments of the year come to; what is not known is said."""
    if not found.currencies:
        return say("no payment on record")
    each = say_list(map(_of_currency, found.currencies))
    if found.missing:
        return say("{each}: the shares are not known, {missing}", each=each, missing=found.missing[0])
    return each


def _of_currency(found: CurrencyShare) -> str:
    paid = {"currency": code(found.paid), "sum": worded(found.paid)}
    if found.share is None:
        return say("{currency} ({sum})", **paid)
    return say("{share} in {currency} ({sum})", share=percent(float(found.share)), **paid)


def stated_words(facts: Sequence[SettlementFact]) -> list[str]:
    """What sources say of the year, or announced for it."""
    return [say(_ANNOUNCED if fact.by else _STATED, shares=share_words(fact)) for fact in facts]


def share_words(fact: SettlementFact) -> str:
    """The share that a fact states: 90.0 % in KZT and RUB by 2030."""
    if fact.share is None:
        return ""
    parts = {"share": percent(float(fact.share)), "currencies": say_list(fact.of, " and ")}
    if fact.by:
        return say("{share} in {currencies} by {year}", year=str(fact.by), **parts)
    return say("{share} in {currencies}", **parts)
