"""Goods room: how the goods of two readings are related: the same, parts, substitutes, or complements.

Asked in this order:

part         one is read as parts, by the subheadings that the nomenclature has for them, and the other as what they are
             parts of: brake pads (8708) and lorries (8704)
complement   both are known by another heading, and data/relations.csv says that the two are used together: tyres, cars
substitute   the same, where one does for the other: another material of an article (made_of.csv), another kind of
             meat; or both are of one heading, known by another subheading of it
same         both may be of one heading

What nothing ties has no relation. Of a complement the first heading of a row goes with each other one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import Literal

from svat.goods.made import headings_by_article
from svat.goods.nomenclature import Nomenclature
from svat.goods.parts import PartsHeadings
from svat.tables.strict import read_strict

RelationWord = Literal["same", "part", "substitute", "complement", ""]
Shares = Mapping[str, float]  # code of 4 or 6 digits → its probability

_WORDS = ("substitute", "complement")
KNOWN = 0.4  # probability of the best heading from which on goods are known by it
WITHIN = 0.5  # share of a heading's subheadings that the best has where goods are known by that
ARE_PARTS = 0.5  # share of subheadings of parts from which on goods are read as parts
LEAST_SAME = (
    0.05  # probability that both, read apart, are of one heading, from which on they are called the same
)
LEAST_TIE = 0.2  # probability that the one is what the other is parts of


@dataclass(frozen=True, slots=True)
class Relation:
    """What ties a need to an offer, and the codes by which each is known."""

    word: RelationWord
    need: str = ""
    offer: str = ""
    offer_is_part: bool = False  # of "part": whether the offer is parts of what the need asks for


class GoodsRelations:
    """Tells relations by one nomenclature."""

    def __init__(self, nomenclature: Nomenclature) -> None:
        self._machines = PartsHeadings(nomenclature).machines
        self._rest = {x for x in nomenclature.subheadings if "n.e.c." in nomenclature.description(x).lower()}

    def of(self, need: Shares, offer: Shares) -> Relation:
        """The relation of two readings."""
        return self._part(need, offer) or _by_headings(need, offer) or self._shared(need, offer)

    def _part(self, need: Shares, offer: Shares) -> Relation | None:
        need_is, offer_is = self._is_parts(need), self._is_parts(offer)
        if need_is == offer_is:
            return None
        parts, whole = (offer, need) if offer_is else (need, offer)
        mine = [code for code in parts if code in self._machines]
        machines = {heading for code in mine for heading in self._machines[code]}
        tied = {code: share for code, share in whole.items() if code in machines}
        if not tied or sum(tied.values()) < LEAST_TIE:
            return None
        machine = _best(tied)
        part = _best({code: parts[code] for code in mine if machine in self._machines[code]})
        need_code, offer_code = (machine, part[:4]) if offer_is else (part[:4], machine)
        return Relation("part", need_code, offer_code, offer_is)

    def _is_parts(self, shares: Shares) -> bool:
        found = {code: share for code, share in shares.items() if len(code) == 6}
        mine = sum(share for code, share in found.items() if code in self._machines)
        return mine >= max(ARE_PARTS * sum(found.values()), LEAST_TIE)

    def _shared(self, need: Shares, offer: Shares) -> Relation:
        common = {code: need[code] * offer[code] for code in need.keys() & offer.keys() if len(code) == 4}
        heading = _best(common)
        if common.get(heading, 0.0) < LEAST_SAME:
            return Relation("")
        first, second = (self._known_within(shares, heading) for shares in (need, offer))
        if first and second and first != second:
            return Relation("substitute", first, second)
        return Relation("same", heading, heading)

    def _known_within(self, shares: Shares, heading: str) -> str:
        """The subheading by which goods of a heading are known, one of the rest not counted; "" where none is."""
        own = {code: share for code, share in shares.items() if len(code) == 6 and code.startswith(heading)}
        if not own:
            return ""
        best = _best(own)
        return best if own[best] >= WITHIN * shares[heading] and best not in self._rest else ""


def _by_headings(need: Shares, offer: Shares) -> Relation | None:
    """The relation of goods that are known by two headings."""
    best = [_best({code: share for code, share in x.items() if len(code) == 4}) for x in (need, offer)]
    if not all(best) or best[0] == best[1] or need[best[0]] < KNOWN or offer[best[1]] < KNOWN:
        return None
    word = _table().get((best[0], best[1]))
    return Relation(word, best[0], best[1]) if word else None


def _best(shares: Shares) -> str:
    return min(shares, key=lambda code: (-shares[code], code), default="")


@cache
def _table() -> Mapping[tuple[str, str], RelationWord]:
    """Two headings → their relation; a complement counts before a substitute."""
    table = files("svat.goods").joinpath("data/relations.csv")
    rows = [row for _, row in read_strict(table, ("relation", "name", "headings"))]
    named = {word: [row["headings"].split(";") for row in rows if row["relation"] == word] for word in _WORDS}
    alike = [*map(sorted, headings_by_article()), *named["substitute"]]
    found: dict[tuple[str, str], RelationWord] = {
        (a, b): "substitute" for row in alike for a, b in permutations(row, 2)
    }
    for first, *others in named["complement"]:
        for other in others:
            found[first, other] = found[other, first] = "complement"
    return found
