"""Report, sending: why two companies should meet, in words for one of them, without a number of the other's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from svat.market.model import Interest, Reason
from svat.market.values import NEUTRAL
from svat.report.introductions.sending.languages import stated_languages
from svat.roll.model import Company
from svat.wording import say, wording

MOST_REASONS = 3
_ALIKE = 0.7  # of a reason that compares sizes: from here on they are called similar
_WELL, _VERY_WELL = 0.6, 0.8  # of the goods

_Told = Callable[[Reason, Company, Company, str], str]


def why(interest: Interest, own: Company, partner: Company, language: str) -> tuple[str, ...]:
    """The strongest reasons of a company's own interest that speak for the partner, strongest first.

    Each is told anew from what both rolls say, since a reason's own words name figures of the other side.
    """
    speaking = [x for x in interest.reasons if x.value > NEUTRAL and x.name in _TOLD]
    speaking.sort(key=lambda x: (-round(x.weight * x.value, 6), x.name))
    told = (_TOLD[x.name](x, own, partner, language) for x in speaking)
    return tuple(text for text in told if text)[:MOST_REASONS]


def _goods(reason: Reason, own: Company, partner: Company, language: str) -> str:  # noqa: ARG001 - one signature
    if reason.value >= _VERY_WELL:
        return say("The goods match very well")
    return say("The goods match well") if reason.value >= _WELL else say("The goods match in part")


def _market(reason: Reason, own: Company, partner: Company, language: str) -> str:  # noqa: ARG001 - one signature
    if partner.country in own.countries_of_interest:
        return say("You look for partners in this country")
    if partner.country in own.countries_exported:
        return say("You export to this country already")
    wanted = own.country in (*partner.countries_of_interest, *partner.countries_exported)
    return say("Your partner looks for partners in your country") if wanted else ""


def _speech(reason: Reason, own: Company, partner: Company, language: str) -> str:  # noqa: ARG001 - one signature
    return _shared(stated_languages(own), stated_languages(partner), language)


@lru_cache(maxsize=1 << 12)
def _shared(own: tuple[str, ...], theirs: tuple[str, ...], language: str) -> str:
    names = [wording(language).language_name(code) for code in own if code in theirs]
    return say("Languages in common: {languages}", languages=", ".join(names)) if names else ""


def _certificates(reason: Reason, own: Company, partner: Company, language: str) -> str:  # noqa: ARG001 - one signature
    held = ", ".join(sorted(partner.certificates))
    return say("Your partner is certified: {certificates}", certificates=held) if held else ""


def _turnover(reason: Reason, own: Company, partner: Company, language: str) -> str:  # noqa: ARG001 - one signature
    return say("Your turnovers are of similar size") if reason.value >= _ALIKE else ""


def _staff(reason: Reason, own: Company, partner: Company, language: str) -> str:  # noqa: ARG001 - one signature
    return say("You are companies of similar size") if reason.value >= _ALIKE else ""


def _partnership(reason: Reason, own: Company, partner: Company, language: str) -> str:  # noqa: ARG001 - one signature
    if set(own.partnership_types) & set(partner.partnership_types):
        return say("You look for the same kind of partnership")
    return say("The kinds of partnership that you look for go together") if reason.value > NEUTRAL else ""


_TOLD: Mapping[str, _Told] = {
    "product fit": _goods,
    "market interest": _market,
    "common language": _speech,
    "certificates": _certificates,
    "volume fit": _turnover,
    "size fit": _staff,
    "partnership type": _partnership,
}
