"""Report, pages: lines of trade and reasons of a pair, seen from one of its companies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from svat.candidates.model import Line
from svat.market.model import Interest, Reason
from svat.market.values import NEUTRAL
from svat.report import words
from svat.report.introductions import views
from svat.report.introductions.relations import RELATIONS
from svat.report.languages import in_tongue
from svat.sides import Side
from svat.wording import say

MANY = 20_000  # introductions; beyond it a page says less of each
LINES_OF_FEW, LINES_OF_MANY = 4, 1  # of trade, shown per pair
TEXT_OF_FEW, TEXT_OF_MANY = 400, 80  # characters of an offer or a need
STRONGEST = 3  # reasons, where a page says less
CODE_ONLY = say("(code only)")


@dataclass(frozen=True, slots=True)
class TradeLine:
    """One line of trade seen from one company."""

    sells: bool
    offer: str
    offer_lang: Markup
    need: str
    need_lang: Markup
    hs: str  # the common code; empty: there is none
    origin: str  # given or guessed
    similarity: float
    relation: str = ""  # what the goods are to each other, where they are not the same


@dataclass(frozen=True, slots=True)
class BothWays:
    """One reason in both directions; a direction that does not have it has no value."""

    name: str
    own: float | None  # 0 … 1
    own_words: str
    theirs: float | None
    their_words: str  # empty where they are those of the other direction


def trade_line(side: Side, line: Line, most: int) -> TradeLine:
    """A line as one side sees it."""
    offer, need = words.shortened(line.offer.text, most), words.shortened(line.need.text, most)
    return TradeLine(
        sells=(line.direction == "a_to_b") == (side == "a"),
        offer=offer or CODE_ONLY,
        offer_lang=in_tongue(offer),
        need=need or CODE_ONLY,
        need_lang=in_tongue(need),
        hs=words.code(line.hs),
        origin=_ORIGINS.get(line.origin, line.origin),
        similarity=line.similarity,
        relation=RELATIONS.get(line.relation.word, ""),
    )


_ORIGINS = {"given": say("given"), "guessed": say("guessed")}


def in_short(lines: Iterable[Line]) -> str:
    """The best line of trade in a few words."""
    for line in lines:
        offer, need = (words.shortened(x.text or CODE_ONLY, 60) for x in (line.offer, line.need))
        return f"{offer} ↔ {need}" + (f" (HS {words.code(line.hs)})" if line.hs else "")
    return ""


def strongest(interest: Interest) -> tuple[Reason, ...]:
    """The reasons that add most to an interest, in the order of what they add; ties as the table has them."""
    ordered = sorted(interest.reasons, key=_adds, reverse=True)  # which leaves ties in their order
    speaking = [reason for reason in ordered if _speaks(reason)]
    return tuple(reason for reason in speaking[:STRONGEST] if reason.weight * reason.value > 0)


def _adds(reason: Reason) -> float:
    return _rounded(reason.weight * reason.value)


@lru_cache(maxsize=1 << 14)
def _rounded(value: float) -> float:
    return round(value, views.DIGITS)


def both_ways(own: Sequence[Reason], theirs: Sequence[Reason]) -> tuple[BothWays, ...]:
    """Reasons of both directions by name, in the order in which they come."""
    mine, other = {r.name: r for r in own}, {r.name: r for r in theirs}
    speaking = [name for name in {**mine, **other} if _speaks(mine.get(name)) or _speaks(other.get(name))]
    return tuple([_both(name, mine.get(name), other.get(name)) for name in speaking])


def _speaks(reason: Reason | None) -> bool:
    """Whether a reason is for or against; one that rests on what is not stated is neither, and no reason."""
    return reason is not None and reason.value != NEUTRAL


def _both(name: str, own: Reason | None, theirs: Reason | None) -> BothWays:
    own_words, their_words = own.detail if own else "", theirs.detail if theirs else ""
    return BothWays(
        name,
        own.value if own else None,
        own_words,
        theirs.value if theirs else None,
        "" if own and their_words == own_words else their_words,
    )
