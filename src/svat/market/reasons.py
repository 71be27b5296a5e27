"""The table of reasons: what one company's interest in another is made of.

Each reason is one function of the same three facts (own company, other company, lines of trade between them,
seen from the own side), and gives a value 0 … 1 with words. No reason reads a name, an order or the side's
letter. REASONS holds them with their weights; docs/algorithms/interest.md explains each row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from svat import notation
from svat.candidates.model import Line
from svat.market import values
from svat.market.values import NEUTRAL
from svat.roll.model import Company
from svat.wording import Said, say, say_count, say_list


@dataclass(frozen=True, slots=True)
class Prospect:
    """One company looking at another, as a partner that it may accept."""

    own: Company
    other: Company
    lines: tuple[Line, ...]  # best first
    sells: bool  # the own company offers in at least one line
    buys: bool  # the own company needs in at least one line
    turnover_ranks: tuple[float, float] | None = None  # of own and other, each in its roll, 0 … 1


Found = tuple[float, str]
_QUOTED = 2  # lines of trade that are quoted: the two that the value is made of
_MANY = 1 << 16  # sentences kept: most pairs say what others have said
_CODE, _NO_CODE = say("{offer} ↔ {need}, HS {hs}"), say("{offer} ↔ {need}, HS not agreed")
_RANKS = say("turnover above {own} of the own roll, partner's above {other} of its roll")
_OWN_MARKET = {
    values.WANTED: say("names {country} among its countries of interest"),
    values.EXPORTED: say("exports to {country} already"),
    values.OTHERS: say("names other countries of interest, not {country}"),
}
_THEIR_MARKET = {
    values.WANTED: say("the partner names {country} among its own"),
    values.EXPORTED: say("the partner exports to {country} already"),
    values.OTHERS: say("the partner names other countries, not {country}"),
}
_SPEAK, _SILENT = say("both speak {own}"), say("no common contact language ({own} / {other})")
_HOLDS, _EMPLOYEES = say("buys, and the partner holds {own}"), say("{own} and {other} employees")
_ALIKE, _COMPLEMENT = say("both look for {own}"), say("{own} and {other} complement each other")
_APART = say("looks for {own}, the partner for {other}")


def product_fit(prospect: Prospect) -> Found:
    """How well the best line of trade fits; a second good line closes half of what is missing."""
    fits = [line.fit for line in prospect.lines]
    value = values.product_fit(fits[0], fits[1] if len(fits) > 1 else 0.0)
    quoted = [
        (line.offer.text, line.need.text, line.hs, line.strength == "weak", line.relation.words)
        for line in prospect.lines[:_QUOTED]
    ]
    return value, _of_lines(tuple(quoted), len(fits) - len(quoted))


@lru_cache(_MANY)
def _of_line(offer: str, need: str, hs: str | None, weak: bool, relation: str) -> Said:
    texts = {"offer": _shown(offer), "need": _shown(need), "hs": hs}
    words = say(_CODE, **texts) if hs else say(_NO_CODE, **texts)
    words = say("{line} (weak, to be confirmed)", line=words) if weak else words
    return say("{line} – {relation}", line=words, relation=relation) if relation else words


@lru_cache(_MANY)
def _of_lines(quoted: tuple[tuple[str, str, str | None, bool, str], ...], more: int) -> Said:
    said = [_of_line(*line) for line in quoted]
    words = said[0] if len(said) == 1 else _two(*said)
    if more:
        words = say_count("{line}, and {count} more line", "{line}, and {count} more lines", more, line=words)
    return words


def volume_fit(prospect: Prospect) -> Found:
    """Alike ranks by turnover, each within its own roll, so that no exchange rate is needed."""
    if prospect.turnover_ranks is None:
        return NEUTRAL, say("turnover not stated on both sides")
    own, other = prospect.turnover_ranks
    hundredths = [int(f"{rank:.0%}"[:-1]) for rank in (own, other)]
    return values.volume_fit(own, other), _said(_RANKS, _share, *hundredths)


@lru_cache(_MANY)
def _said(form: str, put: Callable[[Any], Any], own: Any, other: Any = None) -> Said:
    """A sentence on both companies, of whose values each is put in its way."""
    return say(form, own=put(own), other=None if other is None else put(other))


def _share(hundredths: int) -> str:
    return notation.plain_percent(hundredths / 100)


@lru_cache(_MANY)
def _of_country(form: str, code: str) -> Said:
    return say(form, country=notation.country(code))


def market_interest(prospect: Prospect) -> Found:
    """Does each of the two want the other's country, or export there already: half from either side.

    What the own company states is the same for all partners of one country; what a partner states tells them apart.
    """
    own, theirs = prospect.own, prospect.other
    found = [values.market(markets(own), theirs.country), values.market(markets(theirs), own.country)]
    said = [
        _of_country(forms[value], country)
        for value, country, forms in zip(
            found, (theirs.country, own.country), (_OWN_MARKET, _THEIR_MARKET), strict=True
        )
        if value in forms
    ]
    if not said:
        return NEUTRAL, say("countries of interest not stated")
    return values.market_interest(*found), _two(*said) if len(said) > 1 else said[0]


def markets(company: Company) -> values.Markets:
    """The countries that a company wants, and those that it exports to."""
    return company.countries_of_interest, company.countries_exported


@lru_cache(_MANY)
def _two(first: str, second: str) -> Said:
    return say("{first}; {second}", first=first, second=second)


def common_language(prospect: Prospect) -> Found:
    """A contact language that both state."""
    own, other = (languages(c.contact_language) for c in (prospect.own, prospect.other))
    if not own or not other:
        return NEUTRAL, say("contact language not stated on both sides")
    value, shared = values.common_language(own, other), sorted(own & other)
    if shared:
        return value, _said(_SPEAK, _languages, tuple(shared))
    return value, _said(_SILENT, _languages, tuple(sorted(own)), tuple(sorted(other)))


def _languages(codes: Iterable[str]) -> str:
    return say_list(map(notation.language, codes))


def certificates(prospect: Prospect) -> Found:
    """A buyer looks for certificates; a seller does not mind."""
    held = prospect.other.certificates
    if not prospect.buys:
        return NEUTRAL, say("sells only: the partner's certificates do not matter")
    value = values.certificates(len(held))
    if not held:
        return value, say("buys, and the partner states no certificate")
    return value, _said(_HOLDS, ", ".join, tuple(sorted(held)))


def size_fit(prospect: Prospect) -> Found:
    """Companies of like size; a thousandfold difference in staff is worth nothing."""
    own, other = prospect.own.employees, prospect.other.employees
    if not own or not other:
        return NEUTRAL, say("number of employees not stated on both sides")
    return values.size_fit(own, other), _said(_EMPLOYEES, int, own, other)


# The kinds of partnership that svat knows to say in other languages; what else a roll states is shown as it is.
_KINDS: dict[str, str] = {
    kind: kind
    for kind in (
        say("supply"),
        say("distribution"),
        say("manufacturing"),
        say("licensing"),
        say("investment"),
        say("joint venture"),
        say("franchise"),
    )
}


def _kinds(stated: Iterable[str]) -> str:
    return say_list(_KINDS.get(kind, kind) for kind in stated)


def partnership_type(prospect: Prospect) -> Found:
    """The kinds of partnership that both look for, equal or complementary."""
    own, other = prospect.own.partnership_types, prospect.other.partnership_types
    if not own or not other:
        return NEUTRAL, say("kind of partnership not stated on both sides")
    value = values.partnership_type(own, other)
    if value == values.ALIKE:
        return value, _said(_ALIKE, _kinds, tuple(sorted(set(own) & set(other))))
    if found := values.complement(own, other):
        return value, _said(_COMPLEMENT, _kinds, *((kind,) for kind in found))
    return value, _said(_APART, _kinds, tuple(sorted(own)), tuple(sorted(other)))


Rule = Callable[[Prospect], Found]

# name, weight, function: the weights sum to 1, so that an interest lies between 0 and 1.
REASONS: tuple[tuple[str, float, Rule], ...] = (
    (say("product fit"), 0.50, product_fit),
    (say("market interest"), 0.12, market_interest),
    (say("volume fit"), 0.10, volume_fit),
    (say("common language"), 0.08, common_language),
    (say("certificates"), 0.08, certificates),
    (say("size fit"), 0.06, size_fit),
    (say("partnership type"), 0.06, partnership_type),
)


def _shown(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    if not text:
        return say("(code only)")
    return say("“{words}”", words=text if len(text) <= most else f"{text[: most - 1].rstrip()}…")


def languages(cell: str) -> set[str]:
    """The languages of a cell, casefolded."""
    return {part.strip().casefold() for part in cell.replace(",", ";").split(";") if part.strip()}
